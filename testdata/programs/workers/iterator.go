package workers

import (
	"fmt"
	"iter"
)

// An iterator over the pages of a listing; a goroutine fetches them ahead.
// Blocking, Chan: the loop over it breaks off, and the goroutine stays at its send.

func fetch(pages int, quit <-chan struct{}) <-chan string {
	out := make(chan string)
	go func() {
		defer close(out)
		for n := range pages {
			select { // want violated leak in CheckBreakOff
			case out <- fmt.Sprint("page ", n):
			case <-quit:
				return
			}
		}
	}()
	return out
}

func pagesAhead(n int) iter.Seq[string] {
	return func(yield func(string) bool) {
		for page := range fetch(n, nil) {
			if !yield(page) {
				return
			}
		}
	}
}

func pages(n int) iter.Seq[string] {
	return func(yield func(string) bool) {
		quit := make(chan struct{})
		defer close(quit)
		for page := range fetch(n, quit) {
			if !yield(page) {
				return
			}
		}
	}
}

func find(all iter.Seq[string], wanted string) {
	for page := range all {
		fmt.Println(page)
		if page == wanted {
			break
		}
	}
}

func CheckBreakOff() { find(pagesAhead(3), "page 1") }

func CheckBreakOffQuits() { find(pages(3), "page 1") } // want verified
