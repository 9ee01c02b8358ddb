package specs_test

import (
	"maps"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/checker"
	"heddle/checker/cost"
	"heddle/model/golang"
	"heddle/model/golang/source"
	"heddle/specs"
)

// forms has programs of Lamport's lock in its forms: one where nodes 0 and 2 of three want in at the same time, and node 1 does not, and
// one where all do in their own time.
const forms = `package forms

import (
	"heddle/model"
	"heddle/specs/mutex"
)

var forms = [...]mutex.Form{
	{},
	{Deferred: true},
	{Deferred: true, Implicit: true},
	{Deferred: true, Implicit: true, Waiting: true},
}

func CheckAll(form, nodes, rounds int) {
	var inside model.Section
	model.NewNetwork[mutex.Message](nodes).Run(func(node model.Node[mutex.Message]) {
		l := mutex.NewLamport(node, forms[form])
		for range rounds {
			l.Poll()
			l.Lock()
			inside.Enter()
			inside.Leave()
			l.Unlock()
		}
		l.Serve()
	})
}

func CheckTwoOfThree(form int) {
	var inside model.Section
	model.NewNetwork[mutex.Message](3).Run(func(node model.Node[mutex.Message]) {
		l := mutex.NewLamport(node, forms[form])
		if node.ID() != 1 {
			l.Lock()
			inside.Enter()
			inside.Leave()
			l.Unlock()
		}
		l.Serve()
	})
}
`

// TestMessagesOfTwoRequests: of 12 messages the forms leave out one acknowledgement each of those who want in, and the three
// unlocks to those who do not wait. That with all of that left out the lock is one still is checked, too.
func TestMessagesOfTwoRequests(t *testing.T) {
	const path = "heddle/specs/forms"
	library := maps.Clone(specs.Sources())
	library[path] = fstest.MapFS{"forms.go": {Data: []byte(forms)}}
	loader := golang.Loader{Library: library}
	messages, err := cost.FindMetrics([]string{"messages"})
	require.NoError(t, err)
	all := 0
	for form, want := range []uint32{12, 11, 10, 7} {
		prog, err := loader.Load(source.Target{Name: "forms", Path: path, Func: "CheckTwoOfThree"}, form)
		require.NoError(t, err)
		column, err := cost.Of(t.Context(), prog, cost.Options{Options: checker.Options{Memory: "sc"}, Windows: []cost.Window{cost.Run}, Metrics: messages})
		require.NoError(t, err)
		require.True(t, column.Measured, "form %d: %s", form, column.Result.Message)
		assert.Equal(t, []uint32{want, want}, []uint32{column.Rows[0].Worst.Amount, column.Rows[0].Best.Amount}, "form %d", form)
		all = form
	}
	for _, size := range [][2]int{{2, 2}, {3, 1}} {
		prog, err := loader.Load(source.Target{Name: "forms", Path: path, Func: "CheckAll"}, all, size[0], size[1])
		require.NoError(t, err)
		r, err := checker.Check(t.Context(), prog, checker.Options{Memory: "sc"})
		require.NoError(t, err)
		assert.Equal(t, checker.Verified, r.Verdict, "%v: %s", size, r.Message)
	}
}
