package checker

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"heddle/checker/sample"
	"heddle/machine"
	"heddle/model/program"
)

// SampleOptions say which schedules are sampled.
type SampleOptions struct {
	Strategy  string // a name of sample.Kinds(); "" is the first
	Schedules int    // how many; 0 is 10,000
	Depth     int    // of bugs that pct looks for; 0 is 3
	Steps     int    // a run is cut off after so many; 0 is 10,000
	Seed      uint64
	// PassPilots says that what is violated in runs that only measure the program, for some strategies, ends nothing. So it is the
	// strategies themselves that are compared.
	PassPilots bool
}

// What SampleOptions have if nothing is said.
const (
	DefaultSchedules = 10_000
	DefaultDepth     = 3
	DefaultSteps     = 10_000
)

// delta is the probability that the bound on what is unseen does not hold.
const delta = 0.05

// Sample makes runs of prog that are drawn at random, until one violates something, or is in a state in which some step would: then that step
// is taken, whatever the strategy says. The verdict is Violated or Incomplete, never Verified. Of a violation the schedule
// is shortened with bounded effort: Sampled.Minimal says whether there is a shorter one.
//
// The same options give the same runs, whatever was done before. Of opts Memory, System, AllVisible, AllowLeaks, WordBits,
// Network, Endless, Progress and the limits of time and memory count, the last of which is on states kept
// for later runs. Properties of runs that go on for ever are refused; that a run that was cut off cannot end (PropertyStuck) is found if
// little can follow. The error is as that of Check.
func Sample(ctx context.Context, prog *program.Program, opts Options, asked SampleOptions) (Result, Sampled, error) {
	kind, err := asked.complete()
	if err != nil {
		return Result{}, Sampled{}, err
	}
	if err := opts.sampled(); err != nil {
		return Result{}, Sampled{}, err
	}
	memory, _, err := opts.prepare(prog, false)
	if err != nil {
		return Result{}, Sampled{}, err
	}
	cpu := cpuTime()
	cfg := machine.Config{
		Memory: memory, AllVisible: opts.AllVisible, AllowLeaks: opts.AllowLeaks, System: opts.System, WordBits: opts.WordBits, Network: opts.Network, Monitor: opts.Monitor,
		LearnAfter: 1, Accesses: true,
	}
	m := machine.New(prog, cfg)
	s := newSampler(m, opts, asked, kind)
	s.m = m
	s.run(ctx)
	if s.refused != nil {
		return Result{}, Sampled{}, s.refused
	}
	r := s.result()
	if s.violation != nil {
		r.Property, r.Message = s.violation.failure.Property, s.violation.failure.Message
		rec, err := s.shortened(ctx, prog, cfg)
		if err != nil {
			return r, *r.Sampled, err
		}
		if r.Property != rec.Property {
			r.Sampled.Found = r.Property
		}
		r.Schedule, r.Property, r.Message = rec.Schedule, rec.Property, rec.Message
		if err := confirm(prog, memory, rec); err != nil {
			return r, *r.Sampled, err
		}
	}
	r.Sampled.Minimal = s.got.Minimal
	r.Elapsed, r.CPU = time.Since(s.started), cpuTime()-cpu
	if r.Verdict == Incomplete && s.limit == "" && len(prog.Claims) > 0 && m.Claimed() == 0 {
		return r, *r.Sampled, fmt.Errorf("%w: %d stated, the first at %s", ErrVacuous, len(prog.Claims), prog.Claims[0])
	}
	return r, *r.Sampled, nil
}

func newSampler(sys System, opts Options, asked SampleOptions, kind sample.Kind) *sampler {
	limit := defaultKept
	if m := opts.Limits.Memory; m > 0 {
		limit = min(limit, m/2)
	}
	s := &sampler{known: newKnown(sys, limit), opts: opts, asked: asked, kind: kind, stopwatch: stopwatch{started: time.Now()}}
	if kind.Depth {
		s.got.Depth = asked.Depth
	}
	return s
}

// defaultKept bounds the states that are kept for later runs, in bytes, if nothing else does.
const defaultKept = 1 << 28

// complete fills in what is not said, and validates.
func (o *SampleOptions) complete() (sample.Kind, error) {
	kind, err := sample.Find(o.Strategy)
	switch {
	case err != nil:
	case o.Schedules < 0:
		err = fmt.Errorf("checker: %d schedules, want 1 or more", o.Schedules)
	case o.Depth < 0:
		err = fmt.Errorf("checker: bugs of depth %d, want 1 or more", o.Depth)
	case o.Steps < 0:
		err = fmt.Errorf("checker: runs of %d steps, want 1 or more", o.Steps)
	}
	o.Strategy = kind.Name
	o.Schedules, o.Depth, o.Steps = cmp.Or(o.Schedules, DefaultSchedules), cmp.Or(o.Depth, DefaultDepth), cmp.Or(o.Steps, DefaultSteps)
	return kind, err
}

// sampled refuses what cannot be sampled, and drops what says only how to search.
func (o *Options) sampled() error {
	switch {
	case len(o.Liveness) > 0:
		return fmt.Errorf("checker: sampling with properties of runs that go on for ever, want none: a run that was cut off shows nothing of them")
	case o.Preemptions != nil:
		return fmt.Errorf("checker: sampling with a bound on preemptions, want none")
	case o.Limits.Depth > 0:
		return fmt.Errorf("checker: sampling with a limit of depth, want a number of steps of a run")
	}
	o.Symmetry, o.DepthFirst, o.Reduce = false, false, ""
	return nil
}
