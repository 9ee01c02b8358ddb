package graph

import "math"

// Filter says which states and edges of a graph count; nil lets all. An edge counts if both its states do.
type Filter struct {
	State func(i uint32) bool
	Edge  func(from uint32, e *Edge) bool
}

func (f *Filter) admits(from uint32, e *Edge) bool {
	return (f.State == nil || f.State(e.To)) && (f.Edge == nil || f.Edge(from, e))
}

// Component is a strongly connected component while it is visited. It may have one state and no edge.
type Component struct {
	States []uint32 // only lent
	Edges  bool     // it has some
	mark   uint32
	index  []uint32
}

// Has reports whether state i is of the component.
func (c *Component) Has(i uint32) bool { return c.index[i] == c.mark }

// Components finds the strongly connected components of what f lets through, each after all that it
// leads to, and calls visit for each until that returns false. The component is only lent.
//
// It is one pass (R. Tarjan, Depth-First Search and Linear Graph Algorithms, SIAM J. Computing 1(2),
// 1972), without recursion, which puts on its stack only what is no root of a component (E. Nuutila, E. Soisalon-Soininen,
// On Finding the Strongly Connected Components in a Directed Graph, Information Processing Letters
// 49(1), 1994), and keeps how far back a state leads only as long as the state is being
// visited, so that it holds one number a state.
func (g *Graph) Components(f Filter, visit func(c *Component) (more bool)) {
	t := &tarjan{g: g, f: f, visit: visit, index: make([]uint32, g.n)}
	t.component = Component{mark: math.MaxUint32, index: t.index}
	for i := range uint32(g.n) {
		if t.index[i] == 0 && (f.State == nil || f.State(i)) && !t.from(i) {
			return
		}
	}
}

// tarjan is one search for components.
type tarjan struct {
	g         *Graph
	f         Filter
	visit     func(*Component) bool
	index     []uint32 // by state: when it was met, 0 not yet; if its component is known, the mark of that, which is more
	last      uint32   // index given
	stack     []uint32 // states that are left, and are in a component with one that is not
	calls     []call
	component Component // the next
	row       Row       // being read
}

// call is a visit of a state that waits for one of another: where its row goes on, and the least
// index that it is known to lead to.
type call struct {
	from, at, left uint32
	low            uint32
}

// loops is set in call.left if an edge has led from the state to itself.
const loops = 1 << 31

// from visits all that state i leads to.
func (t *tarjan) from(i uint32) bool {
	row := &t.row
	low := t.enter(i)
	loop := uint32(0)
	for {
		if row.Next() {
			index := t.index[row.To]
			switch {
			case row.To == row.From:
				if t.f.admits(row.From, &row.Edge) {
					loop = loops
				}
			case index != 0 && index >= low || !t.f.admits(row.From, &row.Edge):
			case index == 0:
				t.calls = append(t.calls, call{row.From, uint32(row.at), row.left | loop, low})
				low = t.enter(row.To)
				loop = 0
			default:
				low = index
			}
			continue
		}
		if low < t.index[row.From] {
			t.stack = append(t.stack, row.From)
		} else if !t.close(row.From, loop != 0) {
			return false
		}
		n := len(t.calls) - 1
		if n < 0 {
			return true
		}
		up := t.calls[n]
		t.calls = t.calls[:n]
		low, loop = min(up.low, low), up.left&loops
		*row = t.g.Row(up.from)
		row.skip(up.at, up.left&^loops)
	}
}

// enter begins the visit of a state.
func (t *tarjan) enter(i uint32) (low uint32) {
	t.last++
	t.index[i] = t.last
	t.row = t.g.Row(i)
	return t.last
}

// close visits the component that root was met first of; loop says that root has an edge to itself.
func (t *tarjan) close(root uint32, loop bool) bool {
	from := len(t.stack)
	for from > 0 && t.index[t.stack[from-1]] > t.index[root] {
		from--
	}
	t.stack = append(t.stack, root)
	c := &t.component
	c.States = t.stack[from:]
	c.Edges = loop || len(c.States) > 1
	for _, i := range c.States {
		t.index[i] = c.mark
	}
	more := t.visit(c)
	c.mark--
	t.stack = t.stack[:from]
	return more
}
