package specs_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/checker"
	"heddle/checker/linear"
	"heddle/checker/scenario"
	"heddle/model/golang"
	"heddle/specs"
)

// TestSortedClients compares what is said of one order of clients with what is said of all, of objects with few operations whose clients are
// interchangeable, broken ones among them.
func TestSortedClients(t *testing.T) {
	loader := &golang.Loader{Library: specs.Sources()}
	check := func(name string, f scenario.Family, sorted bool) checker.Result {
		f.Sorted = sorted
		l, err := checker.LoadObject(t.Context(), loader, name, f, linear.Linearizable)
		require.NoError(t, err)
		r, err := checker.Check(t.Context(), l.Program, l.Judged(checker.Options{}))
		require.NoError(t, err)
		return r
	}
	found := map[string]int{}
	for _, e := range specs.All() {
		if e.Object == nil {
			continue
		}
		f := e.Object.All(2, min(e.Rounds, 2))
		if !f.Sortable() || len(f.Clients[0][0]) > 2 {
			continue
		}
		all, sorted := check(e.Name, f, false), check(e.Name, f, true)
		assert.Equal(t, all.Verdict, sorted.Verdict, e.Name)
		assert.Equal(t, all.Property, sorted.Property, e.Name)
		found[all.Property]++
	}
	for _, property := range []string{"", linear.Linearizable.Property(), checker.PropertyRace, checker.PropertyStuck, checker.PropertyPanic} {
		assert.NotZero(t, found[property], property)
	}
}
