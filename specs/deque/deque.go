// Package deque is a library of deques in plain Go, each with its broken
// twins: the mistakes that are made when it is written.
//
// A work-stealing deque is for one owner, who pushes and pops at its bottom, and any number of thieves, who steal from its top. It is
// linearizable: it does what sequential.Deque does. ObstructionFree is for any number of clients at both ends, and does what
// sequential.Ends does. The orders that the operations name make them
// right under every memory model that heddle has.
package deque
