package candidate

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"heddle/machine/axiom"
	"heddle/model/program"
)

// randomSource draws two or three threads of up to three accesses of two locations, at
// most six in all.
func randomSource(t *rapid.T) source {
	return randomThreads(t, 3, 6, anything)
}

// profile is what the accesses of a program are drawn from.
type profile struct {
	kinds  string
	orders []program.Order
}

var anything = profile{"W W W R R R F X A C ?", []program.Order{
	program.Plain, program.Ordinary, program.Relaxed, program.Acquire, program.Release, program.AcqRel, program.SeqCst, program.SeqCst}}

// sequential are programs in which the order of sc accesses and fences matters.
var sequential = []profile{
	anything,
	{"W W R R", []program.Order{program.SeqCst, program.Relaxed}},
	{"W W R R", []program.Order{program.SeqCst, program.SeqCst, program.Acquire, program.Release, program.Relaxed}},
	{"W W R R F F", []program.Order{program.SeqCst, program.Relaxed}},
	{"W R R X X C", []program.Order{program.SeqCst, program.SeqCst, program.AcqRel, program.Relaxed}}, // messages are merged
	{"W W R R F X A", []program.Order{program.SeqCst, program.SeqCst, program.AcqRel, program.Acquire, program.Release, program.Relaxed}},
}

// randomThreads draws two to most threads of up to four accesses, at most left in all.
func randomThreads(t *rapid.T, most, left int, from profile) source {
	var src source
	threads := rapid.IntRange(2, most).Draw(t, "threads")
	for i := range threads {
		var thread []access
		n := 0
		for range rapid.IntRange(1, min(left/2, left-(threads-1-i))).Draw(t, "length") {
			a := randomAccess(t, n, from)
			if a.reads() {
				n++
			}
			thread = append(thread, a)
			left--
		}
		src = append(src, thread)
	}
	return src
}

// randomCycle draws threads each of which accesses two locations next to each other in
// a ring, as in the classic shapes, with perhaps a fence or another access between.
func randomCycle(t *rapid.T, from profile) source {
	n := rapid.IntRange(2, 3).Draw(t, "locations")
	extra := rapid.IntRange(0, 4-n).Draw(t, "more threads")
	var src source
	for i := range n + extra {
		at := func(k int) byte { return "xyz"[(i+k)%n] }
		first, last := randomAccess(t, 0, from), randomAccess(t, 0, from)
		first.loc, last.loc = at(0), at(1)
		thread := []access{first}
		switch rapid.IntRange(0, 5).Draw(t, "between") {
		case 0:
			thread = append(thread, randomAccess(t, 0, profile{"F", from.orders}))
		case 1:
			thread = append(thread, randomAccess(t, 0, from))
		}
		if i >= n && rapid.Bool().Draw(t, "short") {
			thread = thread[:0]
		}
		src = append(src, append(thread, last))
	}
	return src
}

// randomAccess draws an access of a thread with n registers so far.
func randomAccess(t *rapid.T, n int, from profile) access {
	a := access{
		kind:  rapid.SampledFrom(strings.Fields(from.kinds)).Draw(t, "kind"),
		order: rapid.SampledFrom(from.orders).Draw(t, "order"),
		loc:   rapid.SampledFrom([]byte("xy")).Draw(t, "loc"),
		value: uint64(rapid.IntRange(1, 2).Draw(t, "value")),
		old:   uint64(rapid.IntRange(0, 1).Draw(t, "old")),
		from:  rapid.IntRange(-1, n-1).Draw(t, "from"),
	}
	if a.kind == "?" && n == 0 {
		a.kind = "R"
	}
	switch {
	case a.kind == "R" && (a.order == program.Release || a.order == program.AcqRel):
		a.order = program.Acquire
	case a.kind == "?":
		a = access{kind: "?", from: max(a.from, 0)}
	case a.kind == "F":
		a = access{kind: "F", order: max(a.order, program.Acquire), from: -1}
	case a.kind == "W" && (a.order == program.Acquire || a.order == program.AcqRel):
		a.order = program.Release
	case a.kind != "R" && a.kind != "W" && a.order < program.Relaxed:
		a.order = program.Relaxed
	}
	return a
}

// String prints src for a failure's report.
func (src source) String() string {
	var b strings.Builder
	for i, thread := range src {
		for _, a := range thread {
			fmt.Fprintf(&b, "P%d %s %s %c value %d + r%d old %d\n", i, a.kind, a.order, a.loc, a.value, a.from, a.old)
		}
	}
	return b.String()
}

// TestBruteForce compares with a list of all candidates, judged one by one.
func TestBruteForce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		src := randomSource(t)
		c := src.compile()
		for _, m := range axiom.Models() {
			res, err := Enumerate(c.Program, c.observe, m, Limits{})
			require.NoError(t, err)
			var got []string
			for _, o := range res.Outcomes {
				got = append(got, c.print(o.Values))
			}
			want, races := brute(src, m.Name)
			assert.ElementsMatch(t, want, got, "%s\n%s", m.Name, src)
			if m.Name == "rc11" {
				assert.Equal(t, races, res.Race != nil, "%s", src)
			}
		}
	})
}

// TestMonotone: what a model allows a weaker one allows too.
func TestMonotone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		src := randomSource(t)
		sc, _ := outcomes(t, src, "sc")
		tso, _ := outcomes(t, src, "tso")
		pso, _ := outcomes(t, src, "pso")
		rc11, _ := outcomes(t, src, "rc11")
		assert.Subset(t, tso, sc, "%s", src)
		assert.Subset(t, pso, tso, "%s", src)
		assert.Subset(t, rc11, sc, "%s", src)
	})
}

// TestWhyNot asks about an outcome that some candidate has: it is allowed, or an axiom
// forbids it.
func TestWhyNot(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		src := randomSource(t)
		c := src.compile()
		all, _ := brute(src, "all")
		slices.Sort(all)
		outcome := rapid.SampledFrom(all).Draw(t, "outcome")
		m := rapid.SampledFrom(axiom.Models()).Draw(t, "model")
		allowed, _ := brute(src, m.Name)
		why, err := Why(c.Program, c.observe, func(v []uint64) bool { return c.print(v) == outcome }, m, Limits{})
		require.NoError(t, err)
		assert.Equal(t, slices.Contains(allowed, outcome), why.Allowed, "%s: %s\n%s", m.Name, outcome, src)
		assert.Equal(t, why.Allowed, len(why.Candidates) == 0, "%s: %s\n%s", m.Name, outcome, src)
		for _, x := range why.Candidates {
			cycle, holds := x.Axiom.Check(x.Execution)
			assert.False(t, holds)
			assert.Len(t, x.Cycle, len(cycle))
			assert.GreaterOrEqual(t, len(x.Cycle), len(why.Candidates[0].Cycle))
		}
	})
}
