// Package runtime is what has a meaning in a check. The machine has 2 processors,
// as far as a program can ask: enough for spinning to make sense.
package runtime

import "heddle/model/golang/step"

const processors = 2

// Gosched does nothing: every other thread may run at any step as it is.
func Gosched() {}

// GC does nothing: memory is collected without being seen.
func GC() {}

// KeepAlive does nothing.
func KeepAlive(any) {}

// NumCPU is the number of processors.
func NumCPU() int { return processors }

// GOMAXPROCS gives the number of processors, and does not change it.
func GOMAXPROCS(int) int { return processors }

// Goexit ends the calling goroutine after its deferred calls.
func Goexit() { step.Goexit() }

// Error is a run-time error.
type Error interface {
	error
	RuntimeError()
}
