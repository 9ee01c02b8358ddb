package checker

// Option says how Verify checks. An Options or a Limits is one too; the last one
// that says something counts.
type Option interface{ set(*verification) }

type option func(*verification)

func (o option) set(v *verification) { o(v) }

func (o Options) set(v *verification) {
	v.opts = o
	if o.Memory != "" {
		v.memories = []string{o.Memory}
	}
}

func (l Limits) set(v *verification) { v.opts.Limits = l }

func (a AutoOptions) set(v *verification) { v.auto = a }

// Args gives the values of the check's parameters: booleans, numbers and strings.
func Args(values ...any) Option { return option(func(v *verification) { v.args = values }) }

// Memory gives the names of the memory models to check under; without it that is "go".
func Memory(names ...string) Option {
	return option(func(v *verification) { v.memories = names })
}

// Live asks for properties of runs that go on for ever too: those named, of Liveness, or all that apply. Who can
// always step is assumed to do so (weak fairness); Options can say strong.
func Live(properties ...string) Option {
	return option(func(v *verification) {
		v.opts.Liveness = properties
		if len(properties) == 0 {
			v.opts.Liveness = []string{LivenessAll}
		}
	})
}

// AcceptBounded lets a test pass if nothing is violated up to the bound that Options
// or Limits has: preemptions, or the depth. If they have none it is that of AutoOptions, and
// matters only if not all schedules can be explored. Without it such a test fails.
func AcceptBounded() Option { return option(func(v *verification) { v.acceptBounded = true }) }

// AcceptSampled lets a test pass, too, if all schedules that AutoOptions ask for were sampled and nothing was
// violated: where not all schedules can be explored, nor all up to the bound that AutoOptions
// want. It implies AcceptBounded. Without it such a test fails.
func AcceptSampled() Option { return option(func(v *verification) { v.acceptSampled = true }) }
