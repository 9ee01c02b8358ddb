package histories

import (
	"sync"
	"sync/atomic"

	"heddle/model"
	"heddle/model/history"
)

// CheckConsensus: the first to swap its number in is decided on.
func CheckConsensus() { // want verified
	var first atomic.Int64
	c := history.NewConsensus(3)
	model.Run(3, func(id int) {
		c.Propose(id, id)
		first.CompareAndSwap(0, int64(id)+1)
		c.Decide(id, int(first.Load())-1)
	})
	c.End()
}

// CheckLastWins: who reads too early decides otherwise.
func CheckLastWins() {
	var last atomic.Int64
	c := history.NewConsensus(2)
	model.Run(2, func(id int) {
		c.Propose(id, id)
		last.Store(int64(id))
		c.Decide(id, int(last.Load())) // want violated agreement in CheckLastWins
	})
	c.End()
}

// CheckUndecided: one process leaves without a decision.
func CheckUndecided() { // want violated decision
	c := history.NewConsensus(2)
	model.Run(2, func(id int) {
		c.Propose(id, 0)
		if id == model.Choose(2) {
			c.Decide(id, 0)
		}
	})
	c.End()
}

// transact has process 0 count the votes of all, and tell who asks in time.
func transact(patient bool) {
	var mu sync.Mutex
	votes, no := 0, false
	c := history.NewCommitment(2)
	model.Run(2, func(id int) {
		yes := model.Choose(2) == 1
		mu.Lock()
		c.Vote(id, yes)
		votes++
		no = no || !yes
		mu.Unlock()
		for counted := false; !counted; {
			mu.Lock()
			counted = votes == 2 || no || !patient
			commit := !no
			mu.Unlock()
			if counted {
				c.Decide(id, commit) // want violated validity in CheckHastyCommit
			}
		}
	})
	c.End()
}

// CheckCommit: all decide on what all voted.
func CheckCommit() { transact(true) } // want verified

// CheckHastyCommit: who does not wait commits before all have voted.
func CheckHastyCommit() { transact(false) }
