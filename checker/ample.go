package checker

import (
	"context"
	"time"

	"heddle/machine"
	"heddle/model/program"
)

// ample is a machine that may leave out steps of a state: see machine.Config.Ample.
//
// That nothing is put off for ever is up to the search: if no step that is taken leads to a state with a later position all steps
// are. Positions only grow, so whoever goes from state to state like that comes to one of which all steps are taken. That a
// step leads to a later position can be seen again after the search, as ending.go does.
type ample interface {
	Whole(on bool)
	Rely(state uint64)
	Revise() (states []uint64, err error)
	Unreduced() string
}

// Of Options.Reduce.
const (
	ReduceOff = "off"
	ReduceOn  = "on"
)

// unreduced says why all steps of each state are to be taken, "" if they need not be.
func (o *Options) unreduced() string {
	switch {
	case o.AllVisible:
		return "every access is a step"
	case o.Preemptions != nil:
		return "preemptions are counted"
	case o.Limits.Depth > 0:
		return "the depth is bounded"
	case len(o.Liveness) > 0:
		return "runs that go on for ever may differ in who is put off"
	}
	return ""
}

// expandIgnored expands those states of the block wholly whose steps led back only.
func (s *search) expandIgnored() error {
	if len(s.ignored) == 0 {
		return nil
	}
	s.ample.Whole(true)
	defer s.ample.Whole(false)
	s.again = append(s.again[:0], s.ignored...)
	s.ignored = s.ignored[:0]
	return s.expandAgain(s.again)
}

// expandAgain expands states that have been expanded before.
func (s *search) expandAgain(list []position) error {
	s.out.Reset()
	s.block = s.block[:0]
	for _, p := range list {
		if err := s.expand(p, s.depth); err != nil || s.violation != nil {
			return err
		}
	}
	return s.insertBlock()
}

// revise expands those states again whose steps may have been chosen wrongly, and reports whether there were any. If they
// are many the search starts again.
func (s *search) revise(ctx context.Context) (again bool, err error) {
	if s.ample == nil {
		return false, nil
	}
	list, err := s.ample.Revise()
	if err == nil && len(list) > s.seen.count/8 {
		err = machine.ErrAgain
	}
	for len(list) > 0 && err == nil && s.violation == nil {
		if err = s.checkLimits(ctx); err != nil {
			break
		}
		n := min(len(list), blockSize)
		again = true
		s.again = s.again[:0]
		for _, p := range list[:n] {
			s.again = append(s.again, position(p))
		}
		if err = s.expandAgain(s.again); err == nil && s.violation == nil {
			err = s.expandIgnored()
		}
		list = list[n:]
	}
	return again, err
}

// exploration is a search and the machine that it searched.
type exploration struct {
	*search
	machine *machine.Machine
}

// searchReduced searches all that prog can do, with ample sets if the options say so. prepare says what is kept of it.
//
// The shortest run to a violation may be among what ample sets leave out: if there is one all is searched again, with all
// steps. If that meets a limit the violation that was found first stands.
func searchReduced(ctx context.Context, prog *program.Program, cfg machine.Config, opts Options, prepare func(*search)) exploration {
	started := time.Now()
	once := func(ample bool, opts Options) exploration {
		cfg.Ample = ample
		x := searchOnce(ctx, prog, cfg, opts, prepare)
		x.started, x.opts = started, opts
		return x
	}
	if opts.Reduce == "" || opts.Reduce == ReduceOff || opts.unreduced() != "" || !machine.HasNetwork(prog) {
		return once(false, opts)
	}
	first := once(true, opts)
	if first.violation == nil || first.ample.Unreduced() != "" {
		return first
	}
	if again := once(false, opts); again.violation != nil {
		return again
	}
	return first
}

func searchOnce(ctx context.Context, prog *program.Program, cfg machine.Config, opts Options, prepare func(*search)) exploration {
	m := machine.New(prog, cfg)
	s := &search{sys: m, opts: opts, stopwatch: stopwatch{started: time.Now()}}
	if cfg.Ample {
		s.ample = m
	}
	prepare(s)
	s.run(ctx)
	if s.refused == nil && s.violation == nil && s.limit == "" && !opts.Endless {
		s.symmetry(m)
		s.checkEnding(ctx, m)
	}
	return exploration{s, m}
}

// reduction reports whether not all steps of prog's were taken, and says why they were if that was asked for.
func (s *search) reduction(prog *program.Program) (reduced bool, why string) {
	switch {
	case s.ample != nil:
		return s.ample.Unreduced() == "", s.ample.Unreduced()
	case s.opts.Reduce == "" || s.opts.Reduce == ReduceOff || !machine.HasNetwork(prog):
		return false, ""
	}
	return false, s.opts.unreduced()
}
