package sample

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// toy is a system of processes that each take a number of steps, in order. What a step touches does not change what is possible.
type toy struct {
	programs [][]Step
	alts     int   // alternatives of each step; 0 is 1
	starts   []int // by process: how many steps process 0 has taken before it can step; nil: none
	at       []int
	visits   map[string]uint32
	guided   bool // visits count
	log      []string
	steps    []Step
}

// steps gives n steps of a process, all of which write one cell.
func steps(process, n int, cell uint64) (list []Step) {
	for range n {
		list = append(list, Step{Process: process, Touches: []Touch{{Cell: cell, Write: true, Fixed: true}}})
	}
	return list
}

func (y *toy) Steps() []Step {
	y.steps = y.steps[:0]
	for p, list := range y.programs {
		if y.at[p] < len(list) && (y.starts == nil || y.at[0] >= y.starts[p]) {
			for range max(y.alts, 1) {
				y.steps = append(y.steps, list[y.at[p]])
			}
		}
	}
	return y.steps
}

func (y *toy) Visits(step int) uint32 { return y.visits[strings.Join(y.log, "")+y.name(step)] }

func (y *toy) name(step int) string {
	from, _ := of(y.steps, step)
	if y.alts > 1 {
		return fmt.Sprintf("%c%d", 'a'+rune(y.steps[step].Process), step-from)
	}
	return string('a' + rune(y.steps[step].Process))
}

// run makes one run and gives it as text: a letter for each step.
func (y *toy) run(s Strategy, random *rand.Rand) string {
	s.Begin(random)
	return y.follow(s)
}

// follow makes a run that has begun.
func (y *toy) follow(s Strategy) string {
	y.at, y.log = make([]int, len(y.programs)), y.log[:0]
	if y.visits == nil {
		y.visits = map[string]uint32{}
	}
	for len(y.Steps()) > 0 {
		i := s.Next(y)
		y.Steps()
		s.Took(y, i, false)
		y.log = append(y.log, y.name(i))
		if y.guided {
			y.visits[strings.Join(y.log, "")]++
		}
		y.at[y.steps[i].Process]++
	}
	return strings.Join(y.log, "")
}

// pilot tells s of a run that takes all steps of one process after the other.
func (y *toy) pilot(s Strategy) {
	var r Run
	for _, list := range y.programs {
		r.Steps = append(r.Steps, list...)
	}
	s.Pilot(r)
}

// count makes runs by a strategy and counts each.
func (y *toy) count(t *testing.T, name string, depth, runs int) map[string]int {
	k, err := Find(name)
	require.NoError(t, err)
	s := k.New(depth)
	y.guided = k.Learns
	y.pilot(s)
	var source Source
	seen := map[string]int{}
	for i := range runs {
		seen[y.run(s, source.Seed(1, uint64(i)))]++
	}
	return seen
}

// chiSquare is Pearson's statistic of counts against probabilities.
func chiSquare(seen map[string]int, want map[string]float64) (x float64) {
	total := 0
	for _, n := range seen {
		total += n
	}
	for run, p := range want {
		e := p * float64(total)
		d := float64(seen[run]) - e
		x += d * d / e
	}
	return x
}
