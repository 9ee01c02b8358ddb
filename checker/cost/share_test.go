package cost

import (
	"math/big"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"heddle/checker/graph"
	"heddle/machine"
	"heddle/model/program"
)

// ratios finds the extremes of what runs cost over the entries in them, by following all walks that are long
// enough and all simple cycles: a longer walk only repeats cycles, and comes no further than the share of one of them.
type ratios struct {
	d         drawn
	metric    machine.Metric
	found     []*big.Rat
	unbounded bool // a cycle pays, and nobody enters in it
}

type reckoned struct{ state, paid, entries int }

func (r *ratios) after(at reckoned, e graph.Edge) reckoned {
	l := r.d.label(e.Label)
	at.state = int(e.To)
	at.entries += int(l.Events >> program.EventEnter & 1)
	for _, c := range l.Charges {
		if c.Metric == r.metric {
			at.paid += int(c.Amount)
		}
	}
	return at
}

func (r *ratios) walks() {
	layer := map[reckoned]bool{{}: true}
	reached := map[int]bool{}
	for range 2*len(r.d.edges) + 1 {
		next := map[reckoned]bool{}
		for at := range layer {
			reached[at.state] = true
			if r.d.ended[at.state] && at.entries > 0 {
				r.found = append(r.found, big.NewRat(int64(at.paid), int64(at.entries)))
			}
			for _, e := range r.d.edges[at.state] {
				next[r.after(at, e)] = true
			}
		}
		layer = next
	}
	for i := range reached {
		r.cycles(reckoned{state: i}, []int{i})
	}
}

// cycles follows simple cycles back to the first state of a path.
func (r *ratios) cycles(at reckoned, path []int) {
	for _, e := range r.d.edges[at.state] {
		next := r.after(at, e)
		switch {
		case next.state == path[0] && next.entries > 0:
			r.found = append(r.found, big.NewRat(int64(next.paid), int64(next.entries)))
		case next.state == path[0]:
			r.unbounded = r.unbounded || next.paid > 0
		case !slices.Contains(path, next.state):
			r.cycles(next, append(slices.Clone(path), next.state))
		}
	}
}

func rat(v Value) *big.Rat { return big.NewRat(int64(v.Amount), int64(v.over())) }

// TestSharesAgainstAllWalks compares shares with the following of all walks, and adds up what their paths pay.
func TestSharesAgainstAllWalks(t *testing.T) {
	metrics, err := FindMetrics([]string{"bus-read", "invalidations", "bus-modify"})
	require.NoError(t, err)
	of := []machine.Metric{machine.BusRead, machine.Invalidations, machine.BusModify}
	fractions, limits, unbounded := 0, 0, 0
	rapid.Check(t, func(t *rapid.T) {
		for range 8 { // they are small
			d := drawEntries(t)
			m, err := Measure(d.graph(), d.label, []Window{Share}, metrics)
			require.NoError(t, err)
			for i, r := range m.Rows {
				worst := d.requireShare(t, m, r, of[i])
				fractions += int(min(r.Worst.Over, 1))
				limits += truth(worst.Cycle >= 0 && !r.Worst.Infinite)
				unbounded += truth(r.Worst.Infinite)
			}
		}
	})
	require.True(t, fractions > 0 || testing.Short(), "no fraction is worst")
	require.Positive(t, limits)
	require.Positive(t, unbounded)
}

// drawEntries draws a graph in which threads enter often.
func drawEntries(t *rapid.T) drawn {
	d := draw(t, 5, rapid.Bool().Draw(t, "forward"))
	for i := range d.edges {
		for j := range d.edges[i] {
			if e := &d.edges[i][j]; rapid.Bool().Draw(t, "enters") {
				l := rapid.SampledFrom([]int{9, 10, 11, 39, 40, 41}).Draw(t, "entry") // see someLabels
				e.Label, e.Action = uint32(l), machine.StepOf(d.labels[l].Thread, 0)
			}
		}
		d.ended[i] = d.ended[i] || rapid.IntRange(0, 3).Draw(t, "may end") == 0
	}
	return d
}

// requireShare compares a row, and gives its path.
func (d drawn) requireShare(t *rapid.T, m *Measurement, r Row, metric machine.Metric) Path {
	all := ratios{d: d, metric: metric}
	all.walks()
	require.Equal(t, m.space.happens(program.EventEnter) && (all.unbounded || len(all.found) > 0), r.Opened)
	require.Equal(t, len(all.found) > 0, r.Complete)
	if !r.Opened {
		return Path{Cycle: -1}
	}
	require.Equal(t, all.unbounded, r.Worst.Infinite)
	if r.Complete {
		best := slices.MinFunc(all.found, (*big.Rat).Cmp)
		require.Zero(t, best.Cmp(rat(r.Best)), "%v, want %v", r.Best, best)
	}
	p := m.Path(r)
	d.checkShare(t, p, r)
	if !all.unbounded {
		worst := slices.MaxFunc(all.found, (*big.Rat).Cmp)
		require.Zero(t, worst.Cmp(rat(r.Worst)), "%v, want %v", r.Worst, worst)
	}
	return p
}

// checkShare adds up what the path of a share pays, and how often somebody enters.
func (d drawn) checkShare(t *rapid.T, p Path, r Row) {
	paid, entries := 0, 0
	for _, s := range p.Steps[max(p.Cycle, 0):] {
		paid += int(s.Paid)
		entries += int(s.Label.Events >> program.EventEnter & 1)
	}
	require.Equal(t, int64(entries), p.Over)
	if r.Worst.Infinite {
		require.Positive(t, paid)
		require.Zero(t, entries)
		return
	}
	require.Zero(t, big.NewRat(int64(paid), int64(entries)).Cmp(rat(r.Worst)))
}

// TestFairShares lets a thread send again until another one answers: without bound only while that is held back, or what it has sent.
func TestFairShares(t *testing.T) {
	h := &hand{}
	h.step(0, 1, by(0, machine.Outside, rmw(0)))
	h.step(1, 1, by(0, machine.Outside, rmw(0)))
	h.step(1, 2, by(1, machine.Outside))
	h.step(2, 3, with(by(0, machine.Trying, rmw(0)), program.EventEnter))
	h.ended[3] = true
	_, r := h.measure(t, Share)
	require.Equal(t, Value{Infinite: true}, r.Worst)
	require.Equal(t, Value{Amount: 2}, r.Best)
	require.False(t, r.Fair)
	h.edges[1][1].Action = machine.StepOf(0, 1) // now it is thread 0 that receives, or times out and sends again
	h.edges[1][1].Takes = 1
	m, r := h.measure(t, Share)
	require.True(t, r.Worst.Infinite)
	require.False(t, r.Fair)
	require.Equal(t, []uint32{1}, m.Path(r).HeldLinks)
	h.edges[1][1] = graph.Edge{To: 2, Action: machine.FaultOf(0)}
	_, r = h.measure(t, Share)
	require.True(t, r.Fair, "no fault need ever happen")
}
