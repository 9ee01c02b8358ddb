package barrier

import "heddle/model"

// Dissemination is a barrier of ⌈log₂ n⌉ rounds: in round k each thread tells
// the one 2^k above it, modulo n, and hears from the one 2^k below it; in the end each has heard,
// through others, from all. Reads and writes only; nobody waits to tell, and each thread
// spins on words of its own. n need not be a power of two.
//
// A fast thread can be one episode ahead of the one that it tells, so episodes
// take turns with two sets of flags (parity); each set changes its meaning every
// time that it is used (sense).
//
// Source: D. Hensgen, R. Finkel, U. Manber, Two algorithms for barrier
// synchronization, International Journal of Parallel Programming 17(1), 1988; J. M. Mellor-Crummey, M. L. Scott, ACM
// TOCS 9(1), 1991, section 3.3.
type Dissemination struct {
	rounds int
	flags  [][2][maxRounds]model.Word // of thread, parity and round
}

// NewDissemination gives a barrier for n ≤ 64 threads. Each spins in its own memory.
func NewDissemination(n int) *Dissemination {
	b := &Dissemination{rounds: logRounds(n), flags: make([][2][maxRounds]model.Word, n)}
	for id := range b.flags {
		model.Local(id, &b.flags[id])
	}
	return b
}

// Wait arrives at an episode as thread id, and waits for all. Each signal releases, and who
// waits for it acquires, what the thread and all that it has heard from have done.
func (b *Dissemination) Wait(id, episode int) {
	b.wait(id, episode%2, sense(episode/2))
}

func (b *Dissemination) wait(id, parity, sense int) {
	for k := range b.rounds {
		b.flags[b.partner(id, k)][parity][k].StoreRelease(sense)
		flag := &b.flags[id][parity][k]
		for flag.LoadAcquire() != sense {
			model.Pause()
		}
	}
}

// partner gives whom id tells in round k.
func (b *Dissemination) partner(id, k int) int { return (id + 1<<k) % len(b.flags) }

// CheckDissemination checks Dissemination.
func CheckDissemination(threads, rounds int) {
	phases(threads, rounds, NewDissemination(threads).Wait)
}
