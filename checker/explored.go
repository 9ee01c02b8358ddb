package checker

import (
	"context"
	"errors"
	"fmt"

	"heddle/checker/graph"
	"heddle/machine"
	"heddle/model/program"
)

// Explored is all that a verified program can do.
type Explored struct {
	*graph.Graph                  // with labels
	Machine      *machine.Machine // in the pass that has found the graph
	seen         *visited
}

// Explore is Check with machine.Config.Labels and Ordered, and also gives all that the program
// can do; nil unless the verdict is Verified. It refuses bounded and depth-first searches.
func Explore(ctx context.Context, prog *program.Program, opts Options) (Result, *Explored, error) {
	if err := opts.validate(); err != nil {
		return Result{}, nil, err
	}
	if err := opts.whole(); err != nil {
		return Result{}, nil, fmt.Errorf("checker: %w", err)
	}
	opts.Reduce = ReduceOff // steps that are left out would cost nothing
	r, s, err := check(ctx, prog, opts, true)
	if err != nil || r.Verdict != Verified {
		return r, nil, err
	}
	return r, &Explored{Graph: s.graph, Machine: s.sys.(*machine.Machine), seen: s.seen}, nil
}

// whole says why a search is none of all that there is.
func (o *Options) whole() error {
	switch {
	case o.DepthFirst:
		return errors.New("a depth-first search, want a breadth-first one: its states are numbered by their distance")
	case o.Limits.Depth > 0:
		return errors.New("a search of bounded depth, want one without bound: what goes on for ever is beyond it")
	case o.Preemptions != nil:
		return errors.New("a search of bounded preemptions, want one without bound: what goes on for ever is beyond it")
	}
	return nil
}

// Each calls f for each state of the graph, in order, with its encoding, which is only lent.
func (x *Explored) Each(f func(i uint32, state []byte)) {
	x.seen.each(func(i uint32, state []byte) bool {
		f(i, state)
		return true
	})
}

// each calls f for each state until that returns false.
func (v *visited) each(f func(i uint32, state []byte) (more bool)) {
	i := uint32(0)
	for p, ok := v.first(); ok && f(i, v.state(p)); p, ok = v.next(p) {
		i++
	}
}
