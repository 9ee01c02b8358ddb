package rwlock

import (
	"heddle/model"
	"heddle/specs/round"
)

// CheckQueueAlone checks that Queue keeps readers from each other, which it must not.
func CheckQueueAlone(threads, rounds int) {
	var l Queue
	t := l.turnsOf(fresh)
	t.read = func(id int, g *guarded) {
		me := fresh(id)
		l.RLock(me)
		g.readAlone()
		l.RUnlock(me)
	}
	share(threads, rounds, oddWrite, t)
}

// overtake lets thread 0 write rounds times, and each of the others read once, all there
// is to read being that nobody writes.
func overtake(threads, rounds int, write func(g *guarded), read func(id int, critical func())) {
	var g guarded
	glance := func() {
		g.inside.EnterShared()
		g.inside.LeaveShared()
	}
	model.Run(threads, func(id int) {
		if id > 0 {
			g.inside.Want()
			read(id, glance)
			return
		}
		for r := 0; r != rounds; r = round.Next(r, rounds, 1) {
			g.inside.Want()
			write(&g)
		}
	})
}

// CheckQueueReused checks Queue with one node a thread, as the source allows; thread 0 writes, the others read once. It
// takes three readers. One leaves as the last of its group, finds thread 0's node in nextWriter and no
// reader, and is held up. The writer, which has found no reader either, gets in by itself, leaves, and queues up
// again behind two new readers. The first of these to leave puts the same node in nextWriter; now the compare-and-swap of
// the one held up takes it, and lets the writer in beside the other.
func CheckQueueReused(threads, rounds int) {
	var l Queue
	nodes := make([]QueueNode, threads)
	for id := range nodes {
		model.Local(id, &nodes[id])
	}
	overtake(threads, rounds, func(g *guarded) {
		l.Lock(&nodes[0])
		g.write()
		l.Unlock(&nodes[0])
	}, func(id int, critical func()) {
		l.RLock(&nodes[id])
		critical()
		l.RUnlock(&nodes[id])
	})
}

// runlockSwap takes the writer whether or not readers have come since.
func (l *Queue) runlockSwap(me *QueueNode) {
	l.dequeue(me)
	if l.readers.FetchAndAdd(-1) != 1 {
		return
	}
	if writer := l.nextWriter.Swap(nil); writer != nil {
		writer.unblock()
	}
}

// CheckQueueSwap checks Queue with a last reader that lets the writer in without looking for
// readers again; thread 0 writes, the others read once. It takes three readers: the last of one group, held up before it looks for a writer,
// and two of the next, with the writer behind them, of which one has left.
func CheckQueueSwap(threads, rounds int) {
	var l Queue
	overtake(threads, rounds, func(g *guarded) {
		me := new(QueueNode)
		l.Lock(me)
		g.write()
		l.Unlock(me)
	}, func(_ int, critical func()) {
		me := new(QueueNode)
		l.RLock(me)
		critical()
		l.runlockSwap(me)
	})
}

// lockLateClass links itself before it says that it is a writer.
func (l *Queue) lockLateClass(me *QueueNode) {
	before := l.enqueue(me, true)
	if before == nil {
		l.nextWriter.StoreSeqCst(me)
		if l.readers.LoadSeqCst() == 0 && l.nextWriter.Swap(nil) == me {
			return
		}
	} else {
		before.next.StoreRelease(me)
		before.state.FetchAndAdd(writerBehind)
	}
	me.await()
}

// CheckQueueLateClass checks Queue with a writer that links itself before it says what it is: a
// reader that leaves in between does not note it.
func CheckQueueLateClass(threads, rounds int) {
	var l Queue
	t := l.turnsOf(fresh)
	t.write = func(id int, g *guarded) {
		me := fresh(id)
		l.lockLateClass(me)
		g.write()
		l.Unlock(me)
	}
	share(threads, rounds, oddWrite, t)
}
