package litmus

import "heddle/model/program"

// collectAssembly finds the locations that instructions name, the widths of accesses
// and which registers are only used as addresses.
func (c *compiler) collectAssembly() {
	for i := range c.registers {
		c.registers[i].fixed = c.registers[i].value.Name != ""
	}
	var through *Instr // the first access through a register that is not fixed
	for proc := range c.test.Threads {
		code := c.test.Threads[proc].Code
		for i := range code {
			in := &code[i]
			if in.Op == nil {
				continue
			}
			c.collectOperands(proc, in)
		}
	}
	for proc := range c.test.Threads {
		code := c.test.Threads[proc].Code
		for i := range code {
			for k := range code[i].Args {
				o := &code[i].Args[k]
				if o.Kind != OperandMemory || code[i].Op.idle {
					continue
				}
				if name, ok := c.known(proc, o); ok {
					c.access(c.declare(name), code[i].Width, o.place)
				} else if through == nil {
					through = &code[i]
				} else if through.Width != code[i].Width {
					c.errorf(o.place, "found an access of %d bytes through a register, want %d as in line %d: accesses of several sizes are not modelled",
						code[i].Width, through.Width, through.line)
				}
			}
		}
	}
	for i := range c.locations {
		c.settle(&c.locations[i], through)
	}
}

func (c *compiler) collectOperands(proc int, in *Instr) {
	for k := range in.Args {
		o := &in.Args[k]
		switch {
		case o.Kind == OperandRegister:
			c.loose(proc, o.Reg.base)
		case o.Name != "" && o.Kind == OperandImmediate:
			c.take(o.Name)
		case o.Name != "" && o.Kind == OperandMemory:
			c.declare(o.Name)
		case o.Kind == OperandMemory && o.Index.name != "":
			c.loose(proc, o.Reg.base)
			c.loose(proc, o.Index.base)
		}
	}
	for _, name := range in.Op.Implicit {
		c.loose(proc, name)
	}
}

// loose notes that a register is used not only as an address.
func (c *compiler) loose(proc int, base string) {
	if b := c.bound(proc, base); b != nil {
		b.fixed = false
	}
}

// known gives the location that an operand in memory is, if that is known.
func (c *compiler) known(proc int, o *Operand) (name string, ok bool) {
	if o.Name != "" {
		return o.Name, true
	}
	if b := c.bound(proc, o.Reg.base); b != nil && b.fixed {
		return b.value.Name, true
	}
	return "", false
}

// access notes the width of an access to l.
func (c *compiler) access(l *location, width uint8, at place) {
	if l.width != 0 && l.width != width {
		c.errorf(at, "found an access of %d bytes to %s, want %d as in line %d: accesses of several sizes are not modelled", width, l.name, l.width, l.at.line)
	}
	if l.width == 0 {
		l.width, l.at = width, at
	}
}

// settle fixes the kind of l's words: as wide as its accesses are.
func (c *compiler) settle(l *location, through *Instr) {
	width := int(l.width)
	if l.width == 0 {
		if width = c.test.Arch.Word; l.kind != program.KindNone {
			width = bytesOf(l.kind)
		}
		if through != nil && l.taken {
			width = int(through.Width)
		}
	} else if through != nil && l.taken && l.width != through.Width {
		c.errorf(through.place, "found an access of %d bytes through a register, want %d as to %s in line %d: accesses of several sizes are not modelled",
			through.Width, l.width, l.name, l.at.line)
	}
	if l.array && l.kind != program.KindNone && bytesOf(l.kind) != width {
		c.errorf(l.declared, "found accesses of %d bytes to %s, want %d as it is declared: accesses of several sizes are not modelled", width, l.name, bytesOf(l.kind))
	}
	l.shown = signedKind(width)
	if l.kind != program.KindNone && !signed(l.kind) {
		l.shown = unsignedKind(width)
	}
	l.kind = c.test.Arch.kind(width)
}

// kind gives the kind of words of that many bytes in memory and in parts of
// registers. A part of a 64-bit register is zero-extended.
func (a *Arch) kind(bytes int) program.Kind {
	if a.Word == 8 && bytes < 8 {
		return unsignedKind(bytes)
	}
	return signedKind(bytes)
}

// assembly makes the code of a thread of instructions.
func (e *emitter) assembly(th *Thread) {
	for i := range th.Code {
		in := &th.Code[i]
		e.flagged = e.flagged || in.Op != nil && in.Op.flags
		if in.Label != "" {
			if e.names == nil {
				e.names = map[string]label{}
			}
			if _, twice := e.names[in.Label]; twice {
				e.c.errorf(in.place, "found label %s for the second time, want another", in.Label)
			}
			e.names[in.Label] = e.newLabel()
		}
	}
	for i := range th.Code {
		in := &th.Code[i]
		e.at = in.place
		if in.Label != "" {
			e.mark(e.names[in.Label])
		} else {
			in.Op.emit(e, in)
		}
	}
}

// target gives the label that an operand names.
func (e *emitter) target(o Operand) label {
	l, ok := e.names[o.Name]
	if !ok {
		e.c.errorf(o.place, "found %q, want a label of P%d", o.Name, e.proc)
	}
	return l
}

// kindOf gives the kind of the words that in works on.
func (e *emitter) kindOf(in *Instr) program.Kind { return e.c.test.Arch.kind(int(in.Width)) }

// value gives the word of an operand; of one in memory it is a load.
func (e *emitter) value(in *Instr, o Operand) program.Reg {
	switch o.Kind {
	case OperandRegister:
		return e.part(o.Reg)
	case OperandMemory:
		return e.load(e.address(in, o), program.Ordinary)
	}
	if o.Name != "" {
		return e.constant(int64(e.c.declare(o.Name).addr))
	}
	return e.constant(int64(convert(uint64(o.Value), e.kindOf(in))))
}

// set writes an operand; to one in memory it is a store.
func (e *emitter) set(in *Instr, o Operand, v program.Reg) {
	if o.Kind == OperandMemory {
		e.store(e.address(in, o), v, program.Ordinary)
		return
	}
	e.setPart(o.Reg, v)
}

// address gives the address of an operand in memory. One that is in a register is
// checked, unless it is known.
func (e *emitter) address(in *Instr, o Operand) program.Reg {
	if o.Name != "" {
		return e.constant(int64(e.c.declare(o.Name).addr))
	}
	if b := e.c.bound(e.proc, o.Reg.base); b != nil && b.fixed {
		l, offset := e.c.declare(b.value.Name), int64(max(0, b.value.Index))+cells(o.Value, in)
		if offset < 0 || offset >= int64(l.count) {
			e.c.errorf(o.place, "found displacement %d of %s, want an element of %s: it has %d", o.Value, l.name, l.name, l.count)
		}
		return e.constant(int64(l.addr) + offset)
	}
	r := e.get(o.Reg.base)
	if o.Value != 0 {
		r = e.op(program.Add, program.KindInt64, r, e.constant(cells(o.Value, in)))
	}
	if o.Index.name != "" {
		r = e.op(program.Add, program.KindInt64, r, e.part(o.Index))
	}
	e.checkAddress(r, o.Reg.name)
	return r
}

// cells gives a displacement in cells: each holds one word of in's width.
func cells(bytes int64, in *Instr) int64 { return bytes / int64(in.Width) }

// part gives the word of a register, or of the part of one that r is.
func (e *emitter) part(r register) program.Reg {
	whole := e.get(r.base)
	if int(r.width) == e.c.test.Arch.Word || e.c.test.Arch.c {
		return whole
	}
	if r.shift > 0 {
		whole = e.op(program.Shr, program.KindUint64, whole, e.constant(int64(r.shift)))
	}
	return e.convert(whole, program.KindUint64, unsignedKind(int(r.width)))
}

// setPart writes a register, or a part of one: one of 4 bytes zeroes the rest, a
// smaller one leaves it as it is (Intel, Software Developer's Manual 1, 3.4.1.1).
func (e *emitter) setPart(r register, v program.Reg) {
	if r.width < 4 {
		mask := int64(1)<<(8*r.width) - 1
		rest := e.op(program.And, program.KindUint64, e.get(r.base), e.constant(^(mask << r.shift)))
		if r.shift > 0 {
			v = e.op(program.Shl, program.KindUint64, v, e.constant(int64(r.shift)))
		}
		v = e.op(program.Or, program.KindUint64, rest, v)
	}
	e.assign(r.base, v)
}

// checkAddress fails the program unless r holds the address of a location.
func (e *emitter) checkAddress(r program.Reg, name string) {
	if e.c.err != nil {
		return
	}
	ok := e.constant(0)
	for i := range e.c.locations {
		l := &e.c.locations[i]
		offset := e.op(program.Sub, program.KindUint64, r, e.constant(int64(l.addr)))
		in := e.op(program.Lt, program.KindUint64, offset, e.constant(int64(l.count)))
		ok = e.op(program.Or, program.KindUint64, ok, in)
	}
	yes, no := e.newLabel(), e.newLabel()
	e.branch(ok, yes, no)
	e.mark(no)
	e.put(program.Instr{Op: program.Fail, Aux: uint8(program.FailFatal), Imm: e.c.text(name + " does not hold the address of a location")})
	e.mark(yes)
}
