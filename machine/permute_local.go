package machine

import (
	"unsafe"

	"heddle/model/program"
	"heddle/model/program/symmetry"
)

// localView is what of a local state matters to permutations.
type localView struct {
	known bool
	hue   uint64 // a hash of it, but for the members that it refers to, and addresses on the heap
	refs  []localRef
}

// localRef is a word of a record that refers to a member.
type localRef struct {
	at     int32
	role   symmetry.Role
	member int8
}

// movedLocal is a local state, the member that it is to be of, and those that it is to refer to, up to maxPacked of them.
type movedLocal struct {
	id     uint32
	member int8
	to     uint64
}

// originMask is the part of the first word of a record that says where its thread was started.
const originMask = ^uint64(0xff)

const maxPacked = 10

// view gives what matters of a local state.
func (m *Machine) permuteView(id uint32) *localView {
	o := m.orbits
	for int(id) >= len(o.views) {
		o.views = append(o.views, localView{})
	}
	v := &o.views[id]
	if v.known {
		return v
	}
	v.known = true
	rec := append([]uint64(nil), m.locals.record(id)...)
	m.eachRole(rec, func(at int, role symmetry.Role, pointer bool) {
		switch i, ok := o.refers(rec[at], role); {
		case ok:
			v.refs = append(v.refs, localRef{int32(at), role, int8(i)})
			rec[at] = o.masked(rec[at], role)
		case pointer && rec[at] >= m.fixed:
			rec[at] = 1
		}
	})
	o.refs += cap(v.refs)
	rec[0] &^= originMask
	v.hue = hashWords(rec)
	return v
}

// masked is a word that refers to a member, without saying to which.
func (o *orbits) masked(w uint64, role symmetry.Role) uint64 {
	if role == symmetry.Place {
		return o.Moved(w, 0)
	}
	return 0
}

// eachRole calls f with each word of a record that holds an address or has a role.
func (m *Machine) eachRole(rec []uint64, f func(at int, role symmetry.Role, pointer bool)) {
	o := m.orbits
	n := lateOf(rec)
	for i := 2; i < 2+n; {
		e, words, _ := unpackLate(rec[i])
		for k, role := range o.Late[e] {
			if k < words && role != symmetry.Plain {
				f(i+2+k, role, false)
			}
		}
		i += 2 + words
	}
	bottom := -1
	for i := 2 + n + panicWords*panicsOf(rec); i < len(rec); {
		fr, calling := fromHeader(rec[i])
		if bottom < 0 {
			bottom = int(fr.fn)
		}
		i++
		for _, r := range m.kept(&fr, calling) {
			role := o.Reg(bottom, int(fr.fn), int(fr.pc), program.Reg(r))
			if pointer := m.prog.Funcs[fr.fn].Pointer[r]; pointer || role != symmetry.Plain {
				f(i, role, pointer)
			}
			i++
		}
	}
}

// permuteLocal is a local state after a permutation, in the thread whose it is then.
func (m *Machine) permuteLocal(thread int, id uint32, to []int8) uint32 {
	if id == 0 {
		return 0
	}
	o := m.orbits
	refs := m.permuteView(id).refs
	member := o.index[thread]
	key, same := movedLocal{id: id, member: member}, true
	if member >= 0 {
		same = m.locals.record(id)[0]&originMask == o.origin[member]
	}
	for k, r := range refs {
		same = same && to[r.member] == r.member
		key.to |= uint64(to[r.member]) << (6 * (k % maxPacked))
	}
	if same {
		return id
	}
	if moved, ok := o.moved[key]; ok && len(refs) <= maxPacked {
		return moved
	}
	c := &m.canon
	c.rec = append(c.rec[:0], m.locals.record(id)...)
	for _, r := range refs {
		c.rec[r.at] = o.permuted(c.rec[r.at], r.role, to)
	}
	if member >= 0 {
		c.rec[0] = c.rec[0]&^originMask | o.origin[member]
	}
	moved, fresh := m.locals.intern(c.rec)
	if fresh {
		m.load(&c.proc, thread, moved)
		m.describeLocal(moved, &c.proc)
	}
	if len(refs) <= maxPacked {
		o.moved[key] = moved
	}
	return moved
}

// bytes is the memory that tables of local states hold.
func (o *orbits) bytes() int {
	if o == nil {
		return 0
	}
	n := int(unsafe.Sizeof(localView{}))*cap(o.views) + 2*int(unsafe.Sizeof(movedLocal{})+4)*len(o.moved)
	return n + int(unsafe.Sizeof(localRef{}))*o.refs
}
