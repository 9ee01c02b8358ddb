package checker

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/machine"
)

// TestTrapEqualHashes: states are told apart by all their bytes, also where their
// hashes are equal, in part or as a whole.
func TestTrapEqualHashes(t *testing.T) {
	const n = 200
	for _, hash := range []func(i uint64) uint64{
		func(uint64) uint64 { return 7 },                  // one slot, one tag
		func(i uint64) uint64 { return i },                // one tag
		func(i uint64) uint64 { return i << posBits },     // one slot
		func(i uint64) uint64 { return i % 3 << posBits }, // both, by threes
	} {
		v := newVisited()
		at := map[position]int{}
		for i := range n {
			p, fresh := v.insert(fmt.Appendf(nil, "state %3d", i), hash(uint64(i)), 0, machine.StepOf(0, 0))
			require.True(t, fresh, "state %d", i)
			at[p] = i
		}
		assert.Equal(t, n, v.count)
		assert.Len(t, at, n)
		for i := range n {
			p, fresh := v.insert(fmt.Appendf(nil, "state %3d", i), hash(uint64(i)), 0, machine.StepOf(0, 0))
			require.False(t, fresh, "state %d", i)
			assert.Equal(t, i, at[p])
		}
	}
}
