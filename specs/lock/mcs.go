package lock

import "heddle/model"

// MCS is a list-based queue lock: waiters stand in a linked list, each spins on
// its own node, and a release wakes exactly one. Fair; one read-modify-write a
// turn, two if nobody is behind; one word a lock and a node for each thread that
// wants it.
//
// last is the node of the last in the queue, nil if the lock is free. It may
// become nil only by a compare-and-swap: one step that tests that nobody has come.
//
// Source: J. M. Mellor-Crummey, M. L. Scott, Algorithms for scalable
// synchronization on shared-memory multiprocessors, ACM TOCS 9(1), 1991, section
// 2.4. There a node says that its thread is locked, and only if it must wait; here, as in the
// lecture, that it has got the lock, and before the node is put in the queue.
type MCS struct{ last model.Pointer[MCSNode] }

// MCSNode is a thread's place in the queue, from Lock to the end of Unlock. Its zero value is ready.
type MCSNode struct {
	got  model.Word // 1: the lock has been passed to this node
	next model.Pointer[MCSNode]
}

// Lock takes the lock with node me, which is in no queue.
//
// The swap releases the node as it was set up, for whoever is behind to link itself to; it
// acquires the node before, or, if there is none, what the last holder did. The link releases
// the node again: for the holder, who sets got and must do so after the reset.
func (l *MCS) Lock(me *MCSNode) {
	me.next.Store(nil)
	me.got.Store(0)
	before := l.last.Swap(me, model.AcqRel)
	model.Doorway()
	if before != nil {
		before.next.StoreRelease(me)
		me.await()
	}
}

// await waits until the lock is passed to me.
func (me *MCSNode) await() {
	for me.got.LoadAcquire() == 0 {
		model.Pause()
	}
}

// Unlock passes the lock on from node me. If somebody has swapped itself behind
// me but has not linked itself yet, it waits for the link. What frees the lock or passes it on
// releases the critical section; the reads of next acquire the node behind.
func (l *MCS) Unlock(me *MCSNode) {
	after := me.next.LoadAcquire()
	if after == nil {
		if l.last.CompareAndSwap(me, nil, model.Release) {
			return
		}
		after = me.follower()
	}
	after.got.StoreRelease(1)
}

// follower waits until somebody has linked itself behind me.
func (me *MCSNode) follower() *MCSNode {
	for {
		if after := me.next.LoadAcquire(); after != nil {
			return after
		}
		model.Pause()
	}
}

// newNodes gives a node for each of n threads, in its own memory.
func newNodes(n int) []MCSNode {
	nodes := make([]MCSNode, n)
	for id := range nodes {
		model.Local(id, &nodes[id])
	}
	return nodes
}

// CheckMCS checks MCS with one node a thread.
func CheckMCS(threads, rounds int) {
	var l MCS
	nodes := newNodes(threads)
	exclude(threads, rounds, func(id int, g *guarded) {
		me := &nodes[id]
		l.Lock(me)
		g.use()
		l.Unlock(me)
	})
}

// CheckMCSHeap checks MCS with a new node a turn.
func CheckMCSHeap(threads, rounds int) {
	var l MCS
	exclude(threads, rounds, func(_ int, g *guarded) {
		me := new(MCSNode)
		l.Lock(me)
		g.use()
		l.Unlock(me)
	})
}
