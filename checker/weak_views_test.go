package checker

import (
	"testing"

	"heddle/model/program"
	"heddle/model/program/build"
)

const relaxed = program.Relaxed

// TestOldMessages: a thread that has seen the last of many writes by one flag may read any of them.
func TestOldMessages(t *testing.T) {
	b := build.New()
	x, y := b.Global("x", 1), b.Global("y", 1)
	requireBruteForce(t, "MP of three values", observed(b,
		func(f *build.Func) []build.Reg {
			f.Store(x, f.Const(1), relaxed)
			f.Store(x, f.Const(2), relaxed)
			f.Store(y, f.Const(1), relaxed)
			return nil
		},
		func(f *build.Func) []build.Reg {
			return []build.Reg{f.Load(y, relaxed), f.Load(x, relaxed)}
		}))
}

// TestOldMessagesOfChildren: what a thread that does not access a cell knows of it matters to
// those that it starts.
func TestOldMessagesOfChildren(t *testing.T) {
	for _, order := range []program.Order{relaxed, program.Acquire} {
		b := build.New()
		x, y, seen := b.Global("x", 1), b.Global("y", 1), b.Global("result9", 1)
		child := b.Func("child")
		child.Store(seen, child.Load(x, relaxed), program.Plain)
		child.Return()
		requireBruteForce(t, "MP to a child", observed(b,
			func(f *build.Func) []build.Reg {
				f.Store(x, f.Const(1), relaxed)
				f.Store(y, f.Const(1), program.Release)
				return nil
			},
			func(f *build.Func) []build.Reg {
				r := f.Load(y, order)
				f.Go(child)
				return []build.Reg{r}
			}))
	}
}

// TestMessageOfSwapSaysMore: a read-modify-write that leaves the value that it found is no
// other message, unless it says more.
func TestMessageOfSwapSaysMore(t *testing.T) {
	for _, order := range []program.Order{relaxed, program.Release} {
		b := build.New()
		data, flag, after := b.Global("data", 1), b.Global("flag", 1), b.Global("after", 1)
		b.Set(flag, 1)
		requireBruteForce(t, "a swap of 1 for 1", observed(b,
			func(f *build.Func) []build.Reg {
				f.Store(data, f.Const(1), relaxed)
				f.RMW(program.AtomicSwap, f.Addr(flag), f.Const(1), order)
				f.Store(after, f.Const(1), relaxed)
				return nil
			},
			func(f *build.Func) []build.Reg {
				r := f.Load(after, relaxed)
				f.Load(flag, program.Acquire)
				return []build.Reg{r, f.Load(data, relaxed)}
			}))
	}
}
