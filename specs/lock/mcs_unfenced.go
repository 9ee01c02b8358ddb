package lock

import "heddle/model"

// lockUnfenced is Lock by ordinary accesses.
func (l *MCS) lockUnfenced(me *MCSNode) {
	me.next.Store(nil)
	me.got.Store(0)
	before := l.last.Swap(me)
	model.Doorway()
	if before != nil {
		before.next.Store(me)
		for me.got.Load() == 0 {
			model.Pause()
		}
	}
}

// unlockUnfenced is Unlock by ordinary accesses.
func (l *MCS) unlockUnfenced(me *MCSNode) {
	after := me.next.Load()
	if after == nil {
		if l.last.CompareAndSwap(me, nil) {
			return
		}
		for after == nil {
			model.Pause()
			after = me.next.Load()
		}
	}
	after.got.Store(1)
}

// CheckMCSUnfenced checks MCS as written for sequential consistency.
func CheckMCSUnfenced(threads, rounds int) {
	var l MCS
	nodes := newNodes(threads)
	exclude(threads, rounds, func(id int, g *guarded) {
		me := &nodes[id]
		l.lockUnfenced(me)
		g.use()
		l.unlockUnfenced(me)
	})
}

// CheckMCSUnfencedEmpty checks MCS as written for sequential consistency for
// mutual exclusion alone: the swap is what keeps a node's reset before its link.
func CheckMCSUnfencedEmpty(threads, rounds int) {
	var l MCS
	nodes := newNodes(threads)
	excludeOnly(threads, rounds, func(id int, g *guarded) {
		me := &nodes[id]
		l.lockUnfenced(me)
		g.pass()
		l.unlockUnfenced(me)
	})
}
