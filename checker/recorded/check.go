package recorded

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"

	"heddle/checker/result"
)

// Result is the answer about a history.
type Result struct {
	Verdict    result.Verdict
	Reason     string // why it is incomplete
	Operations int
	Clients    int
	Open       int        // operations that never returned
	Objects    int        // which were judged one by one
	Violated   int        // of the objects
	Violation  *Violation // of the first of them
}

// Check judges h by spec, each object by itself. If ctx ends before there is an answer the result is incomplete, and says why. An error
// means that the history does not fit the specification, or the specification fails.
func Check(ctx context.Context, h *History, spec Specification) (*Result, error) {
	b, err := bind(h, spec)
	if err != nil {
		return nil, err
	}
	objects := objectsOf(b.tasks, spec)
	r := &Result{Operations: len(h.Operations), Clients: h.Clients(), Open: h.Open(), Objects: len(objects)}
	j := &judge{ctx: ctx, spec: spec}
	answers := make([]error, len(objects))
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, o := range objects {
		group.Go(func() error {
			ok, err := j.linearizable(o.tasks)
			if answers[i] = err; err == nil && !ok {
				answers[i] = errViolated
			}
			return nil
		})
	}
	group.Wait() // no goroutine gives an error
	return r, r.conclude(j, b, objects, answers)
}

var errViolated = errors.New("not linearizable")

// conclude takes the answers about the objects together.
func (r *Result) conclude(j *judge, b *binder, objects []*object, answers []error) error {
	r.Verdict = result.Verified
	first := -1
	for i, err := range answers {
		switch {
		case errors.Is(err, errViolated):
			if r.Violated++; first < 0 {
				first = i
			}
		case err != nil && j.ctx.Err() != nil:
			r.Verdict, r.Reason = result.Incomplete, err.Error()
		case err != nil:
			return fmt.Errorf("specification %s: %w", j.spec.Name, err)
		}
	}
	if first < 0 {
		return nil
	}
	r.Verdict, r.Reason = result.Violated, ""
	var err error
	r.Violation, err = j.violation(b, objects[first])
	return err
}

// object is what happened to one of independent objects.
type object struct {
	key   string // "" if there is only one
	tasks []*task
}

// objectsOf divides tasks by their objects, in the order of their first operations.
func objectsOf(tasks []*task, spec Specification) []*object {
	keyed := true
	for _, t := range tasks {
		_, ok := t.first()
		keyed = keyed && ok && t.among(spec.Keyed)
	}
	var list []*object
	byKey := map[string]*object{}
	for _, t := range tasks {
		key := ""
		if t.Key != nil {
			key = text(t.Key)
		}
		if keyed {
			first, _ := t.first()
			if key != "" {
				key += ", "
			}
			key += text(first)
		}
		o := byKey[key]
		if o == nil {
			o = &object{key: key}
			byKey[key] = o
			list = append(list, o)
		}
		o.tasks = append(o.tasks, t)
	}
	return list
}

// among reports whether all calls of t are of these operations.
func (t *task) among(operations []string) bool {
	return !slices.ContainsFunc(t.calls, func(c call) bool { return !slices.Contains(operations, c.name) })
}

// first gives the first argument of all steps, if it is the same.
func (t *task) first() (any, bool) {
	for _, s := range t.Steps {
		if len(s.Arguments) == 0 || text(s.Arguments[0]) != text(t.Steps[0].Arguments[0]) {
			return nil, false
		}
	}
	return t.Steps[0].Arguments[0], true
}
