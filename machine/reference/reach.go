package reference

import "sort"

// reach is the objects that can be reached from static objects and from the
// registers of some threads that will be read, in the order in which they are found.
type reach struct {
	m      *Machine
	list   []object
	number map[uint64]int // by address: the index in list
}

func (m *Machine) reach(from func(*thread) bool) *reach {
	r := &reach{m: m, number: map[uint64]int{}}
	for _, o := range m.objects[:len(m.prog.Statics)] {
		r.add(o)
	}
	for _, t := range m.threads {
		if from(t) {
			r.thread(t)
		}
	}
	for i := 0; i < len(r.list); i++ {
		o := r.list[i]
		pointer := m.prog.Layouts[o.Layout].Pointer
		if len(pointer) == 0 {
			continue
		}
		for j, w := range m.mem[o.Addr : o.Addr+m.words(o)] {
			if !pointer[j%len(pointer)] {
				continue
			}
			r.visit(w)
			for _, old := range m.messages(o.Addr + uint64(j)) {
				r.visit(old.value)
			}
		}
	}
	return r
}

func (r *reach) thread(t *thread) {
	r.visit(t.weak)
	r.frames(t.frames)
	r.frames(r.m.checkpoint(t))
	for _, e := range t.buffer {
		r.visit(e.addr)
		if r.m.pointer(e.addr) {
			r.visit(e.value)
		}
	}
}

func (r *reach) frames(frames []frame) {
	for i := range frames {
		f := &frames[i]
		for _, reg := range f.live(i == len(frames)-1) {
			if f.fn.Pointer[reg] {
				r.visit(f.regs[reg])
			}
		}
		if f.unwinding != nil {
			r.visit(f.unwinding.data)
		}
	}
}

// live gives the registers of a frame that may be read before they are written.
func (f *frame) live(top bool) []int32 {
	if top {
		return f.fn.Live(f.pc)
	}
	return f.fn.LiveAcross(f.pc)
}

func (r *reach) add(o object) {
	if _, ok := r.number[o.Addr]; !ok {
		r.number[o.Addr] = len(r.list)
		r.list = append(r.list, o)
	}
}

func (r *reach) visit(addr uint64) {
	if o, ok := r.m.holder(addr); ok {
		r.add(o)
	}
}

// has reports whether addr is in an object that was reached.
func (r *reach) has(addr uint64) bool {
	o, ok := r.m.holder(addr)
	if ok {
		_, ok = r.number[o.Addr]
	}
	return ok
}

// holder gives the object whose cells addr is one of; one of no words has a cell too.
func (m *Machine) holder(addr uint64) (object, bool) {
	i := sort.Search(len(m.objects), func(i int) bool { return m.objects[i].Addr > addr })
	if addr == 0 || i == 0 {
		return object{}, false
	}
	o := m.objects[i-1]
	return o, addr < o.Addr+m.words(o)
}

// pointer reports whether the cell at addr holds an address or nil.
func (m *Machine) pointer(addr uint64) bool {
	o, ok := m.find(addr)
	if !ok {
		return false
	}
	pointer := m.prog.Layouts[o.Layout].Pointer
	return pointer[int(addr-o.Addr)%len(pointer)]
}
