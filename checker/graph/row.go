package graph

import (
	"encoding/binary"
	"iter"

	"heddle/machine"
)

// Row iterates over the edges of one state, in the order of Expand.
type Row struct {
	Edge   // after Next
	From   uint32
	left   uint32
	at     int // in chunk
	chunk  []byte
	labels bool
}

// Row begins an iteration over the edges of state i.
func (g *Graph) Row(i uint32) Row {
	start := g.starts[i>>startBits][i&(startSize-1)]
	r := Row{From: i, chunk: g.chunks[start>>chunkBits], at: int(start & (chunkSize - 1)), labels: g.labels}
	r.left = uint32(r.number())
	return r
}

// resume goes on with a row of which so many edges are left, the next at that place of its chunk.
func (r *Row) resume(g *Graph, from, at, left uint32) {
	start := g.starts[from>>startBits][from&(startSize-1)]
	r.From, r.chunk, r.at, r.left = from, g.chunks[start>>chunkBits], int(at), left
}

// Next goes to the next edge; it reports false if there is none.
func (r *Row) Next() bool {
	if r.left == 0 {
		return false
	}
	r.left--
	action := r.number()
	r.Action = machine.Action(action >> 1)
	if r.Partner = 0; action&1 != 0 {
		r.Partner = r.chunk[r.at]
		r.at++
	}
	by := r.number()
	r.To = r.From + uint32(by>>1^-(by&1))
	if r.labels {
		r.Label = uint32(r.number())
	}
	return true
}

// number reads a varint without a sign.
func (r *Row) number() uint64 {
	if b := r.chunk[r.at]; b < 0x80 {
		r.at++
		return uint64(b)
	}
	n, k := binary.Uvarint(r.chunk[r.at:])
	r.at += k
	return n
}

// Edges gives the edges of state i.
func (g *Graph) Edges(i uint32) iter.Seq[Edge] {
	return func(yield func(Edge) bool) {
		for r := g.Row(i); r.Next(); {
			if !yield(r.Edge) {
				return
			}
		}
	}
}
