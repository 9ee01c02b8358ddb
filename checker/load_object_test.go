package checker_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/checker"
	"heddle/checker/linear"
	"heddle/checker/scenario"
	"heddle/model/golang"
	"heddle/specs"
)

// stacks gives a stack of the library.
func stacks(object string) *scenario.Object {
	return &scenario.Object{
		Imports: []string{"heddle/specs/stack", "heddle/specs/sequential"}, New: object, Spec: "sequential.NewStack()",
		Operations: []scenario.Operation{
			{Name: "Push", Parameters: []scenario.Parameter{{}}},
			{Name: "Pop", Results: []scenario.Result{scenario.Int, scenario.Bool}},
		},
	}
}

// semaphores gives a semaphore with n permits of the library. It waits where its specification refuses.
func semaphores(n string) *scenario.Object {
	return &scenario.Object{
		Imports: []string{"heddle/specs/semaphore", "heddle/specs/sequential"}, New: "semaphore.New(" + n + ")", Spec: "sequential.NewSemaphore(" + n + ")",
		Operations: []scenario.Operation{{Name: "Acquire"}, {Name: "Release"}},
		Blocking:   true,
	}
}

// checkObject checks all scenarios of some threads and rounds.
func checkObject(t *testing.T, o *scenario.Object, c linear.Criterion, memory string, threads, rounds int) (*checker.Loaded, checker.Result) {
	t.Helper()
	ctx := context.Background()
	l, err := checker.LoadObject(ctx, &golang.Loader{Library: specs.Sources()}, "an object", o.All(threads, rounds), c)
	require.NoError(t, err)
	r, err := checker.Check(ctx, l.Program, l.Judged(checker.Options{Memory: memory}))
	require.NoError(t, err)
	return l, r
}

// TestLoadObject checks objects of the library by each criterion.
func TestLoadObject(t *testing.T) {
	l, r := checkObject(t, stacks("stack.NewTreiber()"), linear.Linearizable, "go", 2, 2)
	assert.Equal(t, checker.Verified, r.Verdict, r.Message)
	assert.Equal(t, "25 nodes, 68 edges, 6 calls", l.Automaton.String())
	_, r = checkObject(t, stacks("stack.NewTreiber()"), linear.Linearizable, "rc11", 2, 1)
	assert.Equal(t, checker.Verified, r.Verdict, r.Message)
	for _, c := range []linear.Criterion{linear.Linearizable, linear.SequentiallyConsistent, linear.QuiescentlyConsistent} {
		_, r = checkObject(t, stacks("stack.NewTreiberPlainPop()"), c, "go", 3, 1)
		assert.Equal(t, c.Property(), r.Property)
	}
}

// TestLoadBlockingObject: where the specification refuses, only an object that may block stands still.
func TestLoadBlockingObject(t *testing.T) {
	o := semaphores("1")
	_, r := checkObject(t, o, linear.Linearizable, "go", 2, 2)
	assert.Equal(t, checker.Verified, r.Verdict, r.Message)
	o.Blocking = false
	_, r = checkObject(t, o, linear.Linearizable, "go", 2, 1)
	assert.Equal(t, checker.PropertyDeadlock, r.Property)
	o.Blocking, o.New = true, "semaphore.New(0)" // waits where the specification does not
	_, r = checkObject(t, o, linear.Linearizable, "go", 2, 1)
	assert.Equal(t, checker.PropertyDeadlock, r.Property)
}

// TestQuiescentReorders checks a counting network, in which the second operation of a client may count before its first, while another is open.
func TestQuiescentReorders(t *testing.T) {
	o := &scenario.Object{
		Imports: []string{"heddle/specs/counter", "heddle/specs/sequential"}, New: "counter.NewNetwork()", Spec: "sequential.NewCounter()",
		Operations: []scenario.Operation{{Name: "Next", Results: []scenario.Result{scenario.Int}}},
	}
	for c, want := range map[linear.Criterion]string{
		linear.Linearizable: "linearizability", linear.SequentiallyConsistent: "sequential-consistency", linear.QuiescentlyConsistent: "",
	} {
		_, r := checkObject(t, o, c, "go", 2, 2)
		assert.Equal(t, want, r.Property)
	}
}

// TestQuiescentWantsTime: where events are in no order of time there is no moment at which no call is open, and a linearizable object
// could be called inconsistent because it reads old values.
func TestQuiescentWantsTime(t *testing.T) {
	ctx := context.Background()
	l, err := checker.LoadObject(ctx, &golang.Loader{Library: specs.Sources()}, "an object", stacks("stack.NewTreiber()").All(2, 1), linear.QuiescentlyConsistent)
	require.NoError(t, err)
	_, err = checker.Check(ctx, l.Program, l.Judged(checker.Options{Memory: "rc11"}))
	assert.ErrorContains(t, err, "quiescent-consistency under memory model rc11: there is no time")
	r, err := checker.Check(ctx, l.Program, l.Judged(checker.Options{Memory: "rc"}))
	require.NoError(t, err)
	assert.Equal(t, checker.Verified, r.Verdict, r.Message)
}

// TestOperationsOfOneStep has specifications that make several operations in one step: before the first, where only one client is left,
// and where an operation ends and the next begins with a choice.
func TestOperationsOfOneStep(t *testing.T) {
	push := func(v int) scenario.Call { return scenario.Call{Operation: "Push", Arguments: []int{v}} }
	pop := scenario.Call{Operation: "Pop"}
	o := stacks("stack.NewTreiber()")
	f := scenario.Family{
		Object: o, Initial: []scenario.Call{push(7), push(8)}, Final: []scenario.Call{pop, pop},
		Clients: [][]scenario.Slot{{{push(1)}, {pop}, {pop}}, {{pop}}},
	}
	ctx := context.Background()
	l, err := checker.LoadObject(ctx, &golang.Loader{Library: specs.Sources()}, "an object", f, linear.Linearizable)
	require.NoError(t, err)
	assert.Equal(t, "13 nodes, 15 edges, 6 calls", l.Automaton.String())
	r, err := checker.Check(ctx, l.Program, l.Judged(checker.Options{}))
	require.NoError(t, err)
	assert.Equal(t, checker.Verified, r.Verdict, r.Message)
}
