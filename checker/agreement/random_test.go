package agreement_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	_ "heddle/model/drawn"
	"heddle/model/litmus/random"
)

// Random programs have the same outcomes by schedules and by axioms.

func TestRandomX86(t *testing.T) {
	agree(t, random.X86, []string{"sc", "tso", "pso"})
}

func TestRandomC(t *testing.T) {
	agree(t, random.C, []string{"sc", "rc11"})
}

// size keeps enumerations short: a hundred candidate executions in the median.
var size = random.Size{Threads: 4, Locations: 3, Accesses: 8}

// agree checks five programs a check: 500 of each language with rapid's 100 checks.
// The first memory model is the strongest.
func agree(t *testing.T, generate func(*rapid.T, random.Size) string, memories []string) {
	programs, racy, states := 0, 0, 0
	weaker := make([]int, len(memories)) // programs with more outcomes than under the first
	rapid.Check(t, func(t *rapid.T) {
		for range 5 {
			source := generate(t, size)
			code := compile(t, "random", source)
			var first answer
			for i, memory := range memories {
				byAxioms, all := axiomatic(t, code, memory)
				require.True(t, all)
				bySchedules := operational(t, code, memory)
				require.Equal(t, byAxioms, bySchedules, "axioms and schedules under %s of\n%s", memory, source)
				if i == 0 {
					first = bySchedules
				}
				if len(bySchedules.States) > len(first.States) {
					weaker[i]++
				}
				if bySchedules.Racy {
					racy++
				}
				states += len(bySchedules.States)
			}
			programs++
		}
	})
	t.Logf("%d programs agree under each of %v: %d final states, more than under %s of %v, %d racy", programs, memories, states, memories[0], weaker, racy)
}
