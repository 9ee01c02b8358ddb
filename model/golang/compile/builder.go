package compile

import (
	"fmt"

	"golang.org/x/tools/go/ssa"

	"heddle/model/program"
)

// opLabel is a pseudo operation: the place of label Imm. Jump and Branch name
// labels until tidy resolves them.
const opLabel = program.Op(255)

// loc is one word of a value: in a virtual register, or known.
type loc struct {
	reg   program.Reg
	known bool
	ptr   bool // the word is an address or nil
	word  uint64
}

func known(word uint64) loc { return loc{known: true, word: word} }

func knownPtr(word uint64) loc { return loc{known: true, ptr: true, word: word} }

// vreg is what tidy must know of a virtual register.
type vreg struct {
	ptr    bool
	pinned int32 // 0: free; else the run of consecutive registers it is in; see builder.run
}

// constKey names the register that holds a constant.
type constKey struct {
	word uint64
	ptr  bool
}

// chunk is code with its positions.
type chunk struct {
	code []program.Instr
	pos  []program.Pos
}

// builder makes the code of one function in virtual registers.
type builder struct {
	c       *compiler
	fn      program.Func
	out     chunk
	lists   [][]program.Reg
	regs    []vreg
	runs    int32
	labels  int64
	consts  map[constKey]program.Reg
	cur     program.Pos
	inside  []*ssa.Function // functions being expanded, outermost first
	emitted int             // instructions
	direct  bool            // calls made now are made for another frame: see quiet
	unwind  int64           // label of Func.Unwind
}

func newBuilder(c *compiler) *builder {
	return &builder{c: c, consts: map[constKey]program.Reg{}}
}

func (b *builder) emit(in program.Instr) {
	b.out.code = append(b.out.code, in)
	b.out.pos = append(b.out.pos, b.cur)
	b.emitted++
}

// fresh makes a virtual register.
func (b *builder) fresh(ptr bool) loc {
	b.regs = append(b.regs, vreg{ptr: ptr})
	return loc{reg: program.Reg(len(b.regs) - 1), ptr: ptr}
}

// freshes makes a virtual register for each word of f.
func (b *builder) freshes(f *flat) []loc {
	list := make([]loc, len(f.words))
	for i := range list {
		list[i] = b.fresh(f.pointer(i))
	}
	return list
}

// run makes consecutive registers that stay together.
func (b *builder) run(ptrs ...bool) []loc {
	list := make([]loc, len(ptrs))
	b.runs++
	for i, p := range ptrs {
		list[i] = b.fresh(p)
		if len(ptrs) > 1 {
			b.regs[list[i].reg].pinned = b.runs
		}
	}
	return list
}

// fixed makes the registers of a parameter, which come first in the frame.
func (b *builder) fixed(f *flat, count *int) []loc {
	list := b.freshes(f)
	b.runs++
	for _, l := range list {
		b.regs[l.reg].pinned = b.runs
	}
	*count += len(list)
	return list
}

// runOf makes consecutive registers for the words of f.
func (b *builder) runOf(f *flat) []loc {
	ptrs := make([]bool, len(f.words))
	for i := range ptrs {
		ptrs[i] = f.pointer(i)
	}
	return b.run(ptrs...)
}

// reg gives a register that holds l.
func (b *builder) reg(l loc) program.Reg {
	if !l.known {
		return l.reg
	}
	key := constKey{l.word, l.ptr}
	r, ok := b.consts[key]
	if !ok {
		r = b.fresh(l.ptr).reg
		b.consts[key] = r
	}
	b.emit(program.Instr{Op: program.Const, A: r, Imm: int64(l.word)})
	return r
}

// pair gives the first of two consecutive registers that hold the words of an interface.
func (b *builder) pair(w []loc) program.Reg {
	if !w[0].known && !w[1].known && w[1].reg == w[0].reg+1 &&
		b.regs[w[0].reg].pinned != 0 && b.regs[w[0].reg].pinned == b.regs[w[1].reg].pinned {
		return w[0].reg
	}
	r := b.run(false, true)
	b.move(r[0], w[0])
	b.move(r[1], w[1])
	return r[0].reg
}

// list makes an operand list of w.
func (b *builder) list(w []loc) int32 {
	b.lists = append(b.lists, b.regsOf(w))
	return int32(len(b.lists) - 1)
}

// regsOf gives registers that hold w.
func (b *builder) regsOf(w []loc) []program.Reg {
	regs := make([]program.Reg, len(w))
	for i, l := range w {
		regs[i] = b.reg(l)
	}
	return regs
}

// move sets the register dst to src.
func (b *builder) move(dst, src loc) {
	switch {
	case src.known:
		b.emit(program.Instr{Op: program.Const, A: dst.reg, Imm: int64(src.word)})
	case src.reg != dst.reg:
		b.emit(program.Instr{Op: program.Move, A: dst.reg, B: src.reg})
	}
}

func (b *builder) moves(dst, src []loc) {
	for i := range dst {
		b.move(dst[i], src[i])
	}
}

// binary emits dst ← x op y on kind into a new register.
func (b *builder) binary(op program.Op, kind program.Kind, x, y loc) loc {
	rx, ry := b.reg(x), b.reg(y)
	dst := b.fresh(false)
	b.emit(program.Instr{Op: op, Kind: kind, A: dst.reg, B: rx, C: ry})
	return dst
}

// unary emits dst ← op x into a new register.
func (b *builder) unary(op program.Op, kind program.Kind, x loc) loc {
	rx := b.reg(x)
	dst := b.fresh(false)
	b.emit(program.Instr{Op: op, Kind: kind, A: dst.reg, B: rx})
	return dst
}

func (b *builder) newLabel() int64 {
	b.labels++
	return b.labels
}

func (b *builder) label(l int64) { b.emit(program.Instr{Op: opLabel, Imm: l}) }

func (b *builder) jump(l int64) { b.emit(program.Instr{Op: program.Jump, Imm: l}) }

// branch goes to yes if cond is not 0, else to no.
func (b *builder) branch(cond loc, yes, no int64) {
	if cond.known {
		if cond.word != 0 {
			b.jump(yes)
		} else {
			b.jump(no)
		}
		return
	}
	b.emit(program.Instr{Op: program.Branch, A: int32(yes), B: cond.reg, C: int32(no)})
}

// fail ends the program with a message of Go's.
func (b *builder) fail(how program.Failure, format string, args ...any) {
	msg := b.c.text(fmt.Sprintf(format, args...))
	b.emit(program.Instr{Op: program.Fail, Aux: uint8(how), Imm: int64(msg)})
}

// name gives the index in Names of an object's name, -1 if it has none.
func (b *builder) name(s string) int32 {
	if s == "" {
		return -1
	}
	for i, n := range b.fn.Names {
		if n == s {
			return int32(i)
		}
	}
	b.fn.Names = append(b.fn.Names, s)
	return int32(len(b.fn.Names) - 1)
}

// fill stores words in the object at obj.
func (b *builder) fill(obj loc, words []loc) {
	for i, w := range words {
		rw := b.reg(w)
		ro := b.reg(obj)
		b.emit(program.Instr{Op: program.Store, A: ro, B: rw, Imm: int64(i)})
	}
}

// alloc allocates an object.
func (b *builder) alloc(layout int32, name string) loc {
	dst := b.fresh(true)
	b.emit(program.Instr{Op: program.Alloc, A: dst.reg, C: b.name(name), Imm: int64(layout)})
	return dst
}
