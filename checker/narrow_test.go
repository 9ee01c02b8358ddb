package checker

import (
	"context"
	"errors"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"heddle/machine"
	"heddle/machine/reference"
	"heddle/machine/reference/generate"
)

// TestNarrowWordsAgainstBruteForce compares the checker with brute force where atomic integers
// have one or two bits.
func TestNarrowWordsAgainstBruteForce(t *testing.T) {
	compared := 0
	rapid.Check(t, func(t *rapid.T) {
		p := generate.Program(t)
		bits := rapid.IntRange(1, 2).Draw(t, "bits")
		memory := twoMemories(t)[0]
		config := reference.Under(memory.Name)
		config.WordBits = bits
		want, err := reference.Explore(p, config, bruteForceLimit)
		if errors.Is(err, reference.ErrLimit) {
			return
		}
		require.NoError(t, err)
		for _, opts := range variants(memory.Name) {
			opts.WordBits = bits
			r, err := Check(context.Background(), p, opts)
			require.NoError(t, err)
			requireSame(t, want, r, memory.Name)
		}
		if want.Verified() {
			require.Equal(t, want.Finals, ends(t, p, machine.Config{Memory: memory, WordBits: bits}), "%s\n%v", memory.Name, p)
		}
		compared++
	})
	require.Positive(t, compared)
}
