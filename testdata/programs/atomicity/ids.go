package atomicity

import (
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
)

// Numbers for new orders, each given once.
// Non-blocking, traditional: an atomic increment, and then an atomic load.

type sequence struct{ last atomic.Int64 }

func (s *sequence) nextInTwoSteps() int64 {
	s.last.Add(1)
	return s.last.Load()
}

func (s *sequence) next() int64 { return s.last.Add(1) }

func draw(next func(s *sequence) int64) {
	var s sequence
	drawn := make([]int64, 2)
	var wg sync.WaitGroup
	for i := range drawn {
		wg.Go(func() { drawn[i] = next(&s) })
	}
	wg.Wait()
	if drawn[0] == drawn[1] {
		panic(fmt.Sprint("given twice: ", drawn[0])) // want violated panic in CheckNumberTwice
	}
	slices.Sort(drawn)
	fmt.Println(drawn)
}

func CheckNumberTwice() { draw((*sequence).nextInTwoSteps) }

func CheckNumberOnce() { draw((*sequence).next) } // want verified
