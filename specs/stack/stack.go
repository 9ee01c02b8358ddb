// Package stack is a library of stacks in plain Go that need no lock, each with its
// broken twins: the mistakes that are made when it is written.
//
// A stack is linearizable: it does what sequential.Stack does. The orders that the operations name make it right under
// every memory model that heddle has.
package stack
