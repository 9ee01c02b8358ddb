package reference

import (
	"errors"
	"slices"
	"strings"

	"heddle/model/program"
)

// unwinding is why a frame runs the code at Func.Unwind: a panic, a Goexit, or a panic in
// a call deferred by a function that a Goexit unwinds. It is never changed but replaced.
type unwinding struct {
	goexit    bool // there is a Goexit; it goes on when the panic, if any, is over
	panics    bool
	typ, data uint64      // the panic's value
	message   string      // what the violation is called if nobody recovers
	pos       program.Pos // of the panic
}

// errUnwound says that an instruction has ended by unwinding: its thread is at a
// frame's Func.Unwind, or has ended by Goexit.
var errUnwound = errors.New("reference: unwound")

const nilPanic = "panic called with nil argument"

// raise executes an instruction of unwinding.
func (m *Machine) raise(t int, in program.Instr) error {
	th := m.threads[t]
	f := th.top()
	switch in.Op {
	case program.Panic:
		typ, data := f.regs[in.B], f.regs[in.B+1]
		if typ == 0 {
			return m.fault(t, "panic: "+nilPanic)
		}
		return m.unwind(t, unwinding{panics: true, typ: typ, data: data, message: "panic: " + m.panicText(typ, data), pos: m.Position(t)})
	case program.Goexit:
		if t == 0 && !defers(th.frames) {
			return ErrBlocked // the main thread does not end by it
		}
		return m.unwind(t, unwinding{goexit: true, pos: m.Position(t)})
	case program.Unwound:
		if u := f.unwinding; u != nil {
			if t == 0 && !u.panics && !defers(th.frames[:len(th.frames)-1]) {
				return ErrBlocked
			}
			th.frames = th.frames[:len(th.frames)-1]
			return m.unwind(t, *u)
		}
	case program.Recover:
		f.regs[in.A], f.regs[in.A+1] = th.recovered()
	}
	return nil
}

// fault is a run-time error of thread t at its current instruction: a panic with a value that
// Program.Fault describes. Where Go prints more than the error's text, message begins with it.
func (m *Machine) fault(t int, message string) error {
	u := unwinding{panics: true, message: message, pos: m.Position(t)}
	if fault := m.prog.Fault; fault.Type != 0 {
		u.typ, u.data = uint64(fault.Type), m.object(object{Object: program.Object{Layout: fault.Layout, Count: 1}})
		m.mem[u.data] = m.word(strings.TrimPrefix(message, "panic: "))
		m.fill(u.data)
	}
	return m.unwind(t, u)
}

// unwind drops frames of thread t down to one whose function Defers, which goes on at its
// Unwind. If there is none, a panic is a violation, and a Goexit ends the thread.
func (m *Machine) unwind(t int, u unwinding) error {
	th := m.threads[t]
	if m.ghost {
		return &Failure{Property: propertyPanic, Message: u.message, Thread: t, Pos: u.pos}
	}
	if m.section != nil {
		m.section.ended = true
	}
	for ; len(th.frames) > 0; th.frames = th.frames[:len(th.frames)-1] {
		f := th.top()
		if !f.fn.Defers {
			continue
		}
		if f.unwinding != nil && f.unwinding.goexit {
			u.goexit = true
		}
		f.unwinding, f.pc = &u, f.fn.Unwind
		return errUnwound
	}
	if u.panics {
		return &Failure{Property: propertyPanic, Message: u.message, Thread: t, Pos: u.pos}
	}
	return errUnwound
}

// defers reports whether a frame's function does.
func defers(frames []frame) bool {
	return slices.ContainsFunc(frames, func(f frame) bool { return f.fn.Defers })
}

// recovered ends the panic for which the top frame was called, and gives its value: nil if
// that was called by no frame that unwinds for one.
func (th *thread) recovered() (typ, data uint64) {
	for i := len(th.frames) - 2; i >= 0; i-- {
		f := &th.frames[i]
		if f.fn.Wrapper {
			continue
		}
		u := f.unwinding
		if u == nil || !u.panics || u.typ == 0 {
			return 0, 0
		}
		f.unwinding = nil
		if u.goexit {
			f.unwinding = &unwinding{goexit: true, pos: u.pos}
		}
		return u.typ, u.data
	}
	return 0, 0
}
