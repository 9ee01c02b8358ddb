package machine

import (
	"fmt"

	"heddle/model/program"
)

// Valid checks the invariants of an encoded state:
//
//   - decoding and encoding it gives the same bytes: the encoding is canonical;
//   - every local state is known, its frames are at instructions that exist, and a
//     thread rests only at an operation that can be the first of a step;
//   - a thread that has ended has an empty store buffer;
//   - panics ascend by their frames, which defer calls; one that is recovered is not
//     of the top frame;
//   - marks ascend, each is of a cell that exists, known to threads alive but not to
//     all of them, and no thread that knows it is still to inherit it;
//   - of a channel's object 0 ≤ count ≤ capacity, closed is 0 or 1, its buffer has
//     capacity slots, and those from count on are 0;
//   - if a daemon is alive so is a thread that is none;
//   - maps have an array of as many entries as they count, in the order of their keys;
//   - where transactions are split, copies are what the protocol promises, unless it is a broken one;
//   - every address, in cells, buffers, heap and local states, is nil, a fixed cell
//     or a word of a heap object, and heap objects are in the order in which the
//     walk of canonical meets them, none unreached.
//
// It is for tests, and costs as much as an expansion.
func (m *Machine) Valid(src []byte) error {
	st := &m.step.state
	m.step.m = m
	m.decode(st, src)
	if again := st.encode(nil); string(again) != string(src) {
		return fmt.Errorf("machine: encoding: %x decodes to %x", src, again)
	}
	for t, id := range st.Locals {
		if int(id) >= len(m.locals.list) {
			return fmt.Errorf("machine: local state of %s: %d, want below %d", program.ThreadName(t), id, len(m.locals.list))
		}
		if id == 0 {
			if m.cfg.Memory.Buffered && len(st.Buffers[t]) > 0 {
				return fmt.Errorf("machine: %s has ended with %d buffered stores", program.ThreadName(t), len(st.Buffers[t]))
			}
			continue
		}
		if err := m.validRest(t, id); err != nil {
			return err
		}
	}
	for _, valid := range []func(*State) error{m.validMarks, m.validDaemons, m.validAddresses, m.validChannels, m.validMaps, m.validMessages, m.validCaches, m.validSplit, m.validNetworks} {
		if err := valid(st); err != nil {
			return err
		}
	}
	return nil
}

// validMarks checks what is known of accesses to tracked cells.
func (m *Machine) validMarks(st *State) error {
	if st.Tracked != m.share.tracking || !st.Tracked && len(st.Marks) > 0 {
		return fmt.Errorf("machine: %d marks, tracked %v, want %v", len(st.Marks), st.Tracked, m.share.tracking)
	}
	end := m.fixed + uint64(len(st.Heap))
	alive := st.alive()
	for i := range st.Marks {
		k := &st.Marks[i]
		switch {
		case i > 0 && st.Marks[i-1].compare(k) >= 0:
			return fmt.Errorf("machine: mark %d: %+v, not after %+v", i, *k, st.Marks[i-1])
		case k.addr == 0 || k.addr >= end || !ascending(k.cells, end):
			return fmt.Errorf("machine: mark %d: %+v, want ascending cells below %d", i, *k, end)
		case k.known&^alive != 0 || k.known == alive || k.heirs&^(alive&^k.known) != 0:
			return fmt.Errorf("machine: mark %d: %+v, threads alive: %b", i, *k, alive)
		}
	}
	return nil
}

// ascending reports whether 0 < cells[0] < cells[1] < … < end, but for those of networks.
func ascending(cells []uint64, end uint64) bool {
	last := uint64(0)
	for _, c := range cells {
		if c <= last || c >= end && c < flightCell {
			return false
		}
		last = c
	}
	return true
}

// validRest checks where a thread rests.
func (m *Machine) validRest(t int, id uint32) error {
	var p proc
	m.load(&p, t, id)
	if len(p.frames) == 0 {
		return fmt.Errorf("machine: %s has no frame", program.ThreadName(t))
	}
	for _, f := range p.frames {
		if int(f.pc) >= len(m.prog.Funcs[f.fn].Code) {
			return fmt.Errorf("machine: %s at instruction %d of %s", program.ThreadName(t), f.pc, m.prog.Funcs[f.fn].Name)
		}
	}
	if err := m.validPanics(t, &p); err != nil {
		return err
	}
	switch op := m.locals.list[id].pending.op; op {
	case program.Load, program.Store, program.AtomicAdd, program.AtomicSwap, program.AtomicAnd, program.AtomicOr, program.AtomicXor,
		program.AtomicCAS, program.Fence, program.Begin, program.Choose, program.Ghost, program.Join,
		program.Go, program.GoClosure, program.GoMethod, program.Return, program.Select, program.Close, program.ChanLen,
		program.Goexit, program.Unwound, program.Exit,
		program.MapGet, program.MapSet, program.MapDelete, program.MapLen, program.MapClear,
		program.MapRange, program.MapCount, program.MapNext, program.NetSend, program.NetReceive, program.NetAttach:
		return nil
	default:
		return fmt.Errorf("machine: %s rests at operation %v", program.ThreadName(t), op)
	}
}

// validPanics checks the panics of a thread at rest.
func (m *Machine) validPanics(t int, p *proc) error {
	last := int32(0)
	for i, x := range p.panics {
		if x.frame < last || int(x.frame) >= len(p.frames) {
			return fmt.Errorf("machine: %s: panic %d of frame %d, want %d … %d", program.ThreadName(t), i, x.frame, last, len(p.frames)-1)
		}
		last = x.frame
		if f := &p.frames[x.frame]; !m.prog.Funcs[f.fn].Defers {
			return fmt.Errorf("machine: %s: panic %d unwinds %s, which defers nothing", program.ThreadName(t), i, m.prog.Funcs[f.fn].Name)
		}
		if top := int(x.frame) == len(p.frames)-1; x.recovered && top || x.recovered && x.goexit {
			return fmt.Errorf("machine: %s: panic %d is recovered and not over", program.ThreadName(t), i)
		}
	}
	return nil
}

// validAddresses checks that every address leads somewhere and that the heap is canonical.
func (m *Machine) validAddresses(st *State) error {
	end := m.fixed + uint64(len(st.Heap))
	var bad error
	met, next := map[int]bool{}, []int{}
	visit := func(w *uint64) {
		switch {
		case *w >= end:
			bad = fmt.Errorf("machine: address %d, want below %d", *w, end)
		case *w >= m.fixed:
			if i := m.step.objectAt(*w); !met[i] {
				met[i] = true
				next = append(next, i)
			}
		}
	}
	m.step.eachRoot(visit)
	for _, id := range st.Locals {
		if id != 0 && bad == nil {
			m.eachPointer(m.locals.record(id), visit)
		}
	}
	st.Net.eachHome(func(_ int, home *uint32) { m.eachPointer(m.locals.record(*home), visit) })
	for i := 0; i < len(next) && bad == nil; i++ {
		if next[i] != i {
			return fmt.Errorf("machine: heap object %d is met as number %d", next[i], i)
		}
		m.step.eachInside(next[i], visit)
	}
	if bad == nil && len(next) != len(st.Objects) {
		bad = fmt.Errorf("machine: %d heap objects, %d reached", len(st.Objects), len(next))
	}
	return bad
}
