package machine

import (
	"sort"

	"heddle/model/program"
)

// startsDaemons reports whether the program can start a daemon.
func startsDaemons(p *program.Program) bool {
	for i := range p.Funcs {
		for _, in := range p.Funcs[i].Code {
			if starts(&in) && in.Aux != 0 {
				return true
			}
		}
	}
	return false
}

// weakObject gives the address that keeps a weak daemon alive: the first word that
// its function captured, or else its first parameter.
func weakObject(f *program.Func, reg []uint64) uint64 {
	switch {
	case f.Free > 0:
		return reg[f.Params]
	case f.Params > 0:
		return reg[0]
	}
	return 0
}

// dropDaemons ends the daemons of which nothing can be noticed any more: all of
// them once there are no other threads, and weak ones whose object no other thread can
// reach. (Under tso one of those first sees its stores off.)
func (s *step) dropDaemons() {
	m := s.m
	others, weak := false, false
	for _, id := range s.state.Locals {
		if id != 0 {
			kind := daemonOf(m.locals.record(id))
			others = others || kind == 0
			weak = weak || kind == program.DaemonWeak
		}
	}
	if others && !weak {
		return
	}
	var r *reach
	for t, id := range s.state.Locals {
		if id == 0 {
			continue
		}
		if others {
			rec := m.locals.record(id)
			if daemonOf(rec) != program.DaemonWeak || m.cfg.Memory.Buffered && len(s.state.Buffers[t]) > 0 {
				continue
			}
			if r == nil {
				r = s.reachOthers()
			}
			if r.has(weakOf(rec)) {
				continue
			}
		}
		s.state.Locals[t] = 0
		if m.cfg.Memory.Buffered {
			s.state.Buffers[t] = s.state.Buffers[t][:0]
		}
		s.forgetThread(t)
	}
}

// reach is the objects that threads can reach that are no daemons, from statics
// and from their own local states: first the fixed objects, then those on the heap.
type reach struct {
	s    *step
	seen []bool
	todo []int
}

func (s *step) reachOthers() *reach {
	m := s.m
	r := &reach{s: s, seen: make([]bool, len(m.objs)+len(s.state.Objects))}
	visit := func(w *uint64) { r.visit(*w) }
	for i := range m.prog.Statics {
		r.inside(i)
	}
	for t, id := range s.state.Locals {
		if id == 0 || daemonOf(m.locals.record(id)) != 0 {
			continue
		}
		m.eachPointer(m.locals.record(id), visit)
		if m.cfg.Memory.Buffered {
			for _, e := range s.state.Buffers[t] {
				r.visit(e.addr)
				if s.pointerAt(e.addr) {
					r.visit(e.value)
				}
			}
		}
	}
	for len(r.todo) > 0 {
		i := r.todo[len(r.todo)-1]
		r.todo = r.todo[:len(r.todo)-1]
		if i < len(m.objs) {
			r.inside(i)
		} else {
			s.eachInside(i-len(m.objs), visit)
		}
	}
	return r
}

// index numbers the object at addr.
func (r *reach) index(addr uint64) int {
	m := r.s.m
	if addr >= m.fixed {
		return len(m.objs) + r.s.objectAt(addr)
	}
	return sort.Search(len(m.objs), func(i int) bool { return m.objs[i].base > addr }) - 1
}

func (r *reach) has(addr uint64) bool { return addr != 0 && r.seen[r.index(addr)] }

func (r *reach) visit(addr uint64) {
	if addr == 0 {
		return
	}
	if i := r.index(addr); !r.seen[i] {
		r.seen[i] = true
		r.todo = append(r.todo, i)
	}
}

// inside visits what fixed object i leads to.
func (r *reach) inside(i int) {
	m := r.s.m
	o := &m.objs[i]
	r.seen[i] = true
	for addr := o.base; addr < o.base+uint64(o.size); addr++ {
		if m.pointers[addr] {
			r.visit(m.word(&r.s.state, addr))
		}
	}
}
