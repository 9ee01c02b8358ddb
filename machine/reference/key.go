package reference

import (
	"encoding/binary"
	"slices"
)

// Key describes the whole state. Two states with the same key have the same
// future, up to the other access that a race report names; addresses are as
// allocated, so equal futures may have different keys.
func (m *Machine) Key() string {
	k := key{}
	k.number(len(m.prog.Statics))
	for _, o := range m.objects[len(m.prog.Statics):] {
		k.number(int(o.Layout))
		k.number(o.Count)
	}
	k.words(m.mem)
	k.number(len(m.threads))
	for _, t := range m.threads {
		k.number(t.parent)
		k.number(len(t.frames))
		for _, f := range t.frames {
			k.number(int(m.funcIndex(f)))
			k.number(f.pc)
			k.words(f.regs)
		}
		k.number(len(t.buffer))
		for _, e := range t.buffer {
			k.words([]uint64{e.addr, e.value})
		}
	}
	if m.config.Races {
		m.clockKey(&k)
	}
	return string(k.text)
}

func (m *Machine) funcIndex(f frame) int {
	for i := range m.prog.Funcs {
		if f.fn == &m.prog.Funcs[i] {
			return i
		}
	}
	panic("reference: bug: a frame of no function")
}

// key is a sequence of numbers under construction.
type key struct{ text []byte }

func (k *key) number(n int) { k.text = binary.AppendVarint(k.text, int64(n)) }

func (k *key) words(list []uint64) {
	k.number(len(list))
	for _, w := range list {
		k.text = binary.AppendUvarint(k.text, w)
	}
}

// clockKey adds the clocks, with the times of each thread replaced by their ranks.
//
// Times of thread u are only compared with each other, and only grow by a new
// greatest one, so ranks decide every future comparison as the times do. A time
// that every unfinished thread has already seen is as good as 0: it never is
// unordered again, and joining it changes nothing.
func (m *Machine) clockKey(k *key) {
	ranks := make([]func(uint32) int, len(m.threads))
	for u := range m.threads {
		ranks[u] = m.ranks(u)
	}
	clock := func(c clock) {
		for u := range m.threads {
			k.number(ranks[u](c.at(u)))
		}
	}
	for _, t := range m.threads {
		clock(t.clock)
	}
	for _, c := range m.clocks {
		clock(c.released)
		var marks []int
		for _, a := range c.marks {
			if rank := ranks[a.thread](a.time); rank > 0 {
				marks = append(marks, ((rank*len(m.threads)+a.thread)*2+int(bit(a.write)))*2+int(bit(a.plain)))
			}
		}
		slices.Sort(marks)
		k.number(len(marks))
		for _, n := range marks {
			k.number(n)
		}
	}
}

// ranks gives the ranks of the times of thread u that occur anywhere in the state.
func (m *Machine) ranks(u int) func(uint32) int {
	var times []uint32
	seen := ^uint32(0) // by all threads that are not finished
	for _, t := range m.threads {
		times = append(times, t.clock.at(u))
		if !t.finished() {
			seen = min(seen, t.clock.at(u))
		}
	}
	for _, c := range m.clocks {
		times = append(times, c.released.at(u))
		for _, a := range c.marks {
			if a.thread == u {
				times = append(times, a.time)
			}
		}
	}
	slices.Sort(times)
	times = slices.Compact(times)
	return func(time uint32) int {
		if time <= seen {
			return 0
		}
		rank, _ := slices.BinarySearch(times, time)
		return rank + 1
	}
}
