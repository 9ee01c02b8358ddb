package lecture

import (
	"context"
	"fmt"

	"heddle/checker"
	"heddle/checker/cost"
	"heddle/machine"
	"heddle/model"
	"heddle/model/golang"
	"heddle/model/golang/source"
	"heddle/model/program"
	"heddle/specs"
)

// facts is what is known of an algorithm, for each number of threads.
type facts struct {
	columns    []cost.Column    // on a bus with caches
	turns      []cost.Column    // within the bounds for bypass
	starves    bool             // on a fair schedule, within these
	incoherent []checker.Result // where no copies are kept alike
	cluster    []string         // why it does not run there; "" if it does
}

// computer runs the searches.
type computer struct {
	ctx    context.Context
	opts   Options
	loader *golang.Loader
}

// Limit is the error of a search that met a limit.
type Limit struct{ Message string }

func (l *Limit) Error() string { return l.Message }

func (c *computer) facts(s subject) (*facts, error) {
	f := &facts{}
	for _, n := range c.opts.Threads {
		if err := c.add(f, s, n); err != nil {
			return nil, fmt.Errorf("N=%d: %w", n, err)
		}
	}
	return f, nil
}

// add finds the facts for one number of threads.
func (c *computer) add(f *facts, s subject, n int) error {
	once := bounded{rounds: s.rounds()}
	column, err := c.measure(s, c.options(n, once, machine.System{Structure: machine.SMP}), cost.Metrics())
	if err != nil {
		return err
	}
	f.columns = append(f.columns, column)
	if s.turns != (bounded{}) {
		bypass, err := cost.FindMetrics([]string{"bypass"})
		if err != nil {
			return err
		}
		if column, err = c.measure(s, c.options(n, s.turns, machine.System{}), bypass); err != nil {
			return err
		}
		f.turns = append(f.turns, column)
		opts := c.options(n, s.turns, machine.System{})
		opts.Liveness = []string{checker.PropertyStarvation}
		r, err := c.check(s, opts)
		if err != nil {
			return err
		}
		f.starves = f.starves || r.Property == checker.PropertyStarvation
	}
	r, err := c.check(s, c.options(n, once, machine.System{Structure: machine.NUMA, Coherence: machine.None}))
	if err != nil {
		return err
	}
	f.incoherent = append(f.incoherent, r)
	why := ""
	r, err = c.check(s.alone(), c.options(n, once, machine.System{Structure: machine.Cluster}))
	if err != nil {
		why = err.Error()
	} else if r.Verdict != checker.Verified {
		why = r.Property
	}
	f.cluster = append(f.cluster, why)
	return nil
}

// rounds is how many rounds are run where no more are asked for: one, or as many as it takes to
// show what is wrong.
func (s subject) rounds() int {
	if s.entry == "barrier/counting" {
		return 2
	}
	return 1
}

// alone is the algorithm without a harness that shares memory of its own, if there is one such.
func (s subject) alone() subject {
	if _, err := specs.Find(s.entry + "~unfenced-empty"); err == nil {
		s.entry += "~unfenced-empty"
	}
	return s
}

func (c *computer) options(threads int, b bounded, system machine.System) checker.Options {
	return checker.Options{
		Memory: "sc", System: system, Threads: threads, Rounds: b.rounds, WordBits: b.wordBits,
		Endless: b.rounds == model.Forever, Limits: c.opts.Limits,
	}
}

func (c *computer) measure(s subject, opts checker.Options, metrics []cost.Metric) (cost.Column, error) {
	p, err := c.load(s, &opts)
	if err != nil {
		return cost.Column{}, err
	}
	column, err := cost.Of(c.ctx, p, cost.Options{Options: opts, Windows: cost.Windows(), Metrics: metrics})
	if err == nil {
		err = complete(column.Result)
	}
	return column, err
}

func (c *computer) check(s subject, opts checker.Options) (checker.Result, error) {
	p, err := c.load(s, &opts)
	if err != nil {
		return checker.Result{}, err
	}
	r, err := checker.Check(c.ctx, p, opts)
	if err == nil {
		err = complete(r)
	}
	return r, err
}

// load compiles a row's algorithm for a search.
func (c *computer) load(s subject, opts *checker.Options) (*program.Program, error) {
	if c.opts.Progress != nil {
		what := fmt.Sprintf("%s N=%d %s", s.entry, opts.Threads, opts.System)
		opts.Progress = func(at checker.Progress) { c.opts.Progress(what, at) }
	}
	e, err := specs.Find(s.entry)
	if err != nil {
		return nil, err
	}
	return c.loader.Load(source.Target{Name: e.Name, Path: e.Package, Func: e.Check}, opts.Threads, opts.Rounds)
}

// complete is the error of a search that has met a limit.
func complete(r checker.Result) error {
	if r.Verdict == checker.Incomplete {
		return &Limit{fmt.Sprintf("%s after %d states", r.Message, r.States)}
	}
	return nil
}
