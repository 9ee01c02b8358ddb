package candidate

import (
	"fmt"
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
	var src source
	left := 6
	for i := range rapid.IntRange(2, 3).Draw(t, "threads") {
		var thread []access
		n := 0
		for range rapid.IntRange(1, min(3, left-(2-min(i, 2)))).Draw(t, "length") {
			a := randomAccess(t, n)
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

// randomAccess draws an access of a thread with n registers so far.
func randomAccess(t *rapid.T, n int) access {
	kinds := strings.Split("W W W R R R F X A C", " ")
	orders := []program.Order{program.Plain, program.Ordinary, program.Relaxed, program.Acquire, program.Release, program.AcqRel, program.SeqCst, program.SeqCst}
	a := access{
		kind:  rapid.SampledFrom(kinds).Draw(t, "kind"),
		order: rapid.SampledFrom(orders).Draw(t, "order"),
		loc:   rapid.SampledFrom([]byte("xy")).Draw(t, "loc"),
		value: uint64(rapid.IntRange(1, 2).Draw(t, "value")),
		old:   uint64(rapid.IntRange(0, 1).Draw(t, "old")),
		from:  rapid.IntRange(-1, n-1).Draw(t, "from"),
	}
	switch {
	case a.kind == "F":
		a = access{kind: "F", order: max(a.order, program.Acquire), from: -1}
	case a.kind == "R" && (a.order == program.Release || a.order == program.AcqRel):
		a.order = program.Acquire
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
