package litmus

import "strings"

// maxArray bounds arrays, in elements, maxProc the number of a thread, and maxType
// the words of a type.
const (
	maxArray = 1 << 10
	maxProc  = 61
	maxType  = 10
)

// init reads the initial state, from its opening brace.
func (p *parser) init() {
	p.expect("{")
	for p.err == nil && !p.accept("}") {
		if p.accept(";") {
			continue
		}
		p.binding()
		if !p.tok.is("}") && !p.accept(";") {
			p.want(`";" or "}"`)
		}
	}
}

// binding reads one entry: TYPE loc = value, with all but loc optional.
func (p *parser) binding() {
	b := Binding{Length: -1}
	b.place = p.tok.place
	b.Proc, b.Index = -1, -1
	found := false
	for !found && p.err == nil {
		switch {
		case p.tok.is("*"):
			p.advance()
			b.Stars++
		case p.tok.is("("): // _Atomic(int)
			p.advance()
			p.typeWord(&b.Type)
			p.expect(")")
		case p.tok.kind == tokenName && !p.peekEnds():
			p.typeWord(&b.Type)
		default:
			b.Place, found = p.place("a location or a register"), true
		}
	}
	if b.Proc < 0 && b.Name != "" && p.accept("[") {
		at := p.tok
		if b.Length = p.small("the length of an array", maxArray); b.Length == 0 {
			p.wantAt(at, "the length of an array, at least 1")
		}
		p.expect("]")
	}
	if p.accept("=") {
		p.initial(&b)
	}
	p.test.Init = append(p.test.Init, b)
}

// peekEnds reports whether the next token, a name, is the one that is bound: whether
// nothing follows that belongs to a type.
func (p *parser) peekEnds() bool {
	next := p.peek()
	if _, ok := procOf(p.tok.text); ok && next.is(":") {
		return true
	}
	switch next.kind {
	case tokenName, tokenNumber:
		return false
	case tokenMark:
		if next.text == "[" { // x[2], or TYPE [x]
			l := p.lexer
			l.next()
			return l.next().kind == tokenNumber
		}
		return next.text != "*" && next.text != "%" && next.text != "("
	}
	return true
}

// typeWord reads one more word of a type.
func (p *parser) typeWord(text *string) {
	if strings.Count(*text, " ") == maxType-1 {
		p.errorf(p.tok.place, "found a type of more than %d words, want fewer", maxType)
		return
	}
	if *text != "" {
		*text += " "
	}
	*text += p.name("the name of a type")
}

// initial reads the value of b.
func (p *parser) initial(b *Binding) {
	switch {
	case b.Length >= 0:
		at := p.tok
		p.expect("{")
		b.Values = p.values()
		if p.expect("}"); p.err == nil && len(b.Values) != b.Length {
			p.errorf(at.place, "found %d values, want %d, the length of %s", len(b.Values), b.Length, b.Name)
		}
	case p.tok.is("ATOMIC_INIT"):
		p.advance()
		p.expect("(")
		b.Values = append(b.Values, p.value())
		p.expect(")")
	default:
		b.Values = append(b.Values, p.value())
	}
}

// values reads values with commas between them.
func (p *parser) values() []Value {
	list := []Value{p.value()}
	for p.accept(",") {
		list = append(list, p.value())
	}
	return list
}

// value reads an integer or the address of a location or of an element.
func (p *parser) value() Value {
	v := Value{place: p.tok.place, Index: -1}
	switch {
	case p.tok.is("&"), p.tok.kind == tokenName:
		p.accept("&")
		if v.Name = p.name("the name of a location"); p.accept("[") {
			v.Index = p.small("an index", maxArray)
			p.expect("]")
		}
	case p.tok.kind == tokenText:
		p.want("an integer or the name of a location; instructions as values are not modelled")
	default:
		v.Int = p.number("an integer or the name of a location")
		if p.tok.is(":") {
			p.want("an integer or the name of a location; addresses of code are not modelled")
		}
	}
	return v
}

// place reads x, [x], 0:EAX or P0:EAX; what says of what for.
func (p *parser) place(what string) Place {
	l := Place{Proc: -1, Index: -1, place: p.tok.place}
	switch {
	case p.accept("["):
		l.Name = p.name("the name of a location")
		p.expect("]")
		return l
	case p.tok.kind == tokenNumber:
		l.Proc = p.small("the number of a thread", maxProc)
		p.expect(":")
	case p.tok.is("%"):
		l.Proc = everyProc
	case p.tok.kind == tokenName:
		n, ok := procOf(p.tok.text)
		if !ok || !p.peek().is(":") {
			l.Name = p.advance().text
			return l
		}
		l.Proc = n
		p.advance()
		p.advance()
	default:
		p.want("%s", what)
		return l
	}
	l.register = p.register()
	l.Name = l.register.name
	return l
}

// register reads a register. Names that begin with % are symbolic registers, unless
// the architecture has that one; in C every name is a variable's.
func (p *parser) register() register {
	t := p.tok
	symbolic := p.accept("%")
	name := p.name("the name of a register")
	if p.test.Arch.c {
		return register{name: name, base: name, width: 8}
	}
	r, ok := p.test.Arch.registers[name]
	switch {
	case ok:
	case symbolic:
		r = register{name: "%" + name, base: "%" + name, width: uint8(p.test.Arch.Word)}
	default:
		p.wantAt(t, "a register of %s", p.test.Arch.Name)
	}
	return r
}
