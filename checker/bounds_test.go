package checker_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/checker"
	"heddle/machine"
	"heddle/model/program"
)

// TestBoundsOfSteps checks programs whose steps would go on for ever but for a bound, or
// seem to as long as a cell is taken to be one thread's own, and misuse of claims.
func TestBoundsOfSteps(t *testing.T) {
	const prelude = "package p\nimport (\"heddle/model\"; \"sync/atomic\")\ntype node struct{ v int }\n" +
		"var _ model.Word\nvar stop atomic.Bool\nvar slot atomic.Pointer[node]\n"
	for _, test := range []struct {
		name, text, property, message string
		verdict                       checker.Verdict
	}{
		{"garbage while spinning", "func CheckX() { go func() { stop.Store(true) }(); for !stop.Load() { slot.Store(&node{1}) } }", "", "", checker.Verified},
		{"garbage in another thread", "func CheckX() { go stop.Store(true); go func() { for { n := &node{1}; if stop.Load() { slot.Store(n); return } } }() }", "", "", checker.Verified},
		{"goroutines for ever", "func f() { go f() }\nfunc CheckX() { f() }", "", "goroutines without bound at x.go:7", checker.Incomplete},
		{"Leave without Enter", "func CheckX() { var s model.Section; s.Enter(); s.Leave(); s.Leave() }", checker.PropertyExclusion, "main leaves a critical section that nobody is in", checker.Violated},
		{"no such participant", "func CheckX() { var e model.Episode; e.Arrive(2, 2) }", checker.PropertyPanic, "participant 2 of 2", checker.Violated},
		{"no such client", "func CheckX() { var h model.History; h.Call(64, \"f\", 0) }", checker.PropertyPanic, "client 64", checker.Violated},
	} {
		t.Run(test.name, func(t *testing.T) {
			prog := compile(t, prelude+"BODY", test.text)
			for _, memory := range machine.Memories() {
				got, err := checker.Check(t.Context(), prog, checker.Options{Memory: memory.Name, Limits: checker.Limits{Time: 2 * time.Minute}})
				require.NoError(t, err)
				if memory.Global && test.name == "goroutines for ever" { // each start is a step there, so none is endless
					assert.Equal(t, checker.PropertyLeak, got.Property)
					continue
				}
				assert.Equal(t, test.verdict, got.Verdict, memory.Name)
				assert.Equal(t, test.property, got.Property, memory.Name)
				assert.Contains(t, got.Message, test.message, memory.Name)
			}
		})
	}
}

// TestBounded checks programs whose states are infinitely many, and ones that leave
// goroutines behind, within bounds.
func TestBounded(t *testing.T) {
	const (
		counts  = "go n.Add(1); go func() { for { n.Add(1) } }()"
		blocked = "var mu sync.Mutex; mu.Lock(); go mu.Lock()"
		spins   = "go func() { for n.Load() == 0 { } }()"
		later   = "go func() { for n.Load() == 0 { }; panic(\"late\") }(); go n.Add(1)"
		lost    = "var wg sync.WaitGroup; for range 2 { wg.Go(func() { n.Store(n.Load() + 1) }) }; wg.Wait(); if n.Load() != 2 { panic(\"lost\") }"
	)
	const shape = "package p\nimport (\"sync\"; \"sync/atomic\")\nvar _ sync.Mutex\nvar n atomic.Int64\nfunc CheckX() { BODY }\n"
	short := checker.Limits{Depth: 5}
	compiled := map[string]*program.Program{}
	for _, test := range []struct {
		name, body string
		opts       checker.Options
		verdict    checker.Verdict
		want       string // property or bound
	}{
		{"a counter that grows", counts, checker.Options{Limits: checker.Limits{Depth: 20}}, checker.Incomplete, "depth=20"},
		{"as deep as the program is", lost, checker.Options{Limits: checker.Limits{Depth: 100}}, checker.Violated, "panic"},
		{"not deep enough", lost, checker.Options{Limits: checker.Limits{Depth: 2}}, checker.Incomplete, "depth=2"},
		{"no preemption loses an update", lost, checker.Options{Preemptions: new(0)}, checker.Incomplete, "preemptions=0"},
		{"one does", lost, checker.Options{Preemptions: new(1)}, checker.Violated, "panic"},
		{"a leak", blocked, checker.Options{}, checker.Violated, "leak"},
		{"a leak allowed", blocked, checker.Options{AllowLeaks: true}, checker.Verified, ""},
		{"a spinning leak", spins, checker.Options{}, checker.Violated, "leak"},
		{"a spinning leak in a bounded search", spins, checker.Options{Preemptions: new(0)}, checker.Violated, "leak"},
		{"a spinning leak allowed", spins, checker.Options{AllowLeaks: true}, checker.Verified, ""},
		{"what is left behind may still panic", later, checker.Options{AllowLeaks: true}, checker.Violated, "panic"},
		{"a deadlock is no leak", blocked + "; mu.Lock()", checker.Options{AllowLeaks: true, Limits: short}, checker.Violated, "deadlock"},
	} {
		t.Run(test.name, func(t *testing.T) {
			prog := compiled[test.body]
			if prog == nil {
				prog = compile(t, shape, test.body)
				compiled[test.body] = prog
			}
			for _, memory := range machine.Memories() {
				test.opts.Memory = memory.Name
				got, err := checker.Check(t.Context(), prog, test.opts)
				require.NoError(t, err)
				if memory.Name == "rc11" && test.name == "no preemption loses an update" { // old messages can be read without one
					assert.Equal(t, checker.PropertyPanic, got.Property)
					continue
				}
				assert.Equal(t, test.verdict, got.Verdict, "%s: %s", memory.Name, got.Message)
				assert.Equal(t, test.want, got.Property+got.Bounded, "%s: %s", memory.Name, got.Message)
			}
		})
	}
}

// TestLimitOfABoundedSearch: a limit is still a limit, and what was shown before it is said.
func TestLimitOfABoundedSearch(t *testing.T) {
	prog := load(t, "lock/ticket", 4, 2)
	got, err := checker.Check(t.Context(), prog, checker.Options{Preemptions: new(5), Limits: checker.Limits{States: 8000}})
	require.NoError(t, err)
	assert.Equal(t, []any{checker.Incomplete, ""}, []any{got.Verdict, got.Bounded})
	assert.Equal(t, "the limit of 8000 states was met; no violation was found up to preemptions=1", got.Message)
	got, err = checker.Check(t.Context(), prog, checker.Options{Preemptions: new(0), Limits: checker.Limits{Memory: 1 << 16}})
	require.NoError(t, err)
	assert.Equal(t, []any{checker.Incomplete, ""}, []any{got.Verdict, got.Bounded})
	assert.Contains(t, got.Message, "memory limit")
}
