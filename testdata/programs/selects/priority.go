package selects

import (
	"fmt"
	"sync"
)

// A dispatcher that should serve urgent jobs before ordinary ones.
// Non-blocking, Chan: one select over both queues has no order among its cases.

type queues struct {
	urgent, ordinary chan string
}

func (q queues) nextOfBoth() string {
	select {
	case j := <-q.urgent:
		return j
	case j := <-q.ordinary:
		return j
	}
}

// next looks at the urgent queue alone first.
func (q queues) next() string {
	select {
	case j := <-q.urgent:
		return j
	default:
		return q.nextOfBoth()
	}
}

func dispatch(next func(q queues) string) {
	q := queues{make(chan string, 1), make(chan string, 1)}
	var wg sync.WaitGroup
	wg.Go(func() { q.ordinary <- "report" })
	wg.Go(func() { q.urgent <- "alarm" })
	wg.Wait()
	if first := next(q); first != "alarm" {
		panic("served first: " + first) // want violated panic in CheckNoPriority
	}
	fmt.Println("then", next(q))
}

func CheckNoPriority() { dispatch(queues.nextOfBoth) }

func CheckPriority() { dispatch(queues.next) } // want verified
