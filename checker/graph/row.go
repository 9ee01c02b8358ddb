package graph

import (
	"encoding/binary"
	"iter"
	"math/bits"

	"heddle/machine"
)

// Of headers and actions.
const (
	oneEach  = 1 // header: it has the threads
	marked   = 2
	more     = 1  // action: a number follows:
	partners = 64 // that of a partner up to this; above, this more than what is taken
)

// encode makes the bytes of a row.
func (g *Graph) encode() {
	g.text = g.text[:0]
	threads, marks, ok := g.oneEach()
	if ok {
		header := threads<<2 | oneEach
		if marks != 0 {
			header |= marked
		}
		if g.text = binary.AppendUvarint(g.text, header); marks != 0 {
			g.text = binary.AppendUvarint(g.text, marks)
		}
	} else {
		g.text = binary.AppendUvarint(g.text, uint64(len(g.row))<<2)
	}
	for i := range g.row {
		e := &g.row[i]
		if !ok {
			g.action(e)
		}
		g.text = binary.AppendVarint(g.text, int64(e.To)-int64(g.n))
		if g.labels {
			g.text = binary.AppendUvarint(g.text, uint64(e.Label))
		}
	}
}

func (g *Graph) action(e *Edge) {
	action := uint64(e.Action)<<3 | uint64(e.Mark)<<1
	switch {
	case e.Takes > 0:
		g.text = binary.AppendUvarint(binary.AppendUvarint(g.text, action|more), partners+uint64(e.Takes))
	case e.Partner > 0:
		g.text = binary.AppendUvarint(binary.AppendUvarint(g.text, action|more), uint64(e.Partner))
	default:
		g.text = binary.AppendUvarint(g.text, action)
	}
}

// oneEach gives the threads that step, and which edges have a mark. ok is false if there is more to say.
func (g *Graph) oneEach() (threads, marks uint64, ok bool) {
	last := -1
	for i := range g.row {
		e := &g.row[i]
		t := e.Action.Thread()
		if e.Partner != 0 || e.Takes != 0 || e.Mark > 1 || t <= last || t > 61 || e.Action != machine.StepOf(t, 0) {
			return 0, 0, false
		}
		last = t
		threads |= 1 << t
		marks |= uint64(e.Mark) << i
	}
	return threads, marks, true
}

// Row iterates over the edges of one state, in the order of Expand.
type Row struct {
	Edge    // after Next
	From    uint32
	left    uint32
	at      int // in chunk
	chunk   []byte
	oneEach bool
	labels  bool
	threads uint64 // … that are left
	marks   uint64
}

// Row begins an iteration over the edges of state i.
func (g *Graph) Row(i uint32) Row {
	start := g.starts[i>>startBits][i&(startSize-1)]
	r := Row{From: i, chunk: g.chunks[start>>chunkBits], at: int(start & (chunkSize - 1)), labels: g.labels}
	header := r.number()
	if r.oneEach = header&oneEach != 0; !r.oneEach {
		r.left = uint32(header >> 2)
		return r
	}
	r.threads = header >> 2
	r.left = uint32(bits.OnesCount64(r.threads))
	if header&marked != 0 {
		r.marks = r.number()
	}
	return r
}

// Threads gives the threads that step, of a row that has not been begun and has nothing else; bit t for thread t.
func (r *Row) Threads() (set uint64, ok bool) { return r.threads, r.oneEach }

// skip goes on with a row of which so many edges are left, the next at that place of its chunk.
func (r *Row) skip(at, left uint32) {
	for ; r.left > left; r.left-- {
		r.threads &= r.threads - 1
		r.marks >>= 1
	}
	r.at = int(at)
}

// Next goes to the next edge; it reports false if there is none.
func (r *Row) Next() bool {
	if r.left == 0 {
		return false
	}
	r.left--
	if r.oneEach {
		r.Action = machine.StepOf(bits.TrailingZeros64(r.threads), 0)
		r.Mark = uint8(r.marks & 1)
		r.threads &= r.threads - 1
		r.marks >>= 1
	} else {
		action := r.number()
		r.Action, r.Mark = machine.Action(action>>3), uint8(action>>1&3)
		if r.Partner, r.Takes = 0, 0; action&more != 0 {
			if w := r.number(); w <= partners {
				r.Partner = uint8(w)
			} else {
				r.Takes = uint32(w - partners)
			}
		}
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
