package linear

import (
	"slices"
)

// quiescent is quiescent consistency.
//
// Its rows are the number of nodes that the automaton may have been in when no call was open last, these nodes, and
// the call and result of each operation that has returned since, in ascending order: what order they came in is forgotten.
type quiescent struct{ *Automaton }

// nobody is the client of labels where it does not matter whose an operation is.
const nobody = 0

// anonymous gives the automaton in which all operations are nobody's.
func (a *Automaton) anonymous() *Automaton {
	b := newAutomaton()
	b.Signatures = a.Signatures
	var g graph
	for _, list := range a.nodes {
		var steps []transition
		for _, e := range list {
			c := a.calls[e.call]
			steps = append(steps, transition{b.call(nobody, c.Operation, words(c.Arguments)), b.result(words(a.results[e.result])), e.to})
		}
		g.steps = append(g.steps, steps)
	}
	b.nodes, _, _ = g.minimize()
	return b
}

func (q quiescent) start() set { return set{rows: []uint32{1, 0}} }

func (q quiescent) calls(s set, p pending, _ []int) set {
	open, _ := s.with(p)
	return set{open: open, rows: s.rows}
}

// block gives the nodes in which the operations since the last quiescence began, and those that have returned.
func (q quiescent) block(s set) (nodes []uint32, done []operation) {
	nodes = s.rows[1 : 1+s.rows[0]]
	for pair := range slices.Chunk(s.rows[1+s.rows[0]:], 2) {
		done = append(done, operation{pair[0], pair[1]})
	}
	return nodes, done
}

// operation is an operation that has returned.
type operation struct{ call, result uint32 }

func (q quiescent) returns(s set, i int, result uint32) (set, bool) {
	nodes, done := q.block(s)
	done = append(done, operation{s.open[i].call, result})
	next := set{open: s.without(i)}
	if len(next.open) == 0 {
		nodes = q.after(nodes, done, nil)
		next.rows = append([]uint32{uint32(len(nodes))}, nodes...)
		return next, len(nodes) > 0
	}
	slices.SortFunc(done, func(a, b operation) int {
		return edge{call: a.call, result: a.result}.compare(edge{call: b.call, result: b.result})
	})
	next.rows = append([]uint32{uint32(len(nodes))}, nodes...)
	for _, op := range done {
		next.rows = append(next.rows, op.call, op.result)
	}
	return next, true
}

// possible is asked where the return of call i ends a block.
func (q quiescent) possible(s set, i int) []uint32 {
	return q.resultsOf(func(result uint32) bool {
		_, ok := q.returns(s, i, result)
		return ok
	})
}

// after gives the nodes that some order of all operations done, and of any of those that are open, leads to.
func (q quiescent) after(nodes []uint32, done []operation, open []pending) []uint32 {
	var found []uint32
	seen := map[string]bool{}
	var visit func(node uint32, left []operation, open []pending)
	visit = func(node uint32, left []operation, open []pending) {
		key := []uint32{node, uint32(len(left))}
		for _, op := range left {
			key = append(key, op.call, op.result)
		}
		for _, p := range open {
			key = append(key, p.client)
		}
		if k := rowKey(key); seen[k] {
			return
		} else {
			seen[k] = true
		}
		if len(left) == 0 {
			found = append(found, node)
		}
		for i, op := range left {
			for _, e := range q.step(node, op.call, op.result) {
				visit(e.to, slices.Delete(slices.Clone(left), i, i+1), open)
			}
		}
		for i, p := range open {
			for _, e := range q.edges(node, p.call) {
				visit(e.to, left, slices.Delete(slices.Clone(open), i, i+1))
			}
		}
	}
	for _, n := range nodes {
		visit(n, done, open)
	}
	slices.Sort(found)
	return slices.Compact(found)
}

func (q quiescent) waits(s set) bool {
	nodes, done := q.block(s)
	return slices.ContainsFunc(q.after(nodes, done, nil), func(n uint32) bool { return q.refuses(n, s.open) })
}

// ends judges what has returned since no call was open last: calls are left open.
func (q quiescent) ends(s set) bool {
	nodes, done := q.block(s)
	return len(done) == 0 || len(q.after(nodes, done, s.open)) > 0
}

// stricter: the same operations have returned, and b may have been wherever a may have been.
func (q quiescent) stricter(a, b set) bool {
	from, done := q.block(a)
	others, also := q.block(b)
	return slices.Equal(done, also) && !slices.ContainsFunc(from, func(n uint32) bool { return !slices.Contains(others, n) })
}
