package symmetry

import (
	"slices"

	"heddle/model/program"
)

// callee is a function that is called, and the address of the closure that it is of.
type callee struct {
	fn   int
	free value
}

// call follows a call to each function that it may be of.
func (a *analysis) call(f *program.Func, in *program.Instr, regs []value) {
	var args []value
	var callees []callee
	switch in.Op {
	case program.Call:
		callees = []callee{{fn: int(in.C)}}
	case program.CallClosure:
		callees = a.closures(regs[in.C])
	case program.CallMethod:
		t := regs[in.C]
		if t.kind != constant {
			a.refuse("a method is called of a value of unknown type")
			return
		}
		if t.word == 0 {
			return // a panic
		}
		callees = []callee{{fn: int(a.Prog.Methods[t.word][in.Imm])}}
		args = append(args, regs[in.C+1])
	}
	for _, r := range f.Lists[in.B] {
		args = append(args, regs[r])
	}
	for _, c := range callees {
		g := &a.Prog.Funcs[c.fn]
		inside := append(make([]value, 0, g.Params+g.Free), args...)
		for i := range g.Free {
			inside = append(inside, a.load(c.free, int64(1+i)))
		}
		a.reach(c.fn, 0, inside)
		if a.results[c.fn] != nil {
			a.returned(slices.Clone(regs), a.results[c.fn])
		}
	}
}

// closures gives what a call of a closure at v may be of.
func (a *analysis) closures(v value) []callee {
	one := []value{v}
	if v.kind == address {
		one = nil
		for _, t := range v.to {
			one = append(one, pointing(t.region, t.off))
		}
	}
	var callees []callee
	for _, v := range one {
		switch fn := a.load(v, 0); fn.kind {
		case unreached:
		case constant:
			callees = append(callees, callee{int(fn.word), v})
		default:
			a.refuse("a function is called that is not known")
		}
	}
	return callees
}

// returned goes on after the present call, which gives results.
func (a *analysis) returned(regs, results []value) {
	for i, r := range a.Prog.Funcs[a.fn].Defs(a.pc) {
		regs[r] = results[i]
	}
	a.flow(a.pc+1, regs)
}

func (a *analysis) ret(f *program.Func, in *program.Instr, regs []value) {
	list := f.Lists[in.B]
	if a.results[a.fn] == nil {
		a.results[a.fn] = make([]value, len(list))
		a.changed = true
	}
	for i, r := range list {
		old := a.results[a.fn][i]
		if v := a.join(old, regs[r], f.Pointer[r]); !v.equal(old) {
			a.results[a.fn][i], a.changed = v, true
		}
	}
}

// index is the address of an element of an array.
func (a *analysis) index(in *program.Instr, regs []value) value {
	base, i, stride := regs[in.B], regs[in.C], in.Imm
	if a.acted(i) && i.kind == address {
		a.opaque(i)
	}
	switch {
	case base.kind == unreached || i.kind == unreached:
		return value{}
	case i.kind == constant && base.kind == constant:
		return word(base.word + i.word*uint64(stride))
	case i.kind == constant && i.word*uint64(stride) == 0:
		return base
	case i.kind == constant:
		return a.offset(base, int64(i.word)*stride)
	case i.kind == number && base.kind == constant && base.word != 0 && stride > 0:
		return a.own(base.word, stride)
	case i.kind == number:
		a.refuse("a thread's number is an index of an array that is not known, or is of threads' own")
	case base.kind == constant && base.word == 0:
		return value{}
	case base.kind == constant:
		base = a.pointsTo(base)
	}
	return a.anywhere(base)
}

// own is the address of the element of an array that has the number of a thread.
func (a *analysis) own(base uint64, stride int64) value {
	words := make([]uint64, len(a.group))
	for i := range words {
		words[i] = base + (a.first+uint64(i))*uint64(stride)
	}
	v := a.places(words, int(stride))
	if a.again || a.why != "" {
		return value{}
	}
	for w := range a.outside { // of constants that are kept where numbers are; out of range they are a panic
		if addr := base + w*uint64(stride); a.objectAt(addr) >= 0 && a.objectAt(addr) == a.objectAt(base) {
			v = a.joinAddresses(v, a.pointsTo(word(addr)))
		}
	}
	return v
}

// anywhere is an address of any element of an array at v. Of threads' own memory it must be one that has been checked,
// since the address of what is behind the last element is another thread's.
func (a *analysis) anywhere(v value) value {
	w := value{kind: address}
	code := a.Prog.Funcs[a.fn].Code
	checked := a.pc > 0 && code[a.pc-1].Op == program.Bounds && code[a.pc-1].B == code[a.pc].C
	for _, t := range v.to {
		if a.isFamily(t.region) && !checked {
			a.refuse("an address is computed from one of a thread's own")
		}
		w.to = append(w.to, target{t.region, -1})
	}
	if v.kind != address {
		a.refuse("an address is computed from one that is not known")
	}
	return a.joinAddresses(w, value{kind: address})
}

// ghost follows an event of a claim.
func (a *analysis) ghost(f *program.Func, in *program.Instr, regs []value) {
	var args []value
	for _, r := range f.Lists[in.C] {
		args = append(args, regs[r])
	}
	a.event(program.Event(in.Aux), regs[in.B], args)
}

// claimants are the events whose first word may be the number of a thread, with the event whose words say so
// for both, and the word of their object that has a bit for each.
var claimants = map[program.Event]struct {
	as   program.Event
	mask int
}{
	program.EventArrive: {program.EventArrive, 1}, program.EventDepart: {program.EventArrive, 1},
	program.EventCall: {program.EventCall, 0}, program.EventReturn: {program.EventCall, 0},
}

// maxClients is how many clients a history can tell apart.
const maxClients = 63

// event notes what events are told.
func (a *analysis) event(e program.Event, object value, args []value) {
	c, claims := claimants[e]
	for i, v := range args {
		if i == 0 && claims {
			a.tell(c.as, 0, v)
		} else {
			a.tell(e, i, v)
			a.opaque(a.late[e][i])
		}
	}
	switch { // who is not in range panics
	case claims && c.as == program.EventArrive:
		a.bounds(a.late[c.as][0], args[1])
	case claims:
		a.bounds(a.late[c.as][0], word(maxClients))
	}
	for _, at := range a.resolve(object, 0) {
		switch {
		case at.layout >= 0:
			a.refuse("a claim is made on the heap")
			return
		case a.owner[at.at] >= 0:
			a.refuse("a claim is of a thread's own")
			return
		case claims:
			a.masks[uint64(at.at+c.mask)] = c.as
		}
	}
}

// tell notes that word i of an event may be v.
func (a *analysis) tell(e program.Event, i int, v value) {
	for len(a.late[e]) <= i {
		a.late[e] = append(a.late[e], value{})
	}
	known := &a.late[e][i]
	if u := a.join(*known, v, false); !u.equal(*known) {
		*known, a.changed = u, true
	}
}
