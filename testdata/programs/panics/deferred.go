package panics

import (
	"fmt"
	"sync"
)

// Tasks that note how they ended in a deferred function.
// Non-blocking, WaitGroup: the last to be deferred runs first, and Done comes before the note.

type task struct {
	wg    sync.WaitGroup
	notes []string
}

func (t *task) note(i int) {
	if r := recover(); r != nil {
		t.notes[i] = fmt.Sprint("panicked: ", r)
		return
	}
	t.notes[i] = "ended" // want violated race in CheckDoneRunsFirst
}

func (t *task) runDoneFirst(i int, f func()) {
	defer t.note(i)
	defer t.wg.Done()
	f()
}

func (t *task) runDoneLast(i int, f func()) {
	defer t.wg.Done()
	defer t.note(i)
	f()
}

func (t *task) runAll(run func(i int, f func()), fs ...func()) {
	t.notes = make([]string, len(fs))
	t.wg.Add(len(fs))
	for i, f := range fs {
		go run(i, f)
	}
	t.wg.Wait()
	fmt.Printf("%q\n", t.notes)
}

func CheckDoneRunsFirst() {
	var t task
	t.runAll(t.runDoneFirst, func() {})
}

func CheckDoneRunsLast() { // want verified
	var t task
	var none []int
	t.runAll(t.runDoneLast, func() {}, func() { none[0]++ })
}
