package cost

import (
	"cmp"
	"slices"

	"heddle/checker/graph"
)

// judge finds for worst cases without bound whether a fair run pays for ever: whether a
// component with a step that pays is fair as a whole. Every thread, and every store buffer,
// that could always step in it does (weak fairness); a walk round all of the component is such a run.
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
	x.Components(x.filter(), func(c *graph.Component) bool {
		if paying := x.paying[x.component[c.States[0]]-1] & wanted; paying != 0 && len(x.heldBack(c)) == 0 {
			for i := range rows {
				rows[i].Fair = rows[i].Fair || paying>>i&1 != 0
			}
			wanted &^= paying
		}
		return wanted != 0
	})
}

// process is a thread, or its store buffer.
type process struct {
	thread int
	buffer bool
}

func processOf(e *graph.Edge) process { return process{e.Action.Thread(), e.Action.Flush()} }

// heldBack gives the processes that could step in all nodes of a component, and do in none.
func (x *extremes) heldBack(c *graph.Component) []process {
	steps := map[process]bool{}
	for _, v := range c.States {
		for r := x.Row(v); r.Next(); {
			if c.Has(r.To) && x.continues(v, &r.Edge) {
				steps[processOf(&r.Edge)] = true
			}
		}
	}
	return x.waiting(c.States, steps)
}

// waiting gives the processes that could step in all of some nodes and are not among those that do.
func (s *space) waiting(nodes []uint32, steps map[process]bool) (held []process) {
	able := map[process]int{}
	for _, v := range nodes {
		here := map[process]bool{}
		for r := s.Row(v); r.Next(); {
			here[processOf(&r.Edge)] = true
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

func truth(b bool) int {
	if b {
		return 1
	}
	return 0
}
