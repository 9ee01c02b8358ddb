package reference

import (
	"slices"

	"heddle/model/program"
)

// weakObject gives the address that keeps a weak daemon alive: the first word that it
// captured, of a function that captured none its first parameter.
func weakObject(f *program.Func, args []uint64) uint64 {
	switch {
	case f.Free > 0:
		return args[f.Params]
	case len(args) > 0:
		return args[0]
	}
	return 0
}

func weak(daemon uint8) bool {
	return daemon == program.DaemonWeak || daemon == program.DaemonHeld
}

// dropDaemons ends the weak daemons whose object no thread that stays can reach:
// whatever is no weak daemon stays, one that is held or whose stores are not in memory,
// and one whose object a thread that stays can reach.
func (m *Machine) dropDaemons() {
	if !slices.ContainsFunc(m.threads, func(t *thread) bool { return weak(t.daemon) && !t.finished() }) {
		return
	}
	stays := map[*thread]bool{}
	for found := -1; found < len(stays); {
		found = len(stays)
		reached := m.reach(func(t *thread) bool { return stays[t] })
		for _, t := range m.threads {
			held := t.daemon == program.DaemonHeld && t.weak != 0 && m.mem[t.weak] == 0
			if !weak(t.daemon) || held || len(t.buffer) > 0 || reached.has(t.weak) {
				stays[t] = true
			}
		}
	}
	for _, t := range m.threads {
		if !stays[t] {
			t.frames = nil
		}
	}
}

// Ended reports whether the program has ended: by Exit, or because all threads but
// daemons have finished and what they stored is in memory.
func (m *Machine) Ended() bool {
	if m.exited {
		return true
	}
	for _, t := range m.threads {
		if t.daemon == 0 && (!t.finished() || len(t.buffer) > 0) {
			return false
		}
	}
	return true
}
