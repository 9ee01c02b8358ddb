package checker

import (
	"sort"

	"github.com/zeebo/xxh3"

	"heddle/checker/sample"
	"heddle/machine"
)

// ends ends the present run without a violation, unless it is one that it cannot end properly.
func (s *sampler) ends(properly bool) error {
	switch {
	case properly && s.pilot == nil:
		s.got.Ended++
	case !properly && s.pilot == nil:
		s.got.Cut++
	}
	if properly {
		return nil
	}
	return s.lookAhead()
}

// fails notes a violation in or out of the present state.
func (s *sampler) fails(w *wrong) {
	s.violation = &violation{failure: w.failure, action: w.action, step: w.step}
	if w.step {
		s.path = append(s.path, w.action)
	}
}

// count notes a run that has ended.
func (s *sampler) count() {
	n := len(s.path)
	if s.got.Shortest == 0 && s.got.Longest == 0 {
		s.got.Shortest = n
	}
	s.got.Shortest, s.got.Longest = min(s.got.Shortest, n), max(s.got.Longest, n)
	s.total += n
	if p, ok := s.strategy.(*sample.PCT); ok && p.Longer() {
		s.got.Longer++
	}
	s.spectrum.Add(s.order.hash())
	if len(s.finals) < maxFinals {
		s.finals[xxh3.Hash(s.state(s.at))] = struct{}{}
	}
}

// lookAhead finds out whether the present run, which was cut off, can end at all.
func (s *sampler) lookAhead() error {
	if s.m == nil || s.opts.Endless || s.looks <= 0 {
		return nil
	}
	f, err := s.stuck(s.at)
	if f == nil || err != nil {
		return err
	}
	if len(s.states) == len(s.path) { // once stuck, it is for ever
		i := sort.Search(len(s.path), func(i int) bool {
			g, again := s.stuck(s.states[i])
			if again != nil {
				err = again
			}
			return g != nil
		})
		if i < len(s.path) {
			s.at, s.path = s.states[i], s.path[:i]
			f, _ = s.stuck(s.at)
		}
	}
	if err == nil {
		s.violation = &violation{failure: f, spinning: true}
	}
	return err
}

// stuck gives the violation that a state is if no end can be reached from it. If too much can follow it nothing is found; the error is ErrAgain.
func (s *sampler) stuck(n uint32) (*machine.Failure, error) {
	ahead := &search{sys: s.m, opts: Options{Limits: Limits{States: stuckLook}}}
	state := s.state(n)
	ended, forever, err := ahead.beyond(s.m, state)
	s.looks -= ahead.seen.count
	switch {
	case err == machine.ErrAgain:
		return nil, err
	case ended || err != nil:
		return nil, nil
	}
	return s.m.Stuck(state, forever), nil
}

// result says what was sampled.
func (s *sampler) result() Result {
	got := &s.got
	got.Behaviours, got.More = s.spectrum.Distinct()
	got.Once, got.Ends = s.spectrum.Once(), len(s.finals)
	got.Unseen, got.UnseenBound = -1, -1
	runs := got.Ended + got.Cut
	if got.Schedules > 0 {
		got.Mean = float64(s.total) / float64(got.Schedules)
	}
	if !s.kind.Learns && !got.More {
		got.Unseen, got.UnseenBound = s.spectrum.Unseen(delta)
	}
	if p, ok := s.strategy.(*sample.PCT); ok {
		got.Processes, got.Length = count(s.met), p.Length()
		got.Bound = sample.Bound(got.Processes, got.Length, got.Depth)
		got.Missed = sample.Missed(got.Bound, runs)
	}
	r := Result{Verdict: Incomplete, Sampled: got, Transitions: s.total, Depth: got.Longest, Message: s.limit}
	if s.seen != nil {
		r.States, r.Bytes = len(s.nodes), s.known.bytes()+s.sys.Bytes()
	}
	if s.violation != nil {
		r.Verdict, r.Message = Violated, ""
	}
	return r
}

// count is how many of a list are true.
func count(list []bool) (n int) {
	for _, b := range list {
		if b {
			n++
		}
	}
	return n
}
