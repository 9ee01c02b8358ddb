package checker

import (
	"context"
	"fmt"
	"time"

	"heddle/machine"
	"heddle/model/program"
)

// noFailure stands for what is wrong with an end that is as it should be.
var noFailure = &machine.Failure{Thread: -1, Other: -1}

// endsWell reports whether the state that was expanded last is an end, and no violation.
func (s *search) endsWell() bool { return s.out.Ended && s.out.State == nil }

// End finds a run of prog that ends as it should, with the fewest steps, and of those one with the fewest context
// switches: the result is Verified, and has its schedule. If there is none the result is Incomplete and says why.
// States are explored one by one whatever opts say of symmetry, preemptions and the order of the search; violations
// that are met end nothing.
//
// The error is as that of Check.
func End(ctx context.Context, prog *program.Program, opts Options) (Result, error) {
	opts.DepthFirst, opts.Preemptions, opts.Liveness, opts.Symmetry = false, nil, nil, false
	memory, _, err := opts.prepare(prog, false)
	if err != nil {
		return Result{}, err
	}
	cpu := cpuTime()
	m := machine.New(prog, machine.Config{
		Memory: memory, AllVisible: opts.AllVisible, AllowLeaks: opts.AllowLeaks, System: opts.System, WordBits: opts.WordBits, Network: opts.Network, Monitor: opts.Monitor,
	})
	s := &search{sys: m, opts: opts, stopwatch: stopwatch{started: time.Now()}, toEnd: true}
	s.run(ctx)
	r := s.result()
	r.Elapsed, r.CPU = time.Since(s.started), cpuTime()-cpu
	switch {
	case s.refused != nil:
		return Result{}, s.refused
	case s.violation == nil || s.violation.initial:
		if r.Verdict, r.Message = Incomplete, s.limit; s.limit == "" {
			r.Message = "no run of it ends as it should"
		}
		return r, nil
	}
	rec, err := record(m, s.shortest(), s.violation, opts, prog.Target)
	if err != nil {
		return r, err
	}
	rec.Message, rec.End = "the program ends", nil
	r.Verdict, r.Message, r.Schedule = Verified, rec.Message, rec.Schedule
	if m.System().Fault != "" {
		return r, nil // the reference interpreter has no such mistake
	}
	if err := newConfirmation(prog, memory, rec).follow(); err != nil {
		return r, fmt.Errorf("checker: bug: the reference interpreter cannot follow a run to an end: %w", err)
	}
	return r, nil
}
