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
	k      int
	leaves []*treeNode
}

// treeNode is a Sense barrier for a group; its last thread to arrive stands for it above.
type treeNode struct {
	size         int       // of the group
	parent       *treeNode // nil: this is the root
	count, sense model.Word
}

// NewTree gives a barrier for n threads in groups of k ≥ 2.
func NewTree(n, k int) *Tree {
	b := &Tree{k: k, leaves: group(n, k)}
	for level := b.leaves; len(level) > 1; {
		above := group(len(level), k)
		for i, node := range level {
			node.parent = above[i/k]
		}
		level = above
	}
	return b
}

// group gives the nodes for n threads or nodes in groups of k; the last may be smaller.
func group(n, k int) []*treeNode {
	nodes := make([]*treeNode, (n+k-1)/k)
	for i := range nodes {
		node := &treeNode{size: min(k, n-i*k)}
		node.count.Store(node.size)
		nodes[i] = node
	}
	return nodes
}

// Wait arrives at an episode as thread id, and waits for all.
func (b *Tree) Wait(id, episode int) {
	b.leaves[id/b.k].wait(sense(episode))
}

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
