package generate_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"heddle/machine/reference"
	"heddle/machine/reference/generate"
	_ "heddle/model/drawn"
)

const limit = 2_000

// TestVariety counts the verdicts of brute force: differential tests are worth
// little on programs that all end alike.
func TestVariety(t *testing.T) {
	const programs = 200
	programsOf := rapid.Custom(generate.Program)
	counts := map[string]int{}
	for seed := range programs {
		p := programsOf.Example(seed)
		require.NoError(t, p.Validate())
		o, err := reference.Explore(p, reference.Config{Races: true}, limit)
		if errors.Is(err, reference.ErrLimit) {
			counts["limit"]++
			continue
		}
		require.NoError(t, err)
		for property := range o.Violations {
			counts[property]++
		}
		for name, found := range map[string]bool{
			"verified": o.Verified(), "deadlock": o.Deadlock, "leak": o.Leak, "stuck": o.Stuck,
			"many outcomes": len(o.Finals) > 1,
		} {
			if found {
				counts[name]++
			}
		}
	}
	t.Log(counts)
	for _, name := range []string{"assert", "race", "panic", "deadlock", "leak", "stuck", "mutual-exclusion", "barrier"} {
		assert.NotZero(t, counts[name], name)
	}
	assert.Greater(t, counts["verified"], programs/4)
	assert.Greater(t, counts["many outcomes"], programs/8)
	assert.Less(t, counts["limit"], programs/10)
}

// TestGuardedVariety counts those races among guarded programs that no two next
// steps show.
func TestGuardedVariety(t *testing.T) {
	const programs = 200
	programsOf := rapid.Custom(generate.Guarded)
	races, hidden, verified := 0, 0, 0
	for seed := range programs {
		p := programsOf.Example(seed)
		require.NoError(t, p.Validate())
		o, err := reference.Explore(p, reference.Config{Races: true}, limit)
		if errors.Is(err, reference.ErrLimit) {
			continue
		}
		require.NoError(t, err)
		if o.Verified() {
			verified++
		}
		if _, race := o.Violations["race"]; race {
			races++
			if adjacent, complete := adjacentRace(reference.New(p, reference.Config{})); complete && !adjacent {
				hidden++
			}
		}
	}
	t.Log(races, hidden, verified)
	assert.Greater(t, races, programs/4)
	assert.Greater(t, hidden, programs/50)
	assert.Greater(t, verified, programs/10)
}

// TestStoreBuffersAddOutcomes: whatever happens under sequential consistency can
// happen with store buffers that are flushed at once.
func TestStoreBuffersAddOutcomes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := generate.Program(t)
		sc, err := reference.Explore(p, reference.Config{}, limit)
		tso, err2 := reference.Explore(p, reference.Config{Memory: reference.TSO}, limit)
		if errors.Is(errors.Join(err, err2), reference.ErrLimit) {
			return // too large
		}
		require.NoError(t, errors.Join(err, err2))
		for final := range sc.Finals {
			assert.Contains(t, tso.Finals, final)
		}
		for property := range sc.Violations {
			assert.Contains(t, tso.Violations, property)
		}
		if sc.Deadlock {
			assert.True(t, tso.Deadlock)
		}
	})
}

// TestRaceIsAdjacency compares the vector clocks with another definition of a
// race: two threads can take one step each, one right after the other, with
// conflicting accesses, one of them plain.
func TestRaceIsAdjacency(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := generate.Program(t)
		require.NoError(t, p.Validate())
		o, err := reference.Explore(p, reference.Config{Races: true}, limit)
		if errors.Is(err, reference.ErrLimit) {
			return // too large
		}
		require.NoError(t, err)
		adjacent, complete := adjacentRace(reference.New(p, reference.Config{}))
		if !complete {
			return // too large
		}
		_, race := o.Violations["race"]
		if race && !adjacent && len(o.Violations) > 1 {
			return // what is looked for may lie beyond a step that violates something else, where the other one ends
		}
		assert.Equal(t, adjacent, race, "by clocks: %v", o.Violations)
	})
}

// TestAdjacencyIsRace has any program, and the direction of the theorem that
// holds for it.
func TestAdjacencyIsRace(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := generate.Mixed(t)
		require.NoError(t, p.Validate())
		o, err := reference.Explore(p, reference.Config{Races: true}, limit)
		if errors.Is(err, reference.ErrLimit) {
			return // too large
		}
		require.NoError(t, err)
		if adjacent, _ := adjacentRace(reference.New(p, reference.Config{})); adjacent {
			assert.Contains(t, o.Violations, "race")
		}
	})
}

// adjacentRace looks for two such steps. It gives up at too many states.
func adjacentRace(m *reference.Machine) (race, complete bool) {
	seen := map[string]bool{m.Key(): true}
	queue := []*reference.Machine{m}
	for len(queue) > 0 && len(seen) <= limit {
		m, queue = queue[0], queue[1:]
		for _, first := range steps(m) {
			for _, second := range steps(first.to) {
				if first.access.Thread != second.access.Thread && conflict(first.access, second.access) {
					return true, true
				}
			}
			if key := first.to.Key(); !seen[key] {
				seen[key] = true
				queue = append(queue, first.to)
			}
		}
	}
	return false, len(queue) == 0
}

type step struct {
	access reference.Access
	to     *reference.Machine
}

// steps are those that violate nothing.
func steps(m *reference.Machine) []step {
	var list []step
	for t := range m.Threads() {
		for alt := range m.Alternatives(t) {
			next := m.Clone()
			if a, err := next.Step(t, alt); err == nil {
				list = append(list, step{a, next})
			}
		}
	}
	return list
}

// conflict reports whether two steps touch one cell, one writing and one plainly.
func conflict(a, b reference.Access) bool {
	for _, x := range touched(a) {
		for _, y := range touched(b) {
			plain := a.Kind != reference.KindSection && x.Kind != reference.KindRMW && x.Order == 0 ||
				b.Kind != reference.KindSection && y.Kind != reference.KindRMW && y.Order == 0
			if x.Addr == y.Addr && (x.Wrote || y.Wrote) && plain {
				return true
			}
		}
	}
	return false
}

// touched are the memory accesses of a step.
func touched(a reference.Access) []reference.Access {
	switch a.Kind {
	case reference.KindSection:
		return a.Parts
	case reference.KindLoad, reference.KindStore, reference.KindRMW:
		return []reference.Access{a}
	}
	return nil
}
