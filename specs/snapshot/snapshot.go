// Package snapshot is a library of atomic snapshots in plain Go, each with its broken twins: the mistakes that are made
// when it is written.
//
// A snapshot is segments, one for each client, that a client writes alone, and all of which are read as they were at one
// moment. It is linearizable: it does what sequential.Snapshot does. All accesses are
// sequentially consistent, and have to be: two who scan must see the writes in one order.
package snapshot

import "heddle/model"

// Segments is how many there are at most.
const Segments = 3

// view is what all segments are at one moment.
type view struct{ first, second, third int }

// segments are one for each of up to Segments clients. What a segment points to never changes: that it is the same twice means that
// nothing was written between, which the papers tell by a sequence number. It is nil until something is written.
type segments[T any] []model.Pointer[T]

// collected is what was found in the segments.
type collected[T any] struct{ first, second, third *T }

// collect reads one segment after the other.
func (s segments[T]) collect() collected[T] { return collected[T]{s.read(0), s.read(1), s.read(2)} }

func (s segments[T]) read(i int) *T {
	if i >= len(s) {
		return nil
	}
	return s[i].LoadSeqCst()
}

// viewOf gives the values of segments.
func viewOf(c collected[int]) view {
	return view{valueOf(c.first), valueOf(c.second), valueOf(c.third)}
}

func valueOf(p *int) int {
	if p == nil {
		return 0
	}
	return *p
}
