// Package ring is a library of ring buffers in plain Go between two threads, with their
// broken twins: the mistakes that are made when they are written.
//
// The orders that the operations name make the rings right under every memory model that heddle has.
package ring
