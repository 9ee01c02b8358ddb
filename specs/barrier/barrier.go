// Package barrier is a library of barriers in plain Go, each with its broken
// twins: the mistakes that are made when it is written.
//
// The barriers are for use as they are: they run natively on sync/atomic, and
// the orders that they name make them right under every memory model that
// heddle has. A check (CheckSense …) is what a barrier claims: no thread leaves
// an episode before all have arrived at it, what a thread did before an episode
// is seen by the others after it, and all threads get through.
//
// Threads have the numbers 0 … n-1. Where the published code keeps variables of
// a thread's own from one episode to the next, such as its sense, our Wait takes
// the number of the episode, 0, 1, 2, …, from which they follow.
package barrier

import (
	"heddle/model"
	"heddle/specs/round"
)

// period is how many episodes in a row have numbers that tell them apart: senses and
// parities come again after so many, or after half.
const period = 4

// phases sends threads threads through rounds phases of work, each ended by the barrier.
//
// In each phase thread 0 does some work and the last thread looks at it after
// the barrier. Two places for it, in turn, are enough: thread 0 writes to a place
// again only after another episode, which the last thread came to after it looked.
// Rounds may be model.Forever.
func phases(threads, rounds int, wait func(id, episode int)) {
	var episode model.Episode
	var work [2]int
	model.Run(threads, func(id int) {
		for r := 0; r != rounds; r = round.Next(r, rounds, period) {
			if id == 0 {
				work[r%2] = r + 1
			}
			episode.Arrive(id, threads)
			wait(id, r)
			episode.Depart(id, threads)
			if id == threads-1 {
				model.Assert(work[r%2] == r+1, "work done before the barrier is not seen after it")
			}
		}
	})
}

// meet is phases without work: whether a barrier keeps threads together, which
// does not say that they see what was done before it.
func meet(threads, rounds int, wait func(id, episode int)) {
	var episode model.Episode
	model.Run(threads, func(id int) {
		for r := 0; r != rounds; r = round.Next(r, rounds, period) {
			episode.Arrive(id, threads)
			wait(id, r)
			episode.Depart(id, threads)
		}
	})
}

// maxRounds is the most rounds of a barrier that has ⌈log₂ n⌉ of them, so n ≤ 2^maxRounds.
const maxRounds = 6

// logRounds gives ⌈log₂ n⌉. It panics if that is more than maxRounds.
func logRounds(n int) int {
	rounds := 0
	for 1<<rounds < n {
		rounds++
	}
	if rounds > maxRounds {
		panic("barrier: too many threads, want at most 64")
	}
	return rounds
}

// sense gives the value that flags have after an episode: 1, 0, 1, … They start at 0.
func sense(episode int) int { return 1 - episode%2 }
