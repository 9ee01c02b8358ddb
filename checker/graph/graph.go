// Package graph keeps the state graph of a search in numbers: for each state the steps that
// lead on from it, in few bytes. It has what whole-graph questions need: components, shortest
// paths. It knows nothing about what a state is, and stores none.
package graph

import (
	"unsafe"

	"heddle/machine"
)

// Graph is the states of a complete breadth-first search: 0 … N-1 in the order of discovery,
// which is that of their distances from state 0.
//
// The edges of a state are a row of varints. First comes a header, whose lowest bits say what the others
// are: if they are oneEach the threads that step, each with its only alternative, and if marked
// a set of edges whose mark is 1, and not 0; else the number of edges. Then for each edge there is, if the
// header does not tell it, the action times eight, plus twice the mark, plus one if a partner follows, or above all
// partners what is taken from a network; then the difference between the two states and, if there are labels, the label.
// So most edges take 3 bytes, where a matrix in compressed rows takes 12.
type Graph struct {
	labels bool
	chunks [][]byte
	starts [][]uint32 // by state: where its row starts, chunk and offset in it
	ended  []uint64   // bit by state
	n      int
	edges  int
	faults int  // edges that are actions of a network by itself
	takes  bool // some edges take something
	held   int

	row  []Edge // being built
	text []byte
}

// Edge is a step from one state to another.
type Edge struct {
	To      uint32
	Action  machine.Action
	Partner uint8  // as machine.Moves has it
	Takes   uint32 // likewise: what a step without a partner takes from a network
	Label   uint32 // if the graph has labels, else 0
	Mark    uint8  // 0 … 3
}

const (
	chunkBits = 20
	chunkSize = 1 << chunkBits
	maxChunks = 1 << (32 - chunkBits)
	maxStates = 1<<31 - 1 // so that the marks of components are more than the indices of states
	startBits = 16
	startSize = 1 << startBits
)

// New makes a graph without any state; labels says whether edges have some.
func New(labels bool) *Graph { return &Graph{labels: labels} }

// Add adds an edge from the state that is next to be ended.
func (g *Graph) Add(e Edge) {
	g.row = append(g.row, e)
	if e.Action.Fault() {
		g.faults++
	}
	g.takes = g.takes || e.Takes > 0
}

// End completes the next state, whose edges have been added; ended says that the program has ended there.
func (g *Graph) End(ended bool) {
	if g.n%startSize == 0 {
		size := startSize
		g.starts = append(g.starts, make([]uint32, 0, min(size, 1<<10)))
		g.held += 4 * cap(g.starts[len(g.starts)-1])
	}
	list := &g.starts[len(g.starts)-1]
	before := cap(*list)
	g.encode()
	*list = append(*list, g.room(len(g.text)))
	g.held += 4 * (cap(*list) - before)
	c := &g.chunks[len(g.chunks)-1]
	*c = append(*c, g.text...)
	if g.n%64 == 0 {
		g.ended = append(g.ended, 0)
	}
	if ended {
		g.ended[g.n/64] |= 1 << (g.n % 64)
	}
	g.n++
	g.edges += len(g.row)
	g.row = g.row[:0]
}

// room gives where the next row starts; there are that many bytes for it.
func (g *Graph) room(size int) uint32 {
	last := len(g.chunks) - 1
	if last < 0 || len(g.chunks[last])+size > cap(g.chunks[last]) {
		c := make([]byte, 0, max(min(chunkSize, 1<<min(chunkBits, 13+last)), size)) // small graphs stay small
		g.chunks = append(g.chunks, c)
		g.held += cap(c)
		last++
	}
	return uint32(last<<chunkBits | len(g.chunks[last]))
}

// Full reports whether no more states may be added.
func (g *Graph) Full() bool { return len(g.chunks) >= maxChunks || g.n >= maxStates }

// N is the number of states.
func (g *Graph) N() int { return g.n }

// Transitions is the number of edges.
func (g *Graph) Transitions() int { return g.edges }

// Faults is the number of edges by which a network does what it should not, or mends it.
func (g *Graph) Faults() int { return g.faults }

// Delivers reports whether some edges take something from a network.
func (g *Graph) Delivers() bool { return g.takes }

// Bytes is the memory that the graph holds. It costs no time.
func (g *Graph) Bytes() int {
	if g == nil {
		return 0
	}
	return g.held + 8*cap(g.ended) + int(unsafe.Sizeof(Edge{}))*cap(g.row) + cap(g.text)
}

// Ended reports whether the program has ended in state i: a proper end.
func (g *Graph) Ended(i uint32) bool { return g.ended[i/64]>>(i%64)&1 != 0 }
