//go:build !unix

package main

import "runtime"

// peakBytes is what the Go runtime has taken from the system: the nearest to
// the peak resident memory that can be had here.
func peakBytes() int64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.Sys)
}
