package checker

import (
	"context"
	"math/rand/v2"
	"slices"

	"heddle/checker/sample"
	"heddle/machine"
)

// sampler makes runs of a system, one after the other, by a strategy.
//
// If the machine asks to start again, all runs are made again: so all of one sampler are made under the same
// assumptions of sharing, and states can be compared. What a run draws depends on the seed and its number alone.
type sampler struct {
	*known
	stopwatch
	m     *machine.Machine // nil for a toy
	opts  Options
	asked SampleOptions
	kind  sample.Kind

	strategy sample.Strategy
	source   sample.Source
	at       uint32 // the present state
	initial  []byte
	path     []machine.Action // of the present run
	states   []uint32         // … before each of them; none if they are not known any more
	trail    []uint32         // states since another process has stepped
	last     int              // the process that has; -1: none
	order    runOrder
	got      Sampled
	total    int // steps of all runs
	spectrum sample.Spectrum
	finals   map[uint64]struct{}
	met      []bool    // by process: it has appeared, in any run
	pilot    *pilotRun // not nil: the present run is one
	piloted  bool      // the strategy has been told of a pilot run
	looks    int       // states that may yet be looked at to find out whether runs that were cut off can end

	violation *violation
}

// pilotRun is what strategies are told of a pilot run.
type pilotRun struct {
	sample.Run
	appeared map[int]bool
}

const (
	maxTrail   = 64
	maxFinals  = 1 << 22
	stuckLooks = 1 << 20 // states
	stuckLook  = 1 << 14 // … of one run
)

// run makes all runs, until a violation or a limit.
func (s *sampler) run(ctx context.Context) {
	s.passes(ctx, s.pass, s.checkLimits)
}

// pass makes all runs under the same assumptions.
func (s *sampler) pass(ctx context.Context) error {
	s.strategy = s.kind.New(s.got.Depth)
	s.got = Sampled{Strategy: s.kind.Name, Depth: s.got.Depth, Seed: s.asked.Seed, Steps: s.asked.Steps, Asked: s.asked.Schedules}
	s.total, s.spectrum, s.finals, s.met, s.looks = 0, sample.Spectrum{}, map[uint64]struct{}{}, make([]bool, sample.Processes), stuckLooks
	s.piloted = false
	initial, fail, err := s.sys.Start(nil)
	if err != nil {
		return err
	}
	if fail != nil {
		s.violation = &violation{failure: fail, initial: true}
		return nil
	}
	s.initial = initial
	s.begin(initial)
	for i := range s.kind.Pilots {
		if err := s.makePilot(ctx, i); err != nil || s.violation != nil {
			return err
		}
	}
	for s.got.Schedules < s.asked.Schedules {
		random := s.source.Seed(s.asked.Seed, uint64(s.got.Schedules))
		s.got.Schedules++
		if err := s.make(ctx, s.strategy, random); err != nil {
			s.got.Schedules--
			return err
		}
		if s.count(); s.violation != nil {
			return nil
		}
	}
	return nil
}

// makePilot makes a pilot run, which is a random walk.
func (s *sampler) makePilot(ctx context.Context, i int) error {
	s.pilot = &pilotRun{sample.Run{Started: map[int]int{}}, map[int]bool{}}
	defer func() { s.pilot = nil }()
	walk := sample.Kinds()[0].New(0)
	s.got.Pilots++
	err := s.make(ctx, walk, s.source.Seed(s.asked.Seed, sample.Pilots+uint64(i)))
	if s.got.Pilot = s.violation != nil; s.got.Pilot && s.asked.PassPilots {
		s.got.Pilot, s.violation = false, nil
	}
	if len(s.path) < s.asked.Steps || s.got.Pilots == s.kind.Pilots && !s.piloted { // one that was cut off says little
		s.strategy.Pilot(s.pilot.Run)
		s.piloted = true
	}
	return err
}

// make makes one run.
func (s *sampler) make(ctx context.Context, strategy sample.Strategy, random *rand.Rand) error {
	s.at, s.path, s.states, s.trail, s.last = s.number(s.initial), s.path[:0], s.states[:0], s.trail[:0], -1
	s.order.begin()
	strategy.Begin(random)
	ended := false
	for {
		at, err := s.expand(s.at)
		if err != nil {
			return err
		}
		if at != s.at { // all numbers are new
			s.at, s.trail, s.states = at, s.trail[:0], nil
		}
		n := &s.nodes[s.at]
		n.visits++
		if n.wrong != nil {
			s.fails(n.wrong)
			return nil
		}
		ended = ended || n.ended
		if cut := len(s.path) >= s.asked.Steps; cut || n.edges == 0 {
			return s.ends(ended)
		}
		if len(s.path)%1024 == 0 {
			if err := s.checkLimits(ctx); err != nil {
				return err
			}
		}
		s.appear()
		s.take(strategy, strategy.Next(s))
	}
}

// Steps are those from the present state.
func (s *sampler) Steps() []sample.Step {
	n := &s.nodes[s.at]
	return s.steps[n.first : n.first+n.edges]
}

// Visits is how often runs have been where a step leads.
func (s *sampler) Visits(step int) uint32 {
	return s.nodes[s.edges[int(s.nodes[s.at].first)+step].to].visits
}

// appear notes the processes that can step, and whether one has alternatives.
func (s *sampler) appear() {
	steps := s.Steps()
	for i := range steps {
		if i > 0 && steps[i-1].Process == steps[i].Process {
			s.got.Drawn = true
			continue
		}
		p := steps[i].Process
		s.met[p] = true
		if s.pilot != nil && !s.pilot.appeared[p] {
			s.pilot.appeared[p] = true
			if s.last >= 0 {
				s.pilot.Started[p] = s.last
			}
		}
	}
}

// take takes a step.
func (s *sampler) take(strategy sample.Strategy, i int) {
	steps := s.Steps()
	e := &s.edges[int(s.nodes[s.at].first)+i]
	process := steps[i].Process
	if process != s.last {
		s.trail, s.last = s.trail[:0], process
	}
	if len(s.trail) < maxTrail {
		s.trail = append(s.trail, s.at)
	}
	idle := slices.Contains(s.trail, e.to)
	strategy.Took(s, i, idle)
	alt := 0
	for alt < i && steps[i-alt-1].Process == process {
		alt++
	}
	switch {
	case s.pilot == nil && e.to != s.at: // else the run is one without that step
		s.order.step(&steps[i], e, alt)
	case s.pilot != nil && !idle: // who spins takes as many steps as the others let him
		s.pilot.Steps = append(s.pilot.Steps, steps[i])
	}
	if s.path = append(s.path, e.action); len(s.states) == len(s.path)-1 {
		s.states = append(s.states, s.at)
	}
	s.at = e.to
}

// checkLimits is called now and then; it also reports progress.
func (s *sampler) checkLimits(ctx context.Context) error {
	return s.checkTime(ctx, &s.opts, func() Progress {
		return Progress{
			Schedules: s.got.Schedules, Asked: s.asked.Schedules, States: len(s.nodes), Transitions: s.total,
			Depth: s.got.Longest, Bytes: s.known.bytes(),
		}
	})
}
