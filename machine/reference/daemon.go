package reference

import "heddle/model/program"

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

// dropDaemons ends the weak daemons whose object no other thread but daemons can reach.
func (m *Machine) dropDaemons() {
	var reached *reach
	for _, t := range m.threads {
		if t.daemon != program.DaemonWeak || t.finished() {
			continue
		}
		if reached == nil {
			reached = m.reach(func(u *thread) bool { return u.daemon == 0 })
		}
		if !reached.has(t.weak) {
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
