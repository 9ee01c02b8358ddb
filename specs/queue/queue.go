// Package queue is a library of queues in plain Go for many producers and consumers, each with its
// broken twins: the mistakes that are made when it is written.
//
// A queue is linearizable: it does what the queue of its kind in package sequential does. The orders that the
// operations name make it right under every memory model that heddle has.
package queue
