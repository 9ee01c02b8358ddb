package checker

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"heddle/machine/reference/generate"
)

// TestNetworksAgainstBruteForce compares the checker with the exploration of all interleavings for programs whose
// threads send each other messages, on networks that fail.
func TestNetworksAgainstBruteForce(t *testing.T) {
	compared := 0
	rapid.Check(t, func(t *rapid.T) { compared += compareEnds(t, generate.Networks(t)) })
	require.Positive(t, compared)
}
