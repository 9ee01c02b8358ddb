package sample

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

// order is that of two steps, each given by its process and its number there.
type order [2][2]int

// holds reports whether a run has that order.
func (o order) holds(run string) bool {
	place := func(step [2]int) int {
		for i, k := 0, step[1]; ; i++ {
			if run[i] != 'a'+byte(step[0]) {
				continue
			}
			if k--; k < 0 {
				return i
			}
		}
	}
	return place(o[0]) < place(o[1])
}

// orders gives all orders of steps of different processes.
func (y *toy) orders() (list []order) {
	for p, mine := range y.programs {
		for q, others := range y.programs {
			for i := range mine {
				for j := range others {
					if p != q {
						list = append(list, order{{p, i}, {q, j}})
					}
				}
			}
		}
	}
	return list
}

// all gives all runs.
func (y *toy) all() (runs []string) {
	var follow func(run string)
	follow = func(run string) {
		y.at = make([]int, len(y.programs))
		for _, step := range run {
			y.at[step-'a']++
		}
		steps := slices.Clone(y.Steps())
		for _, s := range steps {
			follow(run + string('a'+rune(s.Process)))
		}
		if len(steps) == 0 {
			runs = append(runs, run)
		}
	}
	follow("")
	return runs
}

// pct gives the probability of each run by PCT: it draws all that can be drawn once.
func (y *toy) pct(k, depth int) map[string]float64 {
	p, total, seen := &PCT{depth: depth, length: k}, 0, map[string]float64{}
	var draw func(places, ranks []int)
	draw = func(places, ranks []int) {
		if i := len(places); i < depth-1 {
			for place := range k + i {
				draw(append(slices.Clip(places), place), nil)
			}
			return
		}
		for rank := range y.programs {
			if !slices.Contains(ranks, rank) {
				draw(places, append(slices.Clip(ranks), rank))
			}
		}
		if len(ranks) == len(y.programs) {
			p.begin()
			for i, place := range places {
				p.falls(uint64(i+1), place)
			}
			for process, rank := range ranks {
				p.priority[process] = reserved + uint64(rank)
			}
			total++
			seen[y.follow(p)]++
		}
	}
	draw(nil, nil)
	for run := range seen {
		seen[run] /= float64(total)
	}
	return seen
}

// TestPCTBound: every bug, up to a depth, is found with the probability that the bound says at least, and some with no more. The bugs
// are the sets of runs in which some orders hold, their depth is the least number of orders that do.
func TestPCTBound(t *testing.T) {
	tight := 0
	for _, c := range []struct {
		*toy
		depth, bugs int
	}{
		{&toy{programs: [][]Step{steps(0, 3, 1), steps(1, 3, 1)}}, 4, 172},
		{&toy{programs: [][]Step{steps(0, 2, 1), steps(1, 2, 1), steps(2, 2, 1)}}, 3, 977},
		{&toy{programs: [][]Step{steps(0, 2, 1), steps(1, 2, 1), steps(2, 2, 1)}, starts: []int{0, 0, 1}}, 3, 442},
		{&toy{programs: [][]Step{steps(0, 3, 1), steps(1, 2, 1), steps(2, 2, 1)}, starts: []int{0, 1, 2}}, 3, 442},
	} {
		k := 0
		for _, list := range c.programs {
			k += len(list)
		}
		runs, orders := c.all(), c.orders()
		known := map[string]bool{}
		for depth := 1; depth <= c.depth; depth++ {
			probability, bound := c.pct(k, depth), Bound(len(c.programs), k, depth)
			var bugs func(from int, left int, in []byte)
			bugs = func(from, left int, in []byte) {
				if left > 0 {
					for i := from; i < len(orders); i++ {
						some := make([]byte, len(runs))
						for j, run := range runs {
							if in[j] == 1 && orders[i].holds(run) {
								some[j] = 1
							}
						}
						bugs(i+1, left-1, some)
					}
					return
				}
				if known[string(in)] || !slices.Contains(in, 1) {
					return
				}
				known[string(in)] = true
				p := 0.0
				for j, run := range runs {
					p += float64(in[j]) * probability[run]
				}
				require.GreaterOrEqual(t, p, bound*(1-1e-9), "%d processes, depth %d", len(c.programs), depth)
				if p < bound*(1+1e-9) {
					tight++
				}
			}
			bugs(0, depth, slices.Repeat([]byte{1}, len(runs)))
		}
		require.Equal(t, c.bugs, len(known))
	}
	require.Positive(t, tight)
}
