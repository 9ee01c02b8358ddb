package checker

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"heddle/machine"
	"heddle/model/golang"
	"heddle/model/golang/source"
	"heddle/specs"
)

// TestAttain follows the first steps of the graph of a lock, with what they cost, and with other costs.
func TestAttain(t *testing.T) {
	e, err := specs.Find("lock/ttas")
	require.NoError(t, err)
	loader := &golang.Loader{Library: specs.Sources()}
	p, err := loader.Load(source.Target{Name: e.Name, Path: e.Package, Func: e.Check}, 2, 1)
	require.NoError(t, err)
	opts := Options{Memory: "sc", Threads: 2, Rounds: 1, Doorless: true, System: systemOf(t, "machine=smp")}
	_, found, err := Explore(context.Background(), p, opts)
	require.NoError(t, err)
	var steps []Charged
	paid := -1
	for at := uint32(0); !found.Ended(at); {
		r := found.Row(at)
		require.True(t, r.Next())
		steps = append(steps, Charged{r.Action, found.Machine.Label(r.Label).Charges})
		if len(steps[len(steps)-1].Charges) > 0 {
			paid = len(steps) - 1
		}
		at = r.To
	}
	s, err := Attain(p, found.Machine, steps, opts, e.Name, "it ends")
	require.NoError(t, err)
	require.Equal(t, "it ends", s.Message)
	require.Len(t, s.Steps, len(steps))
	require.Equal(t, "wants", s.Turns)

	require.GreaterOrEqual(t, paid, 0)
	steps[paid].Charges = append([]machine.Charge{{Metric: machine.BusWrite, Amount: 1}}, steps[paid].Charges...)
	_, err = Attain(p, found.Machine, steps, opts, e.Name, "it ends")
	require.ErrorContains(t, err, "its label says")
	_, err = Attain(p, found.Machine, append(steps[:paid:paid], steps[0]), opts, e.Name, "it ends")
	require.ErrorContains(t, err, "checker: bug:")
}
