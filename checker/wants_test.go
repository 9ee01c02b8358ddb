package checker_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/checker"
	"heddle/model/program"
	"heddle/model/program/build"
)

// wanting makes a program of two threads and three words that claims are about.
func wanting(first, second func(f *build.Func, x, claim, other uint64)) *program.Program {
	b := build.New()
	x, claim, other := b.Global("x", 1), b.Global("claim", 2), b.Global("other", 2)
	main := b.Func("main")
	for _, body := range []func(f *build.Func, x, claim, other uint64){first, second} {
		f := b.Func("thread")
		body(f, x, claim, other)
		f.Return()
		main.Go(f)
	}
	main.Join()
	main.Return()
	return b.Program(main)
}

// TestRequestsAtTheEnd: what has been asked for must have been granted when the program ends.
func TestRequestsAtTheEnd(t *testing.T) {
	asks := func(f *build.Func, x, claim, _ uint64) {
		f.Ghost(program.EventAsk, f.Addr(claim), f.Const(5))
		f.Store(x, f.Const(1), seqcst)
	}
	grants := func(f *build.Func, x, claim, _ uint64) {
		f.Section(func() { f.Await(f.LoadAt(f.Addr(x), 0, program.Plain)) })
		f.Ghost(program.EventGrant, f.Addr(claim), f.Const(5))
	}
	another := func(f *build.Func, x, claim, _ uint64) {
		f.Section(func() { f.Await(f.LoadAt(f.Addr(x), 0, program.Plain)) })
		f.Ghost(program.EventGrant, f.Addr(claim), f.Const(4))
	}
	for _, memory := range []string{"sc", "tso", "pso"} {
		opts := checker.Options{Memory: memory, Liveness: []string{checker.PropertyLeadsTo}}
		r, err := checker.Check(context.Background(), wanting(asks, grants), opts)
		require.NoError(t, err)
		assert.Equal(t, checker.Verified, r.Verdict, "%s: %s", memory, r.Message)

		p := wanting(asks, another)
		r, err = checker.Check(context.Background(), p, opts)
		require.NoError(t, err)
		assert.Equal(t, checker.PropertyLeadsTo, r.Property, memory)
		assert.Contains(t, r.Message, "the program ends, and client 5 has asked claim", memory)
		require.NotNil(t, r.Schedule)
		assert.Zero(t, r.Schedule.Cycle)
		again, err := checker.Replay(p, r.Schedule)
		require.NoError(t, err)
		assert.Equal(t, r.Message, again.Message)

		opts.Liveness = []string{checker.PropertyTermination}
		r, err = checker.Check(context.Background(), p, opts)
		require.NoError(t, err)
		assert.Equal(t, checker.Verified, r.Verdict, "who does not ask for leads-to is not told of it")
	}
}

// TestOneWantAtATime: a thread waits for a section for ever, and has come to something else since it said so. That is not kept, and so no verdict.
func TestOneWantAtATime(t *testing.T) {
	step := func(f *build.Func, x uint64) { f.RMW(program.AtomicSwap, f.Addr(x), f.Const(0), seqcst) }
	busy := func(f *build.Func, x, _, _ uint64) {
		again := f.Here()
		step(f, x)
		f.Jump(again)
	}
	for name, between := range map[string]func(f *build.Func, x, claim, other uint64){
		"wants into another": func(f *build.Func, x, _, other uint64) {
			f.Ghost(program.EventWant, f.Addr(other))
			step(f, x)
			f.Ghost(program.EventEnter, f.Addr(other))
			f.Ghost(program.EventLeave, f.Addr(other))
		},
		"leaves another": func(f *build.Func, x, _, other uint64) {
			f.Ghost(program.EventLeave, f.Addr(other))
		},
		"comes to a barrier": func(f *build.Func, x, _, other uint64) {
			f.Ghost(program.EventArrive, f.Addr(other), f.Const(0), f.Const(1))
			step(f, x)
			f.Ghost(program.EventDepart, f.Addr(other), f.Const(0), f.Const(1))
		},
		"nothing": func(*build.Func, uint64, uint64, uint64) {},
	} {
		waits := func(f *build.Func, x, claim, other uint64) {
			if name == "leaves another" {
				f.Ghost(program.EventEnter, f.Addr(other))
			}
			step(f, x)
			f.Ghost(program.EventWant, f.Addr(claim))
			step(f, x)
			between(f, x, claim, other)
			again := f.Here()
			step(f, x)
			f.Jump(again)
		}
		for _, property := range []string{checker.PropertyStarvation, checker.PropertyFirstCome} {
			r, err := checker.Check(context.Background(), wanting(busy, waits),
				checker.Options{Memory: "sc", Endless: true, Liveness: []string{property}})
			require.NoError(t, err, name)
			switch {
			case name != "nothing":
				assert.Equal(t, checker.Incomplete, r.Verdict, "%s, %s: %s", name, property, r.Message)
				assert.Contains(t, r.Message, "who waits is kept of one only", name)
			case property == checker.PropertyStarvation:
				assert.Equal(t, property, r.Property, name)
			}
		}
	}
}

// TestLocalOfNoThread: memory is put into that of a thread whose number none has.
func TestLocalOfNoThread(t *testing.T) {
	for _, thread := range []int64{-1, 61} {
		b := build.New()
		flag := b.Global("flag", 1)
		main := b.Func("main")
		main.Ghost(program.EventPlace, main.Addr(flag), main.Const(thread), main.Const(1))
		main.Return()
		r, err := checker.Check(context.Background(), b.Program(main), checker.Options{Memory: "sc"})
		require.NoError(t, err)
		assert.Equal(t, checker.PropertyPanic, r.Property, "thread %d", thread)
	}
}
