package barrier

import "heddle/model"

// Tree is the combining tree barrier: threads meet in groups of at most k at the
// leaves, the last of a group goes on to the next level for it, and on the way
// back wakes it. ⌈log_k n⌉ levels; at most k threads share a word. Where a thread
// spins depends on the order of arrival.
//
// Source: P.-C. Yew, N.-F. Tzeng, D. H. Lawrie, Distributing hot-spot addressing
// in large-scale multiprocessors, IEEE Transactions on Computers C-36(4), 1987;
// with sense reversal, J. M. Mellor-Crummey, M. L. Scott, ACM TOCS 9(1), 1991, section 3.2.
type Tree struct {
	k     int
	nodes []treeNode // the leaves, then level after level to the root
}

// treeNode is a Sense barrier for a group; its last thread to arrive stands for it above.
type treeNode struct {
	size         int       // of the group
	parent       *treeNode // nil: this is the root
	count, sense model.Word
}

// NewTree gives a barrier for n threads in groups of k ≥ 2.
func NewTree(n, k int) *Tree {
	if k < 2 {
		panic("barrier: groups of less than 2 make no tree")
	}
	total := 0
	for width := n; width > 1 || total == 0; {
		width = (width + k - 1) / k
		total += width
	}
	b := &Tree{k: k, nodes: make([]treeNode, total)}
	below, at := n, 0 // width of the level below, first node of this one
	for at < total {
		width := (below + k - 1) / k
		for i := range width {
			node := &b.nodes[at+i]
			node.size = min(k, below-i*k)
			node.count.Store(node.size)
			if width > 1 {
				node.parent = &b.nodes[at+width+i/k]
			}
		}
		below, at = width, at+width
	}
	return b
}

// Wait arrives at an episode as thread id, and waits for all.
func (b *Tree) Wait(id, episode int) {
	b.nodes[id/b.k].wait(sense(episode))
}

// wait goes up for a group, or waits. Orders are as in Sense, level by level.
func (t *treeNode) wait(sense int) {
	if t.count.FetchAndAdd(-1, model.AcqRel) != 1 {
		t.await(sense)
		return
	}
	if t.parent != nil {
		t.parent.wait(sense)
	}
	t.count.Store(t.size)
	t.sense.StoreRelease(sense)
}

func (t *treeNode) await(sense int) {
	for t.sense.LoadAcquire() != sense {
		model.Pause()
	}
}

// CheckTree checks Tree with groups of 2.
func CheckTree(threads, rounds int) {
	b := NewTree(threads, 2)
	phases(threads, rounds, b.Wait)
}
