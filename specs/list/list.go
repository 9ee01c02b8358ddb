// Package list is a library of sets as linked lists in plain Go that need no lock, each with its broken
// twins: the mistakes that are made when it is written.
//
// A list is linearizable: it does what sequential.Set does. All accesses are sequentially consistent, and have
// to be: two nodes that are deleted at different places by two threads are otherwise deleted in two orders, or each thread
// still finds the other's.
package list

import "heddle/model"

// node holds a key. The keys of a list ascend from its head, whose key counts for nothing.
type node struct {
	key  int
	next model.Pointer[link]
}

// link is what a node's next holds: which node is behind it, and whether the node itself is deleted, so that one compare-and-swap
// regards both. It never changes once it is made; nil is the end of the list, at a node that is not deleted.
//
// The papers have the mark in the pointer's lowest bit. A compare-and-swap of links compares identities instead
// of what they say, and so succeeds less often; the collector sees to it that nothing is mistaken for what it replaced.
type link struct {
	to      *node
	deleted bool
}

func (l *link) node() *node {
	if l == nil {
		return nil
	}
	return l.to
}

func (l *link) marked() bool { return l != nil && l.deleted }

// mark gives the link of a node, whose link was l, as it is when the node is deleted.
func (l *link) mark() *link { return &link{to: l.node(), deleted: true} }

// unmarked gives a link to where l leads, for a node that is not deleted.
func (l *link) unmarked() *link {
	if l.marked() {
		return linkTo(l.to)
	}
	return l
}

func linkTo(n *node) *link {
	if n == nil {
		return nil
	}
	return &link{to: n}
}

// is reports whether n is a node with that key.
func (n *node) is(key int) bool { return n != nil && n.key == key }

// link puts a new node with key behind n, where n's link is at, and reports whether it was that still.
func (n *node) link(at *link, key int) bool {
	fresh := &node{key: key}
	fresh.next.StoreRelaxed(at)
	return n.next.CompareAndSwap(at, linkTo(fresh))
}
