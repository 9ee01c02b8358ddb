package specs_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/checker"
	"heddle/model"
	"heddle/model/golang"
	"heddle/specs"
)

// TestProgress: which objects keep threads from completing operations, and in which steps wait-free ones are done. Numbers that count on wrap.
func TestProgress(t *testing.T) {
	for _, c := range []struct {
		name, memory, class string
		bits                int
		violated            string // if all classes are asked for
	}{
		{"counter/fetch-and-add", "sc", "wait-free, in at most 1 step", 2, ""},
		{"counter/fetch-and-add", "tso", "wait-free, in at most 1 step", 2, ""},
		{"counter/sharded", "sc", "wait-free, in at most 2 steps", 1, ""},
		{"ring/spsc", "sc", "wait-free, in at most 4 steps", 2, ""},
		{"counter/compare-and-swap", "sc", "lock-free", 2, checker.PropertyWaitFree},
		{"stack/treiber", "sc", "lock-free", 0, checker.PropertyWaitFree},
		{"queue/michael-scott", "sc", "lock-free", 0, checker.PropertyWaitFree},
		{"queue/two-lock", "sc", "blocking", 0, checker.PropertyObstructionFree},
		{"deque/obstruction-free", "sc", "obstruction-free", 0, checker.PropertyLockFree},
		{"snapshot/double-collect", "sc", "lock-free", 1, checker.PropertyWaitFree},
		{"snapshot/afek", "sc", "wait-free, in at most 10 steps", 0, ""},
		{"register/bit", "sc", "wait-free, in at most 2 steps", 0, ""},
		{"register/unary", "sc", "wait-free, in at most 7 steps", 0, ""},
		{"exchanger/slot", "sc", "blocking", 0, checker.PropertyObstructionFree},
		{"semaphore/spinning", "sc", "blocking", 0, checker.PropertyObstructionFree}, // spins
		{"semaphore/monitor", "sc", "blocking", 0, checker.PropertyObstructionFree},  // waits
	} {
		t.Run(c.name+" "+c.memory, func(t *testing.T) {
			e, err := specs.Find(c.name)
			require.NoError(t, err)
			prog, err := checker.LoadForever(&golang.Loader{Library: specs.Sources()}, c.name, e.Object, 2)
			require.NoError(t, err)
			opts := checker.Options{
				Memory: c.memory, WordBits: c.bits, Endless: true, Threads: 2, Rounds: model.Forever,
				Liveness: []string{checker.PropertyObstructionFree, checker.PropertyLockFree, checker.PropertyWaitFree},
			}
			r, err := checker.Check(context.Background(), prog, opts)
			require.NoError(t, err)
			assert.Equal(t, c.class, r.Class, r.Message)
			assert.Equal(t, c.violated, r.Property, r.Message)
			if c.violated == "" {
				assert.Equal(t, checker.Verified, r.Verdict)
				return
			}
			again, err := checker.Replay(prog, r.Schedule)
			require.NoError(t, err)
			assert.Equal(t, r.Message, again.Message)
			assert.Equal(t, r.Property, again.Property)
		})
	}
}
