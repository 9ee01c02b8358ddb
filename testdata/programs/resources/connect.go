package resources

import (
	"errors"
	"fmt"
	"sync"
)

// A client that connects once, when it is first used.
// Non-blocking, Lib: Once has run even if it failed, and only the first caller sees the error.

type session struct{ id int }

func dial() (*session, error) { return nil, errors.New("refused") }

type lazyClient struct {
	once sync.Once
	s    *session
}

func (c *lazyClient) connectOnce() (s *session, err error) {
	c.once.Do(func() { c.s, err = dial() })
	return c.s, err
}

func idOf(connect func() (*session, error)) (int, error) {
	s, err := connect()
	if err != nil {
		return 0, fmt.Errorf("connect: %w", err)
	}
	return s.id, nil // want violated panic in CheckErrorSeenOnce
}

func connectTogether(connect func() (*session, error)) {
	errs := make([]error, 2)
	var wg sync.WaitGroup
	for i := range errs {
		wg.Go(func() { _, errs[i] = idOf(connect) })
	}
	wg.Wait()
	fmt.Println(errs)
}

func CheckErrorSeenOnce() {
	var c lazyClient
	connectTogether(c.connectOnce)
}

func CheckErrorKept() { // want verified
	connectTogether(sync.OnceValues(dial))
}
