package order

import (
	"fmt"
	"time"
)

// A configuration that is loaded in the background.
// Non-blocking, traditional (order violation): a Sleep in place of synchronization.

type loader struct {
	values map[string]int
	loaded chan struct{}
}

func (l *loader) load() {
	l.values = map[string]int{"limit": 7}
	close(l.loaded)
}

func CheckSleptLongEnough() {
	l := &loader{loaded: make(chan struct{})}
	go l.load()
	time.Sleep(100 * time.Millisecond)
	fmt.Println(l.values["limit"]) // want violated race in CheckSleptLongEnough
}

func CheckWaitedForLoad() { // want verified
	l := &loader{loaded: make(chan struct{})}
	go l.load()
	<-l.loaded
	fmt.Println(l.values["limit"])
}
