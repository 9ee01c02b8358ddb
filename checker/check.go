package checker

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"heddle/checker/graph"
	"heddle/machine"
	"heddle/model/program"
)

// Limits bound a search. Zero means no limit.
type Limits struct {
	States int           // distinct states
	Depth  int           // steps of a schedule; breadth-first search only: see bound.go
	Memory int           // bytes that the search may hold
	Time   time.Duration // wall clock
}

// Options say how to check. The zero value is an exhaustive breadth-first search under memory model "go".
type Options struct {
	Memory     string         // a name of machine.Memories; "" is "go"
	System     machine.System // the structure of the machine; the zero value is flat
	DepthFirst bool           // depth-first: reaches deep states early, no shortest schedule
	AllVisible bool           // every memory access is a step: the unreduced twin, for differential tests
	AllowLeaks bool           // goroutines may be left behind: a state in which main has returned is an end
	Reduce     string         // of states of message programs not all steps are taken: on, auto or off ("" too), see machine's ample.go
	Symmetry   bool           // of states that differ in which of interchangeable threads is which one is explored: see unfold.go
	Limits     Limits
	// Preemptions, if not nil, bounds how often a schedule interrupts a thread that could go
	// on; 0 is a bound too. The fewer, the earlier: see preemptions.go. Not with a limit of depth.
	Preemptions *int
	Doorless    bool // of Explore: it is not kept who has come first
	Touches     bool // of Explore: labels say which lines of memory a step touches
	Threads     int  // parameters of a library target, recorded in the schedule
	Rounds      int
	Sorted      bool // one order of its clients is explored; likewise
	// WordBits, if not 0, is how many bits atomic integers have: they are unsigned then, and wrap. So
	// what counts on and on, such as tickets, has finitely many values.
	WordBits int
	Network  machine.NetworkOverride // how the networks of the program behave, in place of what it says
	// Monitor, if not nil, judges the history of the program, which has one model.History: see machine.Monitor.
	Monitor machine.Monitor
	Judge   HistoryJudge // gives a second answer about the histories that Monitor finds something in
	// Endless says that the program need not end: that no schedule ends from some state is then no violation.
	Endless bool
	// Liveness names the properties of runs that go on for ever, of Liveness(), that are checked too,
	// or is LivenessAll alone; Fairness is what is assumed of those: weak ("" too) or strong, see package live.
	Liveness []string
	Fairness string
	unfading bool // see machine.Config.Fade
	// Progress, if not nil, is called from the searching goroutine about ten times a second.
	Progress func(Progress)
}

// Progress is how far a search has come.
type Progress struct {
	States      int
	Transitions int
	Depth       int
	Frontier    int    // states found but not yet expanded
	Layer       string // of a search in layers of preemptions: "preemptions=1"; else ""
	Schedules   int    // of sampling: runs made, and asked for; else 0
	Asked       int
	Bytes       int
	Elapsed     time.Duration
}

// ErrVacuous says that a program states claims and none of them was ever exercised:
// a verdict would say nothing.
var ErrVacuous = errors.New("checker: no claim of the target was ever exercised")

// ErrDiverged says that a schedule is not one of the program's.
var ErrDiverged = errors.New("checker: the program does not follow the schedule")

// Check explores prog. When ctx is cancelled the result is Incomplete with what was reached.
//
// The error is not nil if nothing could be checked: an unknown memory model,
// options that do not fit together, or a program none of whose claims was ever exercised (ErrVacuous).
func Check(ctx context.Context, prog *program.Program, opts Options) (Result, error) {
	r, _, err := check(ctx, prog, opts, false)
	return r, err
}

// check is Check. If it is to be kept, the search that it made has a graph with labels, and
// ghost events of its machine's count.
func check(ctx context.Context, prog *program.Program, opts Options, keep bool) (Result, *search, error) {
	memory, asked, err := opts.prepare(prog, keep)
	if err != nil {
		return Result{}, nil, err
	}
	cpu := cpuTime()
	cfg := machine.Config{
		Memory: memory, AllVisible: opts.AllVisible, AllowLeaks: opts.AllowLeaks, Symmetry: opts.symmetric(),
		Labels: keep, Touches: keep && opts.Touches, Doorless: keep && opts.Doorless, System: opts.System, WordBits: opts.WordBits, Network: opts.Network, Monitor: opts.Monitor,
		Stricter: !keep && !asked.infinite() && opts.Preemptions == nil && !opts.DepthFirst,
		Ordered:  keep || asked.has(PropertyFirstCome), FirstCome: asked.has(PropertyFirstCome), Granted: asked.has(PropertyLeadsTo), Fade: !opts.unfading && slices.ContainsFunc(asked.properties, unfair), Wants: !keep && !asked.has(PropertyFirstCome) && asked.waits(),
	}
	x := searchReduced(ctx, prog, cfg, opts, func(s *search) {
		if keep || asked.infinite() {
			s.labels, s.graph = keep, graph.New(keep)
		}
	})
	s, m := x.search, x.machine
	if s.refused != nil {
		return Result{}, s, s.refused
	}
	sizes, why := s.symmetry(m)
	r := s.result()
	if len(asked.properties) > 0 && r.Verdict == Verified {
		if err := asked.drop(m); err != nil {
			return r, s, err
		}
	}
	if asked.infinite() && r.Verdict == Verified {
		class, err := s.checkLiveness(ctx, m, &asked)
		if err != nil {
			s.limit = err.Error()
		}
		held := r.Bytes
		r = s.result()
		r.Bytes, r.Class = held, class
	}
	r.Liveness, r.Fairness = asked.properties, asked.assumes()
	r.Symmetry, r.Asymmetry = sizes, why
	r.Reduced, r.Unreduced = s.reduction(prog)
	if s.violation != nil {
		path := []machine.Action(nil)
		if !s.violation.initial && s.violation.forever == nil {
			path = s.shortest()
			if path, err = s.unfold(path); err != nil {
				return r, s, err
			}
		}
		r.Property, r.Message = s.violation.failure.Property, s.violation.failure.Message
		rec, err := record(m, path, s.violation, opts, prog.Target)
		if cfg.Fade && err != nil { // it does not come back to what has faded
			opts.unfading = true
			return check(ctx, prog, opts, keep)
		}
		if err != nil {
			return r, s, err
		}
		r.Schedule, r.Message = rec.Schedule, rec.Message
		r.Schedule.Preemptions = s.preemptions()
		if err := confirm(prog, memory, rec); err != nil {
			return r, s, err
		}
	}
	r.Elapsed, r.CPU = time.Since(s.started), cpuTime()-cpu
	if (r.Verdict == Verified || r.Bounded != "") && len(prog.Claims) > 0 && m.Claimed() == 0 {
		return r, s, fmt.Errorf("%w: %d stated, the first at %s", ErrVacuous, len(prog.Claims), prog.Claims[0])
	}
	return r, s, nil
}

// prepare completes the options and says whether prog can be checked by them.
func (o *Options) prepare(prog *program.Program, keep bool) (machine.Memory, liveness, error) {
	memory, err := machine.FindMemory(o.Memory)
	if err != nil {
		return memory, liveness{}, err
	}
	if err := o.validate(); err != nil {
		return memory, liveness{}, err
	}
	if o.System, err = o.System.Resolve(); err == nil {
		err = o.System.With(memory)
	}
	if err == nil {
		err = o.Network.Validate()
	}
	if err == nil {
		err = o.Network.For(prog)
	}
	if err == nil && o.System.Split && (keep || len(o.Liveness) > 0) {
		err = fmt.Errorf("checker: costs and liveness where transactions are split, want atomic ones: no request need ever be taken")
	}
	if err == nil {
		err = goesWith(o.Monitor, memory)
	}
	if err != nil {
		return memory, liveness{}, err
	}
	asked, err := o.asked(prog, memory)
	return memory, asked, err
}

// checkEnding looks for a stuck state after a search that was complete within its bound.
func (s *search) checkEnding(ctx context.Context, m *machine.Machine) {
	doomed, found, err := s.ending(ctx)
	switch {
	case err != nil:
		s.limit = err.Error()
	case found:
		state := s.seen.state(doomed)
		ahead := &search{sys: m, opts: Options{Limits: Limits{States: maxBeyond}}}
		m.Plain(true)
		m.Whole(true)
		_, forever, _ := ahead.beyond(m, state) // if there are too many states nobody is said to be blocked
		m.Plain(false)
		m.Whole(false)
		s.violation = &violation{failure: m.Stuck(state, forever), at: doomed, spinning: true}
	}
}

func (s *search) result() Result {
	r := Result{Verdict: Verified, Transitions: s.transitions, Depth: s.depth}
	if s.seen != nil {
		r.States, r.Bytes = s.seen.count, s.held()
	}
	switch {
	case s.violation != nil:
		r.Verdict = Violated
	case s.limit != "":
		r.Verdict, r.Message = Incomplete, s.limit+s.layers.done()
	case s.cut:
		r.Verdict, r.Bounded = Incomplete, s.opts.bound()
	}
	return r
}
