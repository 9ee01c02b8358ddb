package model

import (
	"bytes"
	"runtime"
	"strconv"
	"sync"
	"sync/atomic"
)

// Choosing answers Choose natively, in the calling goroutine until it calls stop, by choose in place of chance: for who wants to try
// every choice of ordinary code. Checked programs cannot use it.
func Choosing(choose func(n int) int) (stop func()) {
	me := goroutine()
	choosers.Store(me, choose)
	choosing.Add(1)
	return func() {
		choosers.Delete(me)
		choosing.Add(-1)
	}
}

var (
	choosing atomic.Int64 // how many goroutines there are in choosers
	choosers sync.Map     // what chooses, by number of goroutine
)

// chooser gives what chooses in the calling goroutine, nil if chance does.
func chooser() func(n int) int {
	if choosing.Load() == 0 {
		return nil
	}
	choose, ok := choosers.Load(goroutine())
	if !ok {
		return nil
	}
	return choose.(func(n int) int)
}

// goroutine gives the number of the calling goroutine, which Go tells in stack traces only.
func goroutine() int {
	trace := make([]byte, 64)
	trace = trace[:runtime.Stack(trace, false)]
	number, _, _ := bytes.Cut(bytes.TrimPrefix(trace, []byte("goroutine ")), []byte(" "))
	n, err := strconv.Atoi(string(number))
	if err != nil {
		panic("model: bug: a stack trace begins with " + string(trace))
	}
	return n
}
