package linearizable_test

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/checker"
	"heddle/model"
	_ "heddle/model/drawn"
	"heddle/specs/sequential"
	"heddle/specs/stack"
)

// observed is a test that is observed: what it logs, and what it fails with.
type observed struct {
	name    string
	log     []string
	failure string
}

func (o *observed) Helper()                  {}
func (o *observed) Name() string             { return o.name }
func (o *observed) Context() context.Context { return context.Background() }
func (o *observed) Logf(format string, args ...any) {
	o.log = append(o.log, fmt.Sprintf(format, args...))
}
func (o *observed) Fatalf(format string, args ...any) { o.failure = fmt.Sprintf(format, args...) }

// run runs Linearizable in a test called as t, and gives what it logs and fails with. What it keeps goes away with t.
func run(t *testing.T, spec, object any, options ...checker.Option) (log, failure string) {
	t.Helper()
	t.Cleanup(func() { forget(t) })
	o := &observed{name: t.Name()}
	checker.Linearizable(o, spec, object, options...)
	return strings.Join(o.log, "\n"), o.failure
}

// forget removes the files that runs have kept, as one that was killed leaves them.
func forget(t *testing.T) {
	t.Helper()
	require.NoError(t, os.RemoveAll("testdata/heddle"))
	require.NoError(t, os.RemoveAll("testdata/rapid"))
}

// kept gives the files that runs have kept.
func kept(t *testing.T) (heddle, rapid []string) {
	t.Helper()
	heddle, err := filepath.Glob("testdata/heddle/*")
	require.NoError(t, err)
	rapid, err = filepath.Glob("testdata/rapid/*/*")
	require.NoError(t, err)
	return heddle, rapid
}

// varying is what is different each time: times, sizes and the names of rapid's files.
var varying = regexp.MustCompile(`\d+(\.\d+)? s\b|\d+(\.\d+)? [kM]B|"testdata/rapid/.*\.fail"`)

// TestFailsFirst runs a test that fails, twice more while it does, and then mended.
func TestFailsFirst(t *testing.T) {
	forget(t)
	torn := func() *Stack { return &Stack{torn: true} }
	_, failure := run(t, newLIFO, torn)
	golden(t, "stack.txt", varying.ReplaceAllString(failure, "…"))
	ours, rapids := kept(t)
	assert.Equal(t, []string{"testdata/heddle/TestFailsFirst-linearizable_test.Stack.go.html", "testdata/heddle/TestFailsFirst-linearizable_test.Stack.go.schedule"}, ours)
	assert.Len(t, rapids, 1)

	_, again := run(t, newLIFO, torn)
	assert.Contains(t, again, "this scenario was kept by an earlier run, and nothing else was tried")
	head, _, _ := strings.Cut(varying.ReplaceAllString(failure, "…"), "kept in")
	assert.True(t, strings.HasPrefix(varying.ReplaceAllString(again, "…"), head))

	require.NoError(t, os.RemoveAll("testdata/heddle"))
	_, again = run(t, newLIFO, torn)
	assert.Contains(t, again, "found in scenario 1 of those drawn") // rapid's file is tried first

	log, failure := run(t, newLIFO, func() *Stack { return new(Stack) }, checker.Operations(2))
	assert.Empty(t, failure)
	assert.Contains(t, log, "tried Pop() | Pop() | Push(1) with all their schedules, kept in testdata/heddle/TestFailsFirst-linearizable_test.Stack.go.schedule: nothing is violated")
	assert.Equal(t, 2, strings.Count(log, "removed testdata/"), log)
	ours, rapids = kept(t)
	assert.Empty(t, ours)
	assert.Empty(t, rapids)
}

// TestShrinkTime: where there was no time to make a scenario small, that is said.
func TestShrinkTime(t *testing.T) {
	torn := func() *Stack { return &Stack{torn: true} }
	setFlag("rapid.shrinktime", "0s")
	_, failure := run(t, newLIFO, torn)
	setFlag("rapid.shrinktime", "1h")
	assert.Contains(t, failure, "there may be a smaller one: the 0s of -rapid.shrinktime were over\n")
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if os.Getenv("UPDATE") != "" {
		require.NoError(t, os.MkdirAll("testdata", 0o755))
		require.NoError(t, os.WriteFile(path, []byte(got), 0o644))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, string(want), got)
}

// TestOptions checks objects in scenarios that options name.
func TestOptions(t *testing.T) {
	mended := func() *Stack { return new(Stack) }
	two := func() *permits { return &permits{2} }
	type options = []checker.Option
	for name, c := range map[string]struct {
		spec, object any
		options      options
		log, failure string // parts of them
	}{
		"scenario":   {newLIFO, mended, options{checker.Scenario("Push(1); Pop()", "Pop()")}, `scenario="Push(1); Pop() | Pop()"  verified`, ""},
		"exhaustive": {newLIFO, mended, options{checker.Exhaustive(), checker.Threads(2), checker.Operations(1)}, `scenario="every scenario of 2 × 1, 4"  verified`, ""},
		"exhaustive, torn": {newLIFO, func() *Stack { return &Stack{torn: true} }, options{checker.Exhaustive(), checker.Threads(2), checker.Operations(2)},
			"", "\t\t\tfunc() *Stack { return &Stack{torn: true} },\n\t\t\tchecker.Scenario(\"Pop()\", \"Push(3); Pop()\"))"},
		"exhaustive, picky": {newLIFO, func() *picky { return &picky{refused: 1} }, options{checker.Exhaustive(), checker.Threads(2), checker.Operations(1)},
			"", `scenario="Push(1) | Pop()"`},
		"exhaustive, symmetric": {newLIFO, mended, options{checker.Exhaustive(), checker.Symmetric(), checker.Threads(2), checker.Operations(2)}, `"every scenario of 2 × 2, 16"  verified  686 states`, ""},
		"all drawn":             {newLIFO, mended, options{checker.Threads(2), checker.Operations(1)}, "no violation in 5 scenarios, of 5 with at most 2 threads × 1 operation: 5 with all their schedules", ""},
		"few":                   {newLIFO, mended, options{checker.Scenarios(3)}, "no violation in 3 scenarios, of 679 ", ""},
		"initial, final":        {newLIFO, mended, options{checker.Scenario("Pop()"), checker.Initial("Push(7); Push(8)"), checker.Final("Pop()")}, "verified", ""},
		"only":                  {newLIFO, mended, options{checker.Only("Pop"), checker.Scenarios(2)}, "1 pair of operations overlapped, 2 different results, 10 beginnings of histories", ""},
		"validation":            {newLIFO, mended, options{checker.Validate("Sound"), checker.Scenarios(20)}, "", "validation: the stack is not empty"},
		"values":                {newSet, func() *Set { return new(Set) }, options{checker.Values("Add", 5), checker.Only("Add")}, "", `scenario="Add(5) | Add(5)"`},
		"blocking":              {two, func() *Semaphore { return newSemaphore(2) }, options{checker.Blocking(), checker.Operations(2), checker.Threads(2)}, "with all their schedules", ""},
		"not blocking":          {two, func() *Semaphore { return newSemaphore(2) }, nil, "", "violated: deadlock"},
		"never woken": {func() *permits { return &permits{0} }, func() *Semaphore { s := newSemaphore(0); s.forgetful = true; return s }, options{checker.Blocking()},
			"", `scenario="Acquire() | Release()"`},
		"starts a thread": {newLIFO, func() *Stack {
			s, ready := new(Stack), make(chan bool)
			go func() { s.top.Store(nil); ready <- true }()
			<-ready
			return s
		}, options{checker.Scenario("Push(1)", "Pop()")}, `scenario="Push(1) | Pop()"  verified`, ""},
		"memories": {newLIFO, mended, options{checker.Memory("go", "tso"), checker.Scenario("Push(1)", "Pop()")}, "memory=tso", ""},
		"accepted": {newLIFO, mended, options{checker.Limits{States: 10}, checker.Scenario("Push(1); Pop()", "Pop()", "Pop()"), checker.AcceptSampled()}, "sampled 1000 schedules", ""},
		"short":    {newLIFO, mended, options{checker.Limits{States: 10}, checker.Scenario("Push(1); Pop()", "Pop()", "Pop()")}, "", "sampled 1000 schedules"},
	} {
		t.Run(name, func(t *testing.T) {
			if name == "short" && testing.Short() { // which lets it pass
				c.failure = ""
			}
			log, failure := run(t, c.spec, c.object, c.options...)
			assert.Contains(t, log, c.log)
			assert.Contains(t, failure, c.failure)
			assert.Equal(t, c.failure == "", failure == "", failure)
		})
	}
}

// TestABA finds the ABA problem of Treiber's stack in scenarios that are drawn, and makes what fails small.
func TestABA(t *testing.T) {
	_, failure := run(t, func() *sequential.ClientStack { return sequential.NewClientStack(100, 101) },
		func() *stack.TreiberReused { return stack.NewTreiberReused(2, 100, 101) },
		checker.Caller("Push", "Pop"), checker.Threads(2), checker.Scenarios(200))
	assert.Contains(t, failure, "violated: linearizability")
	match := regexp.MustCompile(`scenario="(.*)"`).FindStringSubmatch(failure)
	require.NotNil(t, match)
	assert.LessOrEqual(t, strings.Count(match[1], "("), 6)
	steps := regexp.MustCompile(`(?m)^(\d+) steps`).FindStringSubmatch(failure)
	require.NotNil(t, steps)
	n, err := strconv.Atoi(steps[1])
	require.NoError(t, err)
	assert.Less(t, n, 25)
	ours, _ := kept(t)
	assert.Len(t, ours, 2)
}

// TestScenariosBeyondChecks asks for more scenarios than rapid makes checks.
func TestScenariosBeyondChecks(t *testing.T) {
	checks := flag.Lookup("rapid.checks").Value
	before := checks.String()
	require.NoError(t, checks.Set("5"))
	defer func() { require.NoError(t, checks.Set(before)) }()
	log, failure := run(t, newSet, func() *Set { return new(Set) }, checker.Only("Has"), checker.Values("Has", 1, 2, 3), checker.Scenarios(12))
	assert.Empty(t, failure)
	assert.Contains(t, log, "no violation in 12 scenarios, of 11479 with at most 3 threads × 3 operations: 12 with all their schedules")
}

// TestRefusals has uses of Linearizable from which nothing can be checked, and what is said of them.
func TestRefusals(t *testing.T) {
	mended := func() *Stack { return new(Stack) }
	n := len(t.Name())
	const leave = "; checker.Only(…) names the methods that are operations, if it is to be left out"
	for _, c := range []struct {
		spec, object any
		option       checker.Option
		want         string
	}{
		{nil, mended, nil, "checker: spec is a <nil>, want a function without parameters that gives one value, such as func() *Stack"},
		{newLIFO, new(Stack), nil, "checker: newObject is a *linearizable_test.Stack, want a function without parameters that gives one value, such as func() *Stack"},
		{newLIFO, newSemaphore, nil, "checker: newObject is a func(int) *linearizable_test.Semaphore, want a function without parameters that gives one value, such as func() *Stack"},
		{newLIFO, func() *Semaphore { return newSemaphore(n) }, nil, "checker: *linearizable_test.Semaphore and *linearizable_test.lifo have no exported method in common: the one has Acquire, Release, the other Pop, Push"},
		{func() *permits { return &permits{1} }, func() *Semaphore { return newSemaphore(n) }, nil, "the literal captures n, declared at"},
		{func() even { return even{} }, func() odd { return odd{} }, checker.Only("Visit"), "checker: Visit of linearizable_test.odd has a parameter of type func(), want an integer or a boolean" + leave},
		{func() even { return even{} }, func() odd { return odd{} }, checker.Only("Twice"), "checker: Twice of linearizable_test.odd is func(int), and of linearizable_test.even it is func(uint); want the same"},
		{newLIFO, mended, checker.Only("Peek"), "checker: *linearizable_test.Stack has no method Peek; it has Pop, Push, Sound"},
		{newLIFO, mended, checker.Values("Peek", 1), "checker: Values: no operation Peek"},
		{newLIFO, mended, checker.Caller("Peek"), "checker: Caller: want an operation Peek whose first parameter is an integer"},
		{newLIFO, mended, checker.Values("Push"), "checker: Values: none for Push, want at least 1"},
		{newLIFO, mended, checker.Threads(0), "checker: Threads: 0, want at least 1"},
		{newLIFO, mended, checker.Operations(-1), "checker: Operations: -1, want at least 1"},
		{newLIFO, mended, checker.Scenarios(0), "checker: Scenarios: 0, want at least 1"},
		{newLIFO, mended, checker.Scenario(), "checker: Scenario: no clients, want the operations of at least one"},
		{newLIFO, mended, checker.Scenario("Peek()"), "no operation Peek, want one of Pop, Push"},
		{newLIFO, mended, checker.Initial("Push"), `checker: "Push" is no call of an operation with numbers or booleans; want one such as "Push(1)"`},
		{newLIFO, mended, checker.Criterion("serializable"), `linear: criterion "serializable", want one of linearizable, sequential, quiescent`},
		{newLIFO, mended, checker.Validate("Pop"), "checker: Validate: want a method Pop of *linearizable_test.Stack, func() string"},
		{newLIFO, mended, checker.Memory("arm"), `"arm"`},
		{func() *permits { panic("no") }, func() *Semaphore { return newSemaphore(1) }, nil, "the specification fails before its first operation: panic: no"},
	} {
		options := []checker.Option{c.option}
		if c.option == nil {
			options = nil
		}
		_, failure := run(t, c.spec, c.object, options...)
		assert.Contains(t, failure, c.want)
	}
	o := &observed{name: t.Name()}
	checker.Verify(o, func() { model.Assert(true, "") }, checker.Blocking())
	assert.Equal(t, "checker: Blocking is an option of Linearizable", o.failure)
}

// TestAnotherPackage checks what other packages declare.
func TestAnotherPackage(t *testing.T) {
	log, failure := run(t, sequential.NewStack, stack.NewTreiber, checker.Scenarios(5))
	assert.Empty(t, failure)
	assert.Contains(t, log, "TestAnotherPackage stack.Treiber  memory=go  no violation in 5 scenarios")
}
