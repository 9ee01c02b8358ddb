package linear

import (
	"slices"

	"pgregory.net/rapid"

	_ "heddle/model/drawn"
)

// Random automata have clients 0 … 2 that call Get(), and Set(0) and Set(1).
const randomClients = 3

func randomAutomaton(t *rapid.T) *Automaton {
	a := newAutomaton()
	a.nodes, _, _ = randomGraph(t, a).minimize()
	return a
}

func randomGraph(t *rapid.T, a *Automaton) *graph {
	n := rapid.IntRange(2, 12).Draw(t, "states")
	g := &graph{steps: make([][]transition, n)}
	for state := range n - 1 {
		for range rapid.IntRange(1, 6).Draw(t, "steps") {
			to := uint32(rapid.IntRange(state+1, min(n-1, state+3)).Draw(t, "to"))
			if rapid.IntRange(0, 5).Draw(t, "silent") == 0 {
				g.steps[state] = append(g.steps[state], transition{to: to})
				continue
			}
			c := randomCall(t, rapid.IntRange(0, randomClients-1).Draw(t, "client"))
			r := randomResults(t, c.Operation)
			g.steps[state] = append(g.steps[state], transition{a.call(c.Client, c.Operation, words(c.Arguments)), a.result(words(r)), to})
		}
	}
	return g
}

func randomCall(t *rapid.T, client int) Call {
	if rapid.Bool().Draw(t, "get") {
		return Call{client, "Get", []int{}}
	}
	return Call{client, "Set", []int{rapid.IntRange(0, 1).Draw(t, "argument")}}
}

func randomResults(t *rapid.T, operation string) []int {
	if operation == "Set" {
		return []int{}
	}
	return []int{rapid.IntRange(0, 1).Draw(t, "result")}
}

// run is a history as it comes about.
type run struct {
	automaton *Automaton
	history   History
	open      []int   // by client: its open operation, -1 if none
	node      uint32  // where a specification that made what happened might be
	effect    [][]int // by client: results with which its open operation has taken effect, nil if it has not
	events    int     // so far
	returned  []int   // by client
	vectors   bool    // operations say what precedes them, at random
}

func newRun(a *Automaton, vectors bool) *run {
	return &run{automaton: a, vectors: vectors, open: []int{-1, -1, -1}, effect: make([][]int, randomClients)}
}

// next draws the next event: its operation, and whether it is the return. It is nil if a client would return that
// cannot, mostly.
func (r *run) next(t *rapid.T) (op *Operation, isReturn bool) {
	client := rapid.IntRange(0, randomClients-1).Draw(t, "who")
	if r.open[client] < 0 {
		r.open[client] = len(r.history)
		op := Operation{Call: r.call(t, client), Begin: r.events}
		if r.vectors {
			op.Before = r.history.precede(t, client)
		}
		r.history = append(r.history, op)
		r.events++
		return &r.history[len(r.history)-1], false
	}
	for range rapid.IntRange(0, 2).Draw(t, "effects") { // others may take effect first
		r.takesEffect(t, rapid.IntRange(0, randomClients-1).Draw(t, "effect"))
	}
	r.takesEffect(t, client)
	op = &r.history[r.open[client]]
	results := r.effect[client]
	switch wrong := rapid.IntRange(0, 19).Draw(t, "wrong") == 0; {
	case wrong:
		results = randomResults(t, op.Operation)
	case results == nil:
		return nil, false
	}
	op.Results, op.Returned, op.End = results, true, r.events
	r.open[client], r.effect[client] = -1, nil
	r.events++
	return op, true
}

// call draws a call, most likely one that is possible now.
func (r *run) call(t *rapid.T, client int) Call {
	var likely []Call
	for _, e := range r.automaton.nodes[r.node] {
		if c := r.automaton.calls[e.call]; c.Client == client {
			likely = append(likely, c)
		}
	}
	if len(likely) == 0 || rapid.IntRange(0, 9).Draw(t, "any") == 0 {
		return randomCall(t, client)
	}
	return rapid.SampledFrom(likely).Draw(t, "call")
}

// precede draws how many operations of each client precede the next call of one: no fewer than precede what it knows.
func (h History) precede(t *rapid.T, client int) []int {
	before := make([]int, randomClients)
	learn := func(i int) {
		before[h[i].Client] = max(before[h[i].Client], h.index(i)+1)
		for c, n := range h[i].Before {
			before[c] = max(before[c], n)
		}
	}
	for i, op := range h {
		if op.Client == client || op.Returned && rapid.IntRange(0, 2).Draw(t, "known") == 0 {
			learn(i)
		}
	}
	return before
}

func (r *run) takesEffect(t *rapid.T, client int) {
	if r.open[client] < 0 || r.effect[client] != nil {
		return
	}
	op := r.history[r.open[client]]
	edges := slices.DeleteFunc(slices.Clone(r.automaton.nodes[r.node]), func(e edge) bool { return !r.automaton.labels(e, op, Linearizable) })
	if len(edges) > 0 {
		e := rapid.SampledFrom(edges).Draw(t, "edge")
		r.node, r.effect[client] = e.to, r.automaton.results[e.result]
	}
}

// plan is a history as it comes about that has the operations of a path of the automaton, those of each client in its order or in any, at
// places that have nothing to do with it.
type plan struct {
	history History
	left    [][]Operation // by client
	open    []int         // by client: its open operation, -1 if none
	events  int
	vectors bool
}

func newPlan(t *rapid.T, a *Automaton, vectors bool) *plan {
	p := &plan{vectors: vectors, left: make([][]Operation, randomClients), open: []int{-1, -1, -1}}
	for node := uint32(0); len(a.nodes[node]) > 0; {
		e := rapid.SampledFrom(a.nodes[node]).Draw(t, "edge")
		c := a.calls[e.call]
		p.left[c.Client] = append(p.left[c.Client], Operation{Call: c, Results: a.results[e.result]})
		node = e.to
	}
	if rapid.IntRange(0, 2).Draw(t, "shuffle") == 0 {
		for c := range p.left {
			p.left[c] = rapid.Permutation(p.left[c]).Draw(t, "order")
		}
	}
	return p
}

func (p *plan) next(t *rapid.T) (op *Operation, isReturn bool) {
	client := rapid.IntRange(0, randomClients-1).Draw(t, "who")
	i := p.open[client]
	switch {
	case i >= 0:
		op = &p.history[i]
		op.Results, op.Returned, op.End = p.left[client][0].Results, true, p.events
		p.open[client], p.left[client] = -1, p.left[client][1:]
	case len(p.left[client]) == 0:
		return nil, false
	default:
		p.open[client] = len(p.history)
		called := Operation{Call: p.left[client][0].Call, Begin: p.events}
		if p.vectors {
			called.Before = p.history.precede(t, client)
		}
		p.history = append(p.history, called)
		op = &p.history[len(p.history)-1]
	}
	p.events++
	return op, i >= 0
}

func (r *run) so() History  { return r.history }
func (p *plan) so() History { return p.history }

// source is where events come from.
type source interface {
	next(t *rapid.T) (op *Operation, isReturn bool)
	so() History
}

func randomSource(t *rapid.T, a *Automaton, vectors bool) source {
	if rapid.Bool().Draw(t, "plan") {
		return newPlan(t, a, vectors)
	}
	return newRun(a, vectors)
}
