package litmus

import (
	"strconv"

	"heddle/model/program"
)

// Observed gives the cells whose words make up a final state: those of Registers,
// then those of Locations. Final states are slices of as many words, in this order.
func (c *Code) Observed() []uint64 {
	var cells []uint64
	for i := range c.Registers {
		cells = append(cells, c.Registers[i].Addr)
	}
	for i := range c.Locations {
		for k := range c.Locations[i].Count {
			cells = append(cells, c.Locations[i].Addr+uint64(k))
		}
	}
	return cells
}

// Admits reports whether the filter admits a final state, given by the words of Observed.
func (c *Code) Admits(words []uint64) bool { return c.filter == nil || c.filter.holds(words) }

// Holds reports whether the final condition's proposition holds in a final state.
func (c *Code) Holds(words []uint64) bool { return c.prop.holds(words) }

// Format prints a final state as herd does: "0:EAX=0; [x]=1;".
func (c *Code) Format(words []uint64) string {
	var b []byte
	n := 0
	for i := range c.Registers {
		r := &c.Registers[i]
		if !r.Hidden {
			b = strconv.AppendInt(b, int64(r.Proc), 10)
			b = append(append(append(b, ':'), r.Name...), '=')
			b = append(c.appendWord(b, words[n], r.kind), "; "...)
		}
		n++
	}
	for i := range c.Locations {
		l := &c.Locations[i]
		if !l.Hidden {
			b = append(l.appendName(b), '=')
			b = append(c.appendWords(b, words[n:n+l.Count], l), "; "...)
		}
		n += l.Count
	}
	if len(b) > 0 {
		b = b[:len(b)-1]
	}
	return string(b)
}

// appendName writes [x], x[1], or x for an array.
func (l *Location) appendName(b []byte) []byte {
	switch {
	case l.array:
		return append(b, l.Name...)
	case l.Index >= 0:
		b = append(append(b, l.Name...), '[')
		return append(strconv.AppendInt(b, int64(l.Index), 10), ']')
	}
	return append(append(append(b, '['), l.Name...), ']')
}

func (c *Code) appendWords(b []byte, words []uint64, l *Location) []byte {
	if !l.array {
		return c.appendWord(b, words[0], l.kind)
	}
	for i, w := range words {
		if i == 0 {
			b = append(b, '{')
		} else {
			b = append(b, ',')
		}
		b = c.appendWord(b, w, l.kind)
	}
	return append(b, '}')
}

// appendWord writes an integer, or the name of the location whose address it is.
func (c *Code) appendWord(b []byte, w uint64, kind program.Kind) []byte {
	if c.addresses {
		for i := range c.Program.Statics {
			o := &c.Program.Statics[i]
			if o.Layout != layoutWord || w < o.Addr || w >= o.Addr+uint64(o.Count) {
				continue
			}
			if b = append(b, o.Name...); o.Count > 1 && w > o.Addr {
				b = append(strconv.AppendUint(append(b, '['), w-o.Addr, 10), ']')
			}
			return b
		}
	}
	return strconv.AppendInt(b, int64(convert(w, kind)), 10)
}

// check is a proposition ready to be evaluated: places are indexes into a final state.
type check struct {
	kind PropKind
	args []check

	// Of an atom.
	left, right         int // right of a comparison of two places; -1: with values
	leftKind, rightKind program.Kind
	values              []uint64
	differ              bool
}

func (k *check) holds(words []uint64) bool {
	switch k.kind {
	case PropAnd:
		for i := range k.args {
			if !k.args[i].holds(words) {
				return false
			}
		}
		return true
	case PropOr:
		for i := range k.args {
			if k.args[i].holds(words) {
				return true
			}
		}
		return false
	case PropNot:
		return !k.args[0].holds(words)
	case PropImplies:
		return !k.args[0].holds(words) || k.args[1].holds(words)
	}
	return k.equal(words) != k.differ
}

// equal compares the words of an atom.
func (k *check) equal(words []uint64) bool {
	if k.right >= 0 {
		return convert(words[k.left], k.leftKind) == convert(words[k.right], k.rightKind)
	}
	for i, v := range k.values {
		if convert(words[k.left+i], k.leftKind) != v {
			return false
		}
	}
	return true
}

// conditions makes the checks of the final condition and of the filter.
func (c *compiler) conditions() {
	prop := c.check(c.test.Prop)
	c.code.prop = &prop
	if c.test.Filter != nil {
		filter := c.check(c.test.Filter)
		c.code.filter = &filter
	}
	c.code.addresses = c.taken
}

func (c *compiler) check(p *Prop) check {
	if p.Atom != nil {
		return c.checkAtom(p.Atom)
	}
	k := check{kind: p.Kind}
	for _, q := range p.Args {
		k.args = append(k.args, c.check(q))
	}
	return k
}

func (c *compiler) checkAtom(a *Atom) check {
	k := check{right: -1, differ: a.Differ}
	count := 0
	k.left, count, k.leftKind = c.column(&a.Left)
	if a.Right != nil {
		n := 0
		if k.right, n, k.rightKind = c.column(a.Right); n != 1 || count != 1 {
			c.errorf(a.Left.place, "found a comparison of arrays, want one of words")
		}
		return k
	}
	if len(a.Values) != count {
		c.errorf(a.Left.place, "found %d values for %s, want %d", len(a.Values), a.Left.Name, count)
	}
	for _, v := range a.Values {
		k.values = append(k.values, c.word(v, k.leftKind))
	}
	return k
}

// column gives where the words of a place are in a final state.
func (c *compiler) column(p *Place) (first, count int, kind program.Kind) {
	for i := range c.code.Registers {
		if r := &c.code.Registers[i]; r.Proc == p.Proc && r.Name == p.Name {
			return i, 1, r.kind
		}
	}
	n := len(c.code.Registers)
	for i := range c.code.Locations {
		l := &c.code.Locations[i]
		if p.Proc < 0 && l.Name == p.Name && l.Index == p.Index {
			return n, l.Count, l.kind
		}
		n += l.Count
	}
	panic("litmus: bug: " + p.Name + " is not observed")
}
