package selects

import "fmt"

// Two sources are merged until both are at their end.
// Blocking, Chan: merge returns at the end of one, and the other source stays at its send.

func emit(values ...int) <-chan int {
	out := make(chan int)
	go func() {
		defer close(out)
		for _, v := range values {
			out <- v // want violated leak in CheckMergeUntilFirst
		}
	}()
	return out
}

func mergeUntilFirst(a, b <-chan int) (total int) {
	for {
		select {
		case v, ok := <-a:
			if !ok {
				return total
			}
			total += v
		case v, ok := <-b:
			if !ok {
				return total
			}
			total += v
		}
	}
}

// mergeAll takes a source that ended out of its select: a nil channel is never ready.
func mergeAll(a, b <-chan int) (total int) {
	for a != nil || b != nil {
		select {
		case v, ok := <-a:
			if !ok {
				a = nil
			}
			total += v
		case v, ok := <-b:
			if !ok {
				b = nil
			}
			total += v
		}
	}
	return total
}

func CheckMergeUntilFirst() { mergeUntilFirst(emit(1), emit(10, 20)) }

func CheckMergeAll() { fmt.Println(mergeAll(emit(1), emit(10, 20))) } // want verified
