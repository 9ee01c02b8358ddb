package machine

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"heddle/model/program"
	"heddle/model/program/build"
)

// TestTexts: a panic's value is printed by its method, as the thread that dies would see
// memory; if the method cannot go on, by its type.
func TestTexts(t *testing.T) {
	for name, c := range map[string]struct {
		want string
		body func(u *unwinder, f *build.Func, data build.Reg)
	}{
		"text": {"panic: so", func(u *unwinder, f *build.Func, data build.Reg) { f.Return(f.LoadAt(data, 0, program.Plain)) }},
		"memory": {"panic: so", func(u *unwinder, f *build.Func, data build.Reg) {
			v := f.Load(u.cell, program.Ordinary) // what the thread has stored last, and perhaps only in its buffer
			f.Store(u.cell, f.Const(0), program.Ordinary)
			f.If(f.Op(program.Eq, v, f.Const(7)), func() { f.Return(f.String("so")) })
			f.Return(f.String("not so"))
		}},
		"section": {"panic: so", func(u *unwinder, f *build.Func, data build.Reg) {
			f.Section(func() { f.Await(f.Const(1)) })
			f.RMW(program.AtomicAdd, f.Addr(u.cell), f.Const(1), program.SeqCst)
			f.Return(f.String("so"))
		}},
		"recovers": {"panic: so", func(u *unwinder, f *build.Func, data build.Reg) {
			f.Call(u.function(u.calls(u.panics("b")), u.recovers()), 0)
			f.Return(f.String("so"))
		}},
		"panics": {"panic: (main.N)", func(u *unwinder, f *build.Func, data build.Reg) {
			f.Call(u.panics("b"), 0)
			f.Return(f.String("so"))
		}},
		"waits": {"panic: (main.N)", func(u *unwinder, f *build.Func, data build.Reg) {
			f.Section(func() { f.Await(f.Const(0)) })
			f.Return(f.String("so"))
		}},
		"chooses": {"panic: (main.N)", func(u *unwinder, f *build.Func, data build.Reg) {
			f.Choose(f.Const(2))
			f.Return(f.String("so"))
		}},
		"has no end": {"panic: (main.N)", func(u *unwinder, f *build.Func, data build.Reg) {
			f.Jump(f.Here())
		}},
	} {
		for setting, cfg := range settings() {
			u := newUnwinder(false)
			text := u.b.Func("text", true)
			c.body(u, text, 0)
			if name == "has no end" {
				text.Return(text.String(""))
			}
			u.b.Text(u.number, text)
			dies := u.b.Func("dies")
			u.panicIn(dies, u.number, u.b.String("so"))
			main := u.b.Func("main")
			u.threads(main, dies)
			_, failure, _ := play(t, u.b.Program(main), cfg)
			failure, _, _ = strings.Cut(failure, " at built.go")
			assert.Equal(t, c.want, failure, "%s, %s", name, setting)
		}
	}
}
