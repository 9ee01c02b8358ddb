package outcome

import (
	"cmp"
	"context"
	"slices"
	"time"

	"heddle/machine"
	"heddle/model/litmus"
)

// Explore finds all that a test can end with under a memory model.
func Explore(code *litmus.Code, memory machine.Memory, limits Limits) (*Result, error) {
	return new(Explorer).Explore(context.Background(), code, memory, limits)
}

// Explore finds all that a test can end with under a memory model, unless a limit is met
// or ctx is cancelled: then the result says so. An error is a bug of ours.
func (e *Explorer) Explore(ctx context.Context, code *litmus.Code, memory machine.Memory, limits Limits) (*Result, error) {
	started := time.Now()
	cfg := machine.Config{Memory: memory, NoteRaces: true, Eager: true, Known: e.scanner.scan(code.Program), System: e.System}
	limit, err := e.search(ctx, code.Program, cfg, code.Observed(), limits)
	if err != nil {
		return nil, err
	}
	r := &Result{
		Limit: limit, States: e.graph.len(), Transitions: len(e.graph.to), Passes: e.passes,
		quantifier: code.Test.Final, explorer: e,
	}
	if race := e.m.Raced(); race != nil {
		r.Race = race.Message
	}
	if e.failure != nil {
		r.Failure = e.failure.Message
	}
	var ways []uint64
	if limit == "" && e.graph.len() > 0 {
		ways, r.Counted = e.graph.ways()
		if e.blocked > 0 || !r.Counted {
			r.Stuck = e.graph.doomed(e.ends)
		}
	}
	for i := range e.finals {
		f := &e.finals[i]
		if !code.Admits(f.words) {
			continue
		}
		o := Outcome{State: code.Format(f.words), Holds: code.Holds(f.words), Words: f.words, end: f.states[0]}
		if r.Counted {
			for _, at := range f.states {
				o.Schedules = add(o.Schedules, ways[at])
			}
		}
		r.Outcomes = append(r.Outcomes, o)
	}
	r.merge()
	r.Elapsed = time.Since(started)
	return r, nil
}

// add adds numbers of schedules.
func add(a, b uint64) uint64 {
	if a+b < a {
		return Many
	}
	return a + b
}

// merge sorts the outcomes, and makes one of those that look alike: they differ in what
// only a filter names.
func (r *Result) merge() {
	slices.SortStableFunc(r.Outcomes, func(a, b Outcome) int {
		return cmp.Or(cmp.Compare(a.State, b.State), cmp.Compare(a.end, b.end))
	})
	merged := r.Outcomes[:0]
	for _, o := range r.Outcomes {
		if n := len(merged); n > 0 && merged[n-1].State == o.State {
			merged[n-1].Schedules = add(merged[n-1].Schedules, o.Schedules)
			continue
		}
		merged = append(merged, o)
	}
	r.Outcomes = merged
}

// Path gives the actions of a shortest schedule to an outcome with the fewest context switches, and the machine that can
// take them (see checker.Witness). It must be asked for before the explorer goes on to
// another test.
func (r *Result) Path(o Outcome) (*machine.Machine, []machine.Action) {
	return r.explorer.m, r.explorer.graph.route(o.end)
}
