package recorded

import (
	"context"
	"math"
	"reflect"
	"slices"

	"github.com/anishathalye/porcupine"

	"heddle/model"
)

// judge answers about tasks on one object, by itself if it can, or else by asking porcupine.
type judge struct {
	ctx  context.Context
	spec Specification
}

// linearizable reports whether tasks are. If ctx ends before the answer, the error is its cause.
func (j *judge) linearizable(tasks []*task) (bool, error) {
	if j.spec.FIFO {
		if order, known := fifoOrder(tasks); known {
			return order != nil, j.explained(order, tasks)
		}
	}
	ok, _, err := j.run(tasks, nil)
	return ok, err
}

// explained checks that order, if it is not nil, is one of tasks, but some of those that never returned, that keeps those apart that do not
// overlap, and in which the specification returns what was recorded. It knows nothing of how the order was found.
func (j *judge) explained(order, tasks []*task) error {
	object, err := j.spec.object()
	if err != nil || order == nil {
		return err
	}
	left := map[*task]bool{}
	for _, t := range tasks {
		left[t] = true
	}
	latest := int64(math.MinInt64) // call of those before
	for _, t := range order {
		if latest = max(latest, t.Call); !left[t] || t.Return < latest {
			panic("recorded: bug: " + t.String() + " is not where it may be in an order")
		}
		delete(left, t)
		for _, c := range t.calls {
			results := given(c.method.Call(append([]reflect.Value{reflect.ValueOf(object)}, c.in...)))
			if c.known && !same(results, c.results) {
				panic("recorded: bug: the specification does not do what was recorded of " + t.String())
			}
		}
	}
	for t := range left {
		if !t.open() {
			panic("recorded: bug: an order is without " + t.String())
		}
	}
	return nil
}

// run is linearizable, and gives what else the last call of watched returns in the states that were tried: all that come about, if the answer is no.
func (j *judge) run(tasks []*task, watched *task) (ok bool, others [][]reflect.Value, err error) {
	s, err := j.stepper()
	if err != nil {
		return false, nil, err
	}
	s.watched = watched
	ok = porcupine.CheckOperations(s.model(j.ctx), operations(tasks))
	s.close()
	if s.failed != nil {
		return false, nil, s.failed
	}
	if j.ctx.Err() != nil {
		return false, nil, context.Cause(j.ctx)
	}
	return ok, s.others, nil
}

// stepper is a graph as porcupine walks it.
type stepper struct {
	*graph
	stop    func() // of choosing, nil before the first step
	watched *task
	others  [][]reflect.Value // what watched did not return, but could in some state
}

func (j *judge) stepper() (*stepper, error) {
	g, err := newGraph(j.spec)
	return &stepper{graph: g}, err
}

func (s *stepper) close() {
	if s.stop != nil {
		s.stop()
	}
}

// model gives the model of porcupine. It is for one object, and one goroutine.
func (s *stepper) model(ctx context.Context) porcupine.Model {
	m := porcupine.NondeterministicModel{
		Init: func() []any { return []any{s.start} },
		Step: func(state, input, _ any) []any {
			if ctx.Err() != nil || s.failed != nil {
				return nil
			}
			return s.step(state.(*node), input.(*task))
		},
		Equal: func(a, b any) bool {
			return a == b || s.hashOf(a.(*node)) == s.hashOf(b.(*node)) && reflect.DeepEqual(a.(*node).object, b.(*node).object)
		},
		Hash:              func(state any) uint64 { return s.hashOf(state.(*node)) },
		DescribeOperation: func(input, _ any) string { return input.(*task).String() },
	}
	return m.ToModel()
}

// step gives the states that t may lead to. One that never returned may not have happened: that
// needs to be said only where it cannot happen, because it can always come last.
func (s *stepper) step(from *node, t *task) []any {
	if s.stop == nil {
		s.stop = model.Choosing(func(n int) int { return s.choose(n) })
	}
	states, refused := []*node{from}, false
	for i := range t.calls {
		c := &t.calls[i]
		var next []*node
		for _, state := range states {
			e := s.after(state, c)
			refused = refused || e.refused
			for _, o := range e.outcomes {
				if !c.known || same(o.results, c.results) {
					next = append(next, o.next)
				} else if t == s.watched && i == len(t.calls)-1 {
					s.other(o.results)
				}
			}
		}
		states = next
	}
	if refused && t.open() {
		states = append(states, from)
	}
	list := make([]any, len(states))
	for i, n := range states {
		list[i] = n
	}
	return list
}

// other notes what watched could return.
func (s *stepper) other(results []reflect.Value) {
	if !slices.ContainsFunc(s.others, func(r []reflect.Value) bool { return same(r, results) }) {
		s.others = append(s.others, results)
	}
}

// operations gives tasks as porcupine has them.
func operations(tasks []*task) []porcupine.Operation {
	list := make([]porcupine.Operation, len(tasks))
	for i, t := range tasks {
		list[i] = porcupine.Operation{ClientId: t.Client, Input: t, Call: t.Call, Return: t.Return}
	}
	return list
}
