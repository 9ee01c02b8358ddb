package channels

import "fmt"

// A producer of lines and a consumer that ranges over them.
// Blocking, Chan: nobody closes the channel, so the range never ends.

func produce(lines chan<- string, text []string, end func()) {
	for _, line := range text {
		lines <- line
	}
	end()
}

func readLines(closes bool) {
	lines := make(chan string)
	end := func() {}
	if closes {
		end = func() { close(lines) }
	}
	go produce(lines, []string{"one", "two"}, end)
	n := 0
	for line := range lines { // want violated deadlock in CheckRangeWithoutClose
		n++
		fmt.Println(n, line)
	}
}

func CheckRangeWithoutClose() { readLines(false) }

func CheckRangeWithClose() { readLines(true) } // want verified
