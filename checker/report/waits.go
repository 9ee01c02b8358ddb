package report

import (
	"fmt"
	"slices"
	"strings"

	"heddle/checker/result"
)

// wait is a thread that is blocked at the end of a schedule, and who keeps what it
// waits for, as far as the steps tell.
type wait struct {
	result.Event
	holder int // thread; -1 if the steps do not tell
	since  int // step, from 1
	pos    string
	how    string // "held", or what was done last: "last sent to", "last received from"
}

// waitsOf gives a wait for each blocked thread at the end of s.
func waitsOf(s *result.Schedule) []wait {
	h := holdersOf(s)
	list := []wait{}
	for _, e := range s.End {
		if e.Kind == "blocked" {
			list = append(list, h.waitOf(e))
		}
	}
	return list
}

// use is an operation of a thread on a lock or channel.
type use struct {
	thread, step int
	pos          string
}

// holders is what the steps of a schedule say of locks and channels, by location.
type holders struct {
	locks    map[string][]use // taken and not yet released, oldest first
	sent     map[string]use   // the last send into a buffer
	received map[string]use   // the last receive out of one
}

func holdersOf(s *result.Schedule) *holders {
	h := &holders{map[string][]use{}, map[string]use{}, map[string]use{}}
	for i := range s.Steps {
		for _, e := range s.Steps[i].Events {
			u := use{e.Thread, i + 1, e.Pos}
			switch {
			case e.Kind == "section":
				h.section(e, u)
			case e.Kind == "send" && !does(&s.Steps[i], "receive"):
				h.sent[e.Loc] = u
			case e.Kind == "receive" && !does(&s.Steps[i], "send"):
				h.received[e.Loc] = u
			}
		}
	}
	return h
}

// does reports whether a step has an event of the kind: of a rendezvous both halves are over.
func does(step *result.Step, kind string) bool {
	return slices.ContainsFunc(step.Events, func(e result.Event) bool { return e.Kind == kind })
}

// section follows locks, which are named as those of package sync are.
func (h *holders) section(e result.Event, u use) {
	switch strings.TrimPrefix(e.Text, e.Loc+".") {
	case "Lock", "RLock", "TryLock", "TryRLock":
		h.locks[e.Loc] = append(h.locks[e.Loc], u)
	case "Unlock", "RUnlock":
		list := h.locks[e.Loc]
		i := slices.IndexFunc(list, func(x use) bool { return x.thread == u.thread })
		if i = max(i, 0); i < len(list) { // a lock may be released for another
			h.locks[e.Loc] = slices.Delete(list, i, i+1)
		}
	}
}

func (h *holders) waitOf(e result.Event) wait {
	w := wait{Event: e, holder: -1}
	by := func(u use, ok bool, how string) {
		if ok {
			w.holder, w.since, w.pos, w.how = u.thread, u.step, u.pos, how
		}
	}
	switch {
	case strings.HasPrefix(e.Text, "waits in "):
		u, ok := h.holder(e)
		by(u, ok, "held")
	case strings.HasPrefix(e.Text, "waits to send"):
		u, ok := h.sent[e.Loc]
		by(u, ok, "last sent to")
	case strings.HasPrefix(e.Text, "waits to receive"):
		u, ok := h.received[e.Loc]
		by(u, ok, "last received from")
	}
	return w
}

// holder gives who has the lock that e waits for: another thread if there is one. The
// writer of a RWMutex that waits for readers has announced itself by a Lock at the same line.
func (h *holders) holder(e result.Event) (use, bool) {
	list := h.locks[e.Loc]
	for _, u := range list {
		if u.thread != e.Thread {
			return u, true
		}
	}
	if len(list) == 0 {
		return use{}, false
	}
	return list[0], true
}

// text says who keeps what w waits for, "" if that is not known.
func (w *wait) text(s *result.Schedule) string {
	if w.holder < 0 {
		return ""
	}
	who := name(s, w.holder)
	if w.holder == w.Thread {
		who += " itself"
	}
	at := ""
	if w.pos != "" {
		at = " (" + base(w.pos) + ")"
	}
	if w.how == "held" {
		return fmt.Sprintf("held by %s since step %d%s", who, w.since, at)
	}
	return fmt.Sprintf("%s by %s in step %d%s", w.how, who, w.since, at)
}

// cycle gives the first cycle among waits, each for what the next keeps: "P0 → a → P1 → b → P0"; "" if there is none.
func cycle(s *result.Schedule, waits []wait) string {
	of := map[int]*wait{}
	for i := range waits {
		of[waits[i].Thread] = &waits[i]
	}
	for i := range waits {
		var seen []int
		for t := waits[i].Thread; of[t] != nil && of[t].holder >= 0; t = of[t].holder {
			if at := slices.Index(seen, t); at >= 0 {
				text := ""
				for _, u := range seen[at:] {
					text += name(s, u) + " → " + clean(of[u].Loc) + " → "
				}
				return text + name(s, t)
			}
			seen = append(seen, t)
		}
	}
	return ""
}
