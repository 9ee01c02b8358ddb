package litmus

import (
	"cmp"
	"slices"

	"heddle/model/program"
)

// everyProc is the Place.Proc of a register that the initial state sets in every
// thread that has it, a symbolic one. maxLocations bounds the entries of the initial
// state, maxObserved the places that final states are made of.
const (
	everyProc    = -2
	maxLocations = 1000
	maxObserved  = 1000
)

// collect finds the locations, what is in them at first, and whether addresses are values.
func (c *compiler) collect() {
	if n := len(c.test.Init); n > maxLocations {
		c.errorf(c.test.Init[maxLocations].place, "found %d entries in the initial state, want at most %d", n, maxLocations)
		return
	}
	for i := range c.test.Init {
		b := &c.test.Init[i]
		if b.Proc == -1 {
			c.bindLocation(b)
		} else {
			c.bindRegister(b)
		}
	}
	for i := range c.test.Init {
		b := &c.test.Init[i]
		for _, v := range b.Values {
			if v.Name != "" && b.Proc == -1 {
				c.take(v.Name)
			} else if v.Name != "" {
				c.declare(v.Name)
			}
		}
	}
	if c.test.Arch.c {
		c.collectC()
	} else {
		c.collectAssembly()
	}
	for _, b := range c.registers {
		if b.value.Name != "" && !b.fixed {
			c.take(b.value.Name)
		}
	}
}

// take notes that a location's address is a value.
func (c *compiler) take(name string) {
	c.declare(name).taken = true
	c.taken = true
}

func (c *compiler) bindLocation(b *Binding) {
	if _, twice := c.index[b.Name]; twice {
		c.errorf(b.place, "found %s for the second time, want one initial value for a location", b.Name)
		return
	}
	l := c.declare(b.Name)
	if b.Length >= 0 {
		l.count, l.array = b.Length, true
	}
	l.init, l.declared = b.Values, b.place
	l.kind = b.kind()
}

func (c *compiler) bindRegister(b *Binding) {
	if b.Proc >= len(c.test.Threads) {
		c.errorf(b.place, "found thread %d, want one of the %d threads of the test", b.Proc, len(c.test.Threads))
		return
	}
	r := bound{proc: b.Proc, base: b.base}
	if c.bound(b.Proc, b.base) != nil {
		c.errorf(b.place, "found %d:%s for the second time, want one initial value for a register", b.Proc, b.Name)
		return
	}
	if b.Length >= 0 {
		c.errorf(b.place, "found an array, want one word for a register")
	}
	if len(b.Values) > 0 {
		r.value = b.Values[0]
	}
	c.registers = append(c.registers, r)
}

// observe lists what final states are made of.
func (c *compiler) observe() {
	t := c.test
	c.observeProp(t.Prop, false)
	for i := range t.Shown {
		c.observePlace(&t.Shown[i], false)
	}
	if t.Filter != nil {
		c.observeProp(t.Filter, true)
	}
	slices.SortFunc(c.code.Registers, compareRegisters)
	slices.SortFunc(c.code.Locations, compareLocations)
}

// compareRegisters and compareLocations give the order in which herd shows them:
// registers of a thread as the architecture lists them, symbolic ones and C's
// variables by name; elements of arrays after all else.
func compareRegisters(a, b Register) int {
	return cmp.Or(cmp.Compare(a.Proc, b.Proc), cmp.Compare(a.rank-1, b.rank-1), cmp.Compare(a.Name, b.Name))
}

func compareLocations(a, b Location) int {
	return cmp.Or(cmp.Compare(min(a.Index, 0), min(b.Index, 0)), cmp.Compare(a.Name, b.Name), cmp.Compare(a.Index, b.Index))
}

func (c *compiler) observeProp(p *Prop, hidden bool) {
	if n := len(c.code.Registers) + len(c.code.Locations); n > maxObserved && p.Atom != nil {
		c.errorf(p.Atom.Left.place, "found more than %d places that are observed, want fewer", maxObserved)
	}
	if c.err != nil {
		return
	}
	if p.Atom != nil {
		c.observePlace(&p.Atom.Left, hidden)
		if p.Atom.Right != nil {
			c.observePlace(p.Atom.Right, hidden)
		}
		for _, v := range p.Atom.Values {
			if v.Name != "" {
				c.find(v.Name, v.place)
				c.taken = true
			}
		}
	}
	for _, q := range p.Args {
		c.observeProp(q, hidden)
	}
}

// observePlace adds a place to those of final states, if it is not there.
func (c *compiler) observePlace(p *Place, hidden bool) {
	if p.Proc >= 0 {
		c.observeRegister(p, hidden)
		return
	}
	l := c.find(p.Name, p.place)
	if p.Index >= 0 && (!l.array || p.Index >= l.count) {
		c.errorf(p.place, "found %s[%d], want an element of an array: %s has %d", p.Name, p.Index, p.Name, l.count)
		return
	}
	for i := range c.code.Locations {
		if o := &c.code.Locations[i]; o.Name == p.Name && o.Index == p.Index {
			o.Hidden = o.Hidden && hidden
			return
		}
	}
	n := Location{Name: p.Name, Index: p.Index, Count: 1, Hidden: hidden, kind: l.shown}
	if p.Index < 0 && l.array {
		n.Count, n.array = l.count, true
	}
	c.code.Locations = append(c.code.Locations, n)
}

func (c *compiler) observeRegister(p *Place, hidden bool) {
	if p.Proc >= len(c.test.Threads) {
		c.errorf(p.place, "found thread %d, want one of the %d threads of the test", p.Proc, len(c.test.Threads))
		return
	}
	for i := range c.code.Registers {
		if r := &c.code.Registers[i]; r.Proc == p.Proc && r.Name == p.Name {
			r.Hidden = r.Hidden && hidden
			return
		}
	}
	c.code.Registers = append(c.code.Registers, Register{Proc: p.Proc, Name: p.Name, Hidden: hidden, register: p.register, at: p.place})
	if b := c.bound(p.Proc, p.base); b != nil && b.value.Name != "" {
		b.fixed = false
		c.take(b.value.Name)
	}
}

// kind gives the kind of the words of a location by its declared type, KindNone if
// that says nothing.
func (b *Binding) kind() program.Kind {
	if b.Stars > 0 {
		return program.KindInt64
	}
	k, _ := typeKind(b.Type)
	return k
}

// signedKind and unsignedKind give the kinds of words of that many bytes.
func signedKind(bytes int) program.Kind {
	switch bytes {
	case 1:
		return program.KindInt8
	case 2:
		return program.KindInt16
	case 4:
		return program.KindInt32
	}
	return program.KindInt64
}

func unsignedKind(bytes int) program.Kind {
	return signedKind(bytes) - program.KindInt8 + program.KindUint8
}
