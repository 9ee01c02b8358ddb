package specs_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"heddle/specs/mutex"
)

// nativeMessages are checks of what nodes do by messages alone. Natively nothing is lost and nobody crashes.
func nativeMessages() map[string]func(threads, rounds int) {
	return map[string]func(threads, rounds int){
		"mutex/lamport":          mutex.CheckLamport,
		"mutex/lamport-deferred": mutex.CheckLamportDeferred,
		"mutex/lamport-implicit": mutex.CheckLamportImplicit,
		"mutex/lamport-purge":    mutex.CheckLamportPurge,
		"mutex/ricart-agrawala":  mutex.CheckRicartAgrawala,
		"mutex/token-ring":       mutex.CheckTokenRing,
	}
}

func TestMessagesNatively(t *testing.T) {
	for name, check := range nativeMessages() {
		t.Run(name, func(t *testing.T) {
			t.Parallel() // they wait most of the time
			for _, threads := range []int{1, 2, 3, 5, 8} {
				assert.NotPanics(t, func() { check(threads, 10) }, "%d nodes", threads)
			}
		})
	}
}
