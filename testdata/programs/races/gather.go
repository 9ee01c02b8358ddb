package races

import (
	"fmt"
	"sync"
)

// Squares are computed by one goroutine each, and gathered in a slice.
// Non-blocking, traditional: append reads and writes the slice that they share.

func CheckAppendShared() {
	var squares []int
	var wg sync.WaitGroup
	for i := range 2 {
		wg.Go(func() {
			squares = append(squares, i*i) // want violated race in CheckAppendShared
		})
	}
	wg.Wait()
	fmt.Println(len(squares))
}

func CheckElementEach() { // want verified
	squares := make([]int, 3)
	var wg sync.WaitGroup
	for i := range squares {
		wg.Go(func() { squares[i] = i * i })
	}
	wg.Wait()
	fmt.Println(squares)
}
