package outcome

import (
	"context"
	"encoding/binary"
	"fmt"
	"time"

	"heddle/checker/result"
	"heddle/machine"
	"heddle/model/program"
)

// Limits bound the search of one test under one memory model. Zero means no limit.
type Limits struct {
	States int           // distinct states
	Memory int           // bytes that the search may hold
	Time   time.Duration // wall clock
}

// Explorer searches one program after the other; its buffers are used again.
type Explorer struct {
	System machine.System // of the machines that tests run on, resolved; the zero value is flat

	scanner scanner
	graph   graph
	out     machine.Successors
	m       *machine.Machine

	ends   []bool         // by state: every thread has ended
	finals []final        // the distinct words at the ends, in the order in which they are found
	index  map[string]int // of finals, by their words
	words  []uint64
	key    []byte

	blocked int // states in which all threads that have not ended wait for ever
	failure *machine.Failure
	passes  int
}

// final is what the observed cells hold at an end.
type final struct {
	words  []uint64
	states []int // those that hold them, in the order in which they are found
}

// search explores all states of p, whatever is found in them. limit says why it
// ended before that, "" if it did not.
func (e *Explorer) search(ctx context.Context, p *program.Program, cfg machine.Config, observe []uint64, limits Limits) (limit string, err error) {
	started := time.Now()
	e.passes = 0
	if limits.Memory > 0 && limits.Memory < 64*muchHeld { // what is held must not depend on the tests before
		e.graph, e.out, e.m = graph{}, machine.Successors{}, nil
	}
	if e.m == nil || e.m.Bytes() > muchHeld {
		e.m = machine.New(p, cfg)
	} else {
		e.m = e.m.Reuse(p, cfg)
	}
	for {
		err := e.pass(observe, limits.States, func() error { return e.within(ctx, limits, started) })
		switch stop := err.(type) {
		case nil:
			return "", nil
		case errLimit:
			return string(stop), nil
		case *machine.Limit:
			return stop.Message, nil
		}
		if err != machine.ErrAgain {
			return "", err
		}
	}
}

// errLimit ends a search: it says which limit was met.
type errLimit string

func (e errLimit) Error() string { return string(e) }

// checkEvery is how many states are expanded between two looks at the limits.
const checkEvery = 256

// pass searches once. within is asked now and then whether to go on, and beyond maxStates states always.
func (e *Explorer) pass(observe []uint64, maxStates int, within func() error) error {
	e.reset()
	e.passes++
	initial, fail, err := e.m.Start(e.out.Bytes[:0])
	if err != nil {
		return err
	}
	if fail != nil {
		e.failure = fail
		return nil
	}
	e.graph.add(initial, 0, 0)
	for i := 0; i < e.graph.len(); i++ {
		if i%checkEvery == 0 || maxStates > 0 && e.graph.len() > maxStates {
			if err := within(); err != nil {
				return err
			}
		}
		e.out.Reset()
		if err := e.m.Expand(e.graph.state(i), &e.out); err != nil {
			return err
		}
		e.note(i, observe)
		e.graph.expanded(i, &e.out)
	}
	return nil
}

// reset forgets the pass before.
func (e *Explorer) reset() {
	e.graph.reset()
	e.ends, e.finals = e.ends[:0], e.finals[:0]
	if e.index == nil {
		e.index = map[string]int{}
	}
	clear(e.index)
	e.blocked, e.failure = 0, nil
}

// note keeps what there is to say of state i, which has been expanded.
func (e *Explorer) note(i int, observe []uint64) {
	e.ends = append(e.ends, e.out.Ended)
	switch {
	case e.out.Ended:
		e.final(i, observe)
	case e.out.State != nil:
		e.blocked++
	}
	if len(e.out.Failed) > 0 && e.failure == nil {
		e.failure = e.out.Failed[0].Failure
	}
}

// final keeps the words that state i ends with.
func (e *Explorer) final(i int, observe []uint64) {
	e.words, e.key = e.m.Words(e.words[:0], e.graph.state(i), observe), e.key[:0]
	for _, w := range e.words {
		e.key = binary.AppendUvarint(e.key, w)
	}
	at, known := e.index[string(e.key)]
	if !known {
		at = len(e.finals)
		e.index[string(e.key)] = at
		e.finals = append(e.finals, final{words: append([]uint64(nil), e.words...)})
	}
	e.finals[at].states = append(e.finals[at].states, i)
}

// within is not nil if a limit is met.
func (e *Explorer) within(ctx context.Context, limits Limits, started time.Time) error {
	held := e.graph.held() + e.m.Bytes() + cap(e.out.Bytes)
	switch {
	case ctx.Err() != nil:
		return errLimit("it was interrupted")
	case e.graph.full():
		return errLimit("there are more than 4 billion steps")
	case limits.States > 0 && e.graph.len() > limits.States:
		return errLimit(fmt.Sprintf("the limit of %s was met", result.Count(limits.States, "state")))
	case limits.Memory > 0 && held > limits.Memory:
		return errLimit(fmt.Sprintf("the memory limit of %s was met", result.Bytes(limits.Memory)))
	case limits.Time > 0 && time.Since(started) > limits.Time:
		return errLimit(fmt.Sprintf("the time limit of %v was met", limits.Time))
	}
	return nil
}
