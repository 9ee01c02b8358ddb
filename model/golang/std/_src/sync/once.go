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
		defer o.done()
		f()
	}
}

// done notes that the first call is over, be it by a panic.
func (o *Once) done() {
	step.Begin()
	o.state = done
	step.End()
}

// outcome is how the call of a function that is called once ended.
type outcome struct {
	once     Once
	returned bool
	panicked any
}

// do calls f if it is the first call. A panic of f is every call's.
func (c *outcome) do(f func()) {
	c.once.Do(func() {
		defer func() {
			if !c.returned {
				c.panicked = recover()
				panic(c.panicked)
			}
		}()
		f()
		c.returned = true
	})
	if !c.returned {
		panic(c.panicked)
	}
}

// OnceFunc gives a function that calls f once.
func OnceFunc(f func()) func() {
	var c outcome
	return func() { c.do(f) }
}

// OnceValue gives a function that calls f once and gives its result.
func OnceValue[T any](f func() T) func() T {
	var c outcome
	var result T
	return func() T {
		c.do(func() { result = f() })
		return result
	}
}

// OnceValues gives a function that calls f once and gives its results.
func OnceValues[T1, T2 any](f func() (T1, T2)) func() (T1, T2) {
	var c outcome
	var r1 T1
	var r2 T2
	return func() (T1, T2) {
		c.do(func() { r1, r2 = f() })
		return r1, r2
	}
}
