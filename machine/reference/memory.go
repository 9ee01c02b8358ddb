package reference

import (
	"fmt"
	"sort"

	"heddle/model/program"
)

// maxAlloc bounds the words of memory.
const maxAlloc = 1 << 26

// object is a static object, or one that was allocated.
type object struct {
	program.Object
	array bool
	owner int // the thread that allocated it
}

// memory executes an access or an allocation.
func (m *Machine) memory(t, alt int, in program.Instr, a *Access) error {
	if in.Op == program.Alloc || in.Op == program.AllocArray {
		return m.alloc(t, in, a)
	}
	f := m.threads[t].top()
	if a.Addr = f.target(in); a.Addr == 0 {
		return m.fault(t, nilMessage)
	}
	if err := m.valid(t, a.Addr); err != nil {
		return err
	}
	if m.ghost {
		return m.ghostAccess(t, in, a.Addr)
	}
	a.Loc, a.Write = m.Loc(a.Addr), m.threads[t].writes
	found, at := m.read(t, a.Addr), 0
	counts := m.section == nil && m.counts()
	if counts && in.Op == program.Load && m.config.System.caches() {
		found = m.cached(t, a.Addr)
	}
	if m.chooses(a.Addr) {
		at = len(m.lists[a.Addr]) - 1 - alt
		if at < 0 || at >= len(m.lists[a.Addr]) {
			return m.malformed(t, fmt.Sprintf("alternative %d of an access to a cell with %d messages", alt, len(m.lists[a.Addr])))
		}
		found = m.lists[a.Addr][at].value
	}
	result := f.access(m, in, found, a)
	if m.chooses(a.Addr) {
		if err := m.weak.enter(m, t, *a, at); err != nil {
			return err
		}
	} else if a.Wrote {
		m.write(t, *a)
	}
	if in.Op != program.Store {
		f.regs[in.A] = result
	}
	m.throughCaches(t, *a, counts)
	if a.Wrote && !m.immutable(a.Addr) {
		m.threads[t].writes++
	}
	if m.section != nil {
		m.section.parts = append(m.section.parts, *a)
		return nil
	}
	return m.order(t, *a)
}

// target is the address of the cell that in accesses, 0 if it is nil's.
func (f *frame) target(in program.Instr) uint64 {
	base := f.regs[in.B]
	if in.Op == program.Store {
		base = f.regs[in.A]
	}
	if base != 0 && (in.Op == program.Load || in.Op == program.Store) {
		base += uint64(in.Imm)
	}
	return base
}

// access says in a what an access does that finds the word old, and gives its result.
func (f *frame) access(m *Machine, in program.Instr, old uint64, a *Access) uint64 {
	a.Order = program.Order(in.Aux)
	switch in.Op {
	case program.Load:
		a.Kind, a.Value = KindLoad, old
		return old
	case program.Store:
		a.Kind, a.Value, a.Wrote = KindStore, f.regs[in.B], true
		if a.Order != program.Plain && !f.fn.Pointer[in.B] {
			a.Value = m.narrow(a.Value)
		}
		return 0
	}
	operand, result := f.regs[in.C], old
	a.Kind, a.Old, a.Value, a.Wrote = KindRMW, old, operand, true
	switch in.Op {
	case program.AtomicAdd:
		a.Value = wrap(in.Kind, old+operand)
		if in.Imm == 1 {
			result = m.narrow(a.Value)
		}
	case program.AtomicAnd:
		a.Value = old & operand
	case program.AtomicOr:
		a.Value = old | operand
	case program.AtomicXor:
		a.Value = old ^ operand
	case program.AtomicCAS:
		success, failure := program.CASOrders(in.Aux)
		a.Value, a.Order = f.regs[in.D], success
		if !f.fn.Pointer[in.C] {
			operand = m.narrow(operand)
		}
		if a.Wrote = m.equal(in.Kind, old, operand); !a.Wrote {
			a.Value, a.Order = old, failure
		}
		if in.Imm == 0 {
			result = 0
			if a.Wrote {
				result = 1
			}
		}
	}
	if written := in.C; a.Wrote {
		if in.Op == program.AtomicCAS {
			written = in.D
		}
		if !f.fn.Pointer[written] {
			a.Value = m.narrow(a.Value)
		}
	}
	return result
}

// narrow gives what an atomic integer keeps of a word.
func (m *Machine) narrow(w uint64) uint64 {
	if m.config.WordBits == 0 {
		return w
	}
	return w % (1 << m.config.WordBits)
}

// alloc executes Alloc and AllocArray. An object of no words gets a cell all the same, so that it has an address.
func (m *Machine) alloc(t int, in program.Instr, a *Access) error {
	f := m.threads[t].top()
	layout := m.prog.Layouts[in.Imm]
	count := uint64(1)
	if in.Op == program.AllocArray {
		count = f.regs[in.B]
		if layout.Words == 0 || count == 0 {
			f.regs[in.A] = 0
			return nil
		}
	}
	if err := m.room(t, int32(in.Imm), count); err != nil {
		return err
	}
	o := object{array: in.Op == program.AllocArray, owner: t}
	o.Layout, o.Count = int32(in.Imm), int(count)
	if in.C >= 0 {
		o.Name = f.fn.Names[in.C]
	}
	addr := m.object(o)
	f.regs[in.A] = addr
	a.Kind, a.Addr, a.Loc, a.Value = KindAlloc, addr, m.objectName(o), addr
	return nil
}

// room is nil if an object of that many elements fits in memory.
func (m *Machine) room(t int, layout int32, count uint64) error {
	if count > maxAlloc || uint64(len(m.mem))+uint64(max(m.prog.Layouts[layout].Words, 1))*count > maxAlloc {
		return m.malformed(t, fmt.Sprintf("memory of more than %d words", maxAlloc))
	}
	return nil
}

// object adds an object, zeroed, and gives its address.
func (m *Machine) object(o object) uint64 {
	o.Addr = uint64(len(m.mem))
	m.objects = append(m.objects, o)
	m.mem = append(m.mem, make([]uint64, m.words(o))...)
	m.initial(m.mem[o.Addr:])
	if m.config.clocked() {
		m.clocks = append(m.clocks, make([]cell, m.words(o))...)
	}
	return o.Addr
}

// Size is the number of words in memory: what is allocated from now on has addresses from there.
func (m *Machine) Size() uint64 { return uint64(len(m.mem)) }

// words is the number of cells of o.
func (m *Machine) words(o object) uint64 {
	return uint64(max(m.prog.Layouts[o.Layout].Words, 1) * o.Count)
}

// find gives the object that addr is in.
func (m *Machine) find(addr uint64) (object, bool) {
	i := sort.Search(len(m.objects), func(i int) bool { return m.objects[i].Addr > addr })
	for ; i > 0; i-- {
		o := m.objects[i-1]
		words := uint64(m.prog.Layouts[o.Layout].Words * o.Count)
		if addr < o.Addr+words {
			return o, true
		}
		if words > 0 {
			break
		}
	}
	return object{}, false
}

func (m *Machine) immutable(addr uint64) bool {
	o, ok := m.find(addr)
	return ok && m.prog.Layouts[o.Layout].Immutable
}

// valid is nil if addr is a cell of an object.
func (m *Machine) valid(t int, addr uint64) error {
	if _, ok := m.find(addr); !ok {
		return m.malformed(t, fmt.Sprintf("address %d is in no object", addr))
	}
	return nil
}

// Loc names the cell at addr: "flag[0]", "node.next", "buf[2].state"; "" if it is in no object.
func (m *Machine) Loc(addr uint64) string {
	o, ok := m.find(addr)
	if !ok {
		return ""
	}
	layout := m.prog.Layouts[o.Layout]
	offset := int(addr - o.Addr)
	name := m.objectName(o)
	if o.array {
		name += fmt.Sprintf("[%d]", offset/layout.Words)
	}
	return name + layout.Cells[offset%layout.Words]
}

func (m *Machine) objectName(o object) string {
	if o.Name == "" {
		return m.prog.Layouts[o.Layout].Name
	}
	return o.Name
}
