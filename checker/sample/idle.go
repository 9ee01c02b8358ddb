package sample

// idlers are the processes that idle: they spin, and count as blocked until another process, that does not, writes something. So
// strategies that keep to priorities are fair to those that spinning processes wait for, and no step is spent on what changes nothing.
type idlers map[int]bool

// took notes a step.
func (l idlers) took(s *Step, idle bool) {
	switch {
	case idle:
		l[s.Process] = true
	case len(l) > 0 && writes(s):
		clear(l)
	}
}

// each calls f with the first step of each process that does not idle, or of all if all do.
func (l idlers) each(steps []Step, f func(first int)) {
	found := false
	each(steps, func(i int) {
		if len(l) == 0 || !l[steps[i].Process] {
			found = true
			f(i)
		}
	})
	if !found {
		each(steps, f)
	}
}
