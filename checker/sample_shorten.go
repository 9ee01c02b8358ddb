package checker

import (
	"context"
	"slices"

	"heddle/machine"
	"heddle/model/program"
)

// Bounds on what is done to shorten a schedule.
const (
	shortestStates = 1 << 17 // states of a search for the shortest
	shortenSteps   = 1 << 22 // steps of runs that are tried
)

// shortened records the violation that was found, by a schedule that is shorter if one is found with bounded effort: the
// shortest of all, if breadth-first search finds it; else one from which steps and switches were taken away while it
// still violates the same property.
func (s *sampler) shortened(ctx context.Context, prog *program.Program, cfg machine.Config) (*recording, error) {
	v := s.violation
	if !v.initial && !v.spinning {
		if rec, err := s.shortest(ctx, prog, cfg); rec != nil || err != nil {
			return rec, err
		}
	}
	if !v.initial {
		s.shorten(ctx)
	}
	return record(s.m, s.path, s.violation, s.opts, prog.Target)
}

// shortest searches for a shortest schedule; nil if that takes too much.
func (s *sampler) shortest(ctx context.Context, prog *program.Program, cfg machine.Config) (*recording, error) {
	cfg.LearnAfter, cfg.Accesses = 0, false
	m := machine.New(prog, cfg)
	opts := s.opts
	opts.Limits.Depth, opts.Limits.States, opts.Progress = len(s.path), shortestStates, nil
	b := &search{sys: m, opts: opts, stopwatch: stopwatch{started: s.started}}
	b.run(ctx)
	if b.violation == nil {
		return nil, nil
	}
	s.got.Minimal = true
	var path []machine.Action
	if !b.violation.initial {
		path = b.shortest()
	}
	return record(m, path, b.violation, s.opts, prog.Target)
}

// shorten takes steps away from the path, in ever smaller pieces (A. Zeller, R. Hildebrandt, Simplifying and isolating failure-inducing
// input, IEEE Trans. Software Engineering 28(2), 2002), and joins pieces of one thread.
func (s *sampler) shorten(ctx context.Context) {
	h := &shortening{sampler: s, left: shortenSteps}
	for better := true; better; {
		better = false
		for size := max(len(s.path)/2, 1); size > 0 && ctx.Err() == nil; size /= 2 {
			for i := 0; i < len(s.path); {
				if h.try(slices.Concat(s.path[:i], s.path[min(i+size, len(s.path)):])) {
					better = true
				} else {
					i += size
				}
			}
		}
		better = h.join() || better
	}
}

// shortening is an attempt at shorter paths.
type shortening struct {
	*sampler
	left int // steps that may yet be taken
}

// try follows a path, leaving out what cannot be done, and keeps what it finds if that is better.
func (h *shortening) try(path []machine.Action) bool {
	if h.left -= len(path) + 1; h.left < 0 {
		return false
	}
	taken, v := h.follow(path)
	if v == nil || v.failure.Property != h.violation.failure.Property {
		return false
	}
	if d := len(taken) - len(h.path); d > 0 || d == 0 && switches(taken) >= switches(h.path) {
		return false
	}
	h.path, h.violation = taken, v
	return true
}

// follow takes the steps of a path that are possible, and gives what violates something.
func (s *sampler) follow(path []machine.Action) (taken []machine.Action, v *violation) {
	s.at = s.number(s.initial)
	for i := 0; ; i++ {
		at, err := s.expand(s.at)
		if err != nil {
			return nil, nil
		}
		s.at = at
		n := &s.nodes[at]
		if w := n.wrong; w != nil {
			if w.step {
				taken = append(taken, w.action)
			}
			return taken, &violation{failure: w.failure, action: w.action, step: w.step}
		}
		if i == len(path) {
			return taken, s.spins()
		}
		for _, e := range s.edges[n.first : n.first+n.edges] {
			if e.action == path[i] {
				taken, s.at = append(taken, e.action), e.to
				break
			}
		}
	}
}

// spins gives the violation that the present state is if that is what is looked for: that no end can be reached.
func (s *sampler) spins() *violation {
	if !s.violation.spinning || s.looks <= 0 {
		return nil
	}
	f, err := s.stuck(s.at)
	if f == nil || err != nil {
		return nil
	}
	return &violation{failure: f, spinning: true}
}

// join moves a thread's steps to those that it has taken before, and says whether that helped.
func (h *shortening) join() (better bool) {
	for i := 1; i < len(h.path); i++ {
		p := h.path
		if processOf(p[i]) == processOf(p[i-1]) {
			continue
		}
		end := i + 1
		for end < len(p) && processOf(p[end]) == processOf(p[i]) {
			end++
		}
		before := i - 1
		for before >= 0 && processOf(p[before]) != processOf(p[i]) {
			before--
		}
		if before >= 0 && h.try(slices.Concat(p[:before+1], p[i:end], p[before+1:i], p[end:])) {
			better = true
			continue
		}
		after := end
		for after < len(p) && processOf(p[after]) != processOf(p[i]) {
			after++
		}
		if after < len(p) && h.try(slices.Concat(p[:i], p[end:after], p[i:end], p[after:])) {
			better = true
		}
	}
	return better
}

// switches counts the context switches of a path; what hardware does is none.
func switches(path []machine.Action) (n int) {
	last := -1
	for _, a := range path {
		if a.Hardware() {
			continue
		}
		if last >= 0 && a.Thread() != last {
			n++
		}
		last = a.Thread()
	}
	return n
}
