package cost

import (
	"context"
	"math/big"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"heddle/checker"
	"heddle/machine"
	"heddle/machine/reference/generate"
	"heddle/model/program"
)

// maxRuns bounds the runs of a program that are followed one by one.
const maxRuns = 5000

// runs follows all runs of a program one by one, and adds up what each costs in a metric, and how often somebody enters.
type runs struct {
	m           *machine.Machine
	metric      machine.Metric
	count       int
	worst, best int
	shares      []*big.Rat // of the runs in which somebody does
	deep        bool       // some run is too long
}

func (r *runs) from(t *rapid.T, state []byte, paid, entries, depth int) {
	if r.deep || r.count > maxRuns || depth > 60 {
		r.deep = true
		return
	}
	var out machine.Successors
	require.NoError(t, r.m.Expand(state, &out))
	if out.Ended {
		r.worst = max(r.worst, paid)
		if r.count == 0 || paid < r.best {
			r.best = paid
		}
		r.count++
		if entries > 0 {
			r.shares = append(r.shares, big.NewRat(int64(paid), int64(entries)))
		}
	}
	from := 0
	for _, it := range out.Items {
		cost, l := 0, r.m.Label(it.Label)
		for _, c := range l.Charges {
			if c.Metric == r.metric {
				cost += int(c.Amount)
			}
		}
		r.from(t, out.Bytes[from:it.End], paid+cost, entries+int(l.Events>>program.EventEnter&1), depth+1)
		from = it.End
	}
}

// TestAgainstAllRuns compares the costs of whole runs of generated programs with the following of all runs.
func TestAgainstAllRuns(t *testing.T) {
	costly, spread := 0, 0 // programs that cost something, and more on some runs than on others
	metrics, err := FindMetrics([]string{"misses"})
	require.NoError(t, err)
	rapid.Check(t, func(t *rapid.T) {
		p := generate.Program(t)
		system := machine.System{Structure: rapid.SampledFrom([]string{machine.SMP, machine.NUMA}).Draw(t, "structure")}
		opts := Options{Options: checker.Options{Memory: rapid.SampledFrom([]string{"sc", "tso"}).Draw(t, "memory"), System: system}, Windows: []Window{Run}, Metrics: metrics}
		opts.Limits.States = 2000
		r, found, err := checker.Explore(context.Background(), p, opts.Options)
		if err != nil || found == nil {
			return
		}
		c, err := Of(context.Background(), p, opts)
		require.NoError(t, err)
		require.Equal(t, r.States, c.Result.States)
		initial, fail, err := found.Machine.Start(nil)
		require.NoError(t, err)
		require.Nil(t, fail)
		all := runs{m: found.Machine, metric: machine.Misses}
		all.from(t, initial, 0, 0, 0)
		if all.deep || all.count == 0 {
			return
		}
		require.Equal(t, Value{Amount: uint32(all.worst)}, c.Rows[0].Worst)
		require.Equal(t, Value{Amount: uint32(all.best)}, c.Rows[0].Best)
		costly += min(all.worst, 1)
		spread += min(all.worst-all.best, 1)
	})
	require.Positive(t, costly)
	require.Positive(t, spread)
}

// TestMessagesAgainstAllRuns does so with what programs whose threads are nodes of a network send, whatever that does wrong.
func TestMessagesAgainstAllRuns(t *testing.T) {
	metrics, err := FindMetrics([]string{"messages"})
	require.NoError(t, err)
	costly := 0
	rapid.Check(t, func(t *rapid.T) {
		p := generate.Networks(t)
		opts := Options{Options: checker.Options{Memory: "sc"}, Windows: []Window{Run, Share}, Metrics: metrics}
		opts.Limits.States = 600
		_, found, err := checker.Explore(context.Background(), p, opts.Options)
		if err != nil || found == nil {
			return
		}
		c, err := Of(context.Background(), p, opts)
		require.NoError(t, err)
		initial, _, err := found.Machine.Start(nil)
		require.NoError(t, err)
		all := runs{m: found.Machine, metric: machine.Messages}
		all.from(t, initial, 0, 0, 0)
		if all.deep || all.count == 0 {
			return
		}
		run, share := c.Rows[0], c.Rows[1]
		require.Equal(t, Value{Amount: uint32(all.worst)}, run.Worst)
		require.Equal(t, Value{Amount: uint32(all.best)}, run.Best)
		require.Equal(t, len(all.shares) > 0, share.Opened)
		if share.Opened {
			require.Zero(t, slices.MaxFunc(all.shares, (*big.Rat).Cmp).Cmp(rat(share.Worst)))
			require.Zero(t, slices.MinFunc(all.shares, (*big.Rat).Cmp).Cmp(rat(share.Best)))
		}
		costly += min(all.worst, 1)
	})
	require.Positive(t, costly)
}
