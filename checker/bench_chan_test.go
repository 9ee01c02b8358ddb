//go:build unix

package checker_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"heddle/checker"
	"heddle/model/program"
	"heddle/model/program/build"
)

// BenchmarkChannels measures whole searches of programs whose threads do nothing but send
// to one channel and receive from it.
func BenchmarkChannels(b *testing.B) {
	for _, c := range []struct {
		name                 string
		capacity             int64
		producers, consumers int
		memory               string
	}{
		{"unbuffered-3x3", 0, 3, 3, "go"},
		{"buffer-1-3x2", 1, 3, 2, "sc"},
		{"buffer-3-3x1-go", 3, 3, 1, "go"},
		{"buffer-3-3x2", 3, 3, 2, "sc"},
		{"buffer-3-2x2-tso", 3, 2, 2, "tso"},
	} {
		b.Run(c.name, func(b *testing.B) {
			p := passesOn(c.capacity, c.producers, c.consumers)
			measure(b, func() checker.Result {
				r, err := checker.Check(context.Background(), p, checker.Options{Memory: c.memory})
				require.NoError(b, err)
				require.Equal(b, checker.Verified, r.Verdict)
				return r
			})
		})
	}
}

// passesOn gives a program in which producers send six numbers each to a channel, and
// consumers receive an equal share of them and look at each.
func passesOn(capacity int64, producers, consumers int) *program.Program {
	const each = 6
	b := build.New()
	// repeats makes a thread that does something with its channel n times.
	repeats := func(name string, n int, body func(f *build.Func, i build.Reg)) *build.Func {
		f := b.Func(name, true)
		i, end, one := f.Const(0), f.Const(int64(n)), f.Const(1)
		again, more, out := f.Here(), f.Label(), f.Label()
		f.Branch(f.Op(program.Lt, i, end), more, out)
		f.Place(more)
		body(f, i)
		f.MoveTo(i, f.Op(program.Add, i, one))
		f.Jump(again)
		f.Place(out)
		f.Return()
		return f
	}
	producer := repeats("producer", each, func(f *build.Func, i build.Reg) { f.Send(0, i) })
	consumer := repeats("consumer", producers*each/consumers, func(f *build.Func, _ build.Reg) {
		v, ok := f.Receive(0)
		f.Assert(f.Op(program.And, ok, f.Op(program.Lt, v, f.Const(each))), "what is received was sent")
	})
	main := b.Func("main")
	ch := main.Chan("c", build.Word, main.Const(capacity))
	for range producers {
		main.Go(producer, ch)
	}
	for range consumers {
		main.Go(consumer, ch)
	}
	main.Join()
	main.Return()
	return b.Program(main)
}
