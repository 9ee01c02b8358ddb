package barrier

import "heddle/model"

// waitUnfenced is Wait by ordinary accesses.
func (b *MCS) waitUnfenced(id, episode int) {
	sense := sense(episode)
	me := &b.nodes[id]
	for i := range b.children(id) {
		for me.missing[i].Load() == 1 {
			model.Pause()
		}
	}
	b.rearm(id)
	if id != 0 {
		b.nodes[(id-1)/4].missing[(id-1)%4].Store(0)
		for me.wake.Load() != sense {
			model.Pause()
		}
	}
	for i := 2*id + 1; i <= 2*id+2 && i < len(b.nodes); i++ {
		b.nodes[i].wake.Store(sense)
	}
}

// CheckMCSUnfenced checks MCS as written for sequential consistency.
func CheckMCSUnfenced(threads, rounds int) {
	phases(threads, rounds, NewMCS(threads).waitUnfenced)
}

// CheckMCSUnfencedEmpty checks MCS as written for sequential consistency, without
// work: a report can reach memory before the node is made ready, which wipes out the next one.
func CheckMCSUnfencedEmpty(threads, rounds int) {
	meet(threads, rounds, NewMCS(threads).waitUnfenced)
}

// waitRearmAfterWake makes its node ready when its children may have reported for
// the next episode already: their reports are lost.
func (b *MCS) waitRearmAfterWake(id, episode int) {
	sense := sense(episode)
	b.gather(id)
	if id != 0 {
		b.report(id)
		b.await(id, sense)
	}
	b.release(id, sense)
	b.rearm(id)
}

// CheckMCSRearmAfterWake checks MCS with nodes made ready after others are woken.
func CheckMCSRearmAfterWake(threads, rounds int) {
	phases(threads, rounds, NewMCS(threads).waitRearmAfterWake)
}

// waitRearmAfterReport makes its node ready when it has reported: then others
// may wake its children first. The two trees differ, so this takes a node that
// has a parent and a child, which is from six threads on.
func (b *MCS) waitRearmAfterReport(id, episode int) {
	sense := sense(episode)
	b.gather(id)
	if id != 0 {
		b.report(id)
	}
	b.rearm(id)
	if id != 0 {
		b.await(id, sense)
	}
	b.release(id, sense)
}

// CheckMCSRearmAfterReport checks MCS with nodes made ready after they have reported.
func CheckMCSRearmAfterReport(threads, rounds int) {
	phases(threads, rounds, NewMCS(threads).waitRearmAfterReport)
}

// waitNoRearm leaves its node as it is: from the second episode on it waits for no child.
func (b *MCS) waitNoRearm(id, episode int) {
	sense := sense(episode)
	b.gather(id)
	if id != 0 {
		b.report(id)
		b.await(id, sense)
	}
	b.release(id, sense)
}

// CheckMCSNoRearm checks MCS with nodes that are not made ready again.
func CheckMCSNoRearm(threads, rounds int) {
	phases(threads, rounds, NewMCS(threads).waitNoRearm)
}

// mcsPacked keeps the flags of a node's children as bits of one word, and
// children clear theirs by a load and a store of all: a report can be lost.
type mcsPacked struct {
	MCS
	missing []model.Word
}

func newMCSPacked(n int) *mcsPacked {
	b := &mcsPacked{missing: make([]model.Word, n)}
	b.nodes = make([]mcsNode, n)
	for id := range b.missing {
		model.Local(id, &b.missing[id])
		model.Local(id, &b.nodes[id])
		b.missing[id].Store(b.all(id))
	}
	return b
}

// all gives the bits of all children of id.
func (b *mcsPacked) all(id int) int { return 1<<b.children(id) - 1 }

func (b *mcsPacked) wait(id, episode int) {
	sense := sense(episode)
	missing := &b.missing[id]
	for missing.LoadAcquire() != 0 {
		model.Pause()
	}
	missing.Store(b.all(id))
	if id != 0 {
		parent := &b.missing[(id-1)/4]
		parent.StoreRelease(parent.LoadAcquire() &^ (1 << ((id - 1) % 4)))
		b.await(id, sense)
	}
	b.release(id, sense)
}

// CheckMCSPacked checks MCS with the flags in one word that is not written atomically.
func CheckMCSPacked(threads, rounds int) {
	phases(threads, rounds, newMCSPacked(threads).wait)
}
