package reference_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/machine/reference"
	"heddle/model/program"
	"heddle/model/program/build"
)

// chans is a test whose threads share channels and the plain variable x.
type chans struct {
	*test
	ch []build.Reg // parameters of the threads
	x  uint64
}

// channels gives a program of main, which makes channels of these capacities (-1: nil),
// and of threads, for which it waits.
func channels(capacities []int64, bodies ...func(c *chans, f *build.Func)) *program.Program {
	c := &chans{test: newTest()}
	c.x = c.Global("x", 1)
	pointer := make([]bool, len(capacities))
	for i := range capacities {
		c.ch = append(c.ch, build.Reg(i))
		pointer[i] = true
	}
	main := c.Func("main")
	var args []build.Reg
	for i, n := range capacities {
		if n < 0 {
			args = append(args, main.Addr(0))
			continue
		}
		args = append(args, main.Chan(string(rune('a'+i)), build.Word, main.Const(n)))
	}
	for _, body := range bodies {
		f := c.Func("f", pointer...)
		body(c, f)
		f.Return()
		main.Go(f, args...)
	}
	main.Join()
	main.Return()
	return c.Program(main)
}

// send, receive and closes are threads of one operation on the first channel.
func send(v int64) func(c *chans, f *build.Func) {
	return func(c *chans, f *build.Func) { f.Send(c.ch[0], f.Const(v)) }
}

func receive(c *chans, f *build.Func) {
	v, ok := f.Receive(c.ch[0])
	c.observe(f, v)
	c.observe(f, ok)
}

func closes(c *chans, f *build.Func) { f.Close(c.ch[0]) }

// selects gives a thread that observes the index of the case taken.
func selects(hasDefault bool, cases func(c *chans, f *build.Func) []program.Case) func(c *chans, f *build.Func) {
	return func(c *chans, f *build.Func) { c.observe(f, f.Select(hasDefault, cases(c, f)...)) }
}

func TestChannels(t *testing.T) {
	type body = func(c *chans, f *build.Func)
	sendCase := func(c *chans, f *build.Func) []program.Case { return []program.Case{build.SendTo(c.ch[0], f.Const(5))} }
	receiveCase := func(c *chans, f *build.Func) []program.Case { return []program.Case{build.ReceiveFrom(c.ch[0], 1)} }
	for _, c := range []struct {
		name       string
		capacities []int64
		bodies     []body
		want       []string // final values; nil: none
		panics     string
		deadlock   bool
	}{
		{"rendezvous", []int64{0}, []body{send(5), receive}, []string{"51"}, "", false},
		{"a buffer", []int64{1}, []body{send(5), receive}, []string{"51"}, "", false},
		{"nobody receives", []int64{0}, []body{send(5)}, nil, "", true},
		{"room for one", []int64{1}, []body{send(5), send(6)}, nil, "", true},
		{"nobody sends", []int64{1}, []body{receive}, nil, "", true},
		{"nil channels", []int64{-1}, []body{send(5), receive}, nil, "", true},
		{"first in, first out", []int64{2}, []body{func(c *chans, f *build.Func) { send(5)(c, f); send(6)(c, f) },
			func(c *chans, f *build.Func) { receive(c, f); receive(c, f) }}, []string{"5161"}, "", false},
		{"any sender", []int64{0}, []body{send(5), send(6), func(c *chans, f *build.Func) { receive(c, f); receive(c, f) }},
			[]string{"5161", "6151"}, "", false},
		{"any receiver", []int64{0}, []body{send(5), send(6), receive, receive}, []string{"5161", "6151"}, "", false},
		{"closed", []int64{0}, []body{closes, receive}, []string{"00"}, "", false},
		{"closed behind an element", []int64{1}, []body{func(c *chans, f *build.Func) { send(5)(c, f); closes(c, f) },
			func(c *chans, f *build.Func) { receive(c, f); receive(c, f) }}, []string{"5100"}, "", false},
		{"send on closed channel", []int64{1}, []body{func(c *chans, f *build.Func) { closes(c, f); send(5)(c, f) }},
			nil, "panic: send on closed channel", false},
		{"close while it waits", []int64{0}, []body{send(5), closes}, nil, "panic: send on closed channel", false},
		{"close twice", []int64{0}, []body{closes, closes}, nil, "panic: close of closed channel", false},
		{"close nil", []int64{-1}, []body{closes}, nil, "panic: close of nil channel", false},
		{"negative size", []int64{0}, []body{func(c *chans, f *build.Func) { f.Chan("d", build.Word, f.Const(-1)) }},
			nil, "panic: makechan: size out of range", false},
		{"default or rendezvous, of the receiver", []int64{0}, []body{send(5), selects(true, receiveCase)}, []string{"0"}, "", true},
		{"default or rendezvous, of the sender", []int64{0}, []body{selects(true, sendCase), receive}, []string{"051"}, "", true},
		{"two defaults never meet", []int64{0}, []body{selects(true, sendCase), selects(true, receiveCase)}, []string{"--"}, "", false},
		{"no default if the buffer has an element", []int64{1},
			[]body{func(c *chans, f *build.Func) { send(5)(c, f); selects(true, receiveCase)(c, f) }}, []string{"0"}, "", false},
		{"no default if it is closed", []int64{0},
			[]body{func(c *chans, f *build.Func) { closes(c, f); selects(true, receiveCase)(c, f) }}, []string{"0"}, "", false},
		{"default if the buffer is full", []int64{1},
			[]body{func(c *chans, f *build.Func) { send(5)(c, f); selects(true, sendCase)(c, f) }}, []string{"-"}, "", false},
		{"default beside nil", []int64{-1}, []body{selects(true, sendCase)}, []string{"-"}, "", false},
		{"both directions, two threads", []int64{0}, []body{selects(false, bothWays), selects(false, bothWays)}, []string{"01", "10"}, "", false},
		{"both directions, one thread", []int64{0}, []body{selects(false, bothWays)}, nil, "", true},
		{"either of two", []int64{1, 1}, []body{selects(false, func(c *chans, f *build.Func) []program.Case {
			return []program.Case{build.SendTo(c.ch[0], f.Const(1)), build.SendTo(c.ch[1], f.Const(2))}
		})}, []string{"0", "1"}, "", false},
		{"length and capacity", []int64{2, -1}, []body{func(c *chans, f *build.Func) {
			send(5)(c, f)
			c.observe(f, f.ChanLen(c.ch[0]))
			c.observe(f, f.ChanCap(c.ch[0]))
			c.observe(f, f.ChanLen(c.ch[1]))
			c.observe(f, f.ChanCap(c.ch[1]))
		}}, []string{"1200"}, "", false},
		{"a send in a section", []int64{1}, []body{func(c *chans, f *build.Func) {
			f.Section(func() { f.Select(true, sendCase(c, f)...) })
			f.Section(func() { c.observe(f, f.Select(true, sendCase(c, f)...)) })
		}, receive}, []string{"-51", "051"}, "", false},
	} {
		for _, config := range []reference.Config{sc, tso, races} {
			o := explore(t, channels(c.capacities, c.bodies...), config)
			assert.Equal(t, c.want, finals(o), "%s %+v %+v", c.name, config, o)
			assert.Equal(t, c.panics, o.Violations["panic"], "%s %+v", c.name, config)
			assert.Equal(t, c.deadlock, o.Deadlock, "%s %+v", c.name, config)
		}
	}
}

func bothWays(c *chans, f *build.Func) []program.Case {
	return []program.Case{build.SendTo(c.ch[0], f.Const(5)), build.ReceiveFrom(c.ch[0], 1)}
}

// TestChannelRaces has what the Go memory model says of channels. Thread p writes x, the
// others read it.
func TestChannelRaces(t *testing.T) {
	type body = func(c *chans, f *build.Func)
	write := func(c *chans, f *build.Func) { plainStore(f, c.x) }
	read := func(c *chans, f *build.Func) { f.Load(c.x, program.Plain) }
	then := func(bodies ...body) body {
		return func(c *chans, f *build.Func) {
			for _, b := range bodies {
				b(c, f)
			}
		}
	}
	// gets reads x if the word received is v and was sent as ok says.
	gets := func(v, ok int64) body {
		return func(c *chans, f *build.Func) {
			got, sent := f.Receive(c.ch[0])
			f.If(f.Op(program.Eq, got, f.Const(v)), func() {
				f.If(f.Op(program.Eq, sent, f.Const(ok)), func() { read(c, f) })
			})
		}
	}
	drop := func(c *chans, f *build.Func) { f.Receive(c.ch[0]) }
	sending := func(c *chans, f *build.Func) build.Reg { return f.Select(true, build.SendTo(c.ch[0], f.Const(5))) }
	receiving := func(c *chans, f *build.Func) build.Reg { return f.Select(true, build.ReceiveFrom(c.ch[0], 1)) }
	onDefault := func(s func(c *chans, f *build.Func) build.Reg) body {
		return func(c *chans, f *build.Func) {
			f.If(f.Op(program.Lt, s(c, f), f.Const(0)), func() { read(c, f) })
		}
	}
	onLen := func(n int64) body {
		return func(c *chans, f *build.Func) {
			f.If(f.Op(program.Eq, f.ChanLen(c.ch[0]), f.Const(n)), func() { read(c, f) })
		}
	}
	for _, c := range []struct {
		name     string
		capacity int64
		bodies   []body
		race     bool
	}{
		{"send before receive", 0, []body{then(write, send(1)), then(drop, read)}, false},
		{"receive before the end of the send", 0, []body{then(write, drop), then(send(1), read)}, false},
		{"… but not of one into a buffer", 1, []body{then(write, drop), then(send(1), read)}, true},
		{"send before receive, buffered", 2, []body{then(write, send(1)), then(drop, read)}, false},
		{"a write behind the send", 1, []body{then(send(1), write), then(drop, read)}, true},
		{"a receive before the send that takes its place", 1, []body{then(send(1), send(2), read), then(write, drop)}, false},
		{"… not before an earlier send", 2, []body{then(send(1), send(2), read), then(write, drop)}, true},
		{"… but before the third", 2, []body{then(send(1), send(2), send(3), read), then(write, drop)}, false},
		{"… and not before the receive of that", 1, []body{then(send(1), send(2)), then(write, drop), gets(2, 1)}, true},
		{"a mutex", 1, []body{then(send(1), write, drop), then(send(2), write, drop)}, false},
		{"a semaphore of two", 2, []body{then(send(1), write, drop), then(send(2), write, drop)}, true},
		{"close before receive", 1, []body{then(write, closes), gets(0, 0)}, false},
		{"a write behind the close", 1, []body{then(closes, write), gets(0, 0)}, true},
		{"close does not order what is received from the buffer", 1, []body{then(send(1), write, closes), gets(1, 1)}, true},
		{"the second element is no later than the first", 2, []body{then(send(1), write, send(2)), gets(1, 1)}, true},
		{"… but orders what is before it", 2, []body{then(send(1), write, send(2)), then(drop, gets(2, 1))}, false},
		{"a default of a full buffer", 1, []body{then(write, send(1)), onDefault(sending)}, true},
		{"a default of an empty buffer", 1, []body{then(send(1), func(c *chans, f *build.Func) {
			f.Receive(c.ch[0])
			write(c, f)
		}), onDefault(receiving)}, true},
		{"a length", 1, []body{then(write, send(1)), onLen(1)}, true},
		{"two receivers", 1, []body{then(write, send(1), send(2)), gets(2, 1), drop}, false},
	} {
		o := explore(t, channels([]int64{c.capacity}, c.bodies...), races)
		_, race := o.Violations["race"]
		assert.Equal(t, c.race, race, "%s: %+v", c.name, o.Violations)
	}
}

// TestMeeting: one step of the sender carries out both halves.
func TestMeeting(t *testing.T) {
	m := reference.New(channels([]int64{0}, send(5), receive), sc)
	for u := 0; u < 3; u++ {
		for in, _ := m.Next(u); in.Op != program.Select && in.Op != program.Join; in, _ = m.Next(u) {
			_, err := m.Step(u, 0)
			require.NoError(t, err)
		}
	}
	require.Equal(t, 1, m.Alternatives(1))
	require.Equal(t, 0, m.Alternatives(2))
	_, err := m.Step(2, 0)
	require.ErrorIs(t, err, reference.ErrBlocked)
	a, err := m.Step(1, 0)
	require.NoError(t, err)
	assert.Equal(t, reference.KindSend, a.Kind)
	assert.Equal(t, "a", a.Loc)
	assert.True(t, a.Meets)
	assert.Equal(t, 2, a.Receiver)
	in, _ := m.Next(2)
	assert.NotEqual(t, program.Select, in.Op)
}
