package specs_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/checker"
	"heddle/checker/cost"
	"heddle/machine"
)

// TestProtocolsAnswer: under a fair network every call returns and every doubt ends, but for who has voted yes
// and whose coordinator is down.
func TestProtocolsAnswer(t *testing.T) {
	for _, tt := range []struct {
		name, network, property, want string
	}{
		{"rpc/exactly-once", "", checker.PropertyLeadsTo, ""},
		{"rpc/exactly-once~acknowledged", "", checker.PropertyLeadsTo, ""},
		{"commit/two-phase", "", checker.PropertyLeadsTo, ""},
		{"commit/two-phase", "", checker.PropertyTermination, ""},
		{"commit/two-phase", "crash=1", checker.PropertyLeadsTo, checker.PropertyLeadsTo},
		{"election/ring", "", checker.PropertyTermination, ""},
	} {
		network, err := machine.ParseNetworkOverride(tt.network)
		require.NoError(t, err)
		r, err := checker.Check(context.Background(), load(t, tt.name, 2, 1),
			checker.Options{Memory: "sc", Threads: 2, Rounds: 1, Network: network, Liveness: []string{tt.property}})
		require.NoError(t, err)
		assert.NotEqual(t, checker.Incomplete, r.Verdict)
		assert.Equal(t, tt.want, r.Property, "%s %s: %s", tt.name, tt.network, r.Message)
	}
}

// TestMessagesOfProtocols: two messages a call where acknowledgements make it four; between 2N-1 and N(N+1)/2 for an
// election, and N to tell of it.
func TestMessagesOfProtocols(t *testing.T) {
	metrics, err := cost.FindMetrics([]string{"messages"})
	require.NoError(t, err)
	for _, tt := range []struct {
		name        string
		threads     int
		best, worst uint32
	}{
		{"rpc/exactly-once~reliable", 2, 2, 2},
		{"rpc/exactly-once~acknowledged-reliable", 2, 4, 4},
		{"election/ring", 2, 3 + 2, 3 + 2}, // the first messages are sent before anybody takes a step
		{"election/ring", 3, 5 + 3, 6 + 3},
		{"election/ring", 4, 7 + 4, 10 + 4},
	} {
		c, err := cost.Of(context.Background(), load(t, tt.name, tt.threads, 1),
			cost.Options{Options: checker.Options{Memory: "sc"}, Windows: []cost.Window{cost.Run}, Metrics: metrics})
		require.NoError(t, err)
		require.True(t, c.Measured, "%s: %s", tt.name, c.Result.Message)
		assert.Equal(t, [2]uint32{tt.best, tt.worst}, [2]uint32{c.Rows[0].Best.Amount, c.Rows[0].Worst.Amount}, "%s of %d", tt.name, tt.threads)
	}
}
