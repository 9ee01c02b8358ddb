package specs_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"heddle/specs/clock"
	"heddle/specs/commit"
	"heddle/specs/election"
	"heddle/specs/order"
	"heddle/specs/rpc"
)

// nativeProtocols are checks that state all their claims natively, too. They draw at random what a check tries out.
func nativeProtocols() map[string]func() {
	return map[string]func(){
		"clock/physical":   func() { clock.CheckPhysical(4, 20) },
		"clock/banking":    func() { clock.CheckBanking(3, 1) },
		"order/fifo":       func() { order.CheckFIFO(3, 2) },
		"order/causal":     func() { order.CheckCausal(3, 2) },
		"order/atomic":     func() { order.CheckAtomic(3, 2) },
		"order/reliable":   func() { order.CheckReliable(3, 2); order.CheckReliableLate(3, 2) },
		"rpc/exactly-once": func() { rpc.CheckOnce(4, 10); rpc.CheckAcknowledged(3, 10) },
		"commit/two-phase": func() { commit.CheckTwoPhase(4, 5) },
		"election/ring":    func() { election.CheckRing(8, 5); election.CheckRingUnordered(8, 1) },
	}
}

func TestProtocolsNatively(t *testing.T) {
	for name, check := range nativeProtocols() {
		t.Run(name, func(t *testing.T) {
			for range 20 {
				assert.NotPanics(t, check)
			}
		})
	}
}
