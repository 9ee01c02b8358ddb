package sync

import "heddle/model/golang/step"

// WaitGroup counts tasks. A waiter that was released stays released, even if the
// counter grows again before it runs on; that is misuse, which it reports as Go does.
type WaitGroup struct {
	_        noCopy
	counter  int32
	waiters  int // threads in Wait
	released int // … that may go on, and have yet to notice
}

// Add adds delta to the counter, and releases the waiters if that makes it 0.
func (wg *WaitGroup) Add(delta int) {
	step.Begin()
	counter, misuse := wg.add(int32(delta))
	step.End()
	check(counter, misuse)
}

// Done takes one from the counter.
func (wg *WaitGroup) Done() {
	step.Begin()
	counter, misuse := wg.add(-1)
	step.End()
	check(counter, misuse)
}

// add does so, in a section, and gives the new counter and whether that is misuse.
func (wg *WaitGroup) add(delta int32) (counter int32, misuse bool) {
	wg.counter += delta
	counter = wg.counter
	misuse = wg.waiters > 0 && delta > 0 && counter == delta
	if counter == 0 {
		wg.released += wg.waiters
		wg.waiters = 0
	}
	return counter, misuse
}

func check(counter int32, misuse bool) {
	if counter < 0 {
		panic("sync: negative WaitGroup counter")
	}
	if misuse {
		panic("sync: WaitGroup misuse: Add called concurrently with Wait")
	}
}

// Wait blocks until the counter has been 0.
func (wg *WaitGroup) Wait() {
	step.Begin()
	wait := wg.counter != 0
	if wait {
		wg.waiters++
	}
	step.End()
	if !wait {
		return
	}
	step.Begin()
	step.Await(wg.released > 0)
	wg.released--
	reused := wg.counter != 0 || wg.waiters != 0
	step.End()
	if reused {
		panic("sync: WaitGroup is reused before previous Wait has returned")
	}
}

// Go runs f in a thread of its own and counts it. A panic in f does not end the
// task but the program.
func (wg *WaitGroup) Go(f func()) {
	wg.Add(1)
	go func() {
		defer func() {
			if x := recover(); x != nil {
				panic(x)
			}
			wg.Done()
		}()
		f()
	}()
}
