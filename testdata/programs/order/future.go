package order

import (
	"fmt"
	"sync"
)

// A future: a value that will be there once done is closed.
// Non-blocking, Chan (order violation): closed first, written after.

type future[T any] struct {
	done  chan struct{}
	value T
	err   error
}

func async[T any](compute func() (T, error), resolve func(f *future[T], value T, err error)) *future[T] {
	f := &future[T]{done: make(chan struct{})}
	go func() {
		value, err := compute()
		resolve(f, value, err)
	}()
	return f
}

func closeFirst[T any](f *future[T], value T, err error) {
	close(f.done)
	f.value, f.err = value, err
}

func closeLast[T any](f *future[T], value T, err error) {
	f.value, f.err = value, err
	close(f.done)
}

func (f *future[T]) get() (T, error) {
	<-f.done
	return f.value, f.err // want violated race in CheckResolvedEarly
}

func getFromTwo(resolve func(f *future[int], value int, err error)) {
	f := async(func() (int, error) { return 42, nil }, resolve)
	var wg sync.WaitGroup
	wg.Go(func() { f.get() })
	n, err := f.get()
	wg.Wait()
	fmt.Println(n, err)
}

func CheckResolvedEarly() { getFromTwo(closeFirst[int]) }

func CheckResolved() { getFromTwo(closeLast[int]) } // want verified
