package sample

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestReachesAll: each strategy makes every run of a small system.
func TestReachesAll(t *testing.T) {
	for _, k := range Kinds() {
		y := &toy{programs: [][]Step{steps(0, 2, 1), steps(1, 2, 1), steps(2, 2, 1)}}
		seen := y.count(t, k.Name, 6, 20000)
		require.Len(t, seen, 90, k.Name) // 6!/(2!·2!·2!)
		y = &toy{programs: [][]Step{steps(0, 1, 1), steps(1, 1, 1)}, alts: 3}
		require.Len(t, y.count(t, k.Name, 3, 500), 2*3*3, k.Name)
	}
}

// TestWalkIsUniform: each choice of a walk is uniform, so a run's probability is the product of those.
func TestWalkIsUniform(t *testing.T) {
	y := &toy{programs: [][]Step{steps(0, 2, 1), steps(1, 1, 1), steps(2, 1, 1)}}
	want := map[string]float64{
		"aabc": 1. / 18, "aacb": 1. / 18, "abac": 1. / 18, "abca": 1. / 18, "acab": 1. / 18, "acba": 1. / 18,
		"baac": 1. / 12, "baca": 1. / 12, "bcaa": 1. / 6, "caab": 1. / 12, "caba": 1. / 12, "cbaa": 1. / 6,
	}
	seen := y.count(t, "walk", 0, 6000)
	require.Len(t, seen, len(want))
	require.Less(t, chiSquare(seen, want), 31.3) // 11 degrees of freedom: 99.9 %
}

// TestSURWIsUniform: all orders of independent processes' steps are equally likely, however unlike the processes.
func TestSURWIsUniform(t *testing.T) {
	for _, programs := range [][][]Step{
		{steps(0, 3, 1), steps(1, 2, 1), steps(2, 1, 1)},
		{steps(0, 8, 1), steps(1, 2, 1)},
	} {
		y := &toy{programs: programs}
		runs := multinomial(programs)
		seen := y.count(t, "surw", 0, 100*runs)
		require.Len(t, seen, runs)
		want := map[string]float64{}
		for run := range seen {
			want[run] = 1 / float64(runs)
		}
		free := float64(runs - 1)
		require.Less(t, chiSquare(seen, want), free+4*math.Sqrt(2*free))
		require.Greater(t, chiSquare(y.count(t, "walk", 0, 100*runs), want), 10*free, "a walk is not")
	}
}

// multinomial is the number of orders of the processes' steps.
func multinomial(programs [][]Step) int {
	n, runs := 0, 1
	for _, list := range programs {
		for i := range list {
			n++
			runs = runs * n / (i + 1)
		}
	}
	return runs
}

// TestSURWIsSelective: the orders of steps on one cell are about uniform among many others.
func TestSURWIsSelective(t *testing.T) {
	var long []Step
	for i := range 30 { // the one step on cell 1 is amid many of the process's own
		cell := uint64(100)
		if i == 15 {
			cell = 1
		}
		long = append(long, steps(0, 1, cell)...)
	}
	y := &toy{programs: [][]Step{long, steps(1, 1, 1)}}
	k, _ := Find("surw")
	s := k.New(0).(*surw)
	y.pilot(s)
	require.Equal(t, []uint64{1, anything}, s.cells)
	first, runs := 0, 0
	var source Source
	for i := range 2000 {
		run := y.run(s, source.Seed(1, uint64(i)))
		if s.cell != 1 {
			continue
		}
		if runs++; strings.Index(run, "b") < 16 {
			first++
		}
	}
	require.InDelta(t, 0.5, float64(first)/float64(runs), 0.07)
}

// TestPOSIsUniform: of steps that race with each other all orders are equally likely; the order of others is not drawn more often than need be.
func TestPOSIsUniform(t *testing.T) {
	y := &toy{programs: [][]Step{steps(0, 1, 1), steps(1, 1, 1), steps(2, 1, 1)}}
	want := map[string]float64{}
	for _, run := range []string{"abc", "acb", "bac", "bca", "cab", "cba"} {
		want[run] = 1. / 6
	}
	require.Less(t, chiSquare(y.count(t, "pos", 0, 3000), want), 20.5) // 5 degrees of freedom: 99.9 %
}

// TestPCTFallsInAnyOrder: of two processes that fall the later one may be above the other.
func TestPCTFallsInAnyOrder(t *testing.T) {
	y := &toy{programs: [][]Step{steps(0, 3, 1), steps(1, 3, 1), steps(2, 3, 1)}}
	seen := y.count(t, "pct", 3, 6000)
	require.Positive(t, seen["abcccbbaa"])
	require.Positive(t, seen["abcccaabb"])
}

// TestSource: the numbers of a run depend on nothing but the seed and its number, on any machine.
func TestSource(t *testing.T) {
	var a, b Source
	forward, backward := map[int]uint64{}, map[int]uint64{}
	for i := range 100 {
		forward[i] = a.Seed(5, uint64(i)).Uint64()
	}
	for i := 99; i >= 0; i-- {
		backward[i] = b.Seed(5, uint64(i)).Uint64()
		b.Seed(5, uint64(i)).Uint64()
	}
	require.Equal(t, forward, backward)
	require.Equal(t, uint64(0x18ad67183b2c269f), forward[0])
	distinct := map[uint64]bool{}
	for _, v := range forward {
		distinct[v] = true
	}
	require.Len(t, distinct, 100)
}

// TestUnseen compares the estimate with what is known: behaviours that are equally likely.
func TestUnseen(t *testing.T) {
	const species = 500
	random := rand.New(rand.NewPCG(1, 2))
	for _, n := range []int{100, 500, 2000} {
		var s Spectrum
		for range n {
			s.Add(uint64(random.IntN(species)))
		}
		distinct, more := s.Distinct()
		require.False(t, more)
		truth := 1 - float64(distinct)/species
		estimate, bound := s.Unseen(0.05)
		require.InDelta(t, truth, estimate, 3/math.Sqrt(float64(n)))
		require.GreaterOrEqual(t, bound, truth)
	}
	var s Spectrum
	for _, b := range []uint64{1, 2, 2, 3, 3, 3, 4} {
		s.Add(b)
	}
	estimate, _ := s.Unseen(0.05)
	require.Equal(t, 2, s.Once())
	require.InDelta(t, 2./7, estimate, 1e-12)
	require.InDelta(t, math.Pow(0.9, 20), Missed(0.1, 20), 1e-12)
	require.Zero(t, Missed(1, 1))
}

// TestFind: strategies have names, and documents.
func TestFind(t *testing.T) {
	for _, k := range Kinds() {
		got, err := Find(k.Name)
		require.NoError(t, err)
		require.Equal(t, k.Name, got.Name)
		require.NotEmpty(t, got.Doc)
		require.NotEmpty(t, got.Source)
	}
	_, err := Find("best")
	require.EqualError(t, err, `sample: strategy "best", want one of walk, pct, pos, surw, coverage`)
}
