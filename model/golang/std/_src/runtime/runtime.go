// Package runtime is what has a meaning in a check. The machine has 2 processors,
// as far as a program can ask: enough for spinning to make sense.
package runtime

import "heddle/model/golang/step"

const processors = 2

// Gosched does nothing: every other thread may run at any step as it is.
func Gosched() {}

// Goexit ends the calling thread after its deferred calls.
func Goexit() { step.Goexit() }

// GC does nothing: memory is collected without being seen.
func GC() {}

// KeepAlive does nothing.
func KeepAlive(any) {}

// SetFinalizer does nothing: Go does not promise that a finalizer is ever run.
func SetFinalizer(any, any) {}

// AddCleanup does nothing, for the same reason.
func AddCleanup[T, S any](*T, func(S), S) Cleanup { return Cleanup{} }

// Cleanup is a cleanup that is never run.
type Cleanup struct{}

func (Cleanup) Stop() {}

// NumCPU is the number of processors.
func NumCPU() int { return processors }

// GOMAXPROCS gives the number of processors, and does not change it.
func GOMAXPROCS(int) int { return processors }

// LockOSThread and UnlockOSThread do nothing: threads are all there is.
func LockOSThread()   {}
func UnlockOSThread() {}

// Caller knows of no caller.
func Caller(int) (pc uintptr, file string, line int, ok bool) { return 0, "", 0, false }

// Callers and Stack have nothing to give.
func Callers(int, []uintptr) int { return 0 }
func Stack([]byte, bool) int     { return 0 }

// Error is a run-time error.
type Error interface {
	error
	RuntimeError()
}
