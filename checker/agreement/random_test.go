package agreement_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"heddle/model/litmus/random"
)

// Random programs have the same outcomes by schedules and by axioms.

func TestRandomX86(t *testing.T) {
	agree(t, random.X86, []string{"sc", "tso", "pso"})
}

func TestRandomC(t *testing.T) {
	agree(t, random.C, []string{"sc"})
}

// size keeps enumerations short: a hundred candidate executions in the median.
var size = random.Size{Threads: 4, Locations: 3, Accesses: 7}

// agree checks five programs a check: 500 of each language with rapid's 100 checks.
func agree(t *testing.T, generate func(*rapid.T, random.Size) string, memories []string) {
	rapid.Check(t, func(t *rapid.T) {
		for range 5 {
			source := generate(t, size)
			code := compile(t, "random", source)
			for _, memory := range memories {
				byAxioms, all := axiomatic(t, code, memory)
				require.True(t, all)
				require.Equal(t, byAxioms, operational(t, code, memory), "axioms and schedules under %s of\n%s", memory, source)
			}
		}
	})
}
