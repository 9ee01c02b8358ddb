package reference_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"heddle/model/program"
	"heddle/model/program/build"
)

// TestDaemons: nobody waits for a daemon, and a weak one is gone with its object.
func TestDaemons(t *testing.T) {
	for _, c := range []struct {
		name    string
		how     uint8
		forever bool // it goes on for ever
		keeps   bool // a global keeps its channel
		waits   bool // main waits for a word
	}{
		{"a daemon that waits", program.Daemon, false, true, false},
		{"a daemon that goes on", program.Daemon, true, true, false},
		{"main waits for a daemon", program.Daemon, false, true, true},
		{"a weak daemon that is needed", program.DaemonWeak, true, true, true},
		{"a weak daemon that is not", program.DaemonWeak, true, false, false},
	} {
		b := build.New()
		global := b.Pointer("global")
		daemon := b.Func("daemon", true)
		again := daemon.Here()
		daemon.Send(0, daemon.Const(5))
		if c.forever {
			daemon.Jump(again)
		}
		daemon.Return()
		main := b.Func("main")
		ch := main.Chan("ch", build.Word, main.Const(1))
		main.GoDaemon(c.how, daemon, ch)
		if c.keeps {
			main.Store(global, ch, program.SeqCst)
		}
		if c.waits {
			main.Receive(ch)
		}
		main.Join()
		main.Return()
		o := explore(t, b.Program(main), sc)
		assert.True(t, o.Verified(), "%s: %+v", c.name, o)
		assert.Len(t, o.Finals, 1, c.name)
	}
}

// TestDeadlockBesideDaemons: one that can go on for ever keeps a state from being a
// deadlock, a weak one only while some other thread can reach its object, a held one
// while that is 0.
func TestDeadlockBesideDaemons(t *testing.T) {
	for _, c := range []struct {
		how  uint8
		word int64
		ends bool
	}{{program.Daemon, 0, false}, {program.DaemonWeak, 1, true}, {program.DaemonHeld, 0, false}, {program.DaemonHeld, 1, true}} {
		b := build.New()
		x := b.Global("x", 1)
		daemon := b.Func("daemon", true)
		again := daemon.Here()
		daemon.Store(x, daemon.Const(1), program.SeqCst)
		daemon.Jump(again)
		main := b.Func("main")
		object := main.Alloc("object", build.Word)
		main.StoreAt(object, 0, main.Const(c.word), program.SeqCst)
		main.GoDaemon(c.how, daemon, object)
		main.Send(main.Addr(0), main.Const(1))
		main.Return()
		o := explore(t, b.Program(main), sc)
		assert.Equal(t, c.ends, o.Deadlock)
		assert.Equal(t, !c.ends, o.Stuck)
	}
}

// TestExit ends everything.
func TestExit(t *testing.T) {
	for code, want := range map[int64]string{0: "", 2: "exit status 2"} {
		l := newTest()
		l.thread(func(f *build.Func) { f.Section(func() { f.Await(f.Const(0)) }) })
		l.thread(func(f *build.Func) { f.Exit(f.Const(code)) })
		o := explore(t, l.program(nil), sc)
		assert.Equal(t, want, o.Violations["panic"])
		assert.Equal(t, code == 0, len(o.Finals) == 1)
		assert.False(t, o.Deadlock)
	}
}
