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

// TestProtocolsOnOtherNetworks has what protocols do on networks that behave otherwise than those they were written for,
// or for other numbers of nodes.
func TestProtocolsOnOtherNetworks(t *testing.T) {
	const verified = ""
	tests := []struct {
		name            string
		threads, rounds int
		network         string
		want            string
	}{
		{"clock/physical", 2, model.Forever, "", verified},
		{"clock/physical~hasty", 2, model.Forever, "", checker.PropertyAssert},

		// As often as a packet is lost it must be sent again.
		{"rpc/exactly-once", 2, 2, "network=unordered", verified},
		{"rpc/exactly-once", 2, 2, "network=unordered duplicate=3", verified},
		{"rpc/exactly-once", 3, 1, "loss=1", verified},
		{"rpc/exactly-once", 2, 1, "loss=3", checker.PropertyDeadlock},
		{"rpc/exactly-once~few-resends", 2, 2, "loss=1", verified},
		{"rpc/exactly-once~no-resend", 2, 2, "loss=0 duplicate=1", verified},
		{"rpc/exactly-once~acknowledged", 2, 1, "network=unordered", verified},
		// Who waits for too short a time repeats calls itself, on any network.
		{"rpc/exactly-once~no-buffer", 2, 1, "loss=0 duplicate=0", checker.PropertyAssert},
		{"rpc/exactly-once~no-numbers", 2, 2, "loss=0 duplicate=0", checker.PropertyAssert},
		{"rpc/exactly-once~no-numbers", 2, 1, "", verified},
		{"rpc/exactly-once~crash-keep-first", 2, 1, "crash=0", verified},
		{"rpc/exactly-once~crash-atomic", 2, 1, "wipe=1", checker.PropertyAssert},

		{"commit/two-phase", 4, 1, "", verified},
		{"commit/two-phase", 2, 2, "crash=1", verified},
		{"commit/two-phase", 2, 1, "crash=2", verified},
		{"commit/two-phase", 2, 1, "crash=1 network=unordered", verified},
		{"commit/two-phase", 3, 1, "duplicate=1", verified},
		// A decision that is lost is never told again.
		{"commit/two-phase", 2, 1, "loss=1", checker.PropertyDeadlock},
		{"commit/two-phase~unforced-vote", 2, 1, "crash=0", verified},
		{"commit/two-phase~unforced-decision", 2, 1, "crash=0", verified},
		{"commit/two-phase~unheard", 3, 1, "crash=0", verified},

		{"election/ring", 5, 1, "", verified},
		{"election/ring", 3, 2, "", verified},
		{"election/ring", 3, 1, "link=1", verified},
		{"election/ring~unordered", 3, 2, "", checker.PropertyAssert},
		{"election/ring~first-less", 2, 1, "", verified}, // of two, who sees the lesser one is the greater
		{"election/ring~equal", 2, 1, "", "one-leader"},
	}
	for _, tt := range tests {
		t.Run(fmt.Sprintf("%s.%d.%d.%s", tt.name, tt.threads, tt.rounds, tt.network), func(t *testing.T) {
			network, err := machine.ParseNetworkOverride(tt.network)
			require.NoError(t, err)
			r, err := checker.Check(context.Background(), load(t, tt.name, tt.threads, tt.rounds),
				checker.Options{Memory: "sc", Threads: tt.threads, Rounds: tt.rounds, Network: network})
			require.NoError(t, err)
			assert.NotEqual(t, checker.Incomplete, r.Verdict)
			assert.Equal(t, tt.want, r.Property, r.Message)
		})
	}
}
