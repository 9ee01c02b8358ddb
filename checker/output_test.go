package checker

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/machine"
	"heddle/model/program"
	"heddle/model/program/build"
)

// TestOutput: threads that spin for each other, print and panic.
func TestOutput(t *testing.T) {
	for _, memory := range machine.Memories() {
		for failing, want := range []string{"", "checker: panic: panic: runtime error: integer divide by zero at built.go:"} {
			b := build.New()
			cell := b.Global("cell", 1)
			other := b.Func("other")
			other.Spin(other.Addr(cell), other.Const(0), program.Ordinary)
			other.Print(other.String("second "))
			other.Op(program.Div, other.Const(1), other.Const(int64(1-failing)))
			other.Return()
			main := b.Func("main")
			main.Go(other)
			main.Print(main.String("first "))
			main.Store(cell, main.Const(1), program.Ordinary)
			main.Join()
			main.Emit(program.Instr{Op: program.Print, B: main.String("aside "), Imm: 1})
			main.Print(main.String("third"))
			main.Exit(main.Const(0))
			main.Return()
			p := b.Program(main)
			require.NoError(t, p.Validate())
			output, err := Output(p, Options{Memory: memory.Name})
			if failing == 0 {
				assert.NoError(t, err)
				assert.Equal(t, "first second third", output, memory.Name)
			} else {
				assert.ErrorContains(t, err, want)
				assert.Equal(t, "first second ", output, memory.Name)
			}
		}
	}
}

// TestOutputWithoutEnd: a deadlock and a run without end are errors.
func TestOutputWithoutEnd(t *testing.T) {
	for _, c := range []struct {
		want string
		body func(f *build.Func, cell uint64)
	}{
		{"checker: deadlock: ", func(f *build.Func, cell uint64) {
			f.Section(func() { f.Await(f.Load(cell, program.Plain)) })
		}},
		{"no end after 1048576 steps", func(f *build.Func, cell uint64) {
			f.Spin(f.Addr(cell), f.Const(0), program.Ordinary)
		}},
	} {
		b := build.New()
		cell := b.Global("cell", 1)
		other := b.Func("other")
		other.Return()
		main := b.Func("main")
		main.Go(other)
		c.body(main, cell)
		main.Return()
		_, err := Output(b.Program(main), Options{})
		assert.ErrorContains(t, err, c.want)
	}
}

// TestStackOfASchedule: a counterexample has the stack of the thread that panics.
func TestStackOfASchedule(t *testing.T) {
	b := build.New()
	cell := b.Global("cell", 1)
	divides := b.Func("divides")
	divides.Op(program.Div, divides.Const(1), divides.Load(cell, program.Ordinary))
	divides.Return()
	thread := b.Func("thread")
	thread.Call(divides, 0)
	thread.Return()
	main := b.Func("main")
	main.Go(thread)
	main.Store(cell, main.Const(1), program.Ordinary)
	main.Join()
	main.Return()
	r, err := Check(context.Background(), b.Program(main), Options{})
	require.NoError(t, err)
	require.Equal(t, PropertyPanic, r.Property)
	require.Len(t, r.Schedule.Stack, 3)
	assert.Regexp(t, `^divides at built.go:\d+$`, r.Schedule.Stack[0])
	assert.Regexp(t, `^thread at built.go:\d+$`, r.Schedule.Stack[1])
	assert.Regexp(t, `^created by main at built.go:\d+$`, r.Schedule.Stack[2])
}
