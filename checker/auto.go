package checker

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"heddle/model/program"
)

// AutoOptions say how far Auto goes. The zero value works.
type AutoOptions struct {
	// Preemptions is the least bound whose verification is an answer; 0 is 2. (Most known bugs need no more: M. Musuvathi,
	// S. Qadeer, Iterative Context Bounding for Systematic Testing of Multithreaded Programs, PLDI 2007, section 4.)
	Preemptions int
	// Sample says which schedules are sampled in the end; if it does not say how many 1,000 are, if not how by AutoStrategy.
	Sample SampleOptions
}

// What Auto does if nothing is said.
const (
	AutoStates    = 5_000_000 // of the first search, at most
	AutoSchedules = 1_000
	AutoStrategy  = "pos" // of those whose runs are independent it alone finds all bugs of package strategies with every seed
)

// Auto checks prog as far as its limits allow, in three stages, and ends with the first that gives an answer:
//
//   - all schedules, within the limits of opts, or 5,000,000 states if they say nothing of states and memory;
//   - those with 0, 1, 2, … preemptions, one bound after the other, each in as many states as the first stage came to.
//     An answer is a violation, or the last bound that was completed if that is at least auto's: Result.Bounded has it;
//   - as many as auto says, drawn at random, see Sample: Result.Sampled says what that is worth.
//
// Result.Message says of an answer that is not the first stage's why those before gave none. Limits of time hold for
// all stages together: the first two may use four fifths of what is left each. Without them, and without ctx ending, the
// result is that of every run on any machine.
//
// Options that bound the schedules, search depth-first, or ask for liveness are refused: they leave one stage only.
func Auto(ctx context.Context, prog *program.Program, opts Options, auto AutoOptions) (Result, error) {
	if err := opts.escalates(); err != nil {
		return Result{}, err
	}
	if auto.Preemptions < 0 || auto.Preemptions > maxPreemptions {
		return Result{}, fmt.Errorf("checker: at least %d preemptions, want 0 to %d", auto.Preemptions, maxPreemptions)
	}
	auto.Preemptions = cmp.Or(auto.Preemptions, 2)
	if opts.Limits.States == 0 && opts.Limits.Memory == 0 {
		opts.Limits.States = AutoStates
	}
	auto.Sample.Schedules = cmp.Or(auto.Sample.Schedules, AutoSchedules)
	auto.Sample.Strategy = cmp.Or(auto.Sample.Strategy, AutoStrategy)
	if _, err := auto.Sample.complete(); err != nil {
		return Result{}, err
	}
	e := &escalation{ctx: ctx, prog: prog, opts: opts, auto: auto, began: time.Now(), cpu: cpuTime(), upTo: -1}
	r, err := e.run()
	r.Elapsed, r.CPU = time.Since(e.began), cpuTime()-e.cpu
	return r, err
}

// escalates says why the options leave one stage only; nil if they leave all.
func (o *Options) escalates() error {
	if err := o.validate(); err != nil {
		return err
	}
	if err := o.whole(); err != nil {
		return fmt.Errorf("checker: escalation: %w", err)
	}
	if len(o.Liveness) > 0 {
		return errors.New("checker: escalation: liveness, want safety alone: only a search of all schedules can say what goes on for ever")
	}
	return nil
}

// escalation is one call of Auto.
type escalation struct {
	ctx   context.Context
	prog  *program.Program
	opts  Options
	auto  AutoOptions
	began time.Time
	cpu   time.Duration

	first   Result // of the search of all schedules
	bounded Result // of the last complete search up to a bound …
	upTo    int    // … which is this one, -1 if none is complete
}

func (e *escalation) run() (Result, error) {
	var err error
	if e.first, err = e.stage(nil, e.opts.Limits.States); err != nil || e.first.Verdict != Incomplete || e.ctx.Err() != nil {
		return e.first, err
	}
	r, err := e.preemptions()
	if err != nil || r.Verdict != Incomplete {
		return r, err
	}
	if e.upTo >= e.auto.Preemptions {
		r = e.bounded
		r.Message = e.before()
		return r, nil
	}
	if e.ctx.Err() != nil {
		r = e.first
		r.Message = e.before() + "; then " + interrupted
		return r, nil
	}
	return e.sample()
}

// stage is one search, within its share of the time.
func (e *escalation) stage(preemptions *int, states int) (Result, error) {
	opts := e.opts
	opts.Preemptions, opts.Limits.States = preemptions, states
	if !e.timed(&opts, 4) {
		return Result{Message: overTime(opts.Limits.Time)}, nil
	}
	r, err := Check(e.ctx, e.prog, opts)
	e.named(&r, opts)
	return r, err
}

// sample is the last stage.
func (e *escalation) sample() (Result, error) {
	opts := e.opts
	if !e.timed(&opts, 5) {
		r := e.first
		r.Message = e.before()
		return r, nil
	}
	r, _, err := Sample(e.ctx, e.prog, opts, e.auto.Sample)
	if e.named(&r, opts); r.Verdict != Incomplete {
		return r, err
	}
	if limit := r.Message; limit != "" {
		r.Message = "; then " + limit
	}
	r.Message = e.before() + r.Message
	return r, err
}

// timed limits a stage to so many fifths of the time that is left; it reports whether any is.
func (e *escalation) timed(opts *Options, fifths time.Duration) bool {
	t := opts.Limits.Time
	if t == 0 {
		return true
	}
	left := t - time.Since(e.began)
	if left > 0 {
		opts.Limits.Time = max(left*fifths/5, 1)
	}
	return left > 0
}

// named puts the limit of time that was asked for in place of a stage's share of it.
func (e *escalation) named(r *Result, opts Options) {
	if r.Verdict == Incomplete {
		r.Message = strings.Replace(r.Message, overTime(opts.Limits.Time), overTime(e.opts.Limits.Time), 1)
	}
}

// preemptions searches up to one bound after the other, until there is an answer or a limit is met.
//
// Each starts anew, so that the last complete one says just what it would say alone. What is
// beyond the bound that is asked for costs no more than one search.
func (e *escalation) preemptions() (Result, error) {
	budget, total := max(e.first.States, 1), 0
	for k := 0; k <= e.auto.Preemptions || total < budget; k++ {
		most := budget
		if k > e.auto.Preemptions {
			most -= total
		}
		r, err := e.stage(&k, most)
		switch {
		case r.Bounded == "":
			return r, err
		case err == nil:
			e.bounded, e.upTo = r, k
		case !errors.Is(err, ErrVacuous): // else claims may be beyond the bound
			return r, err
		}
		total += r.States
	}
	return Result{}, nil
}

// before says why the stages before the last gave no answer.
func (e *escalation) before() string {
	why := "for all schedules " + e.first.Message
	if e.upTo >= 0 && e.upTo < e.auto.Preemptions {
		why += fmt.Sprintf("; verified up to %s", layerName(e.upTo))
	}
	return why
}
