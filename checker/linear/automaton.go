package linear

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"slices"
)

// Call is an operation that a client calls.
type Call struct {
	Client    int
	Operation string
	Arguments []int
}

// Automaton has the sequential histories that a specification allows as its paths from node 0. It has no cycles, and no
// two nodes with equal edges. From a node several edges may have the same label: then the specification chooses.
//
// It does not change once it is built.
type Automaton struct {
	Signatures Signatures // how to print operations

	calls   []Call  // by number, from 1: 0 stands for none
	results [][]int // by number, from 1
	nodes   [][]edge
	numbers numbers
}

// edge is an operation that a specification allows, and where it leads. Edges of a node ascend.
type edge struct {
	call, result uint32
	to           uint32
}

func (e edge) compare(f edge) int {
	return cmp.Or(cmp.Compare(e.call, f.call), cmp.Compare(e.result, f.result), cmp.Compare(e.to, f.to))
}

// numbers gives calls and results their numbers.
type numbers struct {
	calls   map[string]uint32
	results map[string]uint32
	key     []byte
}

func newNumbers() numbers {
	return numbers{calls: map[string]uint32{}, results: map[string]uint32{}}
}

func (n *numbers) callKey(client int, operation string, arguments []uint64) []byte {
	n.key = binary.AppendUvarint(n.key[:0], uint64(client))
	n.key = binary.AppendUvarint(n.key, uint64(len(operation)))
	n.key = append(n.key, operation...)
	return appendWords(n.key, arguments)
}

func (n *numbers) resultKey(results []uint64) []byte {
	n.key = appendWords(n.key[:0], results)
	return n.key
}

func appendWords(b []byte, words []uint64) []byte {
	for _, w := range words {
		b = binary.AppendVarint(b, int64(w))
	}
	return b
}

// call gives the number of a call, a new one if it is new.
func (a *Automaton) call(client int, operation string, arguments []uint64) uint32 {
	key := a.numbers.callKey(client, operation, arguments)
	k, ok := a.numbers.calls[string(key)]
	if !ok {
		k = uint32(len(a.calls))
		a.numbers.calls[string(key)] = k
		a.calls = append(a.calls, Call{client, operation, integers(arguments)})
	}
	return k
}

// result gives the number of a list of results, a new one if it is new.
func (a *Automaton) result(results []uint64) uint32 {
	key := a.numbers.resultKey(results)
	k, ok := a.numbers.results[string(key)]
	if !ok {
		k = uint32(len(a.results))
		a.numbers.results[string(key)] = k
		a.results = append(a.results, integers(results))
	}
	return k
}

func integers(words []uint64) []int {
	list := make([]int, len(words))
	for i, w := range words {
		list[i] = int(w)
	}
	return list
}

func words(list []int) []uint64 {
	w := make([]uint64, len(list))
	for i, v := range list {
		w[i] = uint64(v)
	}
	return w
}

// edges gives the edges of a node whose label begins with call.
func (a *Automaton) edges(node, call uint32) []edge {
	list := a.nodes[node]
	from, _ := slices.BinarySearchFunc(list, call, func(e edge, c uint32) int { return cmp.Compare(e.call, c) })
	to := from
	for to < len(list) && list[to].call == call {
		to++
	}
	return list[from:to]
}

// step gives the edges of a node with a label.
func (a *Automaton) step(node, call, result uint32) []edge {
	list := a.edges(node, call)
	from, _ := slices.BinarySearchFunc(list, result, func(e edge, r uint32) int { return cmp.Compare(e.result, r) })
	to := from
	for to < len(list) && list[to].result == result {
		to++
	}
	return list[from:to]
}

// resultsOf gives the results that any operation may have for which f holds.
func (a *Automaton) resultsOf(f func(result uint32) bool) []uint32 {
	var results []uint32
	for result := uint32(1); int(result) < len(a.results); result++ {
		if f(result) {
			results = append(results, result)
		}
	}
	return results
}

// Nodes is the number of nodes.
func (a *Automaton) Nodes() int { return len(a.nodes) }

// Edges is the number of edges.
func (a *Automaton) Edges() int {
	n := 0
	for _, list := range a.nodes {
		n += len(list)
	}
	return n
}

// String says how large the automaton is.
func (a *Automaton) String() string {
	return fmt.Sprintf("%d nodes, %d edges, %d calls", a.Nodes(), a.Edges(), len(a.calls)-1)
}

func newAutomaton() *Automaton {
	return &Automaton{calls: make([]Call, 1), results: make([][]int, 1), numbers: newNumbers()}
}
