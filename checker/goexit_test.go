package checker

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/machine"
	"heddle/machine/reference"
	"heddle/model/program"
	"heddle/model/program/build"
)

// TestMainGoexit: the program does not end by a Goexit of the main thread, but goes on
// with the others, and is a deadlock when those have ended; by brute force too.
func TestMainGoexit(t *testing.T) {
	for _, deferred := range []bool{false, true} {
		b := build.New()
		cell := b.Global("cell", 1)
		other := b.Func("other")
		other.Store(cell, other.Const(1), program.Ordinary)
		other.Return()
		main := b.Func("main")
		main.Go(other)
		main.Store(cell, main.Const(2), program.Ordinary)
		main.Goexit()
		if deferred {
			main.Unwind(func() { main.Store(cell, main.Const(3), program.Ordinary) }, func() { main.Return() })
		}
		p := b.Program(main)
		require.NoError(t, p.Validate())
		for _, memory := range machine.Memories() {
			want, err := reference.Explore(p, reference.Under(memory.Name), bruteForceLimit)
			require.NoError(t, err)
			r, err := Check(context.Background(), p, Options{Memory: memory.Name})
			require.NoError(t, err)
			assert.Equal(t, PropertyDeadlock, r.Property, r.Message)
			assert.True(t, want.Deadlock)
		}
	}
}

// TestExitWithStoresBuffered: a thread that ends the program waits for nothing, not even for
// what it has stored to reach memory.
func TestExitWithStoresBuffered(t *testing.T) {
	b := build.New()
	x := b.Global("x", 1)
	thread := b.Func("thread")
	thread.Store(x, thread.Const(1), program.Plain)
	thread.Exit(thread.Const(2))
	main := b.Func("main")
	main.Go(thread)
	_ = main.Load(x, program.Plain)
	main.Return()
	p := b.Program(main)
	require.NoError(t, p.Validate())
	for _, opts := range variants("tso") {
		r, err := Check(t.Context(), p, opts)
		require.NoError(t, err)
		assert.Equal(t, "exit status 2 at built.go:5", r.Message, "%+v", opts)
	}
}
