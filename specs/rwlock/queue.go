package rwlock

import "heddle/model"

// Queue is a list-based queue lock: threads get in in the order in which they come,
// readers that stand together as one; each waits on its own node. Fair.
//
// A reader behind a reader that is inside goes on at once; behind one that waits it is
// told by that one when it gets in. readers counts those inside. A writer that is first behind readers
// is in nextWriter, for the last of them to tell.
//
// A thread takes a new node for each turn, and must: the last reader takes the writer from nextWriter
// by a compare-and-swap, which a node that has come back there would deceive. The source leaves it to the caller
// where nodes come from; see CheckQueueReused.
//
// Its orders are strong enough, but not shown to be the weakest: bounds that would show what
// each is for have too many states.
//
// Source: J. M. Mellor-Crummey, M. L. Scott, Scalable reader-writer
// synchronization for shared-memory multiprocessors, PPoPP 1991, section 4: the fair
// lock with local-only spinning, in the form of the authors' pseudocode
// (cs.rochester.edu/research/synchronization/pseudocode/rw.html), whose last reader looks for readers again. There
// the two parts of a node's state are written as fields.
type Queue struct {
	last       model.Pointer[QueueNode]
	readers    model.Word
	nextWriter model.Pointer[QueueNode]
}

// QueueNode is a thread's place in the queue, from Lock or RLock to the end of Unlock or RUnlock. Its zero value is ready.
type QueueNode struct {
	writes bool
	next   model.Pointer[QueueNode]
	state  model.Word
}

// The parts of a node's state.
const (
	blocked      = 1 // its thread must wait
	readerBehind = 2 // … and tell a reader, whose node is next
	writerBehind = 4 // a writer's node is next
)

// Lock takes the lock for writing with node me, which is in no queue.
func (l *Queue) Lock(me *QueueNode) {
	before := l.enqueue(me, true)
	model.Doorway()
	if before == nil {
		l.nextWriter.StoreSeqCst(me)
		if l.readers.LoadSeqCst() == 0 && l.nextWriter.Swap(nil) == me {
			return
		}
	} else {
		before.state.FetchAndAdd(writerBehind)
		before.next.StoreRelease(me)
	}
	me.await()
}

// RLock takes the lock for reading with node me, which is in no queue.
func (l *Queue) RLock(me *QueueNode) {
	before := l.enqueue(me, false)
	model.Doorway()
	switch {
	case before == nil:
		l.readers.FetchAndAdd(1)
		me.unblock()
	case before.writes || before.state.CompareAndSwap(blocked, blocked|readerBehind):
		before.next.StoreRelease(me) // who tells counts
		me.await()
	default:
		l.readers.FetchAndAdd(1)
		before.next.StoreRelease(me)
		me.unblock()
	}
	if me.state.LoadAcquire()&readerBehind != 0 {
		l.admit(me.behind())
	}
}

// enqueue puts me last, and gives the node before.
func (l *Queue) enqueue(me *QueueNode, writes bool) *QueueNode {
	me.writes = writes
	me.next.Store(nil)
	me.state.Store(blocked)
	return l.last.Swap(me)
}

func (me *QueueNode) unblock() { me.state.FetchAndAdd(-blocked) }

// await waits until me is told that it is inside.
func (me *QueueNode) await() {
	for me.state.LoadAcquire()&blocked != 0 {
		model.Pause()
	}
}

// behind waits for the link to the node behind me, of which it is known that there is one.
func (me *QueueNode) behind() *QueueNode {
	next := me.next.LoadAcquire()
	for next == nil {
		model.Pause()
		next = me.next.LoadAcquire()
	}
	return next
}

// admit tells a reader that it is inside.
func (l *Queue) admit(reader *QueueNode) {
	l.readers.FetchAndAdd(1)
	reader.unblock()
}

// Unlock frees a lock taken for writing with node me.
func (l *Queue) Unlock(me *QueueNode) {
	if me.next.LoadAcquire() == nil && l.last.CompareAndSwap(me, nil) {
		return
	}
	next := me.behind()
	me.next.Store(nil) // a reader that is held up with me in hand must not hold all that come after
	if next.writes {
		next.unblock()
	} else {
		l.admit(next)
	}
}

// RUnlock frees a lock taken for reading with node me.
func (l *Queue) RUnlock(me *QueueNode) {
	l.dequeue(me)
	if l.readers.FetchAndAdd(-1) != 1 {
		return
	}
	// The writer may be told only if no reader has come after it was found.
	writer := l.nextWriter.LoadSeqCst()
	if writer != nil && l.readers.LoadSeqCst() == 0 && l.nextWriter.CompareAndSwap(writer, nil) {
		writer.unblock()
	}
}

// dequeue takes the node of a reader out, and notes the writer behind it.
func (l *Queue) dequeue(me *QueueNode) {
	if me.next.LoadAcquire() == nil && l.last.CompareAndSwap(me, nil) {
		return
	}
	if next := me.behind(); me.state.LoadAcquire()&writerBehind != 0 {
		l.nextWriter.StoreSeqCst(next)
	}
}

// turnsOf gives turns with the node that a thread has for each.
func (l *Queue) turnsOf(node func(id int) *QueueNode) turns {
	return turns{
		read: func(id int, g *guarded) {
			me := node(id)
			l.RLock(me)
			g.read()
			l.RUnlock(me)
		},
		write: func(id int, g *guarded) {
			me := node(id)
			l.Lock(me)
			g.write()
			l.Unlock(me)
		},
	}
}

func fresh(int) *QueueNode { return new(QueueNode) }

// CheckQueue checks Queue; the odd threads write.
func CheckQueue(threads, rounds int) {
	var l Queue
	share(threads, rounds, oddWrite, l.turnsOf(fresh))
}
