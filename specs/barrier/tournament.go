package barrier

import "heddle/model"

// Tournament is a barrier of ⌈log₂ n⌉ rounds of matches whose winners are fixed:
// in round r = 0, 1, … a thread whose number has bit r set loses to the one 2^r
// below it, reports to it and waits. Thread 0 wins all; the wake-up takes the
// same way back. Reads and writes only; each thread spins on words of its own. A
// thread without an opponent goes on.
//
// Source: D. Hensgen, R. Finkel, U. Manber, Two algorithms for barrier
// synchronization, International Journal of Parallel Programming 17(1), 1988; J. M. Mellor-Crummey, M. L. Scott, ACM
// TOCS 9(1), 1991, section 3.4.
type Tournament struct {
	rounds int
	flags  [][maxRounds]model.Word // of thread and round: to the winner, all below have arrived; to the loser, all have
}

// NewTournament gives a barrier for n ≤ 64 threads. Each spins in its own memory.
func NewTournament(n int) *Tournament {
	b := &Tournament{rounds: logRounds(n), flags: make([][maxRounds]model.Word, n)}
	for id := range b.flags {
		model.Local(id, &b.flags[id])
	}
	return b
}

// Wait arrives at an episode as thread id, and waits for all. Each signal releases, and who
// waits for it acquires, what all below, or all, have done.
func (b *Tournament) Wait(id, episode int) { b.wait(id, sense(episode)) }

func (b *Tournament) wait(id, sense int) {
	r := 0
	for ; r < b.rounds; r++ {
		if winner := id &^ (1 << r); winner != id {
			b.flags[winner][r].StoreRelease(sense)
			b.await(id, r, sense)
			break
		}
		if b.opponent(id, r) {
			b.await(id, r, sense)
		}
	}
	for r--; r >= 0; r-- {
		if b.opponent(id, r) {
			b.flags[id+1<<r][r].StoreRelease(sense)
		}
	}
}

// opponent reports whether somebody loses to id in round r.
func (b *Tournament) opponent(id, r int) bool { return id+1<<r < len(b.flags) }

func (b *Tournament) await(id, r, sense int) {
	flag := &b.flags[id][r]
	for flag.LoadAcquire() != sense {
		model.Pause()
	}
}

// CheckTournament checks Tournament.
func CheckTournament(threads, rounds int) {
	phases(threads, rounds, NewTournament(threads).Wait)
}

// waitUnfenced is wait by ordinary accesses.
func (b *Tournament) waitUnfenced(id, sense int) {
	r := 0
	for ; r < b.rounds; r++ {
		if winner := id &^ (1 << r); winner != id {
			b.flags[winner][r].Store(sense)
			b.awaitUnfenced(id, r, sense)
			break
		}
		if b.opponent(id, r) {
			b.awaitUnfenced(id, r, sense)
		}
	}
	for r--; r >= 0; r-- {
		if b.opponent(id, r) {
			b.flags[id+1<<r][r].Store(sense)
		}
	}
}

func (b *Tournament) awaitUnfenced(id, r, sense int) {
	flag := &b.flags[id][r]
	for flag.Load() != sense {
		model.Pause()
	}
}

// CheckTournamentUnfenced checks Tournament as written for sequential consistency.
func CheckTournamentUnfenced(threads, rounds int) {
	b := NewTournament(threads)
	phases(threads, rounds, func(id, episode int) { b.waitUnfenced(id, sense(episode)) })
}

// CheckTournamentUnfencedEmpty checks Tournament as written for sequential
// consistency, without work: no two of a thread's stores need their order.
func CheckTournamentUnfencedEmpty(threads, rounds int) {
	b := NewTournament(threads)
	meet(threads, rounds, func(id, episode int) { b.waitUnfenced(id, sense(episode)) })
}

// CheckTournamentNoSense checks Tournament without sense reversal: in the second
// episode the flags of the first let everybody through.
func CheckTournamentNoSense(threads, rounds int) {
	b := NewTournament(threads)
	phases(threads, rounds, func(id, _ int) { b.wait(id, 1) })
}
