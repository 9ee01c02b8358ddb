package cost

import (
	"slices"

	"heddle/checker/graph"
	"heddle/machine"
	"heddle/model/program"
)

// Window is a kind of stretch of a run whose charges are added up.
type Window uint8

// The windows.
const (
	// Acquire is what a thread bears from Want to Enter, one stay in phase Trying.
	Acquire Window = iota
	// Release is what it bears from Leave to its next Want or its end.
	Release
	// Handover is what all threads bear, in phases Trying and Leaving, from one Leave to the
	// next one of anybody, when a lock is passed on to those who wait: at the first Leave some
	// have wanted in, all of these spin, and nobody wants in until the second. So what is
	// counted is what the release brings about, and not what it costs others to arrive meanwhile.
	Handover
	// Turn is what all threads bear, in phases Trying and Leaving, from one Leave to the next
	// one of anybody, whoever arrives meanwhile.
	Turn
	// Passage is what a thread bears, in phases Trying and Leaving, from Want to its next Want or its end.
	Passage
	// Episode is what a thread bears from Arrive to Depart.
	Episode
	// Gathering is what all threads bear between Arrive and Depart, in a whole run.
	Gathering
	// Run is what all threads bear from start to end.
	Run
	// Share is what all threads bear in a run, over the passages through sections (Enter) in it: it takes the place of
	// Passage in programs with a network, where others send on behalf of who wants in.
	Share
	// Request is what all threads bear in a run, over the requests (Ask) in it.
	Request
)

func (w Window) String() string {
	return [...]string{"acquire", "release", "handover", "turn", "passage", "episode", "gathering", "run", "passage", "request"}[w]
}

// Why says why no run may come to such a window.
func (w Window) Why() string {
	switch w {
	case Acquire, Release, Turn, Passage, Share:
		return "no run wants into a critical section (Section.Want) and leaves it"
	case Handover:
		return "no run leaves a critical section while all others that want in (Section.Want) spin"
	case Episode, Gathering:
		return "no run arrives at a barrier (Episode.Arrive)"
	case Request:
		return "no run asks for anything (Response.Ask)"
	}
	return "there is no run"
}

// OfNetworks gives the windows that those named are in a program with a network.
func OfNetworks(named []Window) (windows []Window) {
	for _, w := range named {
		if w == Passage {
			w = Share
		}
		windows = append(windows, w)
	}
	return windows
}

// shares gives the event that a window is a share of.
func (w Window) shares() (program.Event, bool) {
	switch w {
	case Share:
		return program.EventEnter, true
	case Request:
		return program.EventAsk, true
	}
	return 0, false
}

// stay is the phase that a window of one thread's is a stay in.
func (w Window) stay() (machine.Phase, bool) {
	switch w {
	case Acquire:
		return machine.Trying, true
	case Release:
		return machine.Leaving, true
	case Episode:
		return machine.Meeting, true
	}
	return 0, false
}

// own reports whether each thread has windows of its own.
func (w Window) own() bool {
	_, stay := w.stay()
	return stay || w == Passage
}

// whole reports whether a window is a whole run.
func (w Window) whole() bool { return w == Run || w == Gathering }

// view is a window of one thread, or of all, on a space. A path from a node through steps that
// continue, after a step that starts, is a window; it is complete at a node that completes it.
type view struct {
	*space
	window Window
	thread int    // of a stay
	begins []spot // its beginnings
}

// spot is where a window begins: with a step of a node, and of which thread it is. That of
// a Run is the initial node.
type spot struct {
	thread int
	node   uint32
	step   graph.Edge
}

// views gives the views of a window that some run comes to: of a stay there is one for each thread.
func (s *space) views(w Window) (opened []view) {
	all := []view{{space: s, window: w, thread: -1}}
	if w.whole() {
		all[0].begins = []spot{{}}
		return all
	}
	own := w.own()
	if own {
		all = all[:0]
		for t := range s.threads {
			all = append(all, view{space: s, window: w, thread: t})
		}
	}
	for v := range uint32(s.N()) {
		for r := s.Row(v); r.Next(); {
			i := 0
			if own {
				i = s.threadOf(&r.Edge)
			}
			if i < 0 {
				continue
			}
			if w := &all[i]; w.starts(v, &r.Edge) {
				w.begins = append(w.begins, spot{w.thread, v, r.Edge})
			}
		}
	}
	return slices.DeleteFunc(all, func(w view) bool { return len(w.begins) == 0 })
}

// starts reports whether a window begins with a step of node v.
func (w *view) starts(v uint32, e *graph.Edge) bool {
	switch w.window {
	case Run, Gathering:
		return false // it begins with a node: the initial one
	case Handover:
		return has(w.label(e.Label), program.EventLeave) && w.settled(v, w.threadOf(e))
	case Turn:
		return has(w.label(e.Label), program.EventLeave)
	case Passage:
		return w.threadOf(e) == w.thread && has(w.label(e.Label), program.EventWant)
	}
	phase, _ := w.window.stay()
	return w.threadOf(e) == w.thread && w.phases[v].of(w.thread) != phase && w.label(e.Label).Phase == phase
}

// continues reports whether a window that has come to node v can go on with a step.
func (w *view) continues(v uint32, e *graph.Edge) bool {
	switch w.window {
	case Run, Gathering:
		return true
	case Passage:
		return w.threadOf(e) != w.thread || !has(w.label(e.Label), program.EventWant)
	case Handover:
		l := w.label(e.Label)
		return !has(l, program.EventLeave) && !has(l, program.EventWant)
	case Turn:
		return !has(w.label(e.Label), program.EventLeave)
	}
	phase, _ := w.window.stay()
	return w.phases[v].of(w.thread) == phase && w.during(v, e, w.thread) == phase
}

// completes reports whether a window that has come to node v may be over there.
func (w *view) completes(v uint32) bool {
	switch w.window {
	case Run, Gathering:
		return w.Ended(v)
	case Passage:
		return w.Ended(v) || w.offers(v, func(e *graph.Edge) bool {
			return w.threadOf(e) == w.thread && has(w.label(e.Label), program.EventWant)
		})
	case Handover, Turn:
		return w.offers(v, func(e *graph.Edge) bool { return has(w.label(e.Label), program.EventLeave) })
	}
	phase, _ := w.window.stay()
	return w.Ended(v) || w.phases[v].of(w.thread) != phase || w.offers(v, func(e *graph.Edge) bool {
		return w.threadOf(e) == w.thread && w.during(v, e, w.thread) != phase
	})
}

// offers reports whether some step of node v is as asked for.
func (s *space) offers(v uint32, asked func(e *graph.Edge) bool) bool {
	for r := s.Row(v); r.Next(); {
		if asked(&r.Edge) {
			return true
		}
	}
	return false
}

// counts reports whether a charge of a step from node v is one of the window's.
func (w *view) counts(v uint32, e *graph.Edge, c machine.Charge) bool {
	switch w.window {
	case Run:
		return true
	case Gathering:
		return w.during(v, e, int(c.Thread)) == machine.Meeting
	case Handover, Turn: // what an ended thread's processor still receives, others send
		p := w.during(v, e, int(c.Thread))
		return p == machine.Trying || p == machine.Leaving || p == machine.Gone
	case Passage:
		p := w.during(v, e, w.thread)
		return (p == machine.Trying || p == machine.Leaving) && int(c.Thread) == w.thread
	}
	return int(c.Thread) == w.thread
}
