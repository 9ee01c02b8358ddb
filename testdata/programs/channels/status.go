package channels

import (
	"fmt"
	"sync"
)

// A job that reports to a monitor; both guard their state by the same lock.
// Blocking, Chan w/: one sends while it holds the lock that the receiver needs first.

type job struct {
	mu      sync.Mutex
	reports chan int
	last    int
}

func (j *job) advanceLocked(percent int) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.last = percent
	j.reports <- percent // want violated deadlock in CheckSendUnderLock
}

func (j *job) advance(percent int) {
	j.mu.Lock()
	j.last = percent
	j.mu.Unlock()
	j.reports <- percent
}

// monitor looks at the job before it takes the next report.
func (j *job) monitor() {
	j.mu.Lock()
	before := j.last
	j.mu.Unlock()
	if p := <-j.reports; before != 0 && before != p {
		panic("report of the past")
	}
}

func watch(advance func(j *job, percent int)) {
	j := &job{reports: make(chan int)}
	var wg sync.WaitGroup
	wg.Go(j.monitor)
	wg.Go(func() { advance(j, 50) })
	wg.Wait()
	fmt.Println("at", j.last)
}

func CheckSendUnderLock() { watch((*job).advanceLocked) }

func CheckSendAfterUnlock() { watch((*job).advance) } // want verified
