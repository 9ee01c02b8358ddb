package litmus

import "heddle/model/program"

// maxCode bounds the code of a thread, in instructions of package program, maxRegisters
// the registers of the test in one.
const (
	maxCode      = 1 << 12
	maxRegisters = 1000
)

// emitter makes the code of one thread.
type emitter struct {
	c      *compiler
	fn     program.Func
	proc   int
	at     place
	vars   []variable
	inits  []program.Instr // go first: what variables hold before they are written
	fork   bool            // a branch or a label has come: what follows may not be executed
	labels []int32         // label → instruction
	jumps  []jump
	names  map[string]label // of the test

	end   label  // of a thread in C
	loops []loop // in C, innermost last

	flagged bool // some instruction reads flags: see x86_flags.go
}

// variable is a register of the test, kept in a register of the frame.
type variable struct {
	name    string
	reg     program.Reg
	written bool // somewhere
	ready   bool // it has been given a value on every way here

	// In C:
	typ   cType // if typed
	typed bool
	read  place
}

// label is a place in the code that is jumped to; jump an operand that waits for it:
// 'A' and 'C' of a Branch, 'I' of a Jump.
type label int32

type jump struct {
	at    int
	field byte
	to    label
}

// room makes room for n instructions.
func (e *emitter) room(n int) {
	e.fn.Code, e.fn.Pos = make([]program.Instr, 0, n), make([]program.Pos, 0, n)
	e.vars = make([]variable, 0, 8)
}

// put appends an instruction.
func (e *emitter) put(in program.Instr) {
	if len(e.fn.Code) == maxCode {
		e.c.errorf(e.at, "found a thread of more than %d steps, want fewer", maxCode)
		return
	}
	e.fn.Code = append(e.fn.Code, in)
	e.fn.Pos = append(e.fn.Pos, program.Pos{Line: e.at.line, Column: e.at.column})
}

// temp gives a new register of the frame.
func (e *emitter) temp() program.Reg {
	e.fn.Regs++
	return program.Reg(e.fn.Regs - 1)
}

// op gives the result of an operation.
func (e *emitter) op(op program.Op, kind program.Kind, b, c program.Reg) program.Reg {
	r := e.temp()
	e.put(program.Instr{Op: op, Kind: kind, A: r, B: b, C: c})
	return r
}

// constant gives a register that holds v.
func (e *emitter) constant(v int64) program.Reg {
	r := e.temp()
	e.put(program.Instr{Op: program.Const, A: r, Imm: v})
	return r
}

// convert gives the value of r, which is of kind from, as one of kind to.
func (e *emitter) convert(r program.Reg, from, to program.Kind) program.Reg {
	if holds(to, from) {
		return r
	}
	n := e.temp()
	e.put(program.Instr{Op: program.Convert, Kind: from, Aux: uint8(to), A: n, B: r})
	return n
}

// holds reports whether every word of kind b is one of kind a as it is.
func holds(a, b program.Kind) bool {
	wa, wb := bytesOf(a), bytesOf(b)
	switch {
	case a == b, wa == 8 && wb == 8:
		return true
	case wa <= wb:
		return false
	}
	return signed(a) || !signed(b)
}

func bytesOf(k program.Kind) int {
	switch k {
	case program.KindInt8, program.KindUint8:
		return 1
	case program.KindInt16, program.KindUint16:
		return 2
	case program.KindInt32, program.KindUint32:
		return 4
	}
	return 8
}

func signed(k program.Kind) bool { return k >= program.KindInt8 && k <= program.KindInt64 }

// load and store are one access each, of order o.
func (e *emitter) load(addr program.Reg, o program.Order) program.Reg {
	r := e.temp()
	e.put(program.Instr{Op: program.Load, A: r, B: addr, Aux: uint8(o)})
	return r
}

func (e *emitter) store(addr, v program.Reg, o program.Order) {
	e.put(program.Instr{Op: program.Store, A: addr, B: v, Aux: uint8(o)})
}

// rmw is a read-modify-write that gives the old word.
func (e *emitter) rmw(op program.Op, kind program.Kind, addr, v program.Reg, o program.Order) program.Reg {
	r := e.temp()
	e.put(program.Instr{Op: op, Kind: kind, A: r, B: addr, C: v, Aux: uint8(o)})
	return r
}

// cas is a compare-and-swap that gives the old word.
func (e *emitter) cas(kind program.Kind, addr, want, v program.Reg, success, failure program.Order) program.Reg {
	r := e.temp()
	e.put(program.Instr{Op: program.AtomicCAS, Kind: kind, A: r, B: addr, C: want, D: v, Imm: 1, Aux: program.CASAux(success, failure)})
	return r
}

// variable gives the entry of a register of the test.
func (e *emitter) variable(name string) *variable {
	for i := range e.vars {
		if e.vars[i].name == name {
			return &e.vars[i]
		}
	}
	if len(e.vars) == maxRegisters {
		e.c.errorf(e.at, "found a thread with more than %d registers, want fewer", maxRegisters)
		return &e.vars[0]
	}
	e.vars = append(e.vars, variable{name: name, reg: e.temp()})
	return &e.vars[len(e.vars)-1]
}

// get gives the register of the frame that holds a register of the test. One that
// may not have been written holds what the initial state says, or zero.
func (e *emitter) get(name string) program.Reg {
	v := e.variable(name)
	if !v.ready {
		v.ready = true
		in := program.Instr{Op: program.Const, A: v.reg}
		if b := e.c.bound(e.proc, name); b != nil {
			in.Imm = int64(e.c.word(b.value, signedKind(e.c.test.Arch.Word)))
		}
		e.inits = append(e.inits, in)
	}
	return v.reg
}

// assign writes a register of the test.
func (e *emitter) assign(name string, r program.Reg) {
	if e.fork {
		e.get(name)
	}
	v := e.variable(name)
	v.ready, v.written = true, true
	e.put(program.Instr{Op: program.Move, A: v.reg, B: r})
}

// copy gives a register with r's word that later assignments do not change.
func (e *emitter) copy(r program.Reg) program.Reg {
	for i := range e.vars {
		if e.vars[i].reg == r {
			n := e.temp()
			e.put(program.Instr{Op: program.Move, A: n, B: r})
			return n
		}
	}
	return r
}

// newLabel gives a label to be placed later.
func (e *emitter) newLabel() label {
	e.labels = append(e.labels, -1)
	return label(len(e.labels) - 1)
}

// mark puts l here.
func (e *emitter) mark(l label) {
	e.labels[l] = int32(len(e.fn.Code))
	e.fork = true
}

func (e *emitter) jump(to label) {
	e.jumps = append(e.jumps, jump{len(e.fn.Code), 'I', to})
	e.put(program.Instr{Op: program.Jump})
	e.fork = true
}

// branch goes to yes if r is not 0, else to no.
func (e *emitter) branch(r program.Reg, yes, no label) {
	e.jumps = append(e.jumps, jump{len(e.fn.Code), 'A', yes}, jump{len(e.fn.Code), 'C', no})
	e.put(program.Instr{Op: program.Branch, B: r})
	e.fork = true
}

// finish resolves labels and puts the initial values first.
func (e *emitter) finish() program.Func {
	f := &e.fn
	n := len(e.inits)
	for _, j := range e.jumps {
		to, in := e.labels[j.to]+int32(n), &f.Code[j.at]
		switch j.field {
		case 'A':
			in.A = to
		case 'C':
			in.C = to
		default:
			in.Imm = int64(to)
		}
	}
	if n > 0 {
		f.Code = append(e.inits, f.Code...)
		pos := make([]program.Pos, n, n+len(f.Pos))
		f.Pos = append(pos, f.Pos...)
	}
	f.Pointer = make([]bool, f.Regs)
	return e.fn
}
