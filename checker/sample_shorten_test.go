package checker

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// wrongTwice fails an assertion if one thread reads what the other has written first, and panics later whatever they do.
const wrongTwice = `package toy

import (
	"sync/atomic"

	"heddle/model"
)

func Check() {
	var n atomic.Int32
	model.Run(2, func(client int) {
		if client == 0 {
			model.Assert(n.Load() != 1, "early")
			return
		}
		for range 4 {
			n.Add(1)
		}
		panic("late")
	})
}
`

// TestFoundAndShown: the shortest schedule of all is shown, and what the run violated that was found before.
func TestFoundAndShown(t *testing.T) {
	p := loadToy(t, wrongTwice, "package scenario\n\nimport \"example/toy\"\n\nfunc Check() { toy.Check() }\n", "Check")
	found := map[string]bool{}
	for seed := range uint64(8) {
		r, s, err := Sample(t.Context(), p, Options{}, SampleOptions{Seed: seed, Schedules: 1})
		require.NoError(t, err)
		found[s.Found] = true
		require.Equal(t, PropertyAssert, r.Property)
		require.Equal(t, r.Property, r.Schedule.Property)
		require.True(t, s.Minimal)
	}
	require.Equal(t, map[string]bool{"": true, PropertyPanic: true}, found)
}
