package compile

import (
	"go/token"

	"golang.org/x/tools/go/ssa"

	"heddle/model/program"
)

// value is what an SSA value is: words, or the place of a variable (its address).
type value struct {
	words   []loc
	place   *place
	nonnil  bool // words is an address and not nil
	pending bool // a variable that is its value: not set yet
}

// body emits the code of one function, at its own or expanded at a call.
type body struct {
	b         *builder
	c         *compiler
	fn        *ssa.Function
	vals      map[ssa.Value]value
	late      map[ssa.Value]bool // addresses made later, see postpone
	postponed map[*ssa.Store][]ssa.Instruction
	dead      map[ssa.Instruction]bool // operands that intrinsics take at compile time
	labels    []int64                  // of blocks, by index
	expanded  *expansion               // not nil: expanded at a call
	callName  string                   // of the variable that the call's result is assigned to, "" if none
	defers    *defers                  // nil: no calls to defer
	later     bool                     // makes one saved call
	system    bool                     // fn is of the system: expanded, it has the position of the call
}

// expansion is an expanded call: where the results are, and what follows the call.
type expansion struct {
	results []loc
	single  bool // the function has one return: the results are its operands
	end     int64
}

func newBody(b *builder, fn *ssa.Function) *body {
	return &body{
		b: b, c: b.c, fn: fn, vals: map[ssa.Value]value{}, dead: b.c.deadOperands(fn),
		system: b.c.library(fn),
	}
}

// library reports whether fn's lines mean nothing to the user.
func (c *compiler) library(fn *ssa.Function) bool {
	if c.in.System(packagePath(fn)) {
		return true
	}
	return c.in.StdFile != nil && fn.Pos().IsValid() && c.in.StdFile(c.in.Fset.PositionFor(fn.Pos(), false).Filename)
}

// bindFree gives the free variable v its words.
func (d *body) bindFree(v *ssa.FreeVar, words []loc) {
	if d.c.capturesValue(v) {
		d.vals[v] = value{place: &place{slot: words}}
		return
	}
	d.vals[v] = value{words: words, nonnil: d.fn.Parent() != nil}
}

// emit emits all blocks. Values are met before their uses in the order of dominance,
// but for the operands of phis, which are moved at the ends of blocks when all is known.
func (d *body) emit(exp *expansion) {
	d.expanded = exp
	b := d.b
	d.labels = make([]int64, len(d.fn.Blocks))
	chunks := make([]chunk, len(d.fn.Blocks))
	saved := b.out
	d.phis()
	for i := range d.labels {
		d.labels[i] = b.newLabel()
	}
	if exp == nil {
		b.cur = d.c.pos(d.fn.Pos())
	}
	last := d.lastPositions()
	for _, blk := range d.fn.DomPreorder() {
		b.out = chunk{}
		b.label(d.labels[blk.Index])
		if (exp == nil || !d.system) && last[blk.Index].Line != 0 {
			b.cur = last[blk.Index]
		}
		for _, in := range blk.Instrs {
			d.position(in)
			if d.defers != nil && d.defers.runs[in] {
				d.defers.holes = append(d.defers.holes, hole{blk, len(b.out.code)})
			}
			if !terminator(in) && !d.dead[in] {
				d.instr(in)
			}
		}
		chunks[blk.Index] = b.out
	}
	for i, blk := range d.fn.Blocks {
		b.out = chunks[i]
		b.cur = b.out.pos[len(b.out.pos)-1]
		end := blk.Instrs[len(blk.Instrs)-1]
		d.position(end)
		d.terminate(blk, end)
		chunks[i] = b.out
	}
	if d.defers != nil {
		d.fillHoles(chunks)
		chunks = append(chunks, d.unwinding())
	}
	parts := []chunk{saved}
	for _, blk := range d.layout() {
		parts = append(parts, chunks[blk.Index])
	}
	b.out = chunk{}
	for _, c := range append(parts, chunks[len(d.fn.Blocks):]...) {
		b.out.code = append(b.out.code, c.code...)
		b.out.pos = append(b.out.pos, c.pos...)
	}
}

// layout orders the blocks so that most are followed by one that they go to.
func (d *body) layout() []*ssa.BasicBlock {
	placed := make([]bool, len(d.fn.Blocks))
	var order []*ssa.BasicBlock
	var place func(blk *ssa.BasicBlock)
	place = func(blk *ssa.BasicBlock) {
		for !placed[blk.Index] {
			placed[blk.Index] = true
			order = append(order, blk)
			for _, next := range blk.Succs {
				if !placed[next.Index] {
					blk = next
					break
				}
			}
		}
	}
	for _, blk := range d.fn.Blocks {
		place(blk)
	}
	return order
}

// lastPositions gives, for each block, the last position before it in block order.
func (d *body) lastPositions() []program.Pos {
	list := make([]program.Pos, len(d.fn.Blocks))
	at := d.c.pos(d.fn.Pos())
	for i, blk := range d.fn.Blocks {
		list[i] = at
		for _, in := range blk.Instrs {
			if p := positionOf(in); p.IsValid() {
				at = d.c.pos(p)
			}
		}
	}
	return list
}

// position makes in's position the current one. In an expanded function of the
// system it stays that of the call.
func (d *body) position(in ssa.Instruction) {
	if d.expanded != nil && d.system {
		return
	}
	if p := positionOf(in); p.IsValid() {
		d.b.cur = d.c.pos(p)
	}
}

// positionOf gives the position of in, its operands' if it has none of its own.
func positionOf(in ssa.Instruction) token.Pos {
	if p := in.Pos(); p.IsValid() {
		return p
	}
	switch in := in.(type) {
	case *ssa.Next:
		return in.Iter.Pos()
	case *ssa.If:
		if v, ok := in.Cond.(ssa.Instruction); ok && v.Block() == in.Block() {
			return in.Cond.Pos()
		}
	case *ssa.Store:
		if a, ok := in.Addr.(*ssa.FieldAddr); ok && a.Block() == in.Block() {
			return a.Pos()
		}
	}
	return token.NoPos
}

func terminator(in ssa.Instruction) bool {
	switch in.(type) {
	case *ssa.If, *ssa.Jump, *ssa.Return, *ssa.Panic:
		return true
	}
	return false
}

// phis gives every phi its registers.
func (d *body) phis() {
	for _, blk := range d.fn.Blocks {
		for _, in := range blk.Instrs {
			phi, ok := in.(*ssa.Phi)
			if !ok {
				break
			}
			d.vals[phi] = value{words: d.b.freshes(d.c.types.of(phi.Type()))}
		}
	}
}

// terminate emits the end of blk.
func (d *body) terminate(blk *ssa.BasicBlock, end ssa.Instruction) {
	b := d.b
	switch end := end.(type) {
	case *ssa.Jump:
		d.phiMoves(blk, blk.Succs[0])
		b.jump(d.labels[blk.Succs[0].Index])
	case *ssa.If:
		yes, no := d.edge(blk, 0), d.edge(blk, 1)
		cond := d.words(end.Cond)[0]
		b.branch(cond, yes.label, no.label)
		for _, e := range []edge{yes, no} {
			if e.own {
				b.label(e.label)
				d.phiMoves(blk, e.to)
				b.jump(d.labels[e.to.Index])
			}
		}
	case *ssa.Return:
		var results []loc
		for _, r := range end.Results {
			results = append(results, d.words(r)...)
		}
		if x := d.expanded; x != nil {
			if x.single {
				x.results = results
			} else {
				b.parallel(x.results, results)
			}
			b.jump(x.end)
			return
		}
		b.emit(program.Instr{Op: program.Return, B: b.list(results)})
	case *ssa.Panic:
		if d.rangePanic(end) {
			return
		}
		r := b.pair(d.words(end.X))
		b.emit(program.Instr{Op: program.Panic, B: r})
	default:
		panic(bugf("%s: block %d ends with %T", d.fn, blk.Index, end))
	}
}

// edge is a way out of a block; it is a piece of code of its own if phis need moves on it.
type edge struct {
	to    *ssa.BasicBlock
	label int64
	own   bool
}

func (d *body) edge(blk *ssa.BasicBlock, i int) edge {
	to := blk.Succs[i]
	if _, ok := to.Instrs[0].(*ssa.Phi); ok {
		return edge{to, d.b.newLabel(), true}
	}
	return edge{to, d.labels[to.Index], false}
}
