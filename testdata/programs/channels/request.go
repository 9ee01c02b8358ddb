package channels

import (
	"errors"
	"fmt"
	"time"
)

// A request handler that gives its answer or times out.
// Blocking, Chan: after the timeout nobody receives what the handler sends.

var errTimeout = errors.New("request timed out")

func handle(path string) string { return "page " + path }

func finishRequest(path string, timeout time.Duration, room int) (string, error) {
	answer := make(chan string, room)
	go func() {
		answer <- handle(path) // want violated leak in CheckTimeoutForgotten
	}()
	select {
	case page := <-answer:
		return page, nil
	case <-time.After(timeout):
		return "", errTimeout
	}
}

func request(room int) {
	page, err := finishRequest("/index", time.Second, room)
	if (page != "page /index") != errors.Is(err, errTimeout) {
		panic("neither answered nor timed out: " + page)
	}
	fmt.Println("request over")
}

func CheckTimeoutForgotten() { request(0) }

// A buffer of one lets the handler end without a receiver.
func CheckTimeoutBuffered() { request(1) } // want verified
