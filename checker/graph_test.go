package checker

import (
	"maps"
	"slices"

	"pgregory.net/rapid"

	"heddle/machine"
)

// nodes is a system written out: for each node what a search is told of it. Node 0 is the initial one.
type nodes []node

type node struct {
	edges []edge
	end   bool
	bad   string // the node is a violation of this property
}

// edge is an action and where it leads: to a node, or to a violation.
type edge struct {
	action machine.Action
	moves  machine.Moves
	to     int
	fails  string
}

func (g nodes) Start(dst []byte) ([]byte, *machine.Failure, error) { return append(dst, 0), nil, nil }

func (g nodes) Bytes() int { return 0 }

func (g nodes) Expand(state []byte, out *machine.Successors) error {
	n := g[state[0]]
	out.Ended, out.State, out.Failed = n.end, nil, nil
	if n.bad != "" {
		out.State = &machine.Failure{Property: n.bad, Thread: -1, Other: -1}
	}
	for _, e := range n.edges {
		if e.fails != "" {
			out.Failed = append(out.Failed, machine.Failed{Action: e.action, Moves: e.moves, Failure: &machine.Failure{Property: e.fails, Thread: -1, Other: -1}})
			continue
		}
		out.Bytes = append(out.Bytes, byte(e.to))
		out.Items = append(out.Items, machine.Successor{Action: e.action, Moves: e.moves, End: len(out.Bytes)})
	}
	return nil
}

// drawGraph draws a graph of at most n nodes with every kind of action.
func drawGraph(t *rapid.T, n int) nodes {
	g := make(nodes, rapid.IntRange(1, n).Draw(t, "nodes"))
	violations := rapid.IntRange(0, 3).Draw(t, "violations") > 0
	for i := range g {
		for range rapid.IntRange(0, 3).Draw(t, "degree") {
			thread := rapid.IntRange(0, 2).Draw(t, "thread")
			e := edge{action: machine.StepOf(thread, 0), to: rapid.IntRange(0, len(g)-1).Draw(t, "to")}
			switch rapid.IntRange(0, 9).Draw(t, "kind") {
			case 0:
				e.action = machine.FlushOf(thread, 0)
			case 1:
				e.moves.Daemon = true
			case 2:
				e.moves.Partner = uint8(1 + (thread+1)%3)
			case 3:
				if violations {
					e.fails = PropertyAssert
				}
			}
			g[i].edges = append(g[i].edges, e)
		}
		switch {
		case len(g[i].edges) == 0 && violations:
			g[i].bad = rapid.SampledFrom([]string{PropertyDeadlock, PropertyExclusion}).Draw(t, "property")
		case len(g[i].edges) == 0:
			g[i].end = true
		}
	}
	return g
}

// price is what a schedule costs: preemptions first, then steps.
type price struct{ preemptions, steps int }

func (p price) less(q price) bool {
	return p.preemptions < q.preemptions || p.preemptions == q.preemptions && p.steps < q.steps
}

// at is a node and who runs there; -1: nobody.
type at struct{ node, thread int }

// prices gives the least price of every node with every thread that may run there,
// and of every violation with its property, by trying all edges until nothing gets cheaper.
func (g nodes) prices() (nodes map[at]price, violations map[string]price) {
	nodes, violations = map[at]price{{0, 0}: {}}, map[string]price{}
	for changed := true; changed; {
		changed = false
		for from, p := range maps.Clone(nodes) {
			if bad := g[from.node].bad; bad != "" {
				cheaper(violations, bad, p)
				continue
			}
			runs := from.thread
			if !g.runs(from) {
				runs = -1
			}
			for _, e := range g[from.node].edges {
				q := price{p.preemptions, p.steps + 1}
				next := e.threads()
				if len(next) == 0 {
					next = []int{runs}
				} else if runs >= 0 && !slices.Contains(next, runs) {
					q.preemptions++
				}
				if e.fails != "" {
					cheaper(violations, e.fails, q)
					continue
				}
				for _, t := range next {
					changed = cheaper(nodes, at{e.to, t}, q) || changed
				}
			}
		}
	}
	return nodes, violations
}

func cheaper[K comparable](m map[K]price, k K, p price) bool {
	if old, ok := m[k]; ok && !p.less(old) {
		return false
	}
	m[k] = p
	return true
}

// threads gives the goroutines that an edge moves.
func (e edge) threads() []int {
	switch {
	case e.action.Flush() || e.moves.Daemon:
		return nil
	case e.moves.Partner > 0:
		return []int{e.action.Thread(), int(e.moves.Partner) - 1}
	}
	return []int{e.action.Thread()}
}

// runs reports whether the thread has a step that leads elsewhere.
func (g nodes) runs(a at) bool {
	return slices.ContainsFunc(g[a.node].edges, func(e edge) bool {
		return slices.Contains(e.threads(), a.thread) && (e.fails != "" || e.to != a.node)
	})
}

// want is what a search of all schedules within a bound must answer.
type want struct {
	violated bool
	price    price  // of the violation
	property string // … the most telling one of that price
	nodes    map[int]bool
	cut      bool
	stuck    bool
}

// within judges nodes and violations by whether they are within a bound.
func (g nodes) within(inside func(price) bool) want {
	nodes, violations := g.prices()
	w := want{nodes: map[int]bool{}}
	for a, p := range nodes {
		w.nodes[a.node] = w.nodes[a.node] || inside(p)
	}
	for property, p := range violations {
		switch {
		case !inside(p):
			w.cut = true
		case !w.violated || p.less(w.price) || p == w.price && rank(property) < rank(w.property):
			w.violated, w.price, w.property = true, p, property
		}
	}
	for n, in := range w.nodes {
		w.cut = w.cut || !in
		w.stuck = w.stuck || in && !g.escapes(n, w.nodes)
	}
	maps.DeleteFunc(w.nodes, func(_ int, in bool) bool { return !in })
	return w
}

// escapes reports whether an end, a violation or a node that is not inside can be reached.
func (g nodes) escapes(from int, inside map[int]bool) bool {
	seen, list := map[int]bool{from: true}, []int{from}
	for len(list) > 0 {
		n := list[0]
		list = list[1:]
		if g[n].end || !inside[n] {
			return true
		}
		for _, e := range g[n].edges {
			if e.fails != "" {
				return true
			}
			if !seen[e.to] {
				seen[e.to] = true
				list = append(list, e.to)
			}
		}
	}
	return false
}
