package generate

import (
	"fmt"

	"pgregory.net/rapid"

	"heddle/model/program"
	"heddle/model/program/build"
)

// troubles is what programs that panic know beside the rest.
type troubles struct {
	boxed  int32 // layout of panic values
	number int64 // their type: a boxed number
}

// Panics draws a program whose threads panic or call Goexit now and then, depending on what they
// have seen, in functions that defer calls; those recover, or not, or panic again.
func Panics(t *rapid.T) *program.Program {
	s := newGuarded(t)
	s.synchronize = (*thread).synchronization
	s.boxed = s.b.Layout("boxed", false)
	s.number = s.b.Type(program.Type{Name: "int", Boxed: true, Comparable: true, Words: []program.WordKind{{Kind: program.KindInt64}}})
	if rapid.IntRange(0, 3).Draw(t, "errors can be recovered") > 0 {
		typ := s.b.Type(program.Type{Name: "error", Boxed: true, Comparable: true, Words: []program.WordKind{{Kind: program.KindString}}})
		s.b.Fault(typ, s.b.Layout("message", false))
	}
	body := (*thread).protected
	if rapid.IntRange(0, 2).Draw(t, "two protected") > 0 {
		body = func(th *thread) { th.guarded(1) }
	}
	bodies := []*build.Func{s.thread(0, (*thread).protected), s.thread(1, body)}
	return s.b.Program(s.main(bodies))
}

// protected appends the body of a function that defers one or two calls.
func (th *thread) protected() {
	f := th.f
	last := f.Reg() // what was seen last, live when the thread unwinds
	var flags []build.Reg
	calls := []*build.Func{th.deferred()}
	if th.id == 0 && rapid.IntRange(0, 2).Draw(th.t, "two calls") == 0 {
		calls = append(calls, th.deferred())
	}
	f.MoveTo(last, th.consts[0])
	for range calls {
		flag := f.Reg()
		f.MoveTo(flag, th.consts[0])
		flags = append(flags, flag)
	}
	run := func() {
		for i := len(calls) - 1; i >= 0; i-- {
			f.If(flags[i], func() {
				f.MoveTo(flags[i], th.consts[0])
				f.Call(calls[i], 0, th.cells[0], th.cells[1], last)
			})
		}
	}
	for i := range calls {
		f.MoveTo(flags[i], th.consts[1])
		seen := th.synchronization()
		f.MoveTo(last, seen)
		if rapid.IntRange(0, 2).Draw(th.t, "data") == 0 {
			th.data()
		}
		if rapid.IntRange(0, 3).Draw(th.t, "trouble") > 0 {
			f.If(f.Op(comparison(th.t), last, th.constant()), th.trouble)
		}
	}
	run()
	th.keep(last)
	result := th.b.Global(fmt.Sprintf("result%d", th.results), 1)
	th.results++
	th.after = func() {
		f.Unwind(run, func() {
			f.Store(result, f.Op(program.Add, last, th.consts[2]), program.SeqCst)
			f.Return()
		})
	}
}

// trouble is one way to leave a function early.
func (th *thread) trouble() {
	f := th.f
	switch rapid.IntRange(0, 11).Draw(th.t, "how") {
	case 0, 1, 2:
		th.panics(f, th.consts[1])
	case 3:
		f.Op(program.Div, th.consts[1], th.consts[0])
	case 4:
		f.LoadAt(f.Addr(0), 0, program.Plain)
	case 5:
		f.Goexit()
	case 6:
		f.Section(func() {
			f.StoreAt(th.cells[1], 0, th.consts[3], program.Plain)
			f.Op(program.Rem, th.consts[1], th.consts[0])
		})
	case 7, 8:
		g := th.b.Func("thrower", false)
		th.panics(g, 0)
		f.Call(g, 0, th.consts[2])
	case 9, 10:
		f.Call(th.recovering(), 0, th.cells[0], th.cells[1], th.consts[3])
	default:
		if rapid.Bool().Draw(th.t, "fatal") {
			f.Emit(program.Instr{Op: program.Fail, Aux: uint8(program.FailFatal), Imm: th.b.String("fatal")})
		} else {
			f.Exit(th.consts[rapid.IntRange(0, 2).Draw(th.t, "code")/2])
		}
	}
}

// panics panics with a new box of v.
func (s *shared) panics(f *build.Func, v build.Reg) {
	box := f.Alloc("box", s.boxed)
	f.StoreAt(box, 0, v, program.Plain)
	f.Panic(f.Const(s.number), box)
}

// recovering is a function that panics, and defers a call that may recover.
func (th *thread) recovering() *build.Func {
	call := th.deferred()
	f := th.b.Func("recovering", true, true, false)
	flag := f.Const(1)
	th.panics(f, 2)
	f.Unwind(func() {
		f.If(flag, func() {
			f.MoveTo(flag, f.Const(0))
			f.Call(call, 0, 0, 1, 2)
		})
	}, func() { f.Return() })
	return f
}

// deferred is a function of the address of a plain cell, that of a flag and a value.
func (th *thread) deferred() *build.Func {
	f := th.b.Func("deferred", true, true, false)
	if rapid.IntRange(0, 3).Draw(th.t, "set") == 0 {
		f.StoreAt(1, 0, 2, program.SeqCst)
	}
	if rapid.IntRange(0, 2).Draw(th.t, "recover") > 0 {
		typ, data := f.Recover()
		f.If(f.Op(program.Eq, typ, f.Const(th.number)), func() {
			f.StoreAt(1, 0, f.LoadAt(data, 0, program.Plain), program.SeqCst)
			if rapid.IntRange(0, 5).Draw(th.t, "again") == 0 {
				f.Panic(typ, data)
			}
		})
		f.If(typ, func() { f.StoreAt(0, 0, 2, program.Plain) })
	}
	if rapid.IntRange(0, 5).Draw(th.t, "panic") == 0 {
		th.panics(f, 2)
	}
	f.Return()
	if rapid.IntRange(0, 3).Draw(th.t, "wrapper") > 0 {
		return f
	}
	w := th.b.Func("wrapper", true, true, false)
	if rapid.IntRange(0, 3).Draw(th.t, "helper") > 0 {
		w.Wrapper()
	}
	w.Call(f, 0, 0, 1, 2)
	w.Return()
	return w
}
