package checker

import (
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
}

// AutoStates bounds the states of Auto's first search if nothing else does.
const AutoStates = 5_000_000

// Auto checks prog as far as its limits allow, in three stages, and ends with the first that gives an answer:
//
//   - all schedules, within the limits of opts, or 5,000,000 states if they say nothing of states and memory;
//   - those with 0, 1, 2, … preemptions, one bound after the other, each in as many states as the first stage came to.
//     An answer is a violation, or the last bound that was completed if that is at least auto's: Result.Bounded has it;
//   - samples.
//
// Result.Message says of an answer that is not the first stage's why those before gave none. Limits of time hold for
// all stages together: each may use four fifths of what is left. Without them, and without ctx ending, the result is
// that of every run on any machine.
//
// Options that bound the schedules, search depth-first, or ask for liveness are refused: they leave one stage only.
func Auto(ctx context.Context, prog *program.Program, opts Options, auto AutoOptions) (Result, error) {
	if err := opts.escalates(); err != nil {
		return Result{}, err
	}
	if auto.Preemptions < 0 || auto.Preemptions > maxPreemptions {
		return Result{}, fmt.Errorf("checker: at least %d preemptions, want 0 to %d", auto.Preemptions, maxPreemptions)
	}
	if auto.Preemptions == 0 {
		auto.Preemptions = 2
	}
	if opts.Limits.States == 0 && opts.Limits.Memory == 0 {
		opts.Limits.States = AutoStates
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
	if e.first, err = e.stage(nil, e.opts.Limits.States); err != nil || e.settled(e.first) {
		return e.first, err
	}
	r, err := e.preemptions()
	if err != nil || e.settled(r) {
		return r, err
	}
	if e.upTo >= e.auto.Preemptions {
		r = e.bounded
		r.Message = e.before()
		return r, nil
	}
	r = e.first
	r.Message = e.before()
	return r, nil
}

// settled reports whether no other stage is of use.
func (e *escalation) settled(r Result) bool { return r.Verdict != Incomplete || e.ctx.Err() != nil }

// stage is one search, within its share of the time.
func (e *escalation) stage(preemptions *int, states int) (Result, error) {
	opts := e.opts
	opts.Preemptions, opts.Limits.States = preemptions, states
	if t := opts.Limits.Time; t > 0 {
		left := t - time.Since(e.began)
		if left <= 0 {
			return Result{Message: overTime(t)}, nil
		}
		opts.Limits.Time = left - left/5
	}
	r, err := Check(e.ctx, e.prog, opts)
	if r.Verdict == Incomplete { // its share of the time is nothing that anybody has asked for
		r.Message = strings.Replace(r.Message, overTime(opts.Limits.Time), overTime(e.opts.Limits.Time), 1)
	}
	return r, err
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
