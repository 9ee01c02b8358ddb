package channels

import (
	"errors"
	"fmt"
	"sync"
)

// A limit of open downloads: a buffered channel as a semaphore.
// Blocking, Chan: the error path does not give its slot back.

type slots chan struct{}

func (s slots) acquire() { s <- struct{}{} } // want violated deadlock in CheckSlotKept
func (s slots) release() { <-s }

func download(url string) error {
	if url == "" {
		return errors.New("no url")
	}
	return nil
}

func (s slots) getCareless(url string) error {
	s.acquire()
	if err := download(url); err != nil {
		return err
	}
	s.release()
	return nil
}

func (s slots) get(url string) error {
	s.acquire()
	defer s.release()
	return download(url)
}

func getAll(get func(url string) error) {
	urls := []string{"a", "", "b"}
	errs := make([]error, len(urls))
	var wg sync.WaitGroup
	for i, url := range urls {
		wg.Go(func() { errs[i] = get(url) })
	}
	wg.Wait()
	fmt.Println(errs)
}

func CheckSlotKept() { getAll(make(slots, 1).getCareless) }

func CheckSlotReleased() { getAll(make(slots, 1).get) } // want verified
