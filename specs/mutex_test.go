package specs_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/checker"
	"heddle/machine"
	"heddle/model"
)

// TestMutualExclusionByMessages has what turns on the numbers of nodes and turns, or on what the network does.
func TestMutualExclusionByMessages(t *testing.T) {
	const verified = ""
	one := 1
	var asItIs, lossy, reordering, repeating machine.NetworkOverride
	lossy.Budgets[machine.Lose], reordering.Budgets[machine.Reorder], repeating.Budgets[machine.Duplicate] = &one, &one, &one
	narrow := machine.NetworkOverride{Capacity: &one}
	for _, tt := range []struct {
		name            string
		threads, rounds int
		network         machine.NetworkOverride
		want            string
	}{
		{"mutex/lamport", 2, 3, asItIs, verified},
		{"mutex/lamport-implicit", 3, 1, asItIs, verified},
		{"mutex/ricart-agrawala", 3, 2, asItIs, verified},
		{"mutex/token-ring", 4, 2, asItIs, verified},

		// An old acknowledgement, or unlock, can only be taken for one of a second request.
		{"mutex/lamport~stale-ack", 2, 1, asItIs, verified},
		{"mutex/lamport~stale-ack", 2, 2, asItIs, checker.PropertyExclusion},
		{"mutex/lamport-deferred~any-unlock", 2, 1, asItIs, verified},
		{"mutex/lamport-deferred~any-unlock", 2, 2, asItIs, checker.PropertyExclusion},

		// A lost message lets two nodes in, or keeps one out for ever: the shorter is found.
		{"mutex/lamport", 2, 1, lossy, checker.PropertyExclusion},
		{"mutex/lamport-implicit", 2, 1, lossy, checker.PropertyDeadlock},
		{"mutex/lamport-purge", 2, 1, lossy, checker.PropertyDeadlock},
		{"mutex/lamport", 2, 1, reordering, checker.PropertyExclusion},
		{"mutex/ricart-agrawala", 2, 1, reordering, verified},
		{"mutex/lamport", 2, 1, repeating, verified},
		{"mutex/token-ring", 2, 1, repeating, checker.PropertyExclusion},

		{"mutex/lamport", 2, 2, narrow, verified},
		{"mutex/ricart-agrawala", 2, 2, narrow, verified},
	} {
		t.Run(fmt.Sprintf("%s.%d.%d", tt.name, tt.threads, tt.rounds), func(t *testing.T) {
			r, err := checker.Check(context.Background(), load(t, tt.name, tt.threads, tt.rounds), checker.Options{Memory: "sc", Network: tt.network})
			require.NoError(t, err)
			assert.NotEqual(t, checker.Incomplete, r.Verdict, r.Message)
			assert.Equal(t, tt.want, r.Property, r.Message)
		})
	}
}

// TestNobodyStarvesByMessages: whoever wants in gets in, if the network delivers what is sent and every node gets its turns.
func TestNobodyStarvesByMessages(t *testing.T) {
	for _, tt := range []struct {
		name            string
		threads, rounds int
	}{
		{"mutex/lamport", 2, 2},
		{"mutex/lamport-deferred", 2, 2},
		{"mutex/lamport-implicit", 2, 2},
		{"mutex/lamport-purge", 2, 2},
		{"mutex/ricart-agrawala", 3, 1},
		{"mutex/token-ring", 3, model.Forever}, // the others' timestamps grow for ever
	} {
		r, err := checker.Check(context.Background(), load(t, tt.name, tt.threads, tt.rounds),
			checker.Options{
				Memory: "sc", Threads: tt.threads, Rounds: tt.rounds, Endless: tt.rounds == model.Forever, Liveness: []string{checker.PropertyStarvation},
			})
		require.NoError(t, err)
		assert.Equal(t, checker.Verified, r.Verdict, "%s: %s", tt.name, r.Message)
	}
}
