package sample

// idlers are the processes that idle: they spin, and count as blocked until another process, that does not, writes something. So
// strategies that keep to priorities are fair to those that spinning processes wait for, and no step is spent on what changes nothing.
type idlers struct {
	set [Processes]bool
	any bool
}

func (l *idlers) begin() {
	if l.any {
		*l = idlers{}
	}
}

// took notes a step.
func (l *idlers) took(s *Step, idle bool) {
	switch {
	case idle:
		l.set[s.Process], l.any = true, true
	case l.any && writes(s):
		*l = idlers{}
	}
}

// each calls f with the first step of each process that does not idle, or of all if all do.
func (l *idlers) each(steps []Step, f func(first int)) {
	if !l.any {
		each(steps, f)
		return
	}
	found := false
	each(steps, func(i int) {
		if !l.set[steps[i].Process] {
			found = true
			f(i)
		}
	})
	if !found {
		each(steps, f)
	}
}
