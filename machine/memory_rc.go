package machine

import "heddle/model/program"

// releaseConsistency is RCsc. Ordinary accesses are free between synchronizing ones: a
// thread may still read an old message of a cell, and its writes need not be seen by others,
// or in order, until it releases. Then they are performed with respect to everybody: they
// become part of one global view, which an acquire takes over. Synchronizing accesses act
// on that view themselves, so they are sequentially consistent among each other.
//
// We are stronger than the paper's conditions 3.1 in that no load is performed after the stores
// that follow it in its thread: load buffering does not appear.
func releaseConsistency() Memory {
	return Memory{
		Name:   "rc",
		Doc:    "release consistency (RCsc): ordinary accesses free between acquire and release, synchronization sequentially consistent; loads are not delayed past later stores",
		Source: "K. Gharachorloo, D. Lenoski, J. Laudon, P. Gibbons, A. Gupta, J. Hennessy, Memory Consistency and Event Ordering in Scalable Shared-Memory Multiprocessors, ISCA 1990, section 3.2",
		Views:  true,
		Global: true,
	}
}

// special reports whether an access of that order synchronizes: the paper's word.
func special(order program.Order) bool { return order.Acquires() || order.Releases() }

// perform lets p know that it has read or written message i of a cell.
func (s *step) perform(p *proc, cell, i int, order program.Order) {
	ks, ms := &s.m.knows, &s.state.Messages
	v := &ms.threads[p.thread]
	s.performFence(v, order)
	v.cur = ks.raise(v.cur, rowAt, cell, i)
	if special(order) {
		ms.global = ks.raise(ms.global, rowAt, cell, i)
	}
	v.acq = v.cur
}

// performFence takes over the global view, or adds to it.
func (s *step) performFence(v *viewer, order program.Order) {
	ks, ms := &s.m.knows, &s.state.Messages
	if order.Acquires() {
		v.cur = ks.join(v.cur, ms.global)
	}
	if order.Releases() {
		ms.global = ks.join(ms.global, v.cur)
	}
	v.acq = v.cur
}
