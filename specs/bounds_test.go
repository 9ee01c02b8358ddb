package specs_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/checker"
	"heddle/model/golang"
	"heddle/model/golang/source"
	"heddle/model/program"
	"heddle/specs"
)

// load makes the program of an entry.
func load(t testing.TB, name string, threads, rounds int) *program.Program {
	e, err := specs.Find(name)
	require.NoError(t, err)
	threads, rounds, err = e.Parameters(threads, rounds)
	require.NoError(t, err)
	loader := golang.Loader{Library: specs.Sources()}
	prog, err := loader.Load(source.Target{Name: e.Name, Path: e.Package, Func: e.Check}, threads, rounds)
	require.NoError(t, err)
	return prog
}

func check(t *testing.T, name, memory string, threads, rounds int) checker.Result {
	prog := load(t, name, threads, rounds)
	result, err := checker.Check(context.Background(), prog,
		checker.Options{Memory: memory, Threads: threads, Rounds: rounds})
	require.NoError(t, err)
	return result
}

// TestVerdictsThatTurnOnTheBounds has what the lecture and the papers say, or get
// wrong, of particular numbers of threads and rounds. The verdicts for the
// default bounds are in the golden matrix.
func TestVerdictsThatTurnOnTheBounds(t *testing.T) {
	const verified = "" // else the property that is violated
	tests := []struct {
		name            string
		threads, rounds int
		want            string
	}{
		// Two tickets are enough for two threads.
		{"lock/ticket~wrap", 2, 3, verified},
		{"lock/ticket~wrap", 3, 1, checker.PropertyExclusion},
		// A counter may wrap at a multiple of the slots.
		{"lock/anderson~wrap", 2, 3, verified},
		{"lock/anderson~wrap", 3, 2, checker.PropertyExclusion},
		{"lock/anderson~swapped", 2, 3, checker.PropertyStuck},
		{"lock/anderson~swapped", 3, 2, checker.PropertyExclusion},
		{"lock/anderson~no-reset", 2, 2, checker.PropertyExclusion},

		// A node can be found again where it was, in another turn, if there are three readers.
		{"rwlock/queue~reused", 3, 2, verified},
		{"rwlock/queue~swap", 3, 1, verified},

		// Only the third request finds a slot with a response in it that the guest may not have consumed, and it is the barrier.
		{"ring/xen", 2, 5, verified},
		{"ring/xen~overrun", 2, 2, verified},
		{"ring/xen~reorder", 2, 2, verified},

		{"barrier/counting", 2, 2, checker.PropertyBarrier},
		// With one episode there is none to enter early, but a thread can still miss the 0.
		{"barrier/counting", 2, 1, checker.PropertyStuck},
		// The lecture's repair of it hangs too.
		{"barrier/counting-two-loops", 2, 1, checker.PropertyStuck},
		{"barrier/counting-two-loops", 3, 2, checker.PropertyStuck},

		{"barrier/sense", 4, 3, verified},
		{"barrier/tree", 4, 2, verified},
		{"barrier/tree", 5, 2, verified},
		{"barrier/mcs", 6, 2, verified},
		// Only from six threads on has a node a parent and a child.
		{"barrier/mcs~rearm-after-report", 5, 2, verified},
		{"barrier/mcs~rearm-after-report", 6, 2, checker.PropertyStuck},
		{"barrier/tournament", 4, 2, verified},
		{"barrier/tournament", 5, 2, verified},
		{"barrier/tournament~no-sense", 4, 2, checker.PropertyBarrier},

		{"barrier/dissemination", 2, 3, verified},
		{"barrier/dissemination", 4, 3, verified},
		{"barrier/dissemination", 5, 1, verified},
		{"barrier/dissemination~few-rounds", 4, 1, checker.PropertyBarrier},
		{"barrier/dissemination~few-rounds", 5, 1, checker.PropertyBarrier},
		// Sense alone does for three threads: there a thread tells next whom it has
		// just heard from, and that one had read its last flag before it told.
		{"barrier/dissemination~no-parity", 2, 3, checker.PropertyStuck},
		{"barrier/dissemination~no-parity", 3, 3, verified},
		{"barrier/dissemination~no-parity", 4, 3, checker.PropertyStuck},
		{"barrier/dissemination~no-parity", 5, 2, checker.PropertyStuck},

		{"barrier/dissemination-messages", 5, 2, verified},
		{"barrier/tournament-messages", 5, 3, verified},
		{"barrier/dissemination-messages~few-rounds", 5, 1, checker.PropertyBarrier},
		{"barrier/dissemination-messages~any-sender", 3, 3, verified},
		{"barrier/dissemination-messages~any-sender", 4, 1, checker.PropertyBarrier},
	}
	for _, tt := range tests {
		for _, memory := range []string{"go", "sc", "tso"} {
			name := fmt.Sprintf("%s.%d.%d.%s", tt.name, tt.threads, tt.rounds, memory)
			t.Run(name, func(t *testing.T) {
				r := check(t, tt.name, memory, tt.threads, tt.rounds)
				assert.NotEqual(t, checker.Incomplete, r.Verdict)
				assert.Equal(t, tt.want, r.Property, r.Message)
			})
		}
	}
}

// TestPartialStoreOrder has what becomes of the published forms where a thread's
// stores to different words can change places. A lock whose release is not ordered loses an
// update, if nothing worse happens; but most of them still exclude.
func TestPartialStoreOrder(t *testing.T) {
	const verified = ""
	tests := []struct {
		name            string
		threads, rounds int
		want            string
	}{
		{"lock/tas~unfenced", 2, 2, checker.PropertyAssert},
		{"lock/tas~unfenced-empty", 3, 2, verified},
		{"lock/ttas~unfenced-empty", 3, 2, verified},
		{"lock/mcs~unfenced", 2, 2, checker.PropertyAssert},
		{"lock/mcs~unfenced-empty", 2, 2, verified},
		{"lock/mcs~unfenced-empty", 3, 1, verified},
		{"lock/mcs~got-after-swap", 2, 2, checker.PropertyStuck},
		{"lock/anderson~unfenced-empty", 2, 2, checker.PropertyStuck},
		{"lock/anderson~unfenced-empty", 3, 2, checker.PropertyExclusion},

		{"flag/producer-consumer~unfenced", 2, 2, checker.PropertyAssert},

		{"barrier/sense~unfenced-empty", 2, 3, checker.PropertyStuck},
		{"barrier/sense~unfenced-empty", 3, 2, checker.PropertyStuck},
		{"barrier/tree~unfenced-empty", 3, 2, checker.PropertyStuck},
		{"barrier/mcs~unfenced-empty", 2, 3, checker.PropertyStuck},
		{"barrier/mcs~unfenced-empty", 3, 3, checker.PropertyStuck},
		{"barrier/tournament~unfenced-empty", 3, 3, verified},
		{"barrier/tournament~unfenced-empty", 4, 2, verified},
		{"barrier/tournament~unfenced-empty", 5, 2, verified},
		{"barrier/tournament~unfenced", 3, 3, checker.PropertyAssert},
		{"barrier/dissemination~unfenced-empty", 2, 3, verified},
		{"barrier/dissemination~unfenced-empty", 3, 3, verified},
		{"barrier/dissemination~unfenced", 3, 3, checker.PropertyAssert},
	}
	for _, tt := range tests {
		t.Run(fmt.Sprintf("%s.%d.%d", tt.name, tt.threads, tt.rounds), func(t *testing.T) {
			r := check(t, tt.name, "pso", tt.threads, tt.rounds)
			assert.NotEqual(t, checker.Incomplete, r.Verdict)
			assert.Equal(t, tt.want, r.Property, r.Message)
			ordered, _, _ := strings.Cut(tt.name, "~")
			assert.Equal(t, checker.Verified, check(t, ordered, "pso", tt.threads, tt.rounds).Verdict)
		})
	}
}

// TestDelaysAreNotSeen: a delay has no effect in an untimed model, so backoff is
// test-and-set, state for state.
func TestDelaysAreNotSeen(t *testing.T) {
	for _, memory := range []string{"go", "sc", "tso", "pso", "rc", "rc11"} {
		plain := check(t, "lock/tas", memory, 3, 2)
		backoff := check(t, "lock/backoff", memory, 3, 2)
		assert.Equal(t, [2]int{plain.States, plain.Transitions}, [2]int{backoff.States, backoff.Transitions}, memory)
	}
}
