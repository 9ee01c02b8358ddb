// Package model is what a checked program sees as heddle/model. All but Run are
// intrinsics of the compiler.
package model

import "heddle/model/golang/step"

// Order is a memory order.
type Order uint8

// The orders.
const (
	SeqCst Order = iota
	AcqRel
	Acquire
	Release
	Relaxed
)

// Fence is a fence of the given order, SeqCst if none is given.
func Fence(order ...Order)

// Choose is any of 0 … n-1.
func Choose(n int) int

// Assert fails with message unless cond holds.
func Assert(cond bool, message string)

// Pause is a hint that the thread spins.
func Pause()

// Run runs body(0) … body(n-1), each in a thread of its own, and waits for all.
func Run(n int, body func(id int)) {
	for id := range n {
		go body(id)
	}
	step.Join()
}
