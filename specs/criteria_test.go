package specs_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/checker"
	"heddle/checker/linear"
	"heddle/model/golang"
	"heddle/specs"
)

// TestLessThanLinearizable: what objects are that are not linearizable.
func TestLessThanLinearizable(t *testing.T) {
	for _, tt := range []struct {
		name                  string
		threads, rounds       int
		sequential, quiescent bool // it is consistent so
	}{
		{"counter/network", 2, 2, false, true},
		{"counter/network~unbalanced", 2, 1, false, false},
		{"counter/sharded~down", 3, 1, true, true},
		{"counter/sharded~down", 2, 2, true, true}, // who reads knows what he has counted himself
		{"register/regular", 2, 3, false, true},
		{"register/unary~twice", 2, 3, false, true},
		{"register/single-reader~forgetful", 2, 2, false, true},
		{"register/multi-reader~silent", 3, 1, true, true},
		{"snapshot/double-collect~single", 3, 1, true, true},
		{"snapshot/afek~bare", 2, 2, false, false},
		{"set/hash~tested", 2, 1, false, false},
		{"rwlock/pair-reader-preference~upgraded", 2, 1, false, false},
		{"exchanger/slot~rude", 2, 1, false, false},
	} {
		for criterion, consistent := range map[linear.Criterion]bool{linear.SequentiallyConsistent: tt.sequential, linear.QuiescentlyConsistent: tt.quiescent} {
			r := judge(t, tt.name, tt.threads, tt.rounds, criterion)
			want := checker.Violated
			if consistent {
				want = checker.Verified
			} else {
				assert.Equal(t, criterion.Property(), r.Property, tt.name)
			}
			assert.Equal(t, want, r.Verdict, "%s %dx%d %s: %s", tt.name, tt.threads, tt.rounds, criterion, r.Message)
		}
	}
}

// judge checks an object of the library under memory model go.
func judge(t *testing.T, name string, threads, rounds int, criterion linear.Criterion) checker.Result {
	e, err := specs.Find(name)
	require.NoError(t, err)
	l, err := checker.LoadObject(t.Context(), &golang.Loader{Library: specs.Sources()}, e.Name, e.Object.All(threads, rounds), criterion)
	require.NoError(t, err)
	r, err := checker.Check(t.Context(), l.Program, l.Judged(checker.Options{}))
	require.NoError(t, err)
	return r
}
