package generate_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"heddle/machine/reference"
	"heddle/machine/reference/generate"
)

// TestWeakVariety: memory models differ on programs with orders, and they are small enough.
func TestWeakVariety(t *testing.T) {
	const programs, limit = 25, 2000
	programsOf := rapid.Custom(generate.Weak)
	counts := map[string]int{}
	for seed := range programs {
		p := programsOf.Example(seed)
		require.NoError(t, p.Validate())
		strong := map[string]bool{}
		for _, name := range []string{"sc", "tso", "pso", "rc", "rc11"} {
			o, err := reference.Explore(p, reference.Under(name), limit)
			if errors.Is(err, reference.ErrLimit) {
				counts[name+" limit"]++
				continue
			}
			require.NoError(t, err)
			if name == "sc" {
				strong = o.Finals
			}
			if len(o.Finals) > len(strong) {
				counts[name+" more"]++
			}
			if o.Verified() {
				counts[name+" verified"]++
			}
			for property := range o.Violations {
				counts[name+" "+property]++
			}
		}
	}
	t.Log(counts)
	for _, name := range []string{"tso more", "pso more", "rc more", "rc11 more"} {
		assert.NotZero(t, counts[name], name)
	}
	assert.Less(t, counts["rc11 limit"], programs/4)
	assert.Greater(t, counts["rc11 verified"], programs/4)
}
