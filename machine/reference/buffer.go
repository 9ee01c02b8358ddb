package reference

import (
	"slices"

	"heddle/model/program"
)

// entry is what a store buffer holds: a store that has not reached memory, or a barrier, with
// address 0, that lies between stores.
//
// Total store order (Owens, Sarkar, Sewell, A Better x86 Memory Model: x86-TSO, TPHOLs 2009) writes the
// oldest store of a thread first. Partial store order (The SPARC Architecture Manual, Version 8, 1992, appendix K)
// writes the oldest of each cell first, but nothing before what lies in front of a barrier.
type entry struct {
	addr, value uint64
	pos         program.Pos
}

func (e entry) barrier() bool { return e.addr == 0 }

// needsEmptyBuffer reports whether in waits for its thread's store buffer.
func needsEmptyBuffer(in program.Instr) bool {
	order := program.Order(in.Aux)
	switch in.Op {
	case program.Begin, program.Join, program.Go, program.GoClosure, program.GoMethod,
		program.AtomicAdd, program.AtomicSwap, program.AtomicAnd, program.AtomicOr, program.AtomicXor, program.AtomicCAS,
		program.Close, program.Select, program.NetSend, program.NetReceive,
		program.MapGet, program.MapSet, program.MapDelete, program.MapLen, program.MapClear,
		program.MapRange, program.MapCount, program.MapNext:
		return true
	case program.Store, program.Fence:
		return order == program.SeqCst
	}
	return false
}

// read gives what thread t sees at addr: its newest buffered store, else memory.
func (m *Machine) read(t int, addr uint64) uint64 {
	for _, e := range slices.Backward(m.threads[t].buffer) {
		if e.addr == addr {
			return e.value
		}
	}
	return m.mem[addr]
}

// write stores. Immutable objects are filled in memory at once: nobody reads one without
// having been given its address, which those who fill it have not let out yet.
func (m *Machine) write(t int, a Access) {
	if !m.config.buffered() || m.section != nil || a.Kind == KindRMW || a.Order == program.SeqCst || m.immutable(a.Addr) {
		m.mem[a.Addr] = a.Value
		return
	}
	if a.Order.Releases() {
		m.barrier(t)
	}
	th := m.threads[t]
	th.buffer = append(th.buffer, entry{a.Addr, a.Value, a.Pos})
}

// fence executes a fence.
func (m *Machine) fence(t int, a Access) {
	if m.weak != nil {
		m.weak.fence(m, t, a)
	} else if a.Order.Releases() {
		m.barrier(t)
	}
}

// barrier puts a barrier behind what the thread has stored.
func (m *Machine) barrier(t int) {
	th := m.threads[t]
	if n := len(th.buffer); m.config.Memory == PSO && n > 0 && !th.buffer[n-1].barrier() {
		th.buffer = append(th.buffer, entry{})
	}
}

// Flush writes a store in thread t's store buffer to memory: the one with that index in Buffer.
// The error is ErrBlocked if the model does not let it pass those before it.
func (m *Machine) Flush(t, index int) (Access, error) {
	th := m.threads[t]
	seen := map[uint64]bool{}
	for i, e := range th.buffer {
		switch {
		case e.barrier() || index > 0 && m.config.Memory == TSO:
			return Access{}, ErrBlocked
		case index > 0:
			seen[e.addr] = true
			index--
			continue
		case seen[e.addr]:
			return Access{}, ErrBlocked
		}
		th.buffer = slices.Delete(slices.Clone(th.buffer), i, i+1)
		if len(th.buffer) > 0 && th.buffer[0].barrier() {
			th.buffer = th.buffer[1:]
		}
		m.mem[e.addr] = e.value
		if m.counts() && m.config.System.caches() {
			m.wrote(t, e.addr)
		} else {
			m.unseen(t, e.addr)
		}
		m.dropDaemons()
		return Access{Thread: t, Kind: KindFlush, Loc: m.Loc(e.addr), Addr: e.addr, Value: e.value, Wrote: true, Pos: e.pos}, nil
	}
	return Access{}, ErrBlocked
}

// Buffer gives the stores that thread t's store buffer holds, oldest first.
func (m *Machine) Buffer(t int) []Access {
	var list []Access
	for _, e := range m.threads[t].buffer {
		if !e.barrier() {
			list = append(list, Access{Thread: t, Kind: KindStore, Loc: m.Loc(e.addr), Addr: e.addr, Value: e.value, Wrote: true, Pos: e.pos, Count: 1})
		}
	}
	return list
}
