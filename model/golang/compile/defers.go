package compile

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"heddle/model/program"
)

// defers is how a function that defers calls keeps and makes them.
//
// If each of its defer statements is executed at most once in a frame, each has a flag, which is
// set while its call is due, and registers for the words that the call needs. The calls are code of the function, in the reverse of the order of the statements.
//
// Otherwise a statement puts a closure on a list of objects, newest first. The head of the list
// is a register, or a cell if the body of a range over a function may put a call on it.
//
// Flags, and all else that may be read at Func.Unwind, are 0 when the function begins: see builder.initialize.
type defers struct {
	sites []*deferSite // in the order of execution
	list  bool
	head  *place
	cell  bool
	runs  map[ssa.Instruction]bool // those before which the calls are made
	holes []hole
}

// deferSite is a defer statement that has registers.
type deferSite struct {
	in   *ssa.Defer
	call saved // nothing in it if the statement is never reached
	flag loc
	regs []loc // those that the words of the call are kept in
}

// hole is where deferred calls are made: their code comes when all defer statements are known.
type hole struct {
	blk *ssa.BasicBlock
	at  int // index in the code of the block
}

// newDefers gives nil for a function that has no deferred calls to make.
func newDefers(d *body) *defers {
	fn := d.fn
	if fn.Recover == nil {
		return nil
	}
	x := &defers{runs: map[ssa.Instruction]bool{}}
	for _, blk := range executionOrder(fn) {
		for _, in := range blk.Instrs {
			switch in := in.(type) {
			case *ssa.Defer:
				x.sites = append(x.sites, &deferSite{in: in, flag: d.b.fresh(false)})
				x.list = x.list || inCycle(blk)
			case *ssa.Call:
				x.cell = x.cell || callsBuiltin(in, "ssa:deferstack")
			case *ssa.RunDefers:
				x.runs[in] = true
			}
		}
	}
	if len(x.sites) == 0 {
		x.addRuns(fn)
	}
	x.list = x.list || x.cell
	if x.cell {
		x.head = &place{base: d.b.alloc(d.c.static.deferCell(), ""), nonnil: true}
	} else if x.list {
		x.head = &place{slot: []loc{d.b.fresh(true)}, mutable: true}
	}
	d.b.fn.Defers, d.b.unwind = true, d.b.newLabel()
	return x
}

// addRuns notes where the calls are made that only bodies of ranges over functions defer: package ssa drops
// the RunDefers of such a function. They stand before the loads of the results.
func (x *defers) addRuns(fn *ssa.Function) {
	for _, blk := range fn.Blocks {
		at := len(blk.Instrs) - 1
		ret, ok := blk.Instrs[at].(*ssa.Return)
		if !ok || blk == fn.Recover {
			continue
		}
		for ; at > 0; at-- {
			if load, ok := blk.Instrs[at-1].(*ssa.UnOp); !ok || !uses(ret.Results, load) {
				break
			}
		}
		x.runs[blk.Instrs[at]] = true
	}
}

// executionOrder gives the blocks of fn so that one that can lead to another, and not the other way, comes first.
func executionOrder(fn *ssa.Function) []*ssa.BasicBlock {
	var order []*ssa.BasicBlock
	seen := map[*ssa.BasicBlock]bool{}
	var visit func(b *ssa.BasicBlock)
	visit = func(b *ssa.BasicBlock) {
		if seen[b] {
			return
		}
		seen[b] = true
		for _, next := range b.Succs {
			visit(next)
		}
		order = append(order, b)
	}
	visit(fn.Blocks[0])
	slices.Reverse(order)
	return order
}

// inCycle reports whether b can be executed twice in a frame.
func inCycle(b *ssa.BasicBlock) bool {
	seen := map[*ssa.BasicBlock]bool{}
	work := slices.Clone(b.Succs)
	for len(work) > 0 {
		next := work[len(work)-1]
		work = work[:len(work)-1]
		if next == b {
			return true
		}
		if !seen[next] {
			seen[next] = true
			work = append(work, next.Succs...)
		}
	}
	return false
}

// deferCall emits a defer statement.
func (d *body) deferCall(in *ssa.Defer) {
	call := d.save(in)
	b := d.b
	switch x := d.defers; {
	case in.DeferStack != nil:
		d.push(&call, &place{base: d.words(in.DeferStack)[0], nonnil: true})
	case x.list:
		d.push(&call, x.head)
	default:
		s := x.sites[slices.IndexFunc(x.sites, func(s *deferSite) bool { return s.in == in })]
		call.keep(func(w loc) loc {
			if w.known || int(w.reg) < b.fn.Params+b.fn.Free { // these are never set again
				return w
			}
			r := b.fresh(w.ptr)
			s.regs = append(s.regs, r)
			b.move(r, w)
			return r
		})
		s.call = call
		b.move(s.flag, known(1))
	}
}

// push puts call on the list that head is the head of.
func (d *body) push(call *saved, head *place) {
	b := d.b
	fn, words := call.thunk(d, true)
	closure := b.alloc(d.c.static.closureObject(fn, words), "")
	b.fill(closure, append([]loc{known(uint64(fn))}, words...))
	record := b.alloc(d.c.static.deferRecord(), "")
	b.fill(record, []loc{closure, d.load(head, deferHead, program.Plain, nil)[0]})
	d.write(head, deferHead, program.Plain, []loc{record})
}

// deferHead is the type of a list of deferred calls.
var deferHead = &flat{words: []program.WordKind{{Kind: program.KindPointer}}, cells: []string{""}}

// runDefers emits the calls that are due, each of them taken off before it is made.
func (d *body) runDefers() {
	b, x := d.b, d.defers
	if x.list {
		d.runList()
		return
	}
	at := b.cur
	for _, s := range slices.Backward(x.sites) {
		if s.call.in == nil {
			continue
		}
		b.cur = d.c.pos(s.in.Pos())
		due, end := b.newLabel(), b.newLabel()
		b.branch(s.flag, due, end)
		b.label(due)
		b.move(s.flag, known(0))
		s.call.call(d, b)
		for _, r := range s.regs {
			b.move(r, known(0))
		}
		b.label(end)
	}
	b.cur = at
}

// runList emits a loop that makes the calls on the list.
func (d *body) runList() {
	b, x := d.b, d.defers
	loop, due, end := b.newLabel(), b.newLabel(), b.newLabel()
	b.jump(loop)
	b.label(loop)
	record := d.load(x.head, deferHead, program.Plain, nil)[0]
	b.branch(record, due, end)
	b.label(due)
	field := func(i int64) loc {
		return d.load(&place{base: record, off: i, nonnil: true}, deferHead, program.Plain, nil)[0]
	}
	closure := field(0)
	d.write(x.head, deferHead, program.Plain, []loc{field(1)})
	b.emit(program.Instr{Op: program.CallClosure, B: b.list(nil), C: closure.reg})
	b.jump(loop)
	b.label(end)
}

// unwinding gives the code at Func.Unwind: it makes the calls that are due and returns if one of them recovered.
func (d *body) unwinding() chunk {
	b := d.b
	b.out, b.cur = chunk{}, d.c.pos(d.fn.Pos())
	b.label(b.unwind)
	d.runDefers()
	b.emit(program.Instr{Op: program.Unwound})
	b.jump(d.labels[d.fn.Recover.Index])
	return b.out
}

// fillHoles inserts the deferred calls in chunks, the code of the blocks.
func (d *body) fillHoles(chunks []chunk) {
	b := d.b
	for _, h := range slices.Backward(d.defers.holes) {
		c := &chunks[h.blk.Index]
		b.out, b.cur = chunk{}, c.pos[h.at]
		d.runDefers()
		c.code = slices.Insert(c.code, h.at, b.out.code...)
		c.pos = slices.Insert(c.pos, h.at, b.out.pos...)
	}
}

// recover emits recover(). One that is itself what is deferred does nothing.
func (d *body) recover(in *ssa.Call) {
	if d.later {
		return
	}
	res := d.b.run(false, true)
	d.b.emit(program.Instr{Op: program.Recover, A: res[0].reg})
	d.vals[in] = value{words: res}
}
