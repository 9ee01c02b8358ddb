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

// TestTrapNarrowResults: what an addition gives, and what a compare-and-swap compares with, are words of so many bits, too.
func TestTrapNarrowResults(t *testing.T) {
	p := compileText(t, `package x
import "sync/atomic"
func Check() {
	var n atomic.Int64
	n.Add(1)
	if sum := n.Add(1); sum != n.Load() {
		panic("a sum that no word holds")
	}
	if !n.CompareAndSwap(2, 1) {
		panic("a word that none is like")
	}
}`)
	for _, opts := range []Options{{WordBits: 1}, {WordBits: 1, Memory: "tso"}, {WordBits: 1, Memory: "rc11"}} {
		r, err := Check(context.Background(), p, opts)
		require.NoError(t, err)
		require.Equal(t, Verified, r.Verdict, "%s: %s", opts.Memory, r.Message)
	}
}
