package channels

import (
	"fmt"
	"sync"
)

// Several producers share a channel, and somebody has to close it.
// Non-blocking, Chan: the first producer to end closes it, another one still sends.

func sendEach(out chan<- int, values ...int) {
	for _, v := range values {
		out <- v // want violated panic in CheckSendOnClosed
	}
}

func sum(in <-chan int) (total int) {
	for v := range in {
		total += v
	}
	return total
}

func CheckSendOnClosed() {
	out := make(chan int)
	for _, v := range []int{1, 10} {
		go func() {
			sendEach(out, v)
			close(out)
		}()
	}
	sum(out)
}

func CheckCloserWaits() { // want verified
	out := make(chan int)
	var producers sync.WaitGroup
	for _, v := range []int{1, 10} {
		producers.Go(func() { sendEach(out, v) })
	}
	go func() {
		producers.Wait()
		close(out)
	}()
	fmt.Println(sum(out))
}
