package barrier

import "heddle/model"

// waitUnfenced is wait by ordinary accesses.
func (t *treeNode) waitUnfenced(sense int) {
	if t.count.FetchAndAdd(-1) != 1 {
		for t.sense.Load() != sense {
			model.Pause()
		}
		return
	}
	if t.parent != nil {
		t.parent.waitUnfenced(sense)
	}
	t.count.Store(t.size)
	t.sense.Store(sense)
}

// CheckTreeUnfenced checks Tree as written for sequential consistency.
func CheckTreeUnfenced(threads, rounds int) {
	b := NewTree(threads, 2)
	phases(threads, rounds, func(id, episode int) {
		b.nodes[id/b.k].waitUnfenced(sense(episode))
	})
}

// CheckTreeUnfencedEmpty checks Tree as written for sequential consistency, without work.
func CheckTreeUnfencedEmpty(threads, rounds int) {
	b := NewTree(threads, 2)
	meet(threads, rounds, func(id, episode int) {
		b.nodes[id/b.k].waitUnfenced(sense(episode))
	})
}

// waitFlipUp wakes its group on the way up, when other groups have yet to arrive.
func (t *treeNode) waitFlipUp(sense int) {
	if t.count.FetchAndAdd(-1, model.AcqRel) != 1 {
		t.await(sense)
		return
	}
	t.count.Store(t.size)
	t.sense.StoreRelease(sense)
	if t.parent != nil {
		t.parent.waitFlipUp(sense)
	}
}

// CheckTreeFlipUp checks Tree with groups woken on the way up.
func CheckTreeFlipUp(threads, rounds int) {
	b := NewTree(threads, 2)
	phases(threads, rounds, func(id, episode int) {
		b.nodes[id/b.k].waitFlipUp(sense(episode))
	})
}

// waitNoReset leaves the count at 0, so that nobody is the last of the next episode.
func (t *treeNode) waitNoReset(sense int) {
	if t.count.FetchAndAdd(-1, model.AcqRel) != 1 {
		t.await(sense)
		return
	}
	if t.parent != nil {
		t.parent.waitNoReset(sense)
	}
	t.sense.StoreRelease(sense)
}

// CheckTreeNoReset checks Tree with counts that are not set up again.
func CheckTreeNoReset(threads, rounds int) {
	b := NewTree(threads, 2)
	phases(threads, rounds, func(id, episode int) {
		b.nodes[id/b.k].waitNoReset(sense(episode))
	})
}

// waitFlipFirst wakes its group before the count is set up: an arrival in
// between is lost.
func (t *treeNode) waitFlipFirst(sense int) {
	if t.count.FetchAndAdd(-1, model.AcqRel) != 1 {
		t.await(sense)
		return
	}
	if t.parent != nil {
		t.parent.waitFlipFirst(sense)
	}
	t.sense.StoreRelease(sense)
	t.count.StoreRelease(t.size)
}

// CheckTreeFlipFirst checks Tree with groups woken before the count is set up.
func CheckTreeFlipFirst(threads, rounds int) {
	b := NewTree(threads, 2)
	phases(threads, rounds, func(id, episode int) {
		b.nodes[id/b.k].waitFlipFirst(sense(episode))
	})
}
