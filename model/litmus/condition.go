package litmus

// PropKind is the kind of a proposition.
type PropKind uint8

// The kinds of propositions.
const (
	PropAtom    PropKind = iota
	PropAnd              // of all Args; of none: true
	PropOr               // of some; of none: false
	PropNot              // of Args[0]
	PropImplies          // of Args[0] and Args[1]
)

// Prop is a proposition over a final state.
type Prop struct {
	Kind PropKind
	Args []*Prop
	Atom *Atom
}

// Atom compares a place with a value, with several (the elements of an array), or
// with another place.
type Atom struct {
	Left   Place
	Differ bool // ≠, not =
	Values []Value
	Right  *Place // nil: Values count
	array  bool   // Values stand in braces
}

// stops are the words that begin what comes after the code.
func stops(word string) bool {
	switch word {
	case "exists", "forall", "final", "locations", "filter", "observed", "Observed":
		return true
	}
	return false
}

// final reads all from locations on.
func (p *parser) final() {
	if p.accept("locations") {
		p.shown()
	}
	if p.accept("filter") {
		p.test.Filter = p.prop()
	}
	p.test.Final, p.test.Prop = Forall, &Prop{Kind: PropAnd}
	switch {
	case p.tok.kind == tokenEnd:
	case p.accept("observed"), p.accept("Observed"):
		p.test.Final, p.test.Prop = Exists, p.observed()
	default:
		if p.test.Final = Exists; !p.tok.is("(") {
			p.test.Final = p.quantifier()
		}
		p.test.Prop = p.prop()
	}
	p.accept(";")
	if p.accept("with") {
		p.with()
	}
	if p.err == nil && p.tok.kind != tokenEnd {
		p.want("the end of the file")
	}
}

// quantifier reads exists, ~exists, forall or final.
func (p *parser) quantifier() Quantifier {
	switch {
	case p.accept("exists"), p.accept("final"):
		return Exists
	case p.accept("forall"):
		return Forall
	case p.accept("~"), p.accept("not"):
		p.expect("exists")
		return NotExists
	}
	p.want("exists, ~exists, forall or final")
	return Exists
}

// with reads PLATFORM: quantifier; …
func (p *parser) with() {
	for p.err == nil && p.tok.kind != tokenEnd {
		name := p.name("the name of a platform")
		p.expect(":")
		p.test.With = append(p.test.With, With{name, p.quantifier()})
		if !p.accept(";") {
			return
		}
	}
}

// shown reads the list after locations. What types it gives are passed over.
func (p *parser) shown() {
	for p.expect("["); p.err == nil && !p.accept("]"); {
		if p.accept(";") {
			continue
		}
		l := p.element()
		for p.tok.kind == tokenName || p.tok.is("*") {
			p.advance()
		}
		p.test.Shown = append(p.test.Shown, l)
		if !p.tok.is("]") && !p.accept(";") {
			p.want(`";" or "]"`)
		}
	}
}

// element reads a place, which may be an element of an array.
func (p *parser) element() Place {
	if p.tok.is("fault") || p.tok.is("Fault") {
		p.want("a location or a register; faults are not modelled")
	}
	l := p.place("a location or a register")
	if l.Proc == everyProc {
		p.errorf(l.place, "found %q, want the thread of the register: 0:%s", l.Name, l.Name)
	}
	if l.Proc < 0 && l.Name != "" && p.accept("[") {
		l.Index = p.small("an index", maxArray)
		p.expect("]")
	}
	return l
}

// prop reads a proposition. From loosest to tightest: \/, /\, =>, ~; => groups to the right.
func (p *parser) prop() *Prop { return p.list(PropOr, `\/`, p.conjunction) }

func (p *parser) conjunction() *Prop { return p.list(PropAnd, `/\`, p.implication) }

func (p *parser) list(kind PropKind, mark string, operand func() *Prop) *Prop {
	first := operand()
	if !p.tok.is(mark) {
		return first
	}
	args := []*Prop{first}
	for p.accept(mark) {
		args = append(args, operand())
	}
	return &Prop{Kind: kind, Args: args}
}

func (p *parser) implication() *Prop {
	p.nest()
	defer p.unnest()
	left := p.negation()
	if !p.accept("=>") {
		return left
	}
	return &Prop{Kind: PropImplies, Args: []*Prop{left, p.implication()}}
}

func (p *parser) negation() *Prop {
	switch {
	case p.accept("~"), p.accept("not"):
		p.nest()
		defer p.unnest()
		return &Prop{Kind: PropNot, Args: []*Prop{p.negation()}}
	case p.accept("("):
		inner := p.prop()
		p.expect(")")
		return inner
	case p.accept("true"):
		return &Prop{Kind: PropAnd}
	case p.accept("false"):
		return &Prop{Kind: PropOr}
	}
	return &Prop{Atom: p.atom()}
}

// observed reads a list of states as litmus prints them: x=1; y=0; and x=0; y=0;
func (p *parser) observed() *Prop {
	any := &Prop{Kind: PropOr}
	for more := true; more && p.err == nil; more = p.accept("and") {
		all := &Prop{Kind: PropAnd}
		for p.err == nil && p.tok.kind != tokenEnd && !p.tok.is("and") {
			all.Args = append(all.Args, &Prop{Atom: p.atom()})
			p.expect(";")
		}
		any.Args = append(any.Args, all)
	}
	return any
}

func (p *parser) atom() *Atom {
	a := &Atom{Left: p.element()}
	switch {
	case p.accept("="), p.accept("=="):
	case p.accept("!="), p.accept("<>"):
		a.Differ = true
	default:
		p.want(`"=" or "!="`)
		return a
	}
	switch {
	case p.accept("{"):
		a.Values, a.array = p.values(), true
		p.expect("}")
	case p.accept("*"), p.tok.is("["), p.tokenOfRegister():
		right := p.element()
		a.Right = &right
	default:
		a.Values = []Value{p.value()}
	}
	return a
}

// tokenOfRegister reports whether a register's place comes next.
func (p *parser) tokenOfRegister() bool {
	_, proc := procOf(p.tok.text)
	return (p.tok.kind == tokenNumber || proc) && p.peek().is(":")
}
