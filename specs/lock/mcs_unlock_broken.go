package lock

import "heddle/model"

// unlockStore frees the lock by a store, trusting that nobody has come since
// next was read.
func (l *MCS) unlockStore(me *MCSNode) {
	after := me.next.LoadAcquire()
	if after == nil {
		l.last.StoreRelease(nil)
		return
	}
	after.got.StoreRelease(1)
}

// CheckMCSPlainRelease checks MCS freed by a plain store.
func CheckMCSPlainRelease(threads, rounds int) {
	var l MCS
	nodes := newNodes(threads)
	exclude(threads, rounds, func(id int, g *guarded) {
		me := &nodes[id]
		l.Lock(me)
		g.use()
		l.unlockStore(me)
	})
}

// unlockSplit compares and then stores: somebody can come in between.
func (l *MCS) unlockSplit(me *MCSNode) {
	after := me.next.LoadAcquire()
	if after == nil {
		if l.last.LoadAcquire() == me {
			l.last.StoreRelease(nil)
			return
		}
		after = me.follower()
	}
	after.got.StoreRelease(1)
}

// CheckMCSSplitCompare checks MCS freed by a compare-and-swap that is not atomic.
func CheckMCSSplitCompare(threads, rounds int) {
	var l MCS
	nodes := newNodes(threads)
	exclude(threads, rounds, func(id int, g *guarded) {
		me := &nodes[id]
		l.Lock(me)
		g.use()
		l.unlockSplit(me)
	})
}

// unlockNoWait returns when the compare-and-swap fails, and so never passes the
// lock to the one that made it fail.
func (l *MCS) unlockNoWait(me *MCSNode) {
	after := me.next.LoadAcquire()
	if after == nil {
		l.last.CompareAndSwap(me, nil, model.Release)
		return
	}
	after.got.StoreRelease(1)
}

// CheckMCSNoWait checks MCS that does not wait for a link under way.
func CheckMCSNoWait(threads, rounds int) {
	var l MCS
	nodes := newNodes(threads)
	exclude(threads, rounds, func(id int, g *guarded) {
		me := &nodes[id]
		l.Lock(me)
		g.use()
		l.unlockNoWait(me)
	})
}

// unlockSwap frees the lock without compare-and-swap: it swaps in nil and, if
// that cut off a queue, swaps the queue's end back. Whoever came in between (the
// usurper) has the lock, and the queue that was cut off goes behind it: safe, but not first come,
// first served.
//
// Source: J. M. Mellor-Crummey, M. L. Scott, ACM TOCS 9(1), 1991, section 2.4,
// release without compare_and_swap.
func (l *MCS) unlockSwap(me *MCSNode) {
	after := me.next.LoadAcquire()
	if after == nil {
		end := l.last.Swap(nil, model.AcqRel)
		if end == me {
			return
		}
		usurper := l.last.Swap(end, model.AcqRel)
		after = me.follower()
		if usurper != nil {
			usurper.next.StoreRelease(after)
			return
		}
	}
	after.got.StoreRelease(1)
}

// CheckMCSSwapOnly checks MCS freed by swaps alone.
func CheckMCSSwapOnly(threads, rounds int) {
	var l MCS
	nodes := newNodes(threads)
	exclude(threads, rounds, func(id int, g *guarded) {
		me := &nodes[id]
		l.Lock(me)
		g.use()
		l.unlockSwap(me)
	})
}
