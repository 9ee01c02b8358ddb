package barrier

import "heddle/model"

// waitUnfenced is Wait by ordinary accesses.
func (b *Dissemination) waitUnfenced(id, episode int) {
	parity, sense := episode%2, sense(episode/2)
	for k := range b.rounds {
		b.flags[b.partner(id, k)][parity][k].Store(sense)
		flag := &b.flags[id][parity][k]
		for flag.Load() != sense {
			model.Pause()
		}
	}
}

// CheckDisseminationUnfenced checks Dissemination as written for sequential consistency.
func CheckDisseminationUnfenced(threads, rounds int) {
	phases(threads, rounds, NewDissemination(threads).waitUnfenced)
}

// CheckDisseminationUnfencedEmpty checks Dissemination as written for sequential
// consistency, without work: no two of a thread's stores need their order.
func CheckDisseminationUnfencedEmpty(threads, rounds int) {
	meet(threads, rounds, NewDissemination(threads).waitUnfenced)
}

// CheckDisseminationFewRounds checks Dissemination with one round less than
// ⌈log₂ n⌉: nobody hears from all.
func CheckDisseminationFewRounds(threads, rounds int) {
	b := NewDissemination(threads)
	b.rounds = max(0, b.rounds-1)
	phases(threads, rounds, b.Wait)
}

// CheckDisseminationNoParity checks Dissemination with sense but one set of
// flags: a fast thread overwrites a flag that has not been read. Hangs with two,
// four, five and six threads, but not with three: there a thread tells next whom it has just
// heard from, and that one had read its last flag before it told.
func CheckDisseminationNoParity(threads, rounds int) {
	b := NewDissemination(threads)
	phases(threads, rounds, func(id, episode int) { b.wait(id, 0, sense(episode)) })
}

// waitClear has neither parity nor sense: who hears clears the flag, and can
// clear what is told for the next episode with it.
func (b *Dissemination) waitClear(id int) {
	for k := range b.rounds {
		b.flags[b.partner(id, k)][0][k].StoreRelease(1)
		flag := &b.flags[id][0][k]
		for flag.LoadAcquire() != 1 {
			model.Pause()
		}
		flag.StoreRelease(0)
	}
}

// CheckDisseminationClear checks Dissemination with flags that are cleared by
// their reader, and neither parity nor sense.
func CheckDisseminationClear(threads, rounds int) {
	b := NewDissemination(threads)
	phases(threads, rounds, func(id, _ int) { b.waitClear(id) })
}
