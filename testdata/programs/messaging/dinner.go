package messaging

import (
	"fmt"
	"sync"
)

// Philosophers whose forks are channels with one token each.
// Blocking, Chan: each has received its left fork, and waits for the next one's.

type fork chan struct{}

func layForks(n int) []fork {
	forks := make([]fork, n)
	for i := range forks {
		forks[i] = make(fork, 1)
		forks[i] <- struct{}{}
	}
	return forks
}

func eatWith(first, second fork) {
	<-first
	<-second // want violated deadlock in CheckLeftForkFirst
	second <- struct{}{}
	first <- struct{}{}
}

func dine(forks []fork, eat func(seat int)) {
	var wg sync.WaitGroup
	for seat := range forks {
		wg.Go(func() { eat(seat) })
	}
	wg.Wait()
	fmt.Println(len(forks), "have eaten")
}

func CheckLeftForkFirst() {
	forks := layForks(3)
	dine(forks, func(seat int) { eatWith(forks[seat], forks[(seat+1)%3]) })
}

// A host lets all but one sit down at a time.
func CheckHost() { // want verified
	forks := layForks(3)
	chairs := make(chan struct{}, 2)
	dine(forks, func(seat int) {
		chairs <- struct{}{}
		defer func() { <-chairs }()
		eatWith(forks[seat], forks[(seat+1)%3])
	})
}
