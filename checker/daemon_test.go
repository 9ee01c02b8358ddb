package checker

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/machine"
	"heddle/model/program"
	"heddle/model/program/build"
)

// TestDaemons has programs whose verdicts depend on which threads count.
func TestDaemons(t *testing.T) {
	waits := func(b *build.Builder) *build.Func {
		f := b.Func("waits", true)
		f.Receive(0)
		f.Return()
		return f
	}
	// ticks sends without end, if there is room.
	ticks := func(b *build.Builder) *build.Func {
		f := b.Func("ticks", true)
		one := f.Const(1)
		again := f.Here()
		f.Select(true, build.SendTo(0, one))
		f.Jump(again)
		return f
	}
	for _, c := range []struct {
		name     string
		kind     uint8
		body     func(*build.Builder) *build.Func
		main     func(f *build.Func, ch build.Reg)
		states   int // one more where a join waits for the store buffer
		property string
	}{
		{"a thread that nobody wakes", 0, waits, func(*build.Func, build.Reg) {}, 1, PropertyLeak},
		{"a daemon that nobody wakes", program.Daemon, waits, func(*build.Func, build.Reg) {}, 2, ""},
		{"a join waits for no daemon", program.Daemon, waits, func(f *build.Func, _ build.Reg) { f.Join() }, 2, ""},
		{"a join waits for a thread", 0, waits, func(f *build.Func, _ build.Reg) { f.Join() }, 1, PropertyDeadlock},
		{"a daemon that wakes main", program.Daemon, ticks, func(f *build.Func, ch build.Reg) { f.Receive(ch) }, 6, ""},
		{"a daemon that goes on for ever", program.Daemon, ticks, func(f *build.Func, ch build.Reg) { f.Select(false) }, 2, PropertyDeadlock},
		{"a weak one that main needs", program.DaemonWeak, ticks, func(f *build.Func, ch build.Reg) { f.Receive(ch) }, 4, ""},
		{"a weak one that nobody needs", program.DaemonWeak, ticks, func(f *build.Func, _ build.Reg) { f.Select(false) }, 1, PropertyDeadlock},
		{"a held one that nobody needs", program.DaemonHeld, ticks, func(f *build.Func, _ build.Reg) { f.Select(false) }, 1, PropertyDeadlock},
		{"a weak one that main forgets", program.DaemonWeak, ticks, func(f *build.Func, ch build.Reg) { f.Receive(ch); f.Select(false) }, 3, PropertyDeadlock},
	} {
		b := build.New()
		body := c.body(b)
		main := b.Func("main")
		ch := main.Chan("c", build.Word, main.Const(1))
		main.GoDaemon(c.kind, body, ch)
		c.main(main, ch)
		main.Return()
		p := b.Program(main)
		t.Run(c.name, func(t *testing.T) {
			for _, memory := range machine.Memories() {
				for _, cfg := range []machine.Config{{Memory: memory}, {Memory: memory, AllVisible: true}, {Memory: memory, NoMemo: true}} {
					s, property := searchAll(t, p, cfg)
					assert.Equal(t, c.property, property, "%+v", cfg)
					states := c.states
					if memory.Buffered && c.name == "a join waits for no daemon" {
						states++
					}
					assert.Equal(t, states, s.seen.count, "%+v", cfg)
				}
			}
		})
	}
}

// TestWeakDaemonOfDaemon has a weak daemon that only another daemon needs: it stays.
func TestWeakDaemonOfDaemon(t *testing.T) {
	for _, kind := range []uint8{program.Daemon, program.DaemonWeak, program.DaemonHeld} {
		b := build.New()
		ticks := b.Func("ticks", true)
		ticks.Send(0, ticks.Const(1))
		ticks.Return()
		forwards := b.Func("forwards", true, true)
		forwards.Receive(1)
		forwards.Send(0, forwards.Const(1))
		forwards.Return()
		main := b.Func("main")
		in, out := main.Chan("in", build.Word, main.Const(0)), main.Chan("out", build.Word, main.Const(0))
		main.GoDaemon(program.DaemonWeak, ticks, in)
		main.GoDaemon(kind, forwards, out, in)
		main.Receive(out)
		main.Return()
		p := b.Program(main)
		for _, memory := range machine.Memories() {
			_, property := searchAll(t, p, machine.Config{Memory: memory})
			assert.Empty(t, property)
		}
		result, err := Check(t.Context(), p, Options{})
		require.NoError(t, err)
		assert.Equal(t, Verified, result.Verdict)
	}
}

// TestBesideDaemons has an access of main's that races with one of a daemon's only if
// the daemon goes first: main's end is a step.
func TestBesideDaemons(t *testing.T) {
	b := build.New()
	daemon := b.Func("daemon", true)
	daemon.StoreAt(0, 0, daemon.Const(1), program.Plain)
	daemon.Return()
	main := b.Func("main")
	x := main.Alloc("x", build.Word)
	main.GoDaemon(program.Daemon, daemon, x)
	main.StoreAt(x, 0, main.Const(2), program.Plain)
	main.Return()
	result, err := Check(t.Context(), b.Program(main), Options{})
	require.NoError(t, err)
	assert.Equal(t, PropertyRace, result.Property)
}
