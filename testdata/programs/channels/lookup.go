package channels

import (
	"errors"
	"fmt"
)

// A lookup in the background, of which the caller awaits the result.
// Blocking, Chan: on its error path the sender sends nothing.

type result struct {
	addr string
	err  error
}

func resolve(host string) (string, error) {
	if host == "" {
		return "", errors.New("empty host")
	}
	return host + ":80", nil
}

func lookupCareless(host string) <-chan result {
	found := make(chan result)
	go func() {
		addr, err := resolve(host)
		if err != nil {
			return
		}
		found <- result{addr: addr}
	}()
	return found
}

func lookup(host string) <-chan result {
	found := make(chan result)
	go func() {
		addr, err := resolve(host)
		found <- result{addr, err}
	}()
	return found
}

func CheckErrorNotSent() {
	r := <-lookupCareless("") // want violated deadlock in CheckErrorNotSent
	fmt.Println(r.addr)
}

func CheckErrorSent() { // want verified
	for _, host := range []string{"", "db"} {
		r := <-lookup(host)
		fmt.Printf("%q: %v\n", r.addr, r.err)
	}
}
