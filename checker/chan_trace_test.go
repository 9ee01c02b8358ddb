package checker

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/machine"
	"heddle/model/program"
	"heddle/model/program/build"
)

// narrate takes the actions and gives what they do, and then what each thread waits for.
func narrate(t *testing.T, p *program.Program, actions ...machine.Action) (lines []string) {
	require.NoError(t, p.Validate())
	m := machine.New(p, machine.Config{Memory: machine.Memories()[0]})
	s := &search{sys: m} // learns what is shared
	s.run(t.Context())
	tr, fail, err := m.NewTrace()
	defer tr.Close()
	require.NoError(t, err)
	require.Nil(t, fail)
	line := func(e machine.Event) {
		loc := ""
		if e.Loc != "" {
			loc = " [" + e.Loc + "]"
		}
		lines = append(lines, fmt.Sprintf("%s %s: %s%s", program.ThreadName(e.Thread), e.Kind, e.Text, loc))
	}
	for _, a := range actions {
		require.True(t, tr.Enabled(a), "%v after %q", a, lines)
		done, fail, blocked, err := tr.Step(a)
		require.NoError(t, err)
		require.False(t, blocked)
		for _, e := range done.Events {
			line(e)
		}
		if fail != nil {
			return append(lines, fail.Message)
		}
	}
	for _, e := range tr.Waiting() {
		line(e)
	}
	return lines
}

// TestChannelTraces reads what schedules say of channel operations.
func TestChannelTraces(t *testing.T) {
	const main, p0, p1 = 0, 1, 2
	step := machine.StepOf
	for _, c := range []struct {
		name    string
		program *program.Program
		actions []machine.Action
		lines   []string
	}{
		{"two threads meet", talks([]int64{0}, func(c *talk) { c.f.Send(c.chans[0], c.two) }, func(c *talk) { c.f.Receive(c.chans[0]) }),
			[]machine.Action{step(p0, 0), step(main, 0)},
			[]string{"P0 send: a <- 2 [a]", "P1 receive: <-a = 2 [a]", "P0 end: ends", "P1 end: ends", "main join: all its threads have ended", "main end: ends"}},
		{"a buffer, a length and a close",
			talks([]int64{1}, func(c *talk) {
				c.f.Send(c.chans[0], c.two)
				c.f.ChanLen(c.chans[0])
				c.f.Close(c.chans[0])
			}, func(c *talk) { c.f.Receive(c.chans[0]); c.f.Receive(c.chans[0]); c.f.Close(c.chans[0]) }),
			[]machine.Action{step(p0, 0), step(p0, 0), step(p1, 0), step(p0, 0), step(p1, 0), step(p1, 0)},
			[]string{"P0 send: a <- 2 [a]", "P0 chanlen: len(a) = 1 [a]", "P1 receive: <-a = 2 [a]", "P0 close: close(a) [a]", "P0 end: ends",
				"P1 receive: <-a = 0 (closed) [a]", "panic: close of closed channel at built.go:15"}},
		{"who waits",
			talks([]int64{0, 0, -1}, func(c *talk) { c.f.Send(c.chans[0], c.two) },
				func(c *talk) { c.f.Select(false, build.SendTo(c.chans[0], c.one), build.ReceiveFrom(c.chans[1], 0)) },
				func(c *talk) { c.f.Receive(c.chans[2]) }, func(c *talk) { c.f.Select(false) }),
			nil,
			[]string{"main blocked: waits for its threads to end", "P0 blocked: waits to send to a [a]",
				"P1 blocked: waits in select (send to a, receive from b)", "P2 blocked: receives from a nil channel", "P3 blocked: waits in select ()"}},
		{"who does not",
			talks([]int64{0}, func(c *talk) { c.f.Send(c.chans[0], c.two) }, func(c *talk) { c.f.Receive(c.chans[0]) },
				func(c *talk) { c.f.Select(true, build.SendTo(c.chans[0], c.one)) }),
			[]machine.Action{step(p0+2, 1), step(p0, 0)},
			[]string{"P2 default: default", "P2 end: ends", "P0 send: a <- 2 [a]", "P1 receive: <-a = 2 [a]", "P0 end: ends", "P1 end: ends", "main next: waits for its threads to end"}},
		{"a send on a closed channel",
			talks([]int64{2}, func(c *talk) { c.f.Send(c.chans[0], c.two) }, func(c *talk) { c.f.Close(c.chans[0]) }),
			[]machine.Action{step(p1, 0), step(p0, 0)},
			[]string{"P1 close: close(a) [a]", "P1 end: ends", "panic: send on closed channel at built.go:6"}},
	} {
		t.Run(c.name, func(t *testing.T) { assert.Equal(t, c.lines, narrate(t, c.program, c.actions...)) })
	}
}

// TestChannelElements reads elements of several words, of none, and addresses.
func TestChannelElements(t *testing.T) {
	b := build.New()
	pair := b.Layout("pair", false, true)
	x := b.Global("x", 1)
	f := b.Func("thread", true, true)
	f.Send(0, f.Const(7), f.Addr(x))
	f.Send(1)
	f.Return()
	main := b.Func("main")
	pairs, none := main.Chan("pairs", pair, main.Const(1)), main.Chan("none", build.Word, main.Const(0))
	main.Go(f, pairs, none)
	r := main.Select(false, build.ReceiveFrom(pairs, 2))
	main.Points(r + 3)
	main.Select(false, build.ReceiveFrom(none, 0))
	main.Assert(main.Op(program.Eq, r+2, main.Const(7)), "the first word arrives")
	main.Return()
	assert.Equal(t, []string{"P0 send: pairs <- {7 &x} [pairs]", "main receive: <-pairs = {7 &x} [pairs]",
		"P0 send: none <- {} [none]", "main receive: <-none = {} [none]", "P0 end: ends", "main end: ends"},
		narrate(t, b.Program(main), machine.StepOf(1, 0), machine.StepOf(0, 0), machine.StepOf(1, 0)))
}
