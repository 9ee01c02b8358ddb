package reference

import (
	"encoding/binary"
	"slices"
)

// Key describes the whole state that has a future. Two states with the same key have
// the same future, up to names in messages: objects are numbered as they are found
// from static objects and registers, those that nobody can reach and registers that
// are not read any more are left out.
func (m *Machine) Key() string {
	k := key{reach: m.reach(func(*thread) bool { return true })}
	k.bool(m.exited)
	k.number(len(m.threads))
	for _, t := range m.threads {
		k.thread(t)
	}
	k.number(len(k.reach.list))
	for _, o := range k.reach.list {
		k.number(int(o.Layout))
		k.number(o.Count)
		for i, w := range m.mem[o.Addr : o.Addr+m.words(o)] {
			k.word(w, m.pointer(o.Addr+uint64(i)))
		}
	}
	if m.weak != nil {
		m.listKey(&k)
		m.weak.key(m, &k)
	}
	if m.config.clocked() {
		m.clockKey(&k)
	} else {
		m.networkKey(&k, nil)
	}
	m.lineKey(&k)
	m.cacheKey(&k)
	return string(k.text)
}

// key is a sequence of numbers under construction.
type key struct {
	text  []byte
	reach *reach
}

func (k *key) number(n int) { k.text = binary.AppendVarint(k.text, int64(n)) }

func (k *key) bool(b bool) { k.number(int(bit(b))) }

// word adds w, an address as an object's number and an offset.
func (k *key) word(w uint64, pointer bool) {
	if pointer {
		if o, ok := k.reach.m.holder(w); ok {
			k.number(k.reach.number[o.Addr] + 1)
			w -= o.Addr
		} else {
			k.number(0)
		}
	}
	k.text = binary.AppendUvarint(k.text, w)
}

func (k *key) thread(t *thread) {
	k.number(t.parent)
	k.number(int(t.daemon))
	k.word(t.weak, true)
	k.frames(t.frames)
	k.post(t)
	k.number(len(t.buffer))
	for _, e := range t.buffer {
		k.word(e.addr, true)
		k.word(e.value, k.reach.m.pointer(e.addr))
	}
}

func (k *key) frames(frames []frame) {
	k.number(len(frames))
	for i := range frames {
		f := &frames[i]
		k.number(k.reach.m.funcIndex(f))
		k.number(f.pc)
		for _, r := range f.live(i == len(frames)-1) {
			k.word(f.regs[r], f.fn.Pointer[r])
		}
		k.bool(f.unwinding != nil)
		if u := f.unwinding; u != nil {
			k.bool(u.goexit)
			k.bool(u.panics)
			k.word(u.typ, false)
			k.word(u.data, true)
		}
	}
}

func (m *Machine) funcIndex(f *frame) int {
	for i := range m.prog.Funcs {
		if f.fn == &m.prog.Funcs[i] {
			return i
		}
	}
	panic("reference: bug: a frame of no function")
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
		ranks[u] = m.ranks(k.reach, u)
	}
	into := func(k *key, c clock) {
		for u := range m.threads {
			k.number(ranks[u](c.at(u)))
		}
	}
	clock := func(c clock) { into(k, c) }
	for _, t := range m.threads {
		clock(t.clock)
	}
	m.cells(k.reach, func(c *cell) {
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
	})
	m.passings(k.reach, clock)
	m.networkKey(k, into)
}

// cells calls f for what is known of each cell of the objects reached.
func (m *Machine) cells(r *reach, f func(*cell)) {
	for _, o := range r.list {
		for i := range m.words(o) {
			f(&m.clocks[o.Addr+i])
		}
	}
}

// passings calls f for the clocks of the channels reached that may still be acquired.
func (m *Machine) passings(r *reach, f func(clock)) {
	for _, o := range r.list {
		p := m.passing[o.Addr]
		if p == nil {
			continue
		}
		f(p.closed)
		for n := p.receives; n < p.sends; n++ {
			f(p.sent[n])
		}
		for n := p.sends - int(m.capacity(o.Addr)); n < p.receives; n++ {
			f(p.received[n])
		}
	}
}

// ranks gives the ranks of the times of thread u that occur in the state.
func (m *Machine) ranks(r *reach, u int) func(uint32) int {
	var times []uint32
	seen := ^uint32(0) // by all threads that are not finished
	for _, t := range m.threads {
		times = append(times, t.clock.at(u))
		if !t.finished() {
			seen = min(seen, t.clock.at(u))
		}
	}
	m.cells(r, func(c *cell) {
		times = append(times, c.released.at(u))
		for _, a := range c.marks {
			if a.thread == u {
				times = append(times, a.time)
			}
		}
	})
	m.passings(r, func(c clock) { times = append(times, c.at(u)) })
	m.letterClocks(func(c clock) { times = append(times, c.at(u)) })
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
