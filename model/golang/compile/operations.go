package compile

import (
	"fmt"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"heddle/model/program"
)

// cell gives the type of the one word that an intrinsic accesses.
func (c *intrinsicCall) cell(d *body) *flat {
	t := elem(c.args[0])
	f := d.c.types.of(t)
	if len(f.words) != 1 {
		d.c.refuse(c.pos, "", "%s of %s is not supported: it has %d words, want 1", c.fn.Name(), shortName(t), len(f.words))
		return &flat{words: []program.WordKind{{Kind: program.KindInt64}}, cells: []string{""}}
	}
	return f
}

func (d *body) loadWord(c *intrinsicCall, order program.Order) {
	c.result = d.load(d.place(c.args[0]), c.cell(d), order, nil)
}

func (d *body) storeWord(c *intrinsicCall, order program.Order) {
	d.write(d.place(c.args[0]), c.cell(d), order, d.words(c.args[1])[:1])
}

func (d *body) readModifyWrite(c *intrinsicCall, op program.Op) {
	f := c.cell(d)
	b := d.b
	in := program.Instr{Op: op, Kind: f.words[0].Kind, Aux: uint8(c.order)}
	in.C = b.reg(d.words(c.args[1])[0])
	if op == program.AtomicCAS {
		in.Aux = program.CASAux(c.order, c.failure)
		in.D = b.reg(d.words(c.args[2])[0])
	}
	in.B = b.reg(d.operand(d.place(c.args[0])))
	dst := b.fresh(op != program.AtomicCAS && f.pointer(0))
	in.A = dst.reg
	b.emit(in)
	c.result = []loc{dst}
}

// add gives the new word.
func (d *body) add(c *intrinsicCall) {
	d.readModifyWrite(c, program.AtomicAdd)
	d.b.out.code[len(d.b.out.code)-1].Imm = 1
}

func (d *body) testAndSet(c *intrinsicCall) {
	b := d.b
	one := b.reg(known(1))
	addr := b.reg(d.operand(d.place(c.args[0])))
	old := b.fresh(false)
	b.emit(program.Instr{
		Op: program.AtomicSwap, Kind: program.KindInt64, Aux: uint8(c.order), A: old.reg, B: addr, C: one,
	})
	c.result = []loc{b.binary(program.Ne, program.KindInt64, old, known(0))}
}

func (d *body) fence(c *intrinsicCall) {
	d.b.emit(program.Instr{Op: program.Fence, Aux: uint8(c.order)})
}

func (d *body) choose(c *intrinsicCall) {
	r := d.b.reg(d.words(c.args[0])[0])
	dst := d.b.fresh(false)
	d.b.emit(program.Instr{Op: program.Choose, A: dst.reg, B: r, C: d.b.name(d.choiceName(c.pos))})
	c.result = []loc{dst}
}

func (d *body) assert(c *intrinsicCall) {
	cond := d.b.reg(d.words(c.args[0])[0])
	msg := d.b.reg(d.words(c.args[1])[0])
	d.b.emit(program.Instr{Op: program.Assert, B: cond, C: msg})
	d.claim()
}

// ghost is an event that states a claim.
func (d *body) ghost(c *intrinsicCall, e program.Event, args ...loc) {
	d.tell(c, e, args...)
	d.claim()
}

// tell is an event on the object that the first argument points to, with args and the other arguments.
func (d *body) tell(c *intrinsicCall, e program.Event, args ...loc) {
	for _, a := range c.args[1:] {
		args = append(args, d.words(a)...)
	}
	d.event(e, d.address(d.place(c.args[0])), args)
}

func (d *body) event(e program.Event, addr loc, args []loc) {
	list := d.b.list(args)
	d.b.emit(program.Instr{Op: program.Ghost, Aux: uint8(e), B: d.b.reg(addr), C: list})
}

func (d *body) doorway(*intrinsicCall) { d.event(program.EventDoorway, knownPtr(0), nil) }

// local places what its second argument points to in the memory of a thread.
func (d *body) local(c *intrinsicCall) {
	words := d.c.types.size(elem(c.args[1]))
	c.result = d.words(c.args[1])
	d.event(program.EventPlace, d.address(d.place(c.args[1])), []loc{d.words(c.args[0])[0], known(uint64(words))})
}

// claim notes the current line as one with a claim.
func (d *body) claim() {
	at := d.b.cur
	if at.Line > 0 {
		d.c.claims[fmt.Sprintf("%s:%d", d.c.prog.Files[at.File], at.Line)] = true
	}
}

// begin starts an atomic section that is called as the function is.
func (d *body) begin(*intrinsicCall) {
	c := d.b.c
	in := program.Instr{Op: program.Begin, Imm: int64(c.text(c.funcName(d.fn)))}
	if recv := d.fn.Signature.Recv(); recv != nil {
		t := recv.Type()
		if p, ok := t.Underlying().(*types.Pointer); ok {
			t = p.Elem()
		}
		in.C = int32(c.types.size(t))
	}
	d.b.emit(in)
}

func (d *body) await(c *intrinsicCall) {
	r := d.b.reg(d.words(c.args[0])[0])
	d.b.emit(program.Instr{Op: program.Await, B: r})
}

// daemon starts a daemon of that kind: its function, and its argument if it has one.
func (d *body) daemon(c *intrinsicCall, kind uint8) {
	d.c.prog.Parallel = true
	var args []loc
	for _, a := range c.args[1:] {
		args = append(args, d.words(a)...)
	}
	list := d.b.list(args)
	fn := d.b.reg(d.words(c.args[0])[0])
	d.b.emit(program.Instr{Op: program.GoClosure, Aux: kind, B: list, C: fn})
}

func (d *body) exit(c *intrinsicCall) {
	code := d.b.reg(d.words(c.args[0])[0])
	d.b.emit(program.Instr{Op: program.Exit, B: code})
}

func (d *body) printStep(c *intrinsicCall) {
	to, ok := constInt(c.args[1])
	if !ok {
		d.c.refuse(c.pos, "", "step.Print wants a constant output")
	}
	text := d.b.reg(d.words(c.args[0])[0])
	d.b.emit(program.Instr{Op: program.Print, B: text, Imm: to})
}

func (d *body) sameType(c *intrinsicCall) {
	x, y := d.words(c.args[0]), d.words(c.args[1])
	c.result = []loc{d.b.binary(program.Eq, program.KindUint64, x[0], y[0])}
}

func (d *body) fatal(c *intrinsicCall) {
	v, ok := c.args[0].(*ssa.Const)
	if !ok || v.Value == nil {
		d.c.refuse(c.pos, "", "step.Fatal wants a constant message")
		return
	}
	d.b.fail(program.FailFatal, "%s", stringConst(v))
}

// overlaps emits slices.overlaps(a, b): whether they share an element.
func (d *body) overlaps(c *intrinsicCall) {
	b := d.b
	x, y := d.words(c.args[0]), d.words(c.args[1])
	size := d.c.types.size(c.args[0].Type().Underlying().(*types.Slice).Elem())
	res := b.fresh(false)
	b.move(res, known(0))
	end := b.newLabel()
	for _, cond := range []func() loc{
		func() loc { return b.binary(program.Lt, program.KindUint64, x[0], d.past(y, size)) },
		func() loc { return b.binary(program.Lt, program.KindUint64, y[0], d.past(x, size)) },
	} {
		next := b.newLabel()
		b.branch(cond(), next, end)
		b.label(next)
	}
	b.move(res, b.binary(program.And, program.KindBool,
		b.binary(program.Gt, program.KindInt64, x[1], known(0)), b.binary(program.Gt, program.KindInt64, y[1], known(0))))
	b.jump(end)
	b.label(end)
	c.result = []loc{res}
}

// past gives the number of the cell after the last element of slice s. It is no
// pointer: the cell may be of another object.
func (d *body) past(s []loc, size int) loc {
	words := d.b.binary(program.Mul, program.KindInt64, s[1], known(uint64(size)))
	return d.b.binary(program.Add, program.KindUint64, s[0], words)
}
