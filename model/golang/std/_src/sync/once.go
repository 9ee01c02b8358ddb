package sync

import "heddle/model/golang/step"

// Once runs one function once.
type Once struct {
	_     noCopy
	state uint8 // fresh, running or done
}

const (
	fresh uint8 = iota
	running
	done
)

// Do calls f if it is the first call, and blocks until that first call is done.
func (o *Once) Do(f func()) {
	step.Begin()
	step.Await(o.state != running)
	first := o.state == fresh
	if first {
		o.state = running
	}
	step.End()
	if first {
		f()
		step.Begin()
		o.state = done
		step.End()
	}
}

// OnceFunc gives a function that calls f once.
func OnceFunc(f func()) func() {
	var once Once
	return func() { once.Do(f) }
}

// OnceValue gives a function that calls f once and gives its result.
func OnceValue[T any](f func() T) func() T {
	var once Once
	var result T
	return func() T {
		once.Do(func() { result = f() })
		return result
	}
}

// OnceValues gives a function that calls f once and gives its results.
func OnceValues[T1, T2 any](f func() (T1, T2)) func() (T1, T2) {
	var once Once
	var r1 T1
	var r2 T2
	return func() (T1, T2) {
		once.Do(func() { r1, r2 = f() })
		return r1, r2
	}
}
