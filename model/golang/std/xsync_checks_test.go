package std_test

import (
	"context"
	"errors"

	"golang.org/x/sync/errgroup"
	"golang.org/x/sync/semaphore"
	"golang.org/x/sync/singleflight"
)

// Checks of golang.org/x/sync from its real source, run natively too.

func CheckErrgroup() {
	g, ctx := errgroup.WithContext(context.Background())
	bad := errors.New("bad")
	g.Go(func() error { return bad })
	g.Go(func() error { <-ctx.Done(); return ctx.Err() })
	if err := g.Wait(); err != bad {
		panic("the first error is lost")
	}
}

func CheckTryGo() {
	var g errgroup.Group
	g.SetLimit(1)
	n := 0
	for range 2 {
		g.TryGo(func() error { n++; return nil })
	}
	if err := g.Wait(); err != nil || n < 1 || n > 2 {
		panic(n)
	}
}

func CheckSemaphore() {
	s := semaphore.NewWeighted(2)
	n := 0
	done := make(chan error)
	add := func() error {
		if err := s.Acquire(context.Background(), 2); err != nil {
			return err
		}
		n++
		s.Release(2)
		return nil
	}
	go func() { done <- add() }()
	if err := errors.Join(add(), <-done); err != nil || n != 2 {
		panic(n)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if s.Acquire(ctx, 3) == nil || !s.TryAcquire(1) || s.TryAcquire(2) {
		panic("acquired")
	}
}

func CheckSingleflight() {
	var g singleflight.Group
	n := 0
	done := make(chan bool)
	call := func() (any, error) { n++; return n, nil }
	go func() {
		_, err, _ := g.Do("key", call)
		done <- err == nil
	}()
	v, _, _ := g.Do("key", call)
	if !<-done || v.(int) > n {
		panic(n)
	}
}
