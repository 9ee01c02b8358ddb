package random_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	_ "heddle/model/drawn"
	"heddle/model/litmus"
	"heddle/model/litmus/random"
)

// TestVariety: every test can be read, and all that a front end knows occurs.
func TestVariety(t *testing.T) {
	size := random.Size{Threads: 4, Locations: 3, Accesses: 8}
	for _, group := range []struct {
		generate func(*rapid.T, random.Size) string
		kinds    []string
	}{
		{random.X86, []string{
			"MFENCE", "SFENCE", "LFENCE", "XCHG [", "LOCK INC", "LOCK ADD", "LOCK XOR", "LOCK CMPXCHG", " INC [", " ADD [", "[ESI]",
			"JE L", "JNE L", "MOV EBX,EAX", "XOR EAX,EAX", "P3", "[z]", "forall", "~exists", `\/`,
		}},
		{random.C, []string{
			"(x, 1, memory_order_relaxed)", "_release)", "_acquire)", "_acq_rel)", "_seq_cst)", "atomic_store(", "atomic_load(", "atomic_thread_fence(",
			"atomic_exchange_explicit(", "atomic_fetch_add_explicit(", "atomic_fetch_xor_explicit(", "compare_exchange_strong(", "compare_exchange_strong_explicit(",
			"if (", "} else {", "= *x", "*x = ", "(x + (r0 ^ r0)", "1 + (r0 ^ r0)", "P3", "int* y",
		}},
	} {
		generator := rapid.Custom(func(t *rapid.T) string { return group.generate(t, size) })
		found := map[string]int{}
		for seed := range 600 {
			source := generator.Example(seed)
			test, err := litmus.Parse("random", []byte(source))
			require.NoError(t, err, source)
			_, err = test.Compile()
			require.NoError(t, err, source)
			for _, kind := range group.kinds {
				if strings.Contains(source, kind) {
					found[kind]++
				}
			}
		}
		for _, kind := range group.kinds {
			assert.Greater(t, found[kind], 2, kind)
		}
	}
}
