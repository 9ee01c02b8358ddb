package lock

import "heddle/model"

// lockLateGot resets got after the link, when the lock may have been passed already.
func (l *MCS) lockLateGot(me *MCSNode) {
	me.next.Store(nil)
	before := l.last.Swap(me, model.AcqRel)
	model.Doorway()
	if before != nil {
		before.next.StoreRelease(me)
		me.got.StoreRelease(0)
		me.await()
	}
}

// CheckMCSLateGot checks MCS with got reset after the link.
func CheckMCSLateGot(threads, rounds int) {
	var l MCS
	nodes := newNodes(threads)
	exclude(threads, rounds, func(id int, g *guarded) {
		me := &nodes[id]
		l.lockLateGot(me)
		g.use()
		l.Unlock(me)
	})
}

// lockLateNext resets next after the swap, when somebody behind may have linked itself already.
func (l *MCS) lockLateNext(me *MCSNode) {
	me.got.Store(0)
	before := l.last.Swap(me, model.AcqRel)
	model.Doorway()
	me.next.StoreRelease(nil)
	if before != nil {
		before.next.StoreRelease(me)
		me.await()
	}
}

// CheckMCSLateNext checks MCS with next reset after the swap.
func CheckMCSLateNext(threads, rounds int) {
	var l MCS
	nodes := newNodes(threads)
	exclude(threads, rounds, func(id int, g *guarded) {
		me := &nodes[id]
		l.lockLateNext(me)
		g.use()
		l.Unlock(me)
	})
}

// lockGotAfterSwap resets got between the swap and the link, by ordinary stores:
// right where stores reach memory in order, else the link can be seen first.
func (l *MCS) lockGotAfterSwap(me *MCSNode) {
	me.next.Store(nil)
	before := l.last.Swap(me, model.AcqRel)
	model.Doorway()
	if before != nil {
		me.got.Store(0)
		before.next.Store(me)
		me.await()
	}
}

// CheckMCSGotAfterSwap checks MCS with got reset between the swap and an unfenced link.
func CheckMCSGotAfterSwap(threads, rounds int) {
	var l MCS
	nodes := newNodes(threads)
	exclude(threads, rounds, func(id int, g *guarded) {
		me := &nodes[id]
		l.lockGotAfterSwap(me)
		g.use()
		l.Unlock(me)
	})
}
