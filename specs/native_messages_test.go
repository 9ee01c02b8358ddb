package specs_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"heddle/specs/barrier"
	"heddle/specs/clock"
	"heddle/specs/mutex"
	"heddle/specs/order"
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
		"clock/lamport":          clock.CheckLamport,

		"barrier/tournament-messages":    barrier.CheckTournamentMessages,
		"barrier/dissemination-messages": barrier.CheckDisseminationMessages,
	}
}

// nativeFigures are checks for particular numbers of nodes.
func nativeFigures() map[string]func() {
	return map[string]func(){
		"clock/quiz":    func() { clock.CheckQuiz(2, 1) },
		"clock/airline": func() { clock.CheckAirline(3, 1) },
		"clock/exam":    func() { clock.CheckExam(3, 1) },
		"clock/ties":    func() { clock.CheckTies(3, 1) },
		"clock/family":  func() { clock.CheckFamily(3, 1) },
		"clock/vector":  func() { clock.CheckVector(4, 10) },
		"order/total":   func() { order.CheckTotal(3, 5); order.CheckTotalHigherFirst(4, 4) },
	}
}

func TestMessagesNatively(t *testing.T) {
	for name, check := range nativeMessages() {
		t.Run(name, func(t *testing.T) {
			t.Parallel() // they wait most of the time
			for _, threads := range []int{1, 2, 3, 5, 8} {
				assert.NotPanics(t, func() { check(threads, 8) }, "%d nodes", threads)
			}
		})
	}
	for name, check := range nativeFigures() {
		assert.NotPanics(t, check, name)
	}
}
