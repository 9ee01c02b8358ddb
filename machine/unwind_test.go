package machine

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"heddle/model/program"
	"heddle/model/program/build"
)

// unwinder assembles programs that panic.
type unwinder struct {
	b            *build.Builder
	text, number int64 // types string and main.N
	fault        int64
	cell         uint64
	step         bool // each deferred function begins with an operation that others can notice
}

func newUnwinder(step bool) *unwinder {
	u := &unwinder{b: build.New(), step: step}
	box := u.b.Layout("box", false)
	u.b.Immutable(box)
	of := func(name string, kind program.Kind) int64 {
		return u.b.Type(program.Type{Name: name, Boxed: true, Comparable: true, Words: []program.WordKind{{Kind: kind}}})
	}
	u.text, u.number, u.fault = of("string", program.KindString), of("main.N", program.KindInt64), of("runtime.Error", program.KindString)
	u.b.Fault(u.fault, box)
	u.cell = u.b.Global("cell", 1)
	return u
}

// function is a function that defers calls, the last one first, at its beginning.
func (u *unwinder) function(body func(f *build.Func), deferred ...*build.Func) *build.Func {
	f := u.b.Func("f")
	pending := make([]build.Reg, len(deferred))
	for i := range pending {
		pending[i] = f.Reg()
		f.MoveTo(pending[i], f.Const(1))
	}
	calls := func() {
		for i := len(deferred) - 1; i >= 0; i-- {
			f.If(pending[i], func() {
				f.MoveTo(pending[i], f.Const(0))
				f.Call(deferred[i], 0)
			})
		}
	}
	body(f)
	u.print(f, "end ")
	calls()
	f.Return()
	f.Unwind(calls, func() { f.Return() })
	return f
}

// plain is a function that defers nothing.
func (u *unwinder) plain(body func(f *build.Func)) *build.Func {
	f := u.b.Func("g")
	if u.step {
		f.RMW(program.AtomicAdd, f.Addr(u.cell), f.Const(1), program.SeqCst)
	}
	body(f)
	f.Return()
	return f
}

func (u *unwinder) print(f *build.Func, text string) { f.Print(f.String(text)) }

func (u *unwinder) prints(text string) *build.Func {
	return u.plain(func(f *build.Func) { u.print(f, text+" ") })
}

func (u *unwinder) panicIn(f *build.Func, typ, value int64) {
	box := u.b.Global("", 1)
	u.b.Set(box, uint64(value))
	f.Panic(f.Const(typ), f.Addr(box))
}

func (u *unwinder) panics(text string) *build.Func {
	return u.plain(func(f *build.Func) { u.panicIn(f, u.text, u.b.String(text)) })
}

// recovers is a function that prints what it recovers from.
func (u *unwinder) recovers() *build.Func {
	return u.plain(func(f *build.Func) {
		typ, data := f.Recover()
		is := func(t int64) build.Reg { return f.Op(program.Eq, typ, f.Const(t)) }
		say := func(what string) {
			f.Print(f.Op(program.StrConcat, f.Op(program.StrConcat, f.String(what), f.LoadAt(data, 0, program.Plain)), f.String(" ")))
		}
		f.If(is(0), func() { u.print(f, "nil ") })
		f.If(is(u.text), func() { say("rec:") })
		f.If(is(u.fault), func() { say("err:") })
	})
}

func (u *unwinder) forgets() *build.Func { return u.plain(func(f *build.Func) { f.Recover() }) }

func (u *unwinder) exits() *build.Func { return u.plain(func(f *build.Func) { f.Goexit() }) }

func (u *unwinder) calls(g *build.Func) func(f *build.Func) {
	return func(f *build.Func) { f.Call(g, 0) }
}

// unwinding is a function that panics, what the program prints, and how it dies of it.
type unwinding struct {
	output, failure string
	body            func(u *unwinder) *build.Func
}

// unwindings are functions that panic. What is wanted is what go1.26 does with the same programs in Go.
var unwindings = map[string]unwinding{
	"recover": {"rec:a ", "", func(u *unwinder) *build.Func { return u.function(u.calls(u.panics("a")), u.recovers()) }},
	"nothing": {"end nil ", "", func(u *unwinder) *build.Func { return u.function(func(*build.Func) {}, u.recovers()) }},
	"order": {"2 1 rec:a ", "", func(u *unwinder) *build.Func {
		return u.function(u.calls(u.panics("a")), u.recovers(), u.prints("1"), u.prints("2"))
	}},
	"in a nested call": {"nil ", "panic: a", func(u *unwinder) *build.Func {
		return u.function(u.calls(u.panics("a")), u.plain(u.calls(u.recovers())))
	}},
	"through a wrapper": {"rec:a ", "", func(u *unwinder) *build.Func {
		w := u.plain(u.calls(u.recovers()))
		w.Wrapper()
		return u.function(u.calls(u.panics("a")), w)
	}},
	"replaced": {"rec:b ", "", func(u *unwinder) *build.Func {
		return u.function(u.calls(u.panics("a")), u.recovers(), u.panics("b"))
	}},
	"chain": {"", "panic: a; panic: c; panic: b", func(u *unwinder) *build.Func {
		return u.function(u.calls(u.panics("a")), u.panics("b"), u.panics("c"))
	}},
	"one inside another": {"rec:b still rec:a ", "", func(u *unwinder) *build.Func {
		inner := u.function(u.calls(u.panics("b")), u.recovers())
		return u.function(u.calls(u.panics("a")), u.recovers(), u.plain(func(f *build.Func) {
			f.Call(inner, 0)
			u.print(f, "still ")
		}))
	}},
	"raised again": {"", "panic: a [recovered, repanicked]", func(u *unwinder) *build.Func {
		return u.function(u.calls(u.panics("a")), u.plain(func(f *build.Func) { f.Panic(f.Recover()) }))
	}},
	"recovered, then another": {"", "panic: a [recovered]; panic: b", func(u *unwinder) *build.Func {
		return u.function(u.calls(u.panics("a")), u.plain(func(f *build.Func) {
			f.Recover()
			f.Call(u.panics("b"), 0)
		}))
	}},
	"recovered, then another, recovered": {"rec:b ", "", func(u *unwinder) *build.Func {
		return u.function(u.calls(u.panics("a")), u.recovers(), u.plain(func(f *build.Func) {
			f.Recover()
			f.Call(u.panics("b"), 0)
		}))
	}},
	"recovered, and done with before another": {"", "panic: b", func(u *unwinder) *build.Func {
		return u.function(u.calls(u.panics("a")), u.panics("b"), u.forgets())
	}},
	"twice": {"rec:a nil ", "", func(u *unwinder) *build.Func { return u.function(u.calls(u.panics("a")), u.recovers(), u.recovers()) }},
	"further out": {"d rec:a ", "", func(u *unwinder) *build.Func {
		return u.function(u.calls(u.function(u.calls(u.panics("a")), u.prints("d"))), u.recovers())
	}},
	"nil": {"err:panic called with nil argument ", "", func(u *unwinder) *build.Func {
		return u.function(func(f *build.Func) { f.Panic(f.Const(0), f.Addr(0)) }, u.recovers())
	}},
	"nil, not recovered": {"", "panic: panic called with nil argument", func(u *unwinder) *build.Func {
		return u.plain(func(f *build.Func) { f.Panic(f.Const(0), f.Addr(0)) })
	}},
	"division": {"err:runtime error: integer divide by zero ", "", func(u *unwinder) *build.Func {
		return u.function(func(f *build.Func) { f.Op(program.Div, f.Const(1), f.Const(0)) }, u.recovers())
	}},
	"nil pointer": {"err:runtime error: invalid memory address or nil pointer dereference ", "", func(u *unwinder) *build.Func {
		return u.function(func(f *build.Func) { f.LoadAt(f.Addr(0), 0, program.Plain) }, u.recovers())
	}},
	"run-time error, not recovered": {"", "panic: runtime error: integer divide by zero", func(u *unwinder) *build.Func {
		return u.function(func(f *build.Func) { f.Op(program.Div, f.Const(1), f.Const(0)) })
	}},
	"in a section": {"err:oh dear ", "", func(u *unwinder) *build.Func {
		return u.function(func(f *build.Func) {
			f.Section(func() { f.Emit(program.Instr{Op: program.Fail, Imm: u.b.String("oh dear")}) })
		}, u.recovers())
	}},
	"fatal": {"", "fatal error: oh dear", func(u *unwinder) *build.Func {
		return u.function(func(f *build.Func) {
			f.Emit(program.Instr{Op: program.Fail, Aux: uint8(program.FailFatal), Imm: u.b.String("oh dear")})
		}, u.recovers())
	}},
	"a number":  {"", "panic: main.N(3)", func(u *unwinder) *build.Func { return u.plain(func(f *build.Func) { u.panicIn(f, u.number, 3) }) }},
	"two lines": {"", `panic: a\nb`, func(u *unwinder) *build.Func { return u.panics("a\nb") }},
	"exit": {"", "exit status 3", func(u *unwinder) *build.Func {
		return u.function(func(f *build.Func) { f.Exit(f.Const(3)) }, u.recovers())
	}},
	"proper end": {"a ", "", func(u *unwinder) *build.Func {
		return u.function(func(f *build.Func) { u.print(f, "a "); f.Exit(f.Const(0)) }, u.recovers())
	}},
}

// goexits end the thread, so that they are not called in the main one.
var goexits = map[string]unwinding{
	"goexit": {"d nil ", "", func(u *unwinder) *build.Func { return u.function(u.calls(u.exits()), u.recovers(), u.prints("d")) }},
	"goexit, further out": {"d nil ", "", func(u *unwinder) *build.Func {
		return u.function(u.calls(u.function(u.calls(u.exits()), u.prints("d"))), u.recovers())
	}},
	"goexit, a panic recovered": {"rec:a d ", "", func(u *unwinder) *build.Func {
		return u.function(u.calls(u.exits()), u.prints("d"), u.recovers(), u.panics("a"))
	}},
	"goexit, a panic recovered further out": {"rec:a d ", "", func(u *unwinder) *build.Func {
		return u.function(u.calls(u.function(u.calls(u.exits()), u.panics("a"))), u.prints("d"), u.recovers())
	}},
	"goexit, a panic": {"", "panic: a", func(u *unwinder) *build.Func { return u.function(u.calls(u.exits()), u.panics("a")) }},
	"a panic, goexit": {"nil ", "", func(u *unwinder) *build.Func {
		return u.function(u.calls(u.panics("a")), u.recovers(), u.exits())
	}},
}

// settings are ways to run a program that must not differ.
func settings() map[string]Config {
	list := map[string]Config{}
	for _, memory := range Memories() {
		list[memory.Name] = Config{Memory: memory}
		list[memory.Name+", all visible"] = Config{Memory: memory, AllVisible: true}
	}
	return list
}

// TestUnwinding: in the main thread and in another, with and without steps on the way.
func TestUnwinding(t *testing.T) {
	for name, c := range unwindings {
		c.test(t, name, func(u *unwinder, main, body *build.Func) {
			main.Call(body, 0)
			main.Return()
		})
		c.test(t, name+" in a thread", (*unwinder).threads)
	}
	for name, c := range goexits {
		c.test(t, name, (*unwinder).threads)
	}
}

func (c unwinding) test(t *testing.T, name string, finish func(u *unwinder, main, body *build.Func)) {
	for setting, cfg := range settings() {
		for _, step := range []bool{false, true} {
			u := newUnwinder(step)
			main := u.b.Func("main")
			finish(u, main, c.body(u))
			output, failure, _ := play(t, u.b.Program(main), cfg)
			failure, _, _ = strings.Cut(failure, " at built.go")
			assert.Equal(t, c.output, output, "%s, %s", name, setting)
			assert.Equal(t, c.failure, failure, "%s, %s", name, setting)
		}
	}
}

// threads makes main start a thread that runs body, and wait for it.
func (u *unwinder) threads(main, body *build.Func) {
	other := u.b.Func("other")
	other.Store(u.cell, other.Const(5), program.Ordinary)
	other.Return()
	thread := u.b.Func("thread")
	thread.Store(u.cell, thread.Const(7), program.Ordinary)
	thread.Call(body, 0)
	thread.Store(u.cell, thread.Const(8), program.Ordinary)
	thread.Return()
	main.Go(other)
	main.Go(thread)
	main.Join()
	main.Return()
}

// TestMainGoexit: the program goes on, and if all the others end it is a deadlock.
func TestMainGoexit(t *testing.T) {
	for setting, cfg := range settings() {
		u := newUnwinder(true)
		main := u.b.Func("main")
		main.Go(u.prints("g"))
		main.Call(u.function(u.calls(u.exits()), u.prints("d")), 0)
		main.Return()
		output, failure, _ := play(t, u.b.Program(main), cfg)
		assert.Contains(t, []string{"g d ", "d g "}, output, setting)
		assert.Equal(t, "deadlock", failure, setting)
	}
}

// TestStack: a panic is placed where it was raised, though its frames are gone when nothing recovers it.
func TestStack(t *testing.T) {
	for setting, cfg := range settings() {
		u := newUnwinder(true)
		raises := u.b.Func("raises")
		u.panicIn(raises, u.text, u.b.String("a"))
		raised, called := raises.Line(), 0
		body := u.function(func(f *build.Func) {
			f.Call(raises, 0)
			called = f.Line()
		}, u.prints("d"))
		main := u.b.Func("main")
		u.threads(main, body)
		_, failure, stack := play(t, u.b.Program(main), cfg)
		assert.Equal(t, fmt.Sprintf("panic: a at built.go:%d", raised), failure, setting)
		if assert.Len(t, stack, 4, setting) {
			assert.Equal(t, fmt.Sprintf("raises at built.go:%d", raised), stack[0], setting)
			assert.Equal(t, fmt.Sprintf("f at built.go:%d", called), stack[1], setting)
			assert.Contains(t, stack[2], "thread at built.go:", setting)
			assert.Contains(t, stack[3], "created by main at built.go:", setting)
		}
	}
}
