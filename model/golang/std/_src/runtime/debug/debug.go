// Package debug does nothing: a check has no stacks to print and no collector to tune.
package debug

// Stack gives no text, and PrintStack prints none.
func Stack() []byte { return nil }
func PrintStack()   {}

func FreeOSMemory() {}

// The functions below give the defaults, and do not change them.
func SetGCPercent(int) int       { return 100 }
func SetMaxStack(int) int        { return 1000000000 }
func SetMaxThreads(int) int      { return 10000 }
func SetMemoryLimit(int64) int64 { return 1<<63 - 1 }
func SetPanicOnFault(bool) bool  { return false }
func SetTraceback(string)        {}
