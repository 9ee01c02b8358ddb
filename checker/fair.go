package checker

import (
	"context"

	"heddle/checker/graph"
	"heddle/checker/live"
	"heddle/machine"
)

// liveBytes is what a search for components holds for each state, at most.
const liveBytes = 24

// checkLiveness looks for fair runs that go on for ever against a property. It comes after all
// other checks of the whole search: the hash table of the states found is given up.
func (s *search) checkLiveness(ctx context.Context, m *machine.Machine, l *liveness) (class string, err error) {
	s.seen.forgetSlots()
	if most := s.opts.Limits.Memory; most > 0 && s.held()+liveBytes*s.graph.N() > most {
		return "", s.overMemory()
	}
	if class, err = s.checkClass(ctx, m, l); err != nil || s.violation != nil {
		return class, err
	}
	visited := 0
	found, err := live.New(s.graph, l.fairness, func() error {
		if visited++; visited%(1<<16) == 0 {
			return s.checkLimits(ctx)
		}
		return nil
	})
	if err != nil || found.Candidates() == 0 {
		return class, err
	}
	d := &duties{search: s, found: found, m: m}
	if l.waits() {
		if err := d.find(); err != nil {
			return class, err
		}
	}
	s.violation = d.violated(l)
	return class, nil
}

// violated finds the most telling violation, nil if there is none.
func (d *duties) violated(l *liveness) *violation {
	starves := d.violates(l, PropertyStarvation)
	if starves != nil || !l.has(PropertyStarvation) { // where nobody gets in, who wants in starves
		if v := d.violates(l, PropertyProgress); v != nil {
			return v
		}
	}
	if starves != nil {
		return starves
	}
	if v := d.violates(l, PropertyLeadsTo); v != nil {
		return v
	}
	return d.violates(l, PropertyTermination)
}

// violates finds a violation of a property, if that is asked for; nil if there is none.
func (d *duties) violates(l *liveness, property string) *violation {
	if !l.has(property) {
		return nil
	}
	claims, of := d.claims(property)
	lasso, i, ok := d.found.Lasso(claims)
	if !ok {
		return nil
	}
	return &violation{
		failure: &machine.Failure{Property: property, Thread: -1, Other: -1},
		forever: &forever{lasso, of[i], l.fairness},
	}
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
	found  *live.Search // nil: all states matter
	m      *machine.Machine
	sets   []uint64 // the different sets of open obligations
	number map[uint64]uint32
	of     []uint32 // by state: index in sets
}

// find finds them. A proper end counts if somebody may still start again: others stay there for ever.
func (d *duties) find() (err error) {
	d.of, d.number, d.sets = make([]uint32, d.graph.N()), map[uint64]uint32{0: 0}, []uint64{0}
	d.seen.each(func(i uint32, state []byte) bool {
		if d.found == nil || d.found.Candidate(i) && (!d.graph.Ended(i) || !d.opts.AllowLeaks && d.found.Rests(i)) {
			var open uint64
			open, err = d.m.Obligations(state)
			d.of[i] = d.set(open)
		}
		return err == nil
	})
	return err
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
		state := func(i uint32) bool { return d.sets[d.of[i]]&set != 0 }
		if set == 0 {
			state = func(i uint32) bool { return d.found.Candidate(i) && !d.graph.Ended(i) }
		}
		claims = append(claims, live.Claim{Property: property, Filter: graph.Filter{State: state, Edge: edge}})
		of = append(of, duty)
	}
	switch property {
	case PropertyTermination:
		add(0, nil, machine.Duty{})
	case PropertyProgress:
		if set := d.kind(PropertyStarvation); set != 0 {
			add(set, func(_ uint32, e *graph.Edge) bool { return e.Mark == 0 }, machine.Duty{})
		}
	default:
		for i, duty := range d.m.Duties() {
			if duty.Property == property {
				add(1<<i, func(_ uint32, e *graph.Edge) bool {
					return e.Mark == 0 || !enters(e.Action, e.Partner, e.Mark, duty.Thread)
				}, duty)
			}
		}
	}
	return claims, of
}

// enters reports whether a thread enters a section by a step. It may want into that again by the end of it. (A Response has
// thread -1, and its requests are closed by what is in the state.) how is as machine.Moves has it.
func enters(a machine.Action, partner, how uint8, thread int) bool {
	switch {
	case thread < 0 || a.Hardware():
		return false
	case a.Thread() == thread:
		return how&machine.EntersIt != 0
	}
	return int(partner)-1 == thread && how&machine.EntersOther != 0
}
