package reference_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/machine/reference"
	"heddle/model/program"
	"heddle/model/program/build"
)

// panics is a program whose functions defer calls and log decimal digits.
type panics struct {
	*build.Builder
	log     uint64
	integer int64 // boxed type
	boxed   int32 // layout of its values
}

func newPanics() *panics {
	b := build.New()
	p := &panics{Builder: b, log: b.Global("result", 1), boxed: b.Layout("boxed int", false)}
	p.integer = b.Type(program.Type{Name: "int", Boxed: true, Comparable: true, Words: []program.WordKind{{Kind: program.KindInt64}}})
	message := b.Layout("message", false)
	b.Fault(b.Type(program.Type{Name: "runtime.Error", Boxed: true, Comparable: true, Words: []program.WordKind{{Kind: program.KindString}}}), message)
	return p
}

// digit appends a digit to the log.
func (p *panics) digit(f *build.Func, r build.Reg) {
	f.Store(p.log, f.Op(program.Add, f.Op(program.Mul, f.Load(p.log, program.Plain), f.Const(10)), r), program.Plain)
}

func (p *panics) says(f *build.Func, n int64) { p.digit(f, f.Const(n)) }

// throw panics with n.
func (p *panics) throw(f *build.Func, n int64) {
	box := f.Alloc("box", p.boxed)
	f.StoreAt(box, 0, f.Const(n), program.Plain)
	f.Panic(f.Const(p.integer), box)
}

// recovers logs the number recovered, 0 if none, 9 for a run-time error.
func (p *panics) recovers(f *build.Func) {
	typ, data := f.Recover()
	digit := f.Const(0)
	f.If(f.Op(program.Eq, typ, f.Const(p.integer)), func() { f.MoveTo(digit, f.LoadAt(data, 0, program.Plain)) })
	f.If(f.Op(program.Gt, typ, f.Const(p.integer)), func() { f.MoveTo(digit, f.Const(9)) })
	p.digit(f, digit)
}

// fun is a function without results.
func (p *panics) fun(body func(f *build.Func)) *build.Func {
	f := p.Func("f")
	body(f)
	f.Return()
	return f
}

// deferring is a function that defers calls of these functions, in this order, and then runs body.
func (p *panics) deferring(body func(f *build.Func), calls ...*build.Func) *build.Func {
	f := p.Func("defers")
	var flags []build.Reg
	for range calls {
		flags = append(flags, f.Const(1))
	}
	run := func() {
		for i := len(calls) - 1; i >= 0; i-- {
			f.If(flags[i], func() {
				f.MoveTo(flags[i], f.Const(0))
				f.Call(calls[i], 0)
			})
		}
	}
	body(f)
	run()
	f.Return()
	f.Unwind(run, func() { f.Return() })
	return f
}

func TestUnwinding(t *testing.T) {
	const nobody = ""
	for _, c := range []struct {
		name   string
		main   func(p *panics) *build.Func // called by main, which then logs 8
		log    uint64
		panics string
	}{
		{"deferred calls in reverse order", func(p *panics) *build.Func {
			return p.deferring(func(f *build.Func) { p.says(f, 1) }, p.fun(func(f *build.Func) { p.says(f, 2) }), p.fun(func(f *build.Func) { p.says(f, 3) }))
		}, 1328, nobody},
		{"… also when it panics", func(p *panics) *build.Func {
			return p.deferring(func(f *build.Func) { p.throw(f, 5) }, p.fun(func(f *build.Func) { p.says(f, 2) }), p.fun(func(f *build.Func) { p.says(f, 3) }))
		}, 32, "panic: 5"},
		{"recovered", func(p *panics) *build.Func {
			return p.deferring(func(f *build.Func) { p.throw(f, 5) }, p.fun(p.recovers))
		}, 58, nobody},
		{"recovered once", func(p *panics) *build.Func {
			return p.deferring(func(f *build.Func) { p.throw(f, 5) }, p.fun(p.recovers), p.fun(p.recovers))
		}, 508, nobody},
		{"nothing to recover", func(p *panics) *build.Func {
			return p.deferring(func(f *build.Func) {}, p.fun(p.recovers))
		}, 8, nobody},
		{"from a frame above", func(p *panics) *build.Func {
			thrower := p.fun(func(f *build.Func) { p.throw(f, 5) })
			return p.deferring(func(f *build.Func) { f.Call(thrower, 0) }, p.fun(p.recovers))
		}, 58, nobody},
		{"not by a helper of the deferred function", func(p *panics) *build.Func {
			helper := p.fun(p.recovers)
			return p.deferring(func(f *build.Func) { p.throw(f, 5) }, p.fun(func(f *build.Func) { f.Call(helper, 0) }))
		}, 0, "panic: 5"},
		{"by a function that a wrapper calls", func(p *panics) *build.Func {
			wrapped := p.fun(p.recovers)
			wrapper := p.fun(func(f *build.Func) { f.Wrapper(); f.Call(wrapped, 0) })
			return p.deferring(func(f *build.Func) { p.throw(f, 5) }, wrapper)
		}, 58, nobody},
		{"not by a function deferred by the deferred function", func(p *panics) *build.Func {
			inner := p.deferring(func(f *build.Func) { p.says(f, 1) }, p.fun(p.recovers))
			return p.deferring(func(f *build.Func) { p.throw(f, 5) }, inner)
		}, 10, "panic: 5"},
		{"a panic replaces another", func(p *panics) *build.Func {
			again := p.fun(func(f *build.Func) { p.throw(f, 6) })
			return p.deferring(func(f *build.Func) { p.throw(f, 5) }, p.fun(p.recovers), again)
		}, 68, nobody},
		{"a panic in a deferred call that itself recovers it", func(p *panics) *build.Func {
			inner := p.deferring(func(f *build.Func) { p.throw(f, 6) }, p.fun(p.recovers))
			return p.deferring(func(f *build.Func) { p.throw(f, 5) }, p.fun(p.recovers), inner)
		}, 658, nobody},
		{"a panic in a deferred call without one before", func(p *panics) *build.Func {
			thrower := p.fun(func(f *build.Func) { p.throw(f, 6) })
			return p.deferring(func(f *build.Func) {}, p.fun(p.recovers), thrower)
		}, 68, nobody},
		{"a run-time error", func(p *panics) *build.Func {
			return p.deferring(func(f *build.Func) { f.LoadAt(f.Addr(0), 0, program.Plain) }, p.fun(p.recovers))
		}, 98, nobody},
		{"nil", func(p *panics) *build.Func {
			return p.deferring(func(f *build.Func) { f.Panic(f.Const(0), f.Addr(0)) }, p.fun(p.recovers))
		}, 98, nobody},
		{"send on closed channel", func(p *panics) *build.Func {
			return p.deferring(func(f *build.Func) {
				ch := f.Chan("ch", build.Word, f.Const(1))
				f.Close(ch)
				f.Send(ch, f.Const(1))
			}, p.fun(p.recovers))
		}, 98, nobody},
		{"in a section, which is then over", func(p *panics) *build.Func {
			return p.deferring(func(f *build.Func) {
				f.Section(func() {
					p.says(f, 1)
					f.Op(program.Div, f.Const(1), f.Const(0))
					p.says(f, 2)
				})
			}, p.fun(func(f *build.Func) { f.Section(func() { p.recovers(f) }) }))
		}, 198, nobody},
		{"no error to recover", func(p *panics) *build.Func {
			message := p.String("x")
			return p.deferring(func(f *build.Func) {
				f.Emit(program.Instr{Op: program.Fail, Aux: uint8(program.FailFatal), Imm: message})
			}, p.fun(p.recovers))
		}, 0, "fatal error: x"},
		{"Goexit", func(p *panics) *build.Func {
			return p.deferring(func(f *build.Func) { f.Goexit() }, p.fun(func(f *build.Func) { p.says(f, 2) }), p.fun(p.recovers))
		}, 2, nobody},
		{"Goexit is not a panic", func(p *panics) *build.Func {
			inner := p.deferring(func(f *build.Func) { f.Goexit() }, p.fun(p.recovers))
			return p.deferring(func(f *build.Func) { f.Call(inner, 0); p.says(f, 1) }, p.fun(func(f *build.Func) { p.says(f, 2) }))
		}, 2, nobody},
		{"Goexit goes on after a panic that is recovered", func(p *panics) *build.Func {
			thrower := p.fun(func(f *build.Func) { p.throw(f, 6) })
			inner := p.deferring(func(f *build.Func) { f.Goexit() }, p.fun(p.recovers), thrower)
			return p.deferring(func(f *build.Func) { f.Call(inner, 0); p.says(f, 1) }, p.fun(p.recovers))
		}, 60, nobody},
		{"… recovered in a frame below", func(p *panics) *build.Func {
			thrower := p.fun(func(f *build.Func) { p.throw(f, 6) })
			inner := p.deferring(func(f *build.Func) { f.Goexit() }, thrower)
			return p.deferring(func(f *build.Func) { f.Call(inner, 0); p.says(f, 1) }, p.fun(func(f *build.Func) { p.says(f, 2) }), p.fun(p.recovers))
		}, 62, nobody},
		{"Goexit ends a panic", func(p *panics) *build.Func {
			exits := p.fun(func(f *build.Func) { f.Goexit() })
			return p.deferring(func(f *build.Func) { p.throw(f, 5) }, p.fun(p.recovers), exits)
		}, 0, nobody},
		{"an uncaught panic in a Goexit", func(p *panics) *build.Func {
			return p.deferring(func(f *build.Func) { f.Goexit() }, p.fun(func(f *build.Func) { p.throw(f, 6) }))
		}, 0, "panic: 6"},
	} {
		p := newPanics()
		g := c.main(p)
		thread, main := p.Func("thread"), p.Func("main")
		thread.Call(g, 0)
		p.says(thread, 8)
		thread.Return()
		main.Go(thread)
		main.Join()
		main.Return()
		built := p.Program(main)
		require.NoError(t, built.Validate(), c.name)
		m, err := reference.Run(built, 1000)
		if c.panics == "" {
			require.NoError(t, err, c.name)
		} else {
			requireFailure(t, err, "panic", c.panics)
		}
		assert.Equal(t, c.log, m.Global("result")[0], c.name)
		o := explore(t, built, sc)
		assert.Equal(t, c.panics, o.Violations["panic"], c.name)
	}
}

// TestPanicPosition: of the panic, not of what was unwound.
func TestPanicPosition(t *testing.T) {
	p := newPanics()
	thrower := p.Func("thrower")
	p.throw(thrower, 5)
	line := thrower.Line()
	g := p.deferring(func(f *build.Func) { f.Call(thrower, 0) }, p.fun(func(f *build.Func) { p.says(f, 1) }))
	_, err := reference.Run(p.Program(g), 1000)
	var f *reference.Failure
	require.ErrorAs(t, err, &f)
	assert.Equal(t, int32(line), f.Pos.Line)
}

func TestPrint(t *testing.T) {
	b := build.New()
	f := b.Func("main")
	s := f.String("hel")
	f.Print(f.OpKind(program.StrConcat, program.KindString, s, f.String("lo\n")))
	f.Print(s)
	f.Emit(program.Instr{Op: program.Print, B: s, Imm: 1})
	f.Return()
	m, err := reference.Run(b.Program(f), 100)
	require.NoError(t, err)
	assert.Equal(t, "hello\nhel", m.Output())
}
