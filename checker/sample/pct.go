package sample

import (
	"math"
	"math/rand/v2"
	"slices"
)

func pctKind() Kind {
	return Kind{
		Name:   "pct",
		Doc:    "processes have random priorities, and the highest steps; at depth-1 random moments the one that would step falls below all",
		Source: "S. Burckhardt, P. Kothari, M. Musuvathi, S. Nagarakatte, A randomized scheduler with probabilistic guarantees of finding bugs, ASPLOS 2010",
		Depth:  true,
		Pilots: pilots,
		New:    func(depth int) Strategy { return &PCT{depth: depth} },
	}
}

// PCT is probabilistic concurrency testing. A bug has depth d if d constraints between steps, that one is before another,
// are enough for it to show. If runs have at most n processes and k steps a run finds a given one with probability at least
// 1/(n·k·(k+1)·…·(k+d-2)): that some process with a constraint to fulfil has the lowest priority, and that each of the d-1
// moments is the right one.
//
// The paper has 1/(n·k^(d-1)), for moments that are drawn among k steps each (section 2). There the process that has just stepped falls. Here
// it is the one that would step next, for one may have to fall before its first step; then several may have to between the same
// two steps, in any order, so that all orders of moments are drawn, those of one step too.
//
// The length k is measured: it is that of the longest pilot run, without steps that idle. A run that comes to be longer goes on as a
// random walk, since its moments were drawn among the first k steps; so it ends if it can. A process that idles (it spins) counts as
// blocked until another one writes something. What networks do wrong draws a new priority after each step, and alternatives
// of a process are drawn: the bound is for those drawn as they were.
type PCT struct {
	depth    int
	length   int
	random   *rand.Rand
	priority [Processes]uint64 // high is high; those drawn are at least reserved; 0: not drawn yet
	idle     idlers
	moments  []moment // in the order of their steps
	passed   int      // of those
	steps    int
}

// moment is one at which the process that would step falls, to a priority below all that were drawn. Those of the moments
// are in no order: who falls later may be above who fell before.
type moment struct {
	step     int
	priority uint64
}

// reserved priorities are for those that fall.
const reserved = 1 << 32

// Length is k.
func (p *PCT) Length() int { return p.length }

// Longer reports whether the present run has more steps than that, without those that idle.
func (p *PCT) Longer() bool { return p.steps > p.length }

// Bound is the probability with which a run finds a bug of a depth, at least, where runs have at most n processes and k steps.
func Bound(n, k, depth int) float64 {
	p := 1 / float64(max(n, 1))
	for i := range depth - 1 {
		p /= float64(max(k, 1) + i)
	}
	return p
}

// Missed is the probability that runs miss what each of them finds with probability p, if they are independent.
func Missed(p float64, runs int) float64 {
	if p >= 1 {
		return 0
	}
	return math.Exp(float64(runs) * math.Log1p(-p))
}

// Pilot measures the length of runs.
func (p *PCT) Pilot(run Run) { p.length = max(p.length, len(run.Steps)) }

// Begin draws the moments.
func (p *PCT) Begin(random *rand.Rand) {
	p.random = random
	p.begin()
	for i := range p.depth - 1 {
		p.falls(uint64(i+1), random.IntN(max(p.length, 1)+i))
	}
}

func (p *PCT) begin() {
	p.steps, p.passed = 0, 0
	p.priority = [Processes]uint64{}
	p.idle.begin()
	p.moments = p.moments[:0]
}

// falls adds a moment: right before one of the k steps, by the number of the place, before all moments that are there; or right after one of the
// other moments, for the places from k on.
func (p *PCT) falls(priority uint64, place int) {
	m := moment{1 + place, priority}
	at, _ := slices.BinarySearchFunc(p.moments, m, func(x, y moment) int { return x.step - y.step })
	if k := max(p.length, 1); place >= k {
		at = 1 + place - k
		m.step = p.moments[at-1].step
	}
	p.moments = slices.Insert(p.moments, at, m)
}

// Next gives a step of the highest process, after those that are to fall have fallen.
func (p *PCT) Next(s State) int {
	steps := s.Steps()
	if p.steps++; p.steps > p.length {
		return draw(p.random, steps)
	}
	i := p.highest(steps)
	for ; p.passed < len(p.moments) && p.moments[p.passed].step <= p.steps; p.passed++ {
		p.priority[steps[i].Process] = p.moments[p.passed].priority
		i = p.highest(steps)
	}
	return alternative(p.random, steps, i)
}

// Took notes who idles.
func (p *PCT) Took(s State, step int, idle bool) {
	taken := &s.Steps()[step]
	if p.idle.took(taken, idle); idle {
		p.steps--
	}
	if taken.Process == Faults {
		p.priority[Faults] = 0
	}
}

// highest gives the first step of the process with the highest priority; one that is new draws its own.
func (p *PCT) highest(steps []Step) (best int) {
	top := uint64(0)
	p.idle.each(steps, func(i int) {
		v := &p.priority[steps[i].Process]
		if *v == 0 {
			*v = p.random.Uint64() | reserved
		}
		if *v > top {
			best, top = i, *v
		}
	})
	return best
}
