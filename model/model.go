// Package model is the vocabulary of checked programs: what Go lacks to write
// and to judge concurrent algorithms. Shared words with memory orders (Word,
// Pointer, Fence), threads (Run, Pause), choices (Choose), and claims
// (Assert, Section, Episode, History).
//
// A program that uses it runs in two ways from the same source. Natively, as
// any Go program: this package is then an ordinary library on sync/atomic.
// Under the checker nothing here is executed: the compiler replaces each
// operation by an instruction of the machine, which a memory model gives its
// meaning:
//
//	             native       go, sc                tso, pso
//	ordinary     sync/atomic  one interleaving      a store waits in the thread's buffer
//	Relaxed      likewise     likewise              likewise
//	Acquire load likewise     likewise              as an ordinary load
//	Release st.  likewise     likewise              as an ordinary store, under pso after all stores before it
//	SeqCst       likewise     likewise              a store drains the buffer
//	RMW          likewise     likewise              drains the buffer, whatever its order
//	Fence        nothing      nothing               drains the buffer if SeqCst; under pso Release and AcqRel
//	                                                keep the stores before it before those after it
//
// rc and rc11 give the orders the meaning that the papers and C++ give them: see package machine. An
// ordinary access has no order of its own: it is as strong as
// the model makes ordinary machine accesses, but never a data race.
//
// The package does not check anything by exploring, and natively it finds only
// what the run at hand shows. Claims (Section, Episode, History) cost no step
// and obey no memory model when checked; natively Section and Episode synchronize, so
// that they hide races from Go's race detector.
package model

import (
	"math/rand/v2"
	"runtime"
	"sync"
)

// Order is the memory order of an operation, as in C++. An operation that takes
// an optional order takes at most one, a constant; without it the order is SeqCst.
// CompareAndSwap takes two.
type Order uint8

// The orders, strongest first. AcqRel is for read-modify-writes and fences.
const (
	SeqCst Order = iota
	AcqRel
	Acquire
	Release
	Relaxed
)

// Fence orders the accesses of the calling thread before it with those after
// it; the default order is SeqCst.
//
// Natively it does nothing: every access to a Word or a Pointer is an operation
// of sync/atomic, and these are sequentially consistent.
func Fence(order ...Order) {}

// Choose gives any of 0 … n-1: every one of them when checked, a random one
// natively, but see Choosing. It panics unless n ≥ 1.
func Choose(n int) int {
	if n < 1 {
		panic("model: Choose: no choice, want n of at least 1")
	}
	if choose := chooser(); choose != nil {
		return choose(n)
	}
	return rand.IntN(n)
}

// Assert claims that cond holds here. Natively it panics with message if not.
func Assert(cond bool, message string) {
	if !cond {
		panic("model: assertion failed: " + message)
	}
}

// Run runs body(0) … body(n-1), each in a thread of its own, and returns when
// all of them have returned. A panic in one of them ends the program.
func Run(n int, body func(id int)) {
	var threads sync.WaitGroup
	for id := range n {
		threads.Go(func() { body(id) })
	}
	threads.Wait()
}

// Pause says that the thread spins until another thread changes what it waits
// for. It has no effect when checked; natively it lets other goroutines run, so
// that spinning is safe with more goroutines than processors.
func Pause() { runtime.Gosched() }
