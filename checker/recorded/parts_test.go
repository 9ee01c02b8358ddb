package recorded_test

import (
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"heddle/checker/recorded"
	"heddle/checker/result"
	"heddle/specs"
)

// TestParts: of a linearizable history of a specification that says so, the operations on some of the values are linearizable too.
func TestParts(t *testing.T) {
	for _, s := range specs.Specifications() {
		if s.Parts == nil {
			continue
		}
		s, err := s.With([]int{2}[:len(s.Parameters)]...)
		require.NoError(t, err)
		rapid.Check(t, func(t *rapid.T) {
			h := generated(t, s, 20)
			out := rapid.SliceOfDistinct(rapid.Int64Range(0, 10), func(v int64) int64 { return v }).Draw(t, "without")
			h.Operations = slices.DeleteFunc(h.Operations, func(o recorded.Operation) bool { return !slices.Contains(s.Parts, o.Steps[0].Name) })
			if r, err := recorded.Check(t.Context(), h, s); err != nil || r.Verdict != result.Verified {
				return // an operation of another kind has changed something
			}
			about := func(o recorded.Operation) bool {
				return slices.ContainsFunc(o.Values(s), func(v int64) bool { return slices.Contains(out, v) })
			}
			for changed := true; changed; { // what is linked to a value that is out is out too
				changed = false
				for _, o := range h.Operations {
					for _, v := range o.Values(s) {
						if about(o) && !slices.Contains(out, v) {
							out, changed = append(out, v), true
						}
					}
				}
			}
			h.Operations = slices.DeleteFunc(h.Operations, func(o recorded.Operation) bool { return about(o) || s.Failures && o.Fails() })
			r, err := recorded.Check(t.Context(), h, s)
			require.NoError(t, err)
			require.Equal(t, result.Verified, r.Verdict, "%v", h.Operations)
		})
	}
}

// TestSpecifications: what is said of operations is said of some that there are.
func TestSpecifications(t *testing.T) {
	for _, s := range specs.Specifications() {
		methods := strings.Join(s.Operations(), "\n")
		names := slices.Concat(s.Keyed, s.Parts, slices.Collect(maps.Values(s.Synonyms)))
		for _, name := range names {
			assert.Regexp(t, "(?m)^"+name+`\(`, methods, s.Name)
		}
	}
}

// TestPartIsOne: the part that is shown is not linearizable by itself, until its last operation returns it is.
func TestPartIsOne(t *testing.T) {
	found := 0
	for _, name := range []string{"queue", "stack", "register", "map", "bounded-queue:2", "lists", "set", "deque"} {
		s := spec(t, name)
		rapid.Check(t, func(t *rapid.T) {
			h := generated(t, s, 20)
			random := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "spoil"), 1))
			if !recorded.Spoil(h, random.IntN) {
				return
			}
			r, err := recorded.Check(t.Context(), h, s)
			require.NoError(t, err)
			if r.Verdict != result.Violated {
				return
			}
			found++
			part := r.Violation.Part
			again, err := recorded.Check(t.Context(), &recorded.History{Operations: part, Initial: ""}, s)
			require.NoError(t, err)
			require.Equal(t, result.Violated, again.Verdict)
			require.Len(t, again.Violation.Part, len(part))
			before := slices.Clone(part)
			for i, o := range before {
				if o.Return == r.Violation.Last.Return {
					before[i].Return = recorded.Open
				}
			}
			again, err = recorded.Check(t.Context(), &recorded.History{Operations: before, Initial: ""}, s)
			require.NoError(t, err)
			require.Equal(t, result.Verified, again.Verdict)
			require.True(t, len(part) > 8 || len(r.Violation.Orders) > 0)
		})
	}
	assert.Greater(t, found, 10)
}
