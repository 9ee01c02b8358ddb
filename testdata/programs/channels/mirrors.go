package channels

import "fmt"

// The same query goes to several mirrors; the first answer is taken.
// Blocking, Chan: the function returns early, and the other senders stay.

func query(mirror int) int { return mirror*10 + 2 }

func fastest(mirrors, room int) int {
	answers := make(chan int, room)
	for m := range mirrors {
		go func() {
			answers <- query(m) // want violated leak in CheckLosersLeak
		}()
	}
	return <-answers
}

func CheckLosersLeak() { fmt.Println(fastest(2, 0) % 10) }

func CheckLosersEnd() { fmt.Println(fastest(3, 3) % 10) } // want verified
