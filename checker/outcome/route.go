package outcome

import (
	"math"

	"heddle/machine"
)

// maxRoutes bounds the table of routes: states times threads. Beyond it a schedule is a
// shortest one, but not the one with the fewest context switches.
const maxRoutes = 1 << 22

// routes holds, for each state and each thread that may have stepped last, the fewest context
// switches on a shortest way there, and its last step. A write of a store buffer is no switch.
type routes struct {
	g       *graph
	depth   []int32
	threads int // index of "none has stepped yet"
	cost    []uint16
	from    []int32
	by      []machine.Action
}

// route gives the actions of a shortest way to a state, of those with the fewest context switches.
func (g *graph) route(to int) []machine.Action {
	r := &routes{g: g, depth: make([]int32, to+1)}
	for i := 1; i <= to; i++ {
		r.depth[i] = r.depth[g.parent[i]] + 1
		r.threads = max(r.threads, g.by[i].Thread()+1)
	}
	n := (to + 1) * (r.threads + 1)
	if n > maxRoutes {
		return g.path(to)
	}
	r.cost, r.from, r.by = make([]uint16, n), make([]int32, n), make([]machine.Action, n)
	for i := range r.cost {
		r.cost[i] = math.MaxUint16
	}
	r.cost[r.threads] = 0
	for i := 0; i < to && r.depth[i] < r.depth[to]; i++ {
		r.relax(i, to)
	}
	at := to * (r.threads + 1)
	for last := range r.threads {
		if r.cost[to*(r.threads+1)+last] < r.cost[at] {
			at = to*(r.threads+1) + last
		}
	}
	actions := make([]machine.Action, r.depth[to])
	for k := len(actions) - 1; k >= 0; k-- {
		actions[k] = r.by[at]
		at = int(r.from[at])
	}
	return actions
}

// relax extends the routes to state i by its successors, up to state to.
func (r *routes) relax(i, to int) {
	for k := r.g.first[i]; k < r.g.first[i+1]; k++ {
		j, a := int(r.g.to[k]), r.g.acts[k]
		if j > to || r.depth[j] != r.depth[i]+1 || a.Thread() >= r.threads {
			continue
		}
		for last := range r.threads + 1 {
			at := i*(r.threads+1) + last
			next, cost := last, r.cost[at]
			if cost == math.MaxUint16 {
				continue
			}
			if !a.Hardware() {
				if next = a.Thread(); last != r.threads && last != next {
					cost++
				}
			}
			if to := j*(r.threads+1) + next; cost < r.cost[to] {
				r.cost[to], r.from[to], r.by[to] = cost, int32(at), a
			}
		}
	}
}
