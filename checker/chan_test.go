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

// talk is a thread of a program with channels under construction.
type talk struct {
	b        *build.Builder
	f        *build.Func
	chans    []build.Reg
	zero     build.Reg
	one, two build.Reg
	got      uint64 // variables
}

// talks makes a program whose main makes channels of those capacities, -1 for a nil
// one, starts the threads, and waits for them.
func talks(capacities []int64, threads ...func(c *talk)) *program.Program {
	b := build.New()
	got := b.Global("got", 2)
	var bodies []*build.Func
	for range threads {
		pointers := make([]bool, len(capacities))
		for i := range pointers {
			pointers[i] = true
		}
		bodies = append(bodies, b.Func("thread", pointers...))
	}
	main := b.Func("main")
	var chans, params []build.Reg
	for i, n := range capacities {
		params = append(params, build.Reg(i))
		if n < 0 {
			chans = append(chans, main.Addr(0))
		} else {
			chans = append(chans, main.Chan(string(rune('a'+i)), build.Word, main.Const(n)))
		}
	}
	for i, thread := range threads {
		f := bodies[i]
		thread(&talk{b: b, f: f, chans: params, zero: f.Const(0), one: f.Const(1), two: f.Const(2), got: got})
		f.Return()
	}
	for _, f := range bodies {
		main.Go(f, chans...)
	}
	main.Join()
	main.Return()
	return b.Program(main)
}

// searchAll searches p and gives what it found.
func searchAll(t *testing.T, p *program.Program, cfg machine.Config) (s *search, property string) {
	require.NoError(t, p.Validate())
	m := machine.New(p, cfg)
	s = &search{sys: m}
	s.run(context.Background())
	require.Empty(t, s.limit)
	if s.violation == nil {
		s.checkEnding(context.Background(), m)
	}
	if s.violation == nil {
		return s, ""
	}
	return s, s.violation.failure.Property
}

// TestChannels has small programs with channels, their verdicts, and how many states and
// steps they have, counted by hand.
func TestChannels(t *testing.T) {
	send := func(c *talk) { c.f.Send(c.chans[0], c.one) }
	receive := func(c *talk) { c.f.Receive(c.chans[0]) }
	closing := func(c *talk) { c.f.Close(c.chans[0]) }
	for _, c := range []struct {
		name        string
		program     *program.Program
		states      int
		transitions int
		property    string
	}{
		{"a send meets a receive: one step, and main joins", talks([]int64{0}, send, receive), 3, 2, ""},
		{"nobody receives", talks([]int64{0}, send), 1, 0, PropertyDeadlock},
		{"nobody sends", talks([]int64{0}, receive), 1, 0, PropertyDeadlock},
		{"a nil channel", talks([]int64{-1}, send, receive), 1, 0, PropertyDeadlock},
		// Which receiver is first: 1 + 2 + 1 + 1 (main joins).
		{"one of two receivers, twice", talks([]int64{0}, func(c *talk) { send(c); send(c) }, receive, receive), 5, 5, ""},
		{"a send to a buffer, then a receive, then the join", talks([]int64{1}, send, receive), 4, 3, ""},
		{"a full buffer", talks([]int64{1}, func(c *talk) { send(c); send(c) }), 2, 1, PropertyDeadlock},
		{"closed: each of two receivers returns", talks([]int64{0}, closing, receive, receive), 6, 6, ""},
		// The search ends at the first failing step.
		{"closed twice", talks([]int64{0}, closing, closing), 3, 3, PropertyPanic},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, memory := range machine.Memories() {
				for _, cfg := range []machine.Config{{Memory: memory}, {Memory: memory, AllVisible: true}, {Memory: memory, NoMemo: true}} {
					s, property := searchAll(t, c.program, cfg)
					assert.Equal(t, c.property, property, "%+v", cfg)
					if !memory.Global { // there a go statement is a step
						assert.Equal(t, []int{c.states, c.transitions}, []int{s.seen.count, s.transitions}, "%+v", cfg)
					}
				}
			}
		})
	}
}
