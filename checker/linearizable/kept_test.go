package linearizable_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/checker"
	"heddle/machine"
	"heddle/model"
)

// verified runs Verify in a test called as t, and gives what it logs and fails with.
func verified(t *testing.T, check any, options ...checker.Option) (log, failure string) {
	t.Helper()
	o := &observed{name: t.Name()}
	checker.Verify(o, check, options...)
	return strings.Join(o.log, "\n"), o.failure
}

// TestKeptOfOtherOptions keeps schedules that say nothing of a check with other options: they are not what it fails with.
func TestKeptOfOtherOptions(t *testing.T) {
	run(t, newLIFO, func() *Stack { return new(Stack) }, checker.Scenario("Pop()")) // whose files go away in the end
	wraps := func() {
		var n model.Word
		model.Run(2, func(int) { n.FetchAndAdd(1) })
		model.Assert(n.Load() != 0, "it wraps")
	}
	_, failure := verified(t, wraps, checker.Options{WordBits: 1})
	assert.Contains(t, failure, "memory=go word-bits=1  violated: assert")
	log, failure := verified(t, wraps)
	assert.Empty(t, failure)
	assert.Contains(t, log, ".go.schedule is a schedule with word-bits=1, and not tried")
	assert.Contains(t, log, "removed ")

	spins := func() {
		var n model.Word
		model.Run(2, func(int) {
			for n.Load() == 0 {
			}
		})
	}
	_, failure = verified(t, spins)
	assert.Contains(t, failure, "violated: stuck")
	log, failure = verified(t, spins, checker.Options{Endless: true})
	assert.Empty(t, failure)
	assert.Contains(t, log, "stuck is no longer violated")
}

// TestKeptWhereItIsSaid: a schedule is kept in the file that the next run looks for it in, whatever the machine.
func TestKeptWhereItIsSaid(t *testing.T) {
	run(t, newLIFO, func() *Stack { return new(Stack) }, checker.Scenario("Pop()"))
	opts := checker.Options{Memory: "sc", System: machine.System{Structure: "smp", Coherence: "invalidate"}}
	_, failure := verified(t, func() { panic("always") }, opts)
	said := regexp.MustCompile(`kept in (\S+):`).FindStringSubmatch(failure)
	require.NotNil(t, said)
	ours, _ := kept(t)
	assert.Equal(t, []string{said[1]}, ours)
	_, failure = verified(t, func() { panic("always") }, opts)
	assert.Contains(t, failure, "violated: panic")
}

// TestKeptOfExhaustive: what a search of all scenarios has kept is tried first, and goes away with what was wrong.
func TestKeptOfExhaustive(t *testing.T) {
	options := []checker.Option{checker.Exhaustive(), checker.Threads(2), checker.Operations(1), checker.Initial("Push(7)")}
	torn := func() *Stack { return &Stack{torn: true} }
	_, failure := run(t, newLIFO, torn, options...)
	assert.Contains(t, failure, `scenario="Pop() | Pop()"  violated`)
	assert.NotContains(t, failure, "by an earlier run")
	_, failure = run(t, newLIFO, torn, options...)
	assert.Contains(t, failure, "this scenario was kept by an earlier run, and nothing else was tried")
	log, failure := run(t, newLIFO, func() *Stack { return new(Stack) }, options...)
	assert.Empty(t, failure)
	assert.Contains(t, log, "tried Pop() | Pop() with all their schedules, kept in ")
	assert.Equal(t, 1, strings.Count(log, "removed "))
	ours, _ := kept(t)
	assert.Empty(t, ours)
}
