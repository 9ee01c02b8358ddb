package checker

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"heddle/machine"
	"heddle/machine/reference/generate"
)

// TestNetworksAgainstBruteForce compares the checker with the exploration of all interleavings for programs whose
// threads send each other messages, on networks that fail. That makes many states, so it is under one memory model each.
func TestNetworksAgainstBruteForce(t *testing.T) {
	const limit = 1000
	compared := 0
	rapid.Check(t, func(t *rapid.T) {
		p := generate.Networks(t)
		memory := rapid.SampledFrom(machine.Memories()).Draw(t, "memory")
		compared += compareUnder(t, p, []machine.Memory{memory}, limit, sameEnds(t, p))
	})
	require.Positive(t, compared)
}
