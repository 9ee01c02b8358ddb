package checker

import "slices"

// settled gives the first state, of those from which no end can be reached, that
// its run can always come back to: nothing is left to happen but spinning. (The
// first doomed state of all may be one where the fatal step is long past, or has
// yet to be seen by anybody.) It is a state of a bottom component of the doomed
// part of the graph (R. Tarjan, Depth-First Search and Linear Graph Algorithms,
// SIAM J. Computing 1(2), 1972).
func (s *search) settled(all []position, good []bool) (position, error) {
	graph := map[position][]position{}
	for i, p := range all {
		if good[i] {
			continue
		}
		next, _, err := s.successors(p)
		if err != nil {
			return 0, err
		}
		if graph[p] = next; len(graph) > maxDoomed {
			return all[slices.Index(good, false)], nil
		}
	}
	first, found := position(0), false
	for p := range bottoms(graph) {
		if !found || p < first {
			first, found = p, true
		}
	}
	return first, nil
}

// maxDoomed bounds the doomed states that are looked at for a settled one.
const maxDoomed = 1 << 20

// bottoms gives the states of the bottom components of a finite graph: those that
// everything reachable from them can reach again.
func bottoms(graph map[position][]position) map[position]bool {
	t := &tarjan{graph: graph, index: map[position]int{}, low: map[position]int{}, open: map[position]bool{}, bottom: map[position]bool{}}
	roots := make([]position, 0, len(graph))
	for p := range graph {
		roots = append(roots, p)
	}
	slices.Sort(roots)
	for _, p := range roots {
		if _, seen := t.index[p]; !seen {
			t.visit(p)
		}
	}
	return t.bottom
}

// tarjan finds strongly connected components, without recursion.
type tarjan struct {
	graph  map[position][]position
	index  map[position]int
	low    map[position]int
	open   map[position]bool // on stack
	stack  []position
	bottom map[position]bool
}

type visit struct {
	at   position
	next int // successors looked at
}

func (t *tarjan) visit(root position) {
	calls := []visit{{at: root}}
	t.enter(root)
	for len(calls) > 0 {
		c := &calls[len(calls)-1]
		if c.next < len(t.graph[c.at]) {
			q := t.graph[c.at][c.next]
			c.next++
			if _, seen := t.index[q]; !seen {
				t.enter(q)
				calls = append(calls, visit{at: q})
			} else if t.open[q] {
				t.low[c.at] = min(t.low[c.at], t.index[q])
			}
			continue
		}
		done := *c
		calls = calls[:len(calls)-1]
		if len(calls) > 0 {
			up := calls[len(calls)-1].at
			t.low[up] = min(t.low[up], t.low[done.at])
		}
		if t.low[done.at] == t.index[done.at] {
			t.leave(done.at)
		}
	}
}

func (t *tarjan) enter(p position) {
	t.index[p] = len(t.index)
	t.low[p] = t.index[p]
	t.open[p] = true
	t.stack = append(t.stack, p)
}

// leave takes a whole component off the stack; it is a bottom one if no edge leaves it.
func (t *tarjan) leave(root position) {
	i := slices.Index(t.stack, root)
	component := t.stack[i:]
	t.stack = t.stack[:i:i]
	inside := map[position]bool{}
	for _, p := range component {
		inside[p] = true
		t.open[p] = false
	}
	for _, p := range component {
		for _, q := range t.graph[p] {
			if !inside[q] {
				return
			}
		}
	}
	for _, p := range component {
		t.bottom[p] = true
	}
}
