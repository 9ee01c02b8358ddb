package machine

import (
	"fmt"
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

// weak reports whether a daemon of that kind may end as a weak one.
func weak(kind uint8) bool { return kind == program.DaemonWeak || kind == program.DaemonHeld }

// dropDaemons ends the daemons of which nothing can be noticed any more: all of
// them once there are no other threads, and weak ones whose object no thread that
// stays can reach. (Under tso one of those first sees its stores off.)
func (s *step) dropDaemons() {
	m := s.m
	others, some := false, false
	for _, id := range s.state.Locals {
		if id != 0 {
			kind := daemonOf(m.locals.record(id))
			others = others || kind == 0
			some = some || weak(kind)
		}
	}
	if others && !some {
		return
	}
	var r *reach
	if others {
		r = s.reachStaying()
	}
	for t, id := range s.state.Locals {
		if id == 0 || others && r.stays[t] {
			continue
		}
		s.state.Locals[t] = 0
		if m.cfg.Memory.Buffered {
			s.state.Buffers[t] = s.state.Buffers[t][:0]
		}
		s.forgetThread(t)
	}
}

// reach is the threads that stay, and the objects that they can reach, from statics
// and from their own local states: first the fixed objects, then those on the heap.
type reach struct {
	s     *step
	stays []bool
	seen  []bool
	todo  []int
}

// reachStaying finds the threads that stay: those that do so by themselves, and then
// each weak daemon whose object a thread found before can reach.
func (s *step) reachStaying() *reach {
	m := s.m
	r := &reach{s: s, stays: make([]bool, len(s.state.Locals)), seen: make([]bool, len(m.objs)+len(s.state.Objects))}
	for i := range m.prog.Statics {
		r.inside(i)
	}
	for again := true; again; {
		again = false
		for t, id := range s.state.Locals {
			if id != 0 && !r.stays[t] && r.keeps(t) {
				r.stays[t], again = true, true
				r.thread(t)
			}
		}
		r.finish()
	}
	return r
}

// keeps reports whether thread t stays, by what is known so far.
func (r *reach) keeps(t int) bool {
	m := r.s.m
	rec := m.locals.record(r.s.state.Locals[t])
	kind := daemonOf(rec)
	return !weak(kind) || r.has(weakOf(rec)) || m.cfg.Memory.Buffered && len(r.s.state.Buffers[t]) > 0 ||
		kind == program.DaemonHeld && weakOf(rec) != 0 && m.word(&r.s.state, weakOf(rec)) == 0
}

// thread visits what the local state of t leads to.
func (r *reach) thread(t int) {
	m := r.s.m
	m.eachPointer(m.locals.record(r.s.state.Locals[t]), func(w *uint64) { r.visit(*w) })
	if m.cfg.Memory.Buffered {
		for _, e := range r.s.state.Buffers[t] { // a barrier leads nowhere
			r.visit(e.addr)
			if r.s.pointerAt(e.addr) {
				r.visit(e.value)
			}
		}
	}
}

// finish visits all that the objects met lead to.
func (r *reach) finish() {
	m := r.s.m
	for len(r.todo) > 0 {
		i := r.todo[len(r.todo)-1]
		r.todo = r.todo[:len(r.todo)-1]
		if i < len(m.objs) {
			r.inside(i)
		} else {
			r.s.eachInside(i-len(m.objs), func(w *uint64) { r.visit(*w) })
		}
	}
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

// validDaemons checks that daemons are not by themselves.
func (m *Machine) validDaemons(st *State) error {
	daemons, others := 0, 0
	for _, id := range st.Locals {
		switch {
		case id == 0:
		case daemonOf(m.locals.record(id)) == 0:
			others++
		default:
			daemons++
		}
	}
	if daemons > 0 && others == 0 {
		return fmt.Errorf("machine: %d daemons outlive all other threads", daemons)
	}
	return nil
}
