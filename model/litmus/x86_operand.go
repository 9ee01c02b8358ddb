package litmus

import "strings"

func x86Registers() map[string]register {
	regs := map[string]register{}
	for i, name := range []string{"EAX", "EBX", "ECX", "EDX", "ESI", "EDI", "EBP", "ESP"} {
		regs[name] = register{name: name, base: name, width: 4, rank: uint8(i + 1)}
		regs[strings.ToLower(name)] = regs[name]
	}
	return regs
}

// x86_64Registers has the parts of rax … r15, under their names in upper case too.
func x86_64Registers() map[string]register {
	regs := map[string]register{}
	rank := uint8(0)
	add := func(name, base string, width, shift uint8) {
		if name == base {
			rank++
		}
		regs[name] = register{name: name, base: base, width: width, shift: shift, rank: rank}
		regs[strings.ToUpper(name)] = regs[name]
	}
	for _, letter := range []string{"a", "b", "c", "d"} {
		base := "r" + letter + "x"
		add(base, base, 8, 0)
		add("e"+letter+"x", base, 4, 0)
		add(letter+"x", base, 2, 0)
		add(letter+"l", base, 1, 0)
		add(letter+"h", base, 1, 8)
	}
	for _, name := range []string{"si", "di", "bp", "sp"} {
		base := "r" + name
		add(base, base, 8, 0)
		add("e"+name, base, 4, 0)
		add(name, base, 2, 0)
		add(name+"l", base, 1, 0)
	}
	for _, base := range []string{"r8", "r9", "r10", "r11", "r12", "r13", "r14", "r15"} {
		add(base, base, 8, 0)
		add(base+"d", base, 4, 0)
		add(base+"w", base, 2, 0)
		add(base+"b", base, 1, 0)
	}
	return regs
}

// accumulator is eax or rax, or the part of it that is so wide.
func (e *emitter) accumulator(width uint8) register {
	name := "eax"
	switch width {
	case 1:
		name = "al"
	case 2:
		name = "ax"
	case 8:
		name = "rax"
	}
	return e.c.test.Arch.registers[name]
}

// x86Operand reads EAX, %rax, 1, $1, $x, [x], (x), [EAX], (%rax), 8(%rax), 8(%rax,%rbx,8)
// or x(%rip).
func (p *parser) x86Operand() Operand {
	o := Operand{Kind: OperandImmediate, place: p.tok.place}
	switch {
	case p.tok.is("["), p.tok.is("("):
		p.pointed(&o)
	case p.tok.is("%"):
		o.Kind, o.Reg = OperandRegister, p.register()
	case p.tok.kind == tokenName:
		if _, ok := p.test.Arch.registers[p.tok.text]; !ok && p.peek().is("(") {
			p.relative(&o)
			break
		}
		o.Kind, o.Reg = OperandRegister, p.register()
	case p.accept("$"):
		if p.tok.kind == tokenName {
			o.Name = p.advance().text
			break
		}
		o.Value = p.number("an integer or the name of a location")
	default:
		o.Value = p.number("an operand")
		if p.tok.is("(") || p.tok.is("[") {
			if p.pointed(&o); o.Name != "" {
				p.errorf(o.place, "found a displacement of the location %s, want one of a register", o.Name)
			}
		}
	}
	return o
}

// pointed reads what stands in brackets: a location or a register that points to one.
func (p *parser) pointed(o *Operand) {
	o.Kind = OperandMemory
	closing := "]"
	if p.advance().is("(") {
		closing = ")"
	}
	_, known := p.test.Arch.registers[p.tok.text]
	switch {
	case known && p.tok.kind == tokenName, p.tok.is("%"):
		o.Reg = p.register()
		if int(o.Reg.width) != p.test.Arch.Word {
			p.errorf(o.place, "found an address in %s, a register of %d bytes, want one of %d", o.Reg.name, o.Reg.width, p.test.Arch.Word)
		}
		if p.accept(",") {
			o.Index, o.Scale = p.register(), 1
			if p.accept(",") {
				o.Scale = int64(p.small("a scale", 8))
			}
		}
	default:
		o.Name = p.name("the name of a location or a register")
	}
	p.expect(closing)
}

// relative reads x(%rip), which is x.
func (p *parser) relative(o *Operand) {
	o.Kind, o.Name = OperandMemory, p.advance().text
	p.expect("(")
	p.accept("%")
	if !p.accept("rip") {
		p.want("%%rip")
	}
	p.expect(")")
}
