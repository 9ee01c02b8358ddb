package barrier

import "heddle/model"

// MCS is the tree barrier with local spinning alone: arrivals go up a static tree
// of four children a node, in which each thread has its node, and the wake-up
// goes down a binary one. Reads and writes only; each thread spins on words of
// its own; 2(n-1) signals an episode.
//
// Thread i reports to (i-1)/4 and wakes 2i+1 and 2i+2.
//
// Source: J. M. Mellor-Crummey, M. L. Scott, ACM TOCS 9(1), 1991, section 3.5.
// There the four flags of a node are the bytes of one word.
type MCS struct{ nodes []mcsNode }

type mcsNode struct {
	missing [4]model.Word // 1: the child of this place exists and has not reported
	wake    model.Word    // the sense of the last episode that the thread may leave
}

// NewMCS gives a barrier for n threads. Each spins in its own memory.
func NewMCS(n int) *MCS {
	b := &MCS{nodes: make([]mcsNode, n)}
	for id := range b.nodes {
		model.Local(id, &b.nodes[id])
		b.rearm(id)
	}
	return b
}

// children gives how many threads report to thread id.
func (b *MCS) children(id int) int { return max(0, min(4, len(b.nodes)-1-4*id)) }

// Wait arrives at an episode as thread id, and waits for all. Each signal releases, and who
// waits for it acquires, what all below, or all, have done: rearming too, so that a child
// reports after it.
func (b *MCS) Wait(id, episode int) {
	sense := sense(episode)
	b.gather(id)
	b.rearm(id)
	if id != 0 {
		b.report(id)
		b.await(id, sense)
	}
	b.release(id, sense)
}

// gather waits until all children of id have reported.
func (b *MCS) gather(id int) {
	for i := range b.children(id) {
		child := &b.nodes[id].missing[i]
		for child.LoadAcquire() == 1 {
			model.Pause()
		}
	}
}

// rearm makes id's node ready for the next episode. It comes before anything
// that lets a child go there.
func (b *MCS) rearm(id int) {
	for i := range b.children(id) {
		b.nodes[id].missing[i].Store(1)
	}
}

// report tells id's parent that all below it have arrived.
func (b *MCS) report(id int) { b.nodes[(id-1)/4].missing[(id-1)%4].StoreRelease(0) }

func (b *MCS) await(id, sense int) {
	me := &b.nodes[id]
	for me.wake.LoadAcquire() != sense {
		model.Pause()
	}
}

// release wakes those whom id wakes.
func (b *MCS) release(id, sense int) {
	for i := 2*id + 1; i <= 2*id+2 && i < len(b.nodes); i++ {
		b.nodes[i].wake.StoreRelease(sense)
	}
}

// CheckMCS checks MCS.
func CheckMCS(threads, rounds int) {
	phases(threads, rounds, NewMCS(threads).Wait)
}
