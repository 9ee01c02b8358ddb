package checker

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"heddle/model/program"
	"heddle/model/program/build"
)

// TestHeapAgainstBruteForce compares the checker with brute force on programs that
// do little but pass nodes around: pointers are stored, taken back, hidden in other
// nodes and handed to new threads, so that owners change all the time. They also
// start threads and join them between other operations.
func TestHeapAgainstBruteForce(t *testing.T) {
	compared := 0
	rapid.Check(t, func(t *rapid.T) { compared += compareEnds(t, heapProgram(t)) })
	require.Positive(t, compared)
}

// heaps is a program under construction. A node is a value and the address of another node.
type heaps struct {
	t       *rapid.T
	b       *build.Builder
	node    int32
	heads   []uint64
	cells   []uint64
	child   *build.Func
	order   program.Order
	results int
}

// heapThread is a thread under construction.
type heapThread struct {
	*heaps
	f           *build.Func
	heads       []build.Reg // addresses of words that hold addresses of nodes
	cells       []build.Reg
	nodes       []build.Reg // addresses of nodes, or nil
	value, last build.Reg
	zero, one   build.Reg
	depth       int
}

func heapProgram(t *rapid.T) *program.Program {
	h := &heaps{t: t, b: build.New(), heads: make([]uint64, 2), cells: make([]uint64, 1)}
	h.order = rapid.SampledFrom([]program.Order{program.SeqCst, program.Ordinary, program.Ordinary, program.Plain}).Draw(t, "order")
	h.node = h.b.Layout("node", false, true)
	for i := range h.heads {
		h.heads[i] = h.b.Pointer(fmt.Sprintf("head%d", i))
	}
	for i := range h.cells {
		h.cells[i] = h.b.Global(fmt.Sprintf("cell%d", i), 1)
	}
	h.child = h.thread("child", 2)
	var args []int64
	for _, a := range append(h.heads, h.cells...) {
		args = append(args, int64(a))
	}
	main := h.b.Func("main")
	var regs []build.Reg
	for _, a := range args {
		regs = append(regs, main.Addr(uint64(a)))
	}
	zero, one := main.Const(0), main.Const(1)
	null := main.Addr(0)
	first := null
	if rapid.Bool().Draw(t, "fixed node") {
		first = main.Alloc("first", h.node)
	}
	regs = append(regs, first, null, zero, one)
	var bodies []*build.Func
	for i := range rapid.IntRange(1, 2).Draw(t, "threads") {
		bodies = append(bodies, h.thread(fmt.Sprintf("thread%d", i), 5))
	}
	for _, body := range bodies {
		main.Go(body, regs...)
	}
	if len(bodies) == 1 {
		main.Go(h.child, regs...)
	}
	main.Join()
	main.Return()
	return h.b.Program(main)
}

// thread draws a function of the words that every thread gets: the addresses of
// heads and cells, two nodes, 0 and 1.
func (h *heaps) thread(name string, statements int) *build.Func {
	n := len(h.heads) + len(h.cells)
	pointer := make([]bool, n+4)
	for i := range n + 2 {
		pointer[i] = true
	}
	f := h.b.Func(name, pointer...)
	params := make([]build.Reg, len(pointer))
	for i := range params {
		params[i] = build.Reg(i)
	}
	th := &heapThread{heaps: h, f: f, heads: params[:len(h.heads)], cells: params[len(h.heads):n],
		nodes: params[n : n+2], zero: params[n+2], one: params[n+3]}
	th.value, th.last = f.Reg(), f.Reg()
	f.MoveTo(th.value, th.one)
	f.MoveTo(th.last, th.zero)
	for range rapid.IntRange(1, statements).Draw(h.t, "statements") {
		th.statement()
	}
	if h.results < 3 {
		result := h.b.Global(fmt.Sprintf("result%d", h.results), 1)
		h.results++
		f.Store(result, th.last, program.SeqCst)
	}
	f.Return()
	return f
}

func (th *heapThread) pick(of []build.Reg, what string) build.Reg {
	return rapid.SampledFrom(of).Draw(th.t, what)
}

// access is an order: mostly the program's.
func (th *heapThread) access() program.Order {
	if rapid.IntRange(0, 3).Draw(th.t, "other order") == 0 {
		return program.SeqCst
	}
	return th.order
}

func (th *heapThread) statement() {
	f := th.f
	node, head := th.pick(th.nodes, "node"), th.pick(th.heads, "head")
	switch rapid.IntRange(0, 18).Draw(th.t, "statement") {
	case 0:
		f.MoveTo(node, f.Alloc("n", th.node))
	case 1:
		f.MoveTo(node, f.LoadPointerAt(head, 0, th.access()))
	case 2, 3:
		f.StoreAt(head, 0, node, th.access())
	case 4:
		other := th.pick(th.nodes, "other")
		f.If(node, func() { f.StoreAt(node, 1, other, th.access()) })
	case 5:
		f.If(node, func() { f.MoveTo(node, f.LoadPointerAt(node, 1, th.access())) })
	case 6:
		f.If(node, func() { f.MoveTo(th.last, f.LoadAt(node, 0, th.access())) })
	case 7, 8:
		f.If(node, func() { f.StoreAt(node, 0, th.value, th.access()) })
		f.MoveTo(th.value, f.Op(program.Add, th.value, th.one))
	case 9:
		old := f.PointerReg()
		f.Emit(program.Instr{Op: program.AtomicSwap, Kind: program.KindInt64, A: old, B: head, C: node, Aux: uint8(program.SeqCst)})
		f.MoveTo(node, old)
	case 10:
		f.MoveTo(node, f.Addr(0))
	case 11:
		f.MoveTo(th.last, f.RMW(program.AtomicAdd, th.pick(th.cells, "cell"), th.one, program.SeqCst))
	case 12:
		cell := th.pick(th.cells, "cell")
		f.Section(func() {
			v := f.LoadAt(cell, 0, program.Plain)
			if th.child != nil {
				f.Await(v)
			}
			f.StoreAt(cell, 0, f.Op(program.Add, v, th.one), program.Plain)
		})
	case 13:
		f.MoveTo(th.last, f.LoadAt(th.pick(th.cells, "cell"), 0, th.access()))
	case 14, 15: // publish, then write
		f.StoreAt(head, 0, node, th.access())
		f.If(node, func() { f.StoreAt(node, 0, th.value, th.access()) })
		f.MoveTo(th.value, f.Op(program.Add, th.value, th.one))
	case 16, 17: // find, then read
		f.MoveTo(node, f.LoadPointerAt(head, 0, th.access()))
		f.If(node, func() { f.MoveTo(th.last, f.LoadAt(node, 0, th.access())) })
	default:
		th.starts()
	}
}

// starts starts a thread with the nodes at hand; it may join it after some other statement.
func (th *heapThread) starts() {
	if th.child == nil || th.depth > 0 {
		return
	}
	th.depth++
	args := append(append([]build.Reg{}, th.heads...), th.cells...)
	th.f.Go(th.child, append(args, th.nodes[0], th.nodes[1], th.zero, th.one)...)
	if rapid.Bool().Draw(th.t, "join") {
		th.statement()
		th.f.Join()
	}
}
