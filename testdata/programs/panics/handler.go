package panics

import (
	"errors"
	"fmt"
	"sync"
)

// A server that survives the panics of its handlers.
// Non-blocking, traditional: recover in the function that starts a goroutine does not help the goroutine.

type handler func(request string) string

func brittle(request string) string {
	if request == "" {
		panic(errors.New("empty request")) // want violated panic in CheckRecoverInParent
	}
	return "ok " + request
}

func guarded(h handler, request string) (reply string) {
	defer func() {
		if r := recover(); r != nil {
			reply = fmt.Sprint("failed: ", r)
		}
	}()
	return h(request)
}

func CheckRecoverInParent() {
	replies := make(chan string, 1)
	guarded(func(request string) string {
		go func() { replies <- brittle(request) }()
		return <-replies
	}, "")
}

func CheckRecoverInWorker() { // want verified
	requests := []string{"a", "", "b"}
	replies := make([]string, len(requests))
	var wg sync.WaitGroup
	for i, request := range requests {
		wg.Go(func() { replies[i] = guarded(brittle, request) })
	}
	wg.Wait()
	fmt.Printf("%q\n", replies)
}
