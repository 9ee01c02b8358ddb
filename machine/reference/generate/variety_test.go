package generate_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"heddle/machine/reference"
	"heddle/machine/reference/generate"
	"heddle/model/program"
)

// varieties counts the verdicts of brute force on some programs, by name.
func varieties(t *testing.T, programs int, draw func(*rapid.T) *program.Program) map[string]int {
	programsOf := rapid.Custom(draw)
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
			"many outcomes": len(o.Finals) > 1, "ends": len(o.Finals) > 0,
		} {
			if found {
				counts[name]++
			}
		}
	}
	t.Log(counts)
	return counts
}

// TestChannelVariety: programs with channels end in all the ways that there are.
func TestChannelVariety(t *testing.T) {
	const programs = 120
	counts := varieties(t, programs, generate.Channels)
	for _, name := range []string{"race", "panic", "deadlock", "leak", "verified", "many outcomes"} {
		assert.Greater(t, counts[name], programs/40, name)
	}
	assert.Less(t, counts["limit"], programs/10)
}

// TestNetworkVariety: so do programs with networks.
func TestNetworkVariety(t *testing.T) {
	const programs = 40
	counts := varieties(t, programs, generate.Networks)
	for _, name := range []string{"race", "assert", "deadlock", "leak", "verified", "many outcomes"} {
		assert.Positive(t, counts[name], name)
	}
	assert.Less(t, counts["limit"], programs/10)
}

// TestPanicVariety: some panics are recovered, some are not.
func TestPanicVariety(t *testing.T) {
	const programs = 150
	counts := varieties(t, programs, generate.Panics)
	for _, name := range []string{"race", "panic", "verified", "many outcomes", "ends"} {
		assert.Greater(t, counts[name], programs/40, name)
	}
	assert.Less(t, counts["limit"], programs/10)
}

// TestMapVariety: the order of a map's elements matters now and then.
func TestMapVariety(t *testing.T) {
	const programs = 150
	counts := varieties(t, programs, generate.Maps)
	for _, name := range []string{"race", "verified", "many outcomes", "ends"} {
		assert.Greater(t, counts[name], programs/40, name)
	}
	assert.Less(t, counts["limit"], programs/10)
}
