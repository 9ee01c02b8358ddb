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

// Do calls f if it is the first call, and blocks until that first call is done: it
// has returned, panicked or ended its thread.
func (o *Once) Do(f func()) {
	step.Begin()
	step.Await(o.state != running)
	first := o.state == fresh
	if first {
		o.state = running
	}
	step.End()
	if first {
		o.run(f)
	}
}

func (o *Once) run(f func()) {
	defer o.finish()
	f()
}

func (o *Once) finish() {
	step.Begin()
	o.state = done
	step.End()
}
