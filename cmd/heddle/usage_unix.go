//go:build unix

package main

import (
	"runtime"
	"syscall"
)

// peakBytes is the peak resident memory of this process.
func peakBytes() int64 {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		return 0
	}
	if runtime.GOOS == "darwin" || runtime.GOOS == "ios" {
		return int64(usage.Maxrss) // bytes; elsewhere KiB
	}
	return int64(usage.Maxrss) << 10
}
