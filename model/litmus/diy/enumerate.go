package diy

import (
	"fmt"
	"slices"
)

// Bounds say which cycles Cycles gives. Zero means no bound, but for Size.
type Bounds struct {
	Size     int // edges
	Threads  int
	Critical bool // only critical ones; see Cycle.Critical
}

// Cycles gives all cycles of at most b.Size edges of a vocabulary, each once: no
// two are rotations of each other. It takes time in the order of the number of
// paths of that length, so up to len(edges)^Size.
//
// Open directions of edges stand for all; orders that an edge leaves open are
// what its neighbour says, or other, as for Parse. What a has no tests of is left
// out.
func Cycles(a Arch, edges []string, other string, b Bounds) ([]Cycle, error) {
	if b.Size < 2 {
		return nil, fmt.Errorf("diy: size %d, want 2 edges or more", b.Size)
	}
	if other != "" && !slices.Contains(a.Orders(), other) {
		return nil, unknownOrder(a, other)
	}
	var words []Edge
	for _, text := range edges {
		e, err := ParseEdge(a, text)
		if err != nil {
			return nil, err
		}
		words = append(words, e.closed()...)
	}
	seen := map[string]bool{}
	var found []Cycle
	path := make([]int, 0, b.Size)
	var extend func(external int)
	extend = func(external int) {
		if b.Threads > 0 && external > b.Threads {
			return
		}
		if len(path) > 0 && leastRotation(path) && joins(words[path[len(path)-1]], words[path[0]]) {
			c := make(Cycle, len(path))
			for i, w := range path {
				c[i] = words[w]
			}
			if c.settle(a, other) == nil && (!b.Critical || c.Critical()) {
				c = c.normal()
				_, err := c.Source(a, Options{})
				if err == nil && !seen[c.String()] { // two words may become one when orders are settled
					seen[c.String()] = true
					found = append(found, c)
				}
			}
		}
		if len(path) == b.Size {
			return
		}
		for w, e := range words {
			if len(path) > 0 && (w < path[0] || !joins(words[path[len(path)-1]], e)) {
				continue
			}
			path = append(path, w)
			if e.External {
				extend(external + 1)
			} else {
				extend(external)
			}
			path = path[:len(path)-1]
		}
	}
	extend(0)
	slices.SortStableFunc(found, func(c, d Cycle) int { return len(c) - len(d) })
	return found, nil
}

// closed gives the edges that e stands for, all directions said.
func (e Edge) closed() []Edge {
	var list []Edge
	for _, from := range []Dir{R, W} {
		for _, to := range []Dir{R, W} {
			if (e.From == Any || e.From == from) && (e.To == Any || e.To == to) {
				f := e
				f.From, f.To = from, to
				list = append(list, f)
			}
		}
	}
	return list
}

// joins reports whether b can follow a.
func joins(a, b Edge) bool {
	return a.To == b.From && (a.ToOrder == "" || b.FromOrder == "" || a.ToOrder == b.FromOrder)
}

// leastRotation reports whether no rotation of path comes before it.
func leastRotation(path []int) bool {
	for i := 1; i < len(path); i++ {
		for k := range path {
			if d := path[(i+k)%len(path)] - path[k]; d < 0 {
				return false
			} else if d > 0 {
				break
			}
		}
	}
	return true
}

// Critical reports whether c is a critical cycle: no thread has more than two
// accesses, and those to two locations; no location has more than three accesses,
// all of different threads; no two communications that follow each other make one
// (Coe Coe, Fre Coe, Rfe Fre). Every violation of sequential consistency has one.
// Shasha, Snir, Efficient and Correct Execution of Parallel Programs that Share
// Memory, TOPLAS 1988; Herding Cats, section 9.1.
func (c Cycle) Critical() bool {
	t := layout(Arch{}, c)
	byLoc := make([][]event, len(t.writes))
	for _, events := range t.procs {
		if len(events) > 2 || len(events) == 2 && events[0].loc == events[1].loc {
			return false
		}
	}
	for i, e := range t.events {
		byLoc[e.loc] = append(byLoc[e.loc], e)
		if before := t.before(i); before.Communication() && e.edge.Communication() && e.edge.Kind != Rf {
			return false
		}
	}
	for _, events := range byLoc {
		if len(events) > 3 {
			return false
		}
	}
	return true
}
