package order

import (
	"fmt"
	"sync"
)

// A function that opens a database, audits in the background, and closes it at its end.
// Non-blocking, traditional (order violation): closed while the audit still uses it.

type database struct {
	mu     sync.Mutex
	closed bool
	audits int
}

func (d *database) audit() {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.closed {
		panic("database is closed") // want violated panic in CheckClosedInUse
	}
	d.audits++
}

func (d *database) Close() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.closed = true
}

func CheckClosedInUse() {
	d := &database{}
	defer d.Close()
	go d.audit()
}

func CheckClosedAfterUse() { // want verified
	d := &database{}
	func() {
		defer d.Close()
		var audits sync.WaitGroup
		defer audits.Wait() // before Close
		for range 2 {
			audits.Go(d.audit)
		}
	}()
	fmt.Println(d.audits, d.closed)
}
