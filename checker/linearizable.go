package checker

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"heddle/checker/scenario"
	"heddle/checker/scenario/draw"
	"heddle/model/golang"
)

// Linearizable checks in a test that a concurrent object is linearizable: that whatever clients call at the same time, the results are those
// of some order of the calls one at a time, in which a call that had returned before another began comes first.
//
//	func TestStack(t *testing.T) {
//		checker.Linearizable(t, func() *Stack { return new(Stack) }, NewTreiber)
//	}
//
// Both are functions that give a new value: spec one of the sequential specification, an ordinary Go type that need not know of
// concurrency, newObject one of the object. The operations are the exported methods that both have. They are func literals or declared
// functions, and are not run: their source is found by position, as that of Verify's check is. A specification may leave open
// what happens by model.Choose, and say by model.Refuse that an operation can not happen yet.
//
// Scenarios are drawn by package rapid, small ones first: which clients call which operations with which arguments. Of
// each all schedules are explored if there are not too many, else as many as Auto gets to. A scenario that fails is made smaller, in clients, operations and arguments,
// and the shortest schedule of the smallest is shown, with a picture of its history by package porcupine, and with the text of a test of its own.
// It is kept, by rapid as by Verify in testdata/heddle below the test's directory; the next run tries it first, and removes it when all is well.
//
// Options say which scenarios, with which arguments; an Options or a Limits says how each of them is explored. With Exhaustive one
// search explores all scenarios of a size, and a test that passes is a proof for those.
func Linearizable(t TB, spec, newObject any, options ...Option) {
	t.Helper()
	v := &verification{
		t: t, memories: []string{""}, opts: Options{Limits: Limits{Memory: defaultMemory}},
		plan: &plan{size: draw.Size{Clients: 3, Rounds: 3}, values: map[string][]int{}},
	}
	for _, o := range options {
		o.set(v)
	}
	s, err := v.subject(newObject, spec)
	if err != nil {
		t.Fatalf("%v", err)
		return
	}
	for _, memory := range v.memories {
		v.opts.Memory = memory
		c := &campaign{verification: v, object: s, tried: map[string]*trial{}, coverage: newCoverage()}
		if left, ok := v.timeLeft(); ok {
			c.until = time.Now().Add(left)
		}
		failure := c.run()
		for _, line := range v.log {
			t.Logf("%s", line)
		}
		if v.log = nil; failure != "" {
			t.Fatalf("%s", failure)
			return
		}
	}
}

// subject finds the object and its operations.
func (v *verification) subject(newObject, spec any) (*subject, error) {
	switch {
	case v.err != nil:
		return nil, v.err
	case errTestDir != nil:
		return nil, fmt.Errorf("checker: the test's directory: %w", errTestDir)
	}
	s, err := newSubject(&golang.Loader{Dir: testDir, Tags: buildTags()}, v.t.Name(), newObject, spec)
	if err != nil {
		return nil, err
	}
	object := s.makers[0].typ
	if s.Operations, err = scenario.Discover(object, s.makers[1].typ, v.plan.only, s.qualify); err != nil {
		return nil, fmt.Errorf("checker: %w", err)
	}
	if err := v.plan.validates(object); err != nil {
		return nil, err
	}
	v.name = v.t.Name() + " " + strings.TrimLeft(object.String(), "*")
	return s, v.plan.complete(s.Object)
}

// validates says what is wrong with the validation that p names.
func (p *plan) validates(object reflect.Type) error {
	if p.validate == "" {
		return nil
	}
	m, ok := object.MethodByName(p.validate)
	if !ok || m.Type.NumIn() != 1 || m.Type.NumOut() != 1 || m.Type.Out(0).Kind() != reflect.String {
		return fmt.Errorf("checker: Validate: want a method %s of %s, func() string", p.validate, object)
	}
	return nil
}

// run tries scenarios, and gives what to fail the test with, "" if it passes.
func (c *campaign) run() string {
	switch {
	case len(c.plan.clients) > 0:
		f, err := c.plan.parse(c.object.Object, c.plan.clients)
		if err != nil {
			return err.Error()
		}
		c.readKept() // it is not tried: only this scenario is asked for
		return c.alone(f)
	case c.plan.exhaustive:
		if failure := c.tryKeptScenario(); failure != "" {
			return failure
		}
		f := c.object.All(c.plan.size.Clients, c.plan.size.Rounds)
		f.Sorted = c.object.Symmetric && f.Sortable()
		return c.alone(f)
	}
	return c.draw()
}

// alone tries one family, which must be verified.
func (c *campaign) alone(f scenario.Family) string {
	t := c.try(f)
	if t.err != nil {
		return fmt.Sprintf("%s: %v", c.name, t.err)
	}
	answer := c.answer(c.check(t), t.result)
	switch r := t.result; {
	case r.Verdict == Violated:
		return c.failure(c.narrowed(t))
	case r.Verdict == Verified, c.accepts(r):
		c.logf("%s; %s", answer, c.coverage)
		c.forget()
	case testFlag("short"):
		c.logf("%s; that is as far as -short goes", answer)
	default:
		return answer + acceptable(r)
	}
	return ""
}

// narrowed gives the trial of one scenario that a violating schedule of a family is of, without the operations that it fails without.
func (c *campaign) narrowed(t *trial) *trial {
	if t.family.Single() {
		return t
	}
	one := c.try(made(t.family, t.result.Schedule.History))
	if !one.failsAs(t) {
		return t
	}
	for smaller := c.smaller(one); smaller != nil; smaller = c.smaller(one) {
		one = smaller
	}
	return one
}

// smaller gives the trial of a scenario without one of its operations that fails as it does, nil if there is none.
func (c *campaign) smaller(t *trial) *trial {
	for client, slots := range t.family.Clients {
		for round := range slots {
			f := t.family
			f.Clients = slices.Clone(f.Clients)
			if f.Clients[client] = slices.Delete(slices.Clone(slots), round, round+1); len(slots) == 1 {
				f.Clients = slices.Delete(f.Clients, client, client+1)
			}
			if len(f.Clients) == 0 {
				continue
			}
			if less := c.try(f); less.failsAs(t) {
				return less
			}
		}
	}
	return nil
}
