package checker

import (
	"bytes"

	"heddle/machine"
)

// A preemption is a step of another thread than the one that runs, which could go on
// by itself. The main thread runs at the start. What counts as what:
//
//   - A switch is free if the running thread has no step that changes anything: it is
//     blocked, waits for its store buffer, has ended, or spins on a value by single loads.
//   - A step that moves two threads (both sides of a channel) is free if one of them
//     runs, and either of them may run after it: real schedulers do both.
//   - What hardware does (a flush, a message) and what daemons do (a timer fires) is no scheduling of
//     goroutines: it is free, and the running thread runs on. If that cannot go on then, nobody
//     runs, and whoever steps next does so freely, even if the thread could go on by then.

// nobody stands for the running thread where none could go on.
const nobody = int8(-1)

// outside reports whether an action is of nobody who is scheduled.
func outside(a machine.Action, m machine.Moves) bool { return a.Hardware() || m.Daemon }

// moves reports whether a thread takes part in an action.
func moves(thread int8, a machine.Action, m machine.Moves) bool {
	return !outside(a, m) && (a.Thread() == int(thread) || m.Partner > 0 && int(m.Partner)-1 == int(thread))
}

// cost is the number of preemptions of an action where a thread runs that could go on, or nobody does.
func cost(thread int8, a machine.Action, m machine.Moves) int {
	if thread == nobody || outside(a, m) || moves(thread, a, m) {
		return 0
	}
	return 1
}

// goesOn reports whether a thread could go on by itself in a state, whose successors are out.
func goesOn(thread int8, state []byte, out *machine.Successors) bool {
	if thread == nobody {
		return false
	}
	from := 0
	for _, it := range out.Items {
		to := out.Bytes[from:it.End]
		from = it.End
		if moves(thread, it.Action, it.Moves) && !bytes.Equal(to, state) {
			return true
		}
	}
	for _, f := range out.Failed {
		if moves(thread, f.Action, f.Moves) {
			return true
		}
	}
	return false
}
