package litmus

import (
	"fmt"
	"slices"

	"heddle/model/program"
)

// gap is the distance of locations if addresses are values, so that arithmetic does
// not make the address of one into that of another. maxCells bounds a test's memory.
const (
	gap      = 64
	maxCells = 1 << 16
)

// The layouts of static objects: the word of a location or register, and what lies
// between locations if addresses are values, which nothing touches.
const (
	layoutWord = iota
	layoutGap
)

var layouts = []program.Layout{
	{Name: "word", Words: 1, Pointer: []bool{false}, Cells: []string{""}},
	{Name: "gap", Words: 1, Pointer: []bool{false}, Cells: []string{""}, Immutable: true},
}

// layout gives every location and every observed register its cells.
func (c *compiler) layout() {
	p := c.prog
	p.Layouts = layouts
	p.Image = append(make([]uint64, 0, 1+len(c.locations)+len(c.code.Registers)), 0)
	if c.taken {
		c.object("", layoutGap, c.before())
	}
	for i := range c.locations {
		l := &c.locations[i]
		l.addr = c.object(l.name, layoutWord, l.count)
		if c.taken {
			c.object("", layoutGap, gap-l.count%gap)
		}
	}
	for i := range c.code.Registers {
		r := &c.code.Registers[i]
		r.Addr = c.object(fmt.Sprintf("P%d:%s", r.Proc, r.Name), layoutWord, 1)
	}
	for i := range c.locations {
		l := &c.locations[i]
		for k, v := range l.init {
			p.Image[l.addr+uint64(k)] = c.word(v, l.kind)
		}
	}
	for i := range c.code.Locations {
		l := &c.code.Locations[i]
		l.Addr = c.locations[c.index[l.Name]].addr + uint64(max(0, l.Index))
	}
}

// object adds a static object of count zeroed cells.
func (c *compiler) object(name string, layout int32, count int) uint64 {
	addr := uint64(len(c.prog.Image))
	if addr+uint64(count) > maxCells {
		c.errorf(place{1, 1}, "found a test with more than %d words of memory, want fewer", maxCells)
		return addr
	}
	for range count {
		c.prog.Image = append(c.prog.Image, 0)
	}
	c.prog.Statics = append(c.prog.Statics, program.Object{Name: name, Addr: addr, Layout: layout, Count: count})
	return addr
}

// before gives the number of cells to leave free before the first location, so
// that no number of the test is an address.
func (c *compiler) before() int {
	cells := int64(0)
	for i := range c.locations {
		cells += int64(c.locations[i].count/gap+1) * gap
	}
	numbers := slices.Clone(c.test.numbers)
	slices.Sort(numbers)
	first := int64(gap)
	for _, n := range numbers {
		if n >= first && n < first+cells {
			first = (n/gap + 1) * gap
		}
	}
	return int(first) - 1
}

// word gives the word of a value, as a word of kind. An integer must fit it, signed or not.
func (c *compiler) word(v Value, kind program.Kind) uint64 {
	if v.Name == "" {
		if !fits(v.Int, bytesOf(kind)) {
			c.errorf(v.place, "found %d, want an integer of %d bits", v.Int, 8*bytesOf(kind))
		}
		return convert(uint64(v.Int), kind)
	}
	l := c.find(v.Name, v.place)
	if v.Index >= l.count || v.Index >= 0 && !l.array {
		c.errorf(v.place, "found %s[%d], want an element of an array: %s has %d", v.Name, v.Index, v.Name, l.count)
	}
	return l.addr + uint64(max(0, v.Index))
}

// convert gives w as a word of kind.
func convert(w uint64, kind program.Kind) uint64 {
	shift := 64 - 8*bytesOf(kind)
	if signed(kind) {
		return uint64(int64(w<<shift) >> shift)
	}
	return w << shift >> shift
}

// fits reports whether v is an integer of that many bytes, signed or not.
func fits(v int64, bytes int) bool {
	return convert(uint64(v), signedKind(bytes)) == uint64(v) || convert(uint64(v), unsignedKind(bytes)) == uint64(v)
}
