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
type view [Segments]int

// segments are one for each of up to Segments clients.
type segments []model.Pointer[record]

// record is what a segment holds. It never changes: that a segment holds the same record twice means that nothing was
// written between, which the papers tell by a sequence number.
type record struct {
	value int
	seen  view // what the writer had scanned just before, if it did
}

// collect reads one segment after the other.
func (s segments) collect() (all [Segments]*record) {
	for i := range s {
		all[i] = s[i].LoadSeqCst()
	}
	return all
}

// write sets a segment.
func (s segments) write(client, v int, seen view) {
	s[client].StoreSeqCst(&record{v, seen})
}

// values gives what records hold: a segment that was never written is 0.
func values(records [Segments]*record) (v view) {
	for i, r := range records {
		if r != nil {
			v[i] = r.value
		}
	}
	return v
}
