package histories

import (
	"sync"

	"heddle/model"
	"heddle/model/history"
)

// CheckLog: a claim in plain Go, on a log that only ghost code has.
func CheckLog() { // want verified
	var mu sync.Mutex
	turn := 0
	var log []int
	model.Run(3, func(id int) {
		mu.Lock()
		mine := turn
		turn++
		model.Ghost(func() {
			if len(log) != mine {
				model.Violate("turns", "not in order of turns")
			}
			log = append(log, id)
		})
		mu.Unlock()
	})
	model.Ghost(func() {
		if len(log) != 3 {
			model.Violate("turns", "not three turns")
		}
	})
}

// CheckTurns: the order is lost where the lock is let go in between.
func CheckTurns() {
	var mu sync.Mutex
	turn := 0
	var log []int
	model.Run(2, func(id int) {
		mu.Lock()
		mine := turn
		turn++
		mu.Unlock()
		mu.Lock()
		model.Ghost(func() {
			if len(log) != mine {
				model.Violate("turns", "not in order of turns") // want violated turns in CheckTurns
			}
			log = append(log, id)
		})
		mu.Unlock()
	})
}

// grant lets processes in by their time stamps: in any order, or the earliest first.
func grant(inOrder bool) {
	var mu sync.Mutex
	var waits [2]bool
	r := history.NewRequests(2)
	model.Run(2, func(id int) {
		mu.Lock()
		r.Request(id, 2-id)
		waits[id] = true
		mu.Unlock()
		for in := false; !in; {
			mu.Lock()
			if in = !inOrder || id == 1 || !waits[1]; in {
				r.Grant(id) // want violated timestamp-order in CheckGrantAny
				waits[id] = false
			}
			mu.Unlock()
		}
	})
}

// CheckGrantInOrder: the earliest of those who wait goes first.
func CheckGrantInOrder() { grant(true) } // want verified

// CheckGrantAny: whoever comes.
func CheckGrantAny() { grant(false) }
