package linear

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"heddle/machine"
	"heddle/model/program"
)

// Bounds limit the exploration of a specification. Zero is no limit.
type Bounds struct {
	States int
	Bytes  int
	Time   time.Duration
}

// Build explores a specification: a program whose only thread makes the operations of all clients, each between the call and
// the return of a history, one after the other and in every order that the criterion allows. Where it stands still it refuses.
//
// The error is a *machine.Limit if a bound is met, or that of ctx. A specification that fails, or that can go on for ever, is an
// error that shows the operations before.
func Build(ctx context.Context, prog *program.Program, bounds Bounds) (*Automaton, error) {
	mem, err := machine.FindMemory("sc")
	if err != nil {
		return nil, err
	}
	b := &builder{automaton: newAutomaton(), bounds: bounds, started: time.Now()}
	b.recorder = newRecorder(b.automaton)
	b.machine = machine.New(prog, machine.Config{Memory: mem, Monitor: b.recorder})
	for {
		if err = b.explore(ctx); err != machine.ErrAgain {
			break
		}
	}
	if err != nil {
		return nil, err
	}
	nodes, cycle, ok := b.graph.minimize()
	if !ok {
		return nil, fmt.Errorf("linear: the specification can go on for ever%s", b.after(cycle))
	}
	b.automaton.nodes = nodes
	return b.automaton, nil
}

// builder explores a specification breadth first.
type builder struct {
	machine   *machine.Machine
	automaton *Automaton
	recorder  *recorder
	bounds    Bounds
	started   time.Time

	graph   graph
	found   map[string]uint32     // states
	between map[uint32]transition // of states between operations that end in one step: what they lead to
	states  []string              // by number; no operation that has ended is noted in them
	parent  []transition          // by state: the step that it was found by, but to is where that came from
	buf     []byte
	bytes   int
	next    int // the state to expand
}

func (b *builder) explore(ctx context.Context) error {
	b.graph, b.found, b.between, b.states, b.parent, b.bytes, b.next = graph{}, map[string]uint32{}, map[uint32]transition{}, nil, nil, 0, 0
	first, failure, err := b.machine.Start(nil)
	switch {
	case err != nil:
		return err
	case failure != nil:
		return fmt.Errorf("linear: the specification fails before its first operation: %s", failure.Message)
	}
	if before := b.recorder.since(0, b.machine.Monitored(first)); len(before) > 0 {
		b.graph.steps, b.states, b.parent = make([][]transition, 1), []string{""}, []transition{{}}
		b.next = 1
		b.graph.steps[0] = []transition{b.lead(0, before, first)}
	} else {
		b.add(first, transition{})
	}
	var out machine.Successors
	for b.next < len(b.states) {
		if err := b.within(ctx); err != nil {
			return err
		}
		out.Reset()
		if err := b.expand(&out); err != nil {
			return err
		}
		b.next++
	}
	return nil
}

// add gives the number of a state that a step from another leads to.
func (b *builder) add(state []byte, by transition) uint32 {
	n, ok := b.found[string(state)]
	if !ok {
		n = uint32(len(b.states))
		text := string(state)
		b.found[text] = n
		b.states, b.parent = append(b.states, text), append(b.parent, by)
		b.bytes += len(text) + stateBytes
	}
	return n
}

// What the tables of a builder hold beside the bytes of a state: map and slice entries; and what they hold of a step.
const (
	stateBytes = 80
	stepBytes  = 12
)

// lead gives the first transition of those that lead from a state to another by operations that all end in one step. Between
// them are states of their own.
func (b *builder) lead(from uint32, operations []transition, to []byte) transition {
	last := transition{to: from}
	if n := len(operations); n > 0 {
		last.call, last.result = operations[n-1].call, operations[n-1].result
	}
	t := transition{to: b.add(to, last)}
	for i, op := range slices.Backward(operations) {
		if i+1 < len(operations) {
			b.between[uint32(len(b.states))] = t
			t.to = uint32(len(b.states))
			b.states, b.parent = append(b.states, ""), append(b.parent, transition{op.call, op.result, from})
			b.bytes += stateBytes
		}
		t.call, t.result = op.call, op.result
	}
	return t
}

// expand takes all steps of the next state.
func (b *builder) expand(out *machine.Successors) error {
	if t, ok := b.between[uint32(b.next)]; ok {
		b.graph.steps = append(b.graph.steps, []transition{t})
		return nil
	}
	state := []byte(b.states[b.next])
	if err := b.machine.Expand(state, out); err != nil {
		return err
	}
	failure := out.State
	if failure != nil && failure.Property == "deadlock" { // it refuses
		failure = nil
	}
	if len(out.Failed) > 0 {
		failure = out.Failed[0].Failure
	}
	if failure != nil {
		return fmt.Errorf("linear: the specification fails%s: %s", b.after(uint32(b.next)), failure.Message)
	}
	steps := make([]transition, 0, len(out.Items))
	before := b.machine.Monitored(state)
	from := 0
	for _, it := range out.Items {
		to := out.Bytes[from:it.End]
		word := b.machine.Monitored(to)
		if x := b.recorder.words[word]; x.call != 0 && !x.open {
			b.buf = b.machine.Unmonitored(b.buf[:0], to)
			to = b.buf
		}
		steps = append(steps, b.lead(uint32(b.next), b.recorder.since(before, word), to))
		from = it.End
	}
	b.graph.steps = append(b.graph.steps, steps)
	b.bytes += stepBytes * len(steps)
	return nil
}

// within gives the bound that is met, if one is.
func (b *builder) within(ctx context.Context) error {
	switch {
	case b.bounds.States > 0 && len(b.states) > b.bounds.States:
		return &machine.Limit{Message: fmt.Sprintf("the specification has more than %d states", b.bounds.States)}
	case b.bounds.Bytes > 0 && b.bytes+b.machine.Bytes() > b.bounds.Bytes:
		return &machine.Limit{Message: fmt.Sprintf("the states of the specification take more than %d bytes", b.bounds.Bytes)}
	case b.next%256 != 0:
		return nil
	case b.bounds.Time > 0 && time.Since(b.started) > b.bounds.Time:
		return &machine.Limit{Message: fmt.Sprintf("the specification was not explored within %v", b.bounds.Time)}
	}
	return ctx.Err()
}

// after gives the operations that lead to a state: " after client 0: Push(1), client 1: Pop() = 1, 1".
func (b *builder) after(state uint32) string {
	var list []string
	for s := state; s != 0; s = b.parent[s].to {
		if t := b.parent[s]; t.call != 0 {
			list = append(list, fmt.Sprintf("client %d: %s", b.automaton.calls[t.call].Client, b.automaton.operationText(t.call, t.result)))
		}
	}
	if len(list) == 0 {
		return " in its first operation"
	}
	slices.Reverse(list)
	return " after " + strings.Join(list, ", ")
}
