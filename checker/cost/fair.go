package cost

import (
	"cmp"
	"slices"

	"heddle/checker/graph"
	"heddle/checker/live"
)

// judge finds for worst cases without bound whether a fair run pays for ever: whether there is a part of the window that a
// weakly fair run can go all round for ever (see package live), with a step that pays.
func (x *extremes) judge(rows []Row) {
	wanted := uint32(0)
	for i, r := range rows {
		if r.Worst.Infinite && !r.Fair {
			wanted |= 1 << i
		}
	}
	if wanted == 0 {
		return
	}
	for _, states := range x.fairly().Violations(live.Claim{Filter: x.filter()}) {
		paying := x.paysWithin(states, x.continues)
		for i := range rows {
			rows[i].Fair = rows[i].Fair || paying&wanted>>i&1 != 0
		}
	}
}

// paysWithin gives the metrics in which some step between the states pays: bit m for metric m.
func (x *extremes) paysWithin(states []uint32, counts func(v uint32, e *graph.Edge) bool) (paying uint32) {
	in := make(map[uint32]bool, len(states))
	for _, v := range states {
		in[v] = true
	}
	for _, v := range states {
		for r := x.Row(v); r.Next(); {
			if !in[r.To] || !counts(v, &r.Edge) {
				continue
			}
			for m, paid := range x.cost(v, &r.Edge) {
				if paid > 0 {
					paying |= 1 << m
				}
			}
		}
	}
	return paying
}

// fair reports whether a fair run pays for ever without the event.
func (f *share) fair() bool {
	without := func(_ uint32, e *graph.Edge) bool { return !has(f.label(e.Label), f.event) }
	return slices.ContainsFunc(f.fairly().Violations(live.Claim{Filter: graph.Filter{Edge: without}}), func(states []uint32) bool {
		return f.paysWithin(states, without) != 0
	})
}

// fairly finds weakly fair runs that go on for ever in the space.
func (s *space) fairly() *live.Search {
	if s.live == nil {
		s.live, _ = live.New(s.Graph, live.Weak, func() error { return nil })
	}
	return s.live
}

// process is a thread, or its store buffer.
type process struct {
	thread int
	buffer bool
}

func processOf(e *graph.Edge) process { return process{e.Action.Thread(), e.Action.Flush()} }

// waiting gives the processes that could step in all of some nodes and are not among those that do.
func (s *space) waiting(nodes []uint32, steps map[process]bool) (held []process) {
	able := map[process]int{}
	for _, v := range nodes {
		here := map[process]bool{}
		for r := s.Row(v); r.Next(); {
			if !r.Action.Fault() {
				here[processOf(&r.Edge)] = true
			}
		}
		for p := range here {
			able[p]++
		}
	}
	for p, n := range able {
		if n == len(nodes) && !steps[p] {
			held = append(held, p)
		}
	}
	slices.SortFunc(held, func(p, q process) int {
		return cmp.Or(cmp.Compare(p.thread, q.thread), truth(p.buffer)-truth(q.buffer))
	})
	return held
}

// undelivered gives what could be received in some of the nodes of a cycle, and is not: see graph.Edge.Takes.
func (s *space) undelivered(cycle []graph.Step) (held []uint32) {
	for _, x := range cycle {
		for r := s.Row(x.From); r.Next(); {
			if n := r.Takes; n > 0 && !slices.Contains(held, n) && !slices.ContainsFunc(cycle, func(x graph.Step) bool { return x.Takes == n }) {
				held = append(held, n)
			}
		}
	}
	slices.Sort(held)
	return held
}

func truth(b bool) int {
	if b {
		return 1
	}
	return 0
}
