package bug

import (
	"heddle/specs/barrier"
	"heddle/specs/lock"
	"heddle/specs/mutex"
)

// CheckTicketSplit: a ticket is taken by a read and a write.
func CheckTicketSplit() { lock.CheckTicketSplit(2, 3) }

// CheckMCSPlainRelease: the lock is freed by a write, and a waiter that came since is lost.
func CheckMCSPlainRelease() { lock.CheckMCSPlainRelease(3, 1) }

// CheckPetersonUnfenced has no fence between the two writes and the two reads.
func CheckPetersonUnfenced() { lock.CheckPetersonUnfenced(2, 2) }

// CheckCountingBarrier: who is late in one episode finds the counter set up for the next.
func CheckCountingBarrier() { barrier.CheckCounting(3, 2) }

// CheckStaleAcknowledgement: a node takes the acknowledgement of its last request for one of this.
func CheckStaleAcknowledgement() { mutex.CheckLamportStale(2, 2) }
