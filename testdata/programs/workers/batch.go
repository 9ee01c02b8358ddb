package workers

import (
	"fmt"
	"time"
)

// Records are written in batches: when one is full, or when its time has come.
// Non-blocking, Chan: at the end of the input the last batch is neither, and is lost.

type batcher struct {
	in      chan int
	flush   *time.Timer
	written [][]int
	ended   chan struct{}
}

func (b *batcher) run(last func(batch []int)) {
	defer close(b.ended)
	var batch []int
	for {
		select {
		case r, ok := <-b.in:
			if !ok {
				last(batch)
				return
			}
			if batch = append(batch, r); len(batch) < 2 {
				continue
			}
		case <-b.flush.C:
		}
		b.write(batch)
		batch = nil
	}
}

func (b *batcher) write(batch []int) {
	if len(batch) > 0 {
		b.written = append(b.written, batch)
	}
}

func writeThree(last func(b *batcher, batch []int)) {
	b := &batcher{in: make(chan int), flush: time.NewTimer(time.Second), ended: make(chan struct{})}
	go b.run(func(batch []int) { last(b, batch) })
	for r := range 3 {
		b.in <- r
	}
	close(b.in)
	<-b.ended
	var all []int
	for _, batch := range b.written {
		all = append(all, batch...)
	}
	if len(all) != 3 {
		panic(fmt.Sprint("written of three: ", all)) // want violated panic in CheckLastBatchLost
	}
	fmt.Println(all)
}

func CheckLastBatchLost() { writeThree(func(*batcher, []int) {}) }

func CheckLastBatchWritten() { writeThree((*batcher).write) } // want verified
