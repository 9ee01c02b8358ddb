package compile

import (
	"golang.org/x/tools/go/ssa"

	"heddle/model/program"
)

// saved is a call that is made later than its function and arguments are evaluated: a deferred one,
// or one that a thread starts with and that no Go instruction can make. It holds the values that it needs.
type saved struct {
	in   ssa.CallInstruction
	vals []savedValue
}

// savedValue is an operand of a saved call, or what its function literal captures.
type savedValue struct {
	v ssa.Value
	value
}

// save evaluates what in needs.
func (d *body) save(in ssa.CallInstruction) saved {
	s := saved{in: in}
	c := in.Common()
	if mc, ok := c.Value.(*ssa.MakeClosure); ok && d.c.reach.closedCall(mc.Fn.(*ssa.Function)) {
		for i, v := range mc.Fn.(*ssa.Function).FreeVars {
			b := mc.Bindings[i]
			if d.c.capturesValue(v) {
				s.vals = append(s.vals, savedValue{b, value{place: &place{slot: d.vals[b].place.slot}}})
				continue
			}
			s.add(d, b)
		}
	} else {
		s.add(d, c.Value)
	}
	for _, a := range c.Args {
		s.add(d, a)
	}
	if c.IsInvoke() {
		d.checkMethod(d.words(c.Value)[0])
	}
	return s
}

// checkMethod panics if the interface that a method value is made of is nil; id is its type word.
func (d *body) checkMethod(id loc) {
	b := d.b
	ok, bad := b.newLabel(), b.newLabel()
	b.branch(id, ok, bad)
	b.label(bad)
	b.fail(program.FailPanic, nilMessage)
	b.label(ok)
}

// nilMessage is Go's for a nil dereference.
const nilMessage = "runtime error: invalid memory address or nil pointer dereference"

// add evaluates v, unless it is the same at all times.
func (s *saved) add(d *body, v ssa.Value) {
	switch v := v.(type) {
	case nil, *ssa.Const, *ssa.Global, *ssa.Function, *ssa.Builtin:
		return
	case ssa.Instruction:
		if d.dead[v] {
			made, _ := listOperands(v.(ssa.Value))
			for _, elem := range listed(made) {
				s.add(d, elem)
			}
			return
		}
	}
	s.vals = append(s.vals, savedValue{v, value{words: d.words(v), nonnil: d.same(v).nonnil}})
}

// keep replaces every word of the saved values, in order, by what to gives for it.
func (s *saved) keep(to func(loc) loc) {
	all := func(words []loc) []loc {
		list := make([]loc, len(words))
		for i, w := range words {
			list[i] = to(w)
		}
		return list
	}
	for i := range s.vals {
		if v := &s.vals[i]; v.place != nil {
			v.place = &place{slot: all(v.place.slot)}
		} else {
			v.words = all(v.words)
		}
	}
}

// call emits the call, whose results are dropped, in b: part of d's function or a thunk of it.
func (s *saved) call(d *body, b *builder) {
	e := &body{b: b, c: d.c, fn: d.fn, vals: map[ssa.Value]value{}, dead: d.dead, system: d.system, later: true}
	for _, v := range s.vals {
		e.vals[v.v] = v.value
	}
	direct := b.direct
	b.direct = true
	b.cur = d.c.pos(s.in.Pos())
	e.call(&ssa.Call{Call: *s.in.Common()})
	b.direct = direct
}

// thunk compiles a function that makes the call, with the words of s that are not known as its parameters
// or, for a closure, as its captured words. It gives the function's index and those words.
func (s *saved) thunk(d *body, closure bool) (int32, []loc) {
	c := d.c
	b := newBuilder(c)
	count := &b.fn.Params
	if closure {
		count = &b.fn.Free
	}
	var words []loc
	t := saved{in: s.in, vals: append([]savedValue(nil), s.vals...)}
	b.runs++
	t.keep(func(w loc) loc {
		if w.known {
			return w
		}
		words = append(words, w)
		r := b.fresh(w.ptr)
		b.regs[r.reg].pinned = b.runs
		*count++
		return r
	})
	t.call(d, b)
	b.emit(program.Instr{Op: program.Return, B: b.list(nil)})
	name := c.funcName(d.fn) + ".gowrap"
	if closure {
		name = c.funcName(d.fn) + ".deferwrap"
	}
	b.fn.Wrapper = true
	f := b.finish(name)
	c.funcs = append(c.funcs, nil)
	c.prog.Funcs = append(c.prog.Funcs, f)
	return int32(len(c.funcs) - 1), words
}
