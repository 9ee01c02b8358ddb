package checker

import (
	"context"
	"fmt"
	"slices"

	"heddle/checker/graph"
	"heddle/checker/live"
	"heddle/machine"
)

// liveBytes is what a search for components holds for each state, at most.
const liveBytes = 24

// checkLiveness looks for fair runs that go on for ever against a property. It comes after all
// other checks of the whole search: the hash table of the states found is given up.
func (s *search) checkLiveness(ctx context.Context, m *machine.Machine, l *liveness) error {
	s.seen.forgetSlots()
	if most := s.opts.Limits.Memory; most > 0 && s.held()+liveBytes*s.graph.N() > most {
		return s.overMemory()
	}
	visited := 0
	found, err := live.New(s.graph, l.fairness, func() error {
		if visited++; visited%(1<<16) == 0 {
			return s.checkLimits(ctx)
		}
		return nil
	})
	if err != nil {
		return err
	}
	d := &duties{search: s, found: found, m: m}
	if err := d.find(l); err != nil {
		return err
	}
	for _, p := range []string{PropertyProgress, PropertyStarvation, PropertyLeadsTo, PropertyTermination} {
		if !l.has(p) {
			continue
		}
		claims, names := d.claims(p)
		if lasso, i, ok := found.Lasso(claims); ok {
			s.violation = &violation{
				failure: &machine.Failure{Property: p, Thread: -1, Other: -1},
				forever: &forever{lasso, names[i], l.fairness},
			}
			return nil
		}
	}
	return nil
}

// forever is a violation by a run that goes on for ever.
type forever struct {
	live.Lasso
	duty     machine.Duty // that is open all around the cycle; the zero value if it is about none
	fairness live.Fairness
}

// duties is which obligations are open in the states that runs can come back to for ever.
type duties struct {
	*search
	found  *live.Search
	m      *machine.Machine
	sets   []uint64 // the different sets of open obligations
	number map[uint64]uint32
	of     []uint32 // by state: index in sets
}

// find finds them, and that there is some obligation of each kind that l is about: a property without any is dropped, or an
// error if it was asked for.
func (d *duties) find(l *liveness) error {
	missing := map[string]bool{PropertyStarvation: l.has(PropertyStarvation) || l.has(PropertyProgress), PropertyLeadsTo: l.has(PropertyLeadsTo)}
	left := func() bool { return missing[PropertyStarvation] || missing[PropertyLeadsTo] }
	if !l.waits() {
		return nil
	}
	if d.found.Candidates() > 0 {
		d.of = make([]uint32, d.graph.N())
	}
	d.number = map[uint64]uint32{}
	var failed error
	d.seen.each(func(i uint32, state []byte) bool {
		candidate := d.found.Candidate(i)
		if !candidate && !left() {
			return d.found.Candidates() > 0
		}
		var open uint64
		if open, failed = d.m.Obligations(state); failed != nil {
			return false
		}
		for property := range missing {
			missing[property] = missing[property] && open&d.kind(property) == 0
		}
		if candidate {
			d.of[i] = d.set(open)
		}
		return true
	})
	for _, p := range slices.Clone(l.properties) {
		kind := p
		if p == PropertyProgress {
			kind = PropertyStarvation
		}
		switch {
		case failed != nil || !missing[kind]:
		case l.explicit:
			failed = fmt.Errorf("checker: liveness %s: %w: nobody ever waits for it", p, ErrVacuous)
		default:
			l.properties = slices.DeleteFunc(l.properties, func(q string) bool { return p == q })
		}
	}
	return failed
}

// set numbers a set of obligations.
func (d *duties) set(open uint64) uint32 {
	n, ok := d.number[open]
	if !ok {
		n = uint32(len(d.sets))
		d.sets, d.number[open] = append(d.sets, open), n
	}
	return n
}

// kind is the set of the obligations of a property.
func (d *duties) kind(property string) (set uint64) {
	for i, duty := range d.m.Duties() {
		if duty.Property == property {
			set |= 1 << i
		}
	}
	return set
}

// claims gives what no fair run stays in for ever, and for each the obligation that is open there.
func (d *duties) claims(property string) (claims []live.Claim, of []machine.Duty) {
	add := func(set uint64, edge func(from uint32, e *graph.Edge) bool, duty machine.Duty) {
		state := func(i uint32) bool { return !d.graph.Ended(i) && (set == 0 || d.sets[d.of[i]]&set != 0) }
		claims = append(claims, live.Claim{Property: property, Filter: graph.Filter{State: state, Edge: edge}})
		of = append(of, duty)
	}
	switch property {
	case PropertyTermination:
		add(0, nil, machine.Duty{})
	case PropertyProgress:
		if set := d.kind(PropertyStarvation); set != 0 {
			add(set, func(_ uint32, e *graph.Edge) bool { return !e.Mark }, machine.Duty{})
		}
	default:
		for i, duty := range d.m.Duties() {
			if duty.Property == property {
				add(1<<i, without(duty.Waiter), duty)
			}
		}
	}
	return claims, of
}

// without gives the edges that are no step of a thread, nil for all if it is -1.
func without(thread int) func(from uint32, e *graph.Edge) bool {
	if thread < 0 {
		return nil
	}
	return func(_ uint32, e *graph.Edge) bool {
		return (e.Action.Hardware() || e.Action.Thread() != thread) && int(e.Partner) != thread+1
	}
}
