package causality

import (
	"slices"
	"strings"

	"heddle/checker/result"
)

// told is an event as the schedule tells of it.
type told struct {
	result.Event
	step int
	name string // that a mark gives it
}

// read lists the events of a schedule: without what is of no interest here, each send before its receive, messages
// numbered, and marks that name another event merged with that.
func read(s *result.Schedule) []told {
	var list []told
	for _, e := range s.Initial {
		list = append(list, told{e, 0, ""})
	}
	for i := range s.Steps {
		from := len(list)
		for _, e := range s.Steps[i].Events {
			if !ignored(e) {
				list = append(list, told{e, i + 1, ""})
			}
		}
		meet(list[from:])
	}
	number(list)
	return name(list)
}

// ignored reports whether e is the memory's doing, an access to the memory of library code, or that a thread has ended.
func ignored(e result.Event) bool {
	switch e.Kind {
	case "flush", "message", "end":
		return true
	case "load", "store", "rmw", "section", "fence":
		return e.Inside != ""
	}
	return false
}

// meet puts the halves of a rendezvous, which either side may have told of first, in the order of send and receive.
func meet(step []told) {
	for i := range step {
		for j := range step[:i] {
			if r, s := &step[j], &step[i]; r.Kind == "receive" && s.Kind == "send" && r.Thread != s.Thread && r.Loc == s.Loc && r.Message == s.Message {
				*r, *s = *s, *r
			}
		}
	}
}

// number gives numbers to messages that have none: those of a rendezvous, which is one step, are then
// known to be the same, others are not known to be received.
func number(list []told) {
	next := 0
	for i := range list {
		next = max(next, list[i].Message)
	}
	for i := range list {
		s := &list[i]
		if s.Kind != "send" || s.Message > 0 {
			continue
		}
		next++
		s.Message = next
		for j := i + 1; j < len(list) && list[j].step == s.step; j++ {
			if r := &list[j]; r.Kind == "receive" && r.Loc == s.Loc && r.Message == 0 {
				r.Message = next
				break
			}
		}
	}
}

// name merges marks with what they name: the receive right before of the same thread and step, or else the
// send that comes next of the thread. Unless every send and receive has a name so, no mark is one.
func name(list []told) []told {
	last := map[int]int{} // by thread: index of its last event
	names, named := map[int]string{}, map[int]bool{}
	for i := range list {
		e := &list[i]
		before, ok := last[e.Thread]
		last[e.Thread] = i
		switch l := &list[before]; {
		case !ok:
		case e.Kind == "mark" && l.Kind == "receive" && names[before] == "" && l.step == e.step:
			names[before], named[i] = e.Text, true
			last[e.Thread] = before
		case e.Kind == "send" && l.Kind == "mark":
			names[i], named[before] = l.Text, true
		}
	}
	var kept []told
	for i := range list {
		e := list[i]
		if e.name = names[i]; e.name == "" && (e.Kind == "send" || e.Kind == "receive") {
			return list
		}
		if !named[i] {
			kept = append(kept, e)
		}
	}
	return kept
}

// onChannel reports whether e sends or receives on a channel, not on a network.
func (e *told) onChannel() bool {
	return e.Kind == "send" && !strings.HasPrefix(e.Text, "sends ") || e.Kind == "receive" && !strings.HasPrefix(e.Text, "receives ")
}

// threadOf finds a thread by its name in a text: "P1" of "P1 crashes". It is otherwise the given one.
func threadOf(s *result.Schedule, text string, otherwise int) int {
	word, _, _ := strings.Cut(text, " ")
	if t := slices.Index(s.Names, word); t >= 0 {
		return t
	}
	return otherwise
}
