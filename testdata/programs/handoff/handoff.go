// Package handoff passes a message from one goroutine to another by a flag.
package handoff

import (
	"sync"
	"sync/atomic"
)

type mailbox struct {
	text  [2]int
	ready atomic.Bool
}

func CheckMessage() { // want verified
	var m mailbox
	var wg sync.WaitGroup
	wg.Go(func() {
		m.text = [2]int{3, 4}
		m.ready.Store(true)
	})
	for !m.ready.Load() {
	}
	if m.text != [2]int{3, 4} {
		panic("half a message")
	}
	wg.Wait()
}

func CheckFlagFirst() {
	var m mailbox
	var wg sync.WaitGroup
	wg.Go(func() {
		m.ready.Store(true)
		m.text[0] = 3 // want violated race in CheckFlagFirst
	})
	for !m.ready.Load() {
	}
	if m.text[0] != 3 {
		panic("no message")
	}
	wg.Wait()
}
