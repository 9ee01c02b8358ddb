package sample

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
)

// Step is one that is possible in the present state.
type Step struct {
	Process int
	// Touches says what it accesses that others may access too: two steps that touch nothing in common commute.
	Touches []Touch
}

// Touch is an access to a cell. Equal numbers are of the same cell, in one state; a cell is fixed if they are in all.
type Touch struct {
	Cell  uint64
	Write bool
	Fixed bool
}

// State is one in which there is something to decide. Steps are in ascending order of processes.
type State interface {
	Steps() []Step
	Visits(step int) uint32 // how often runs have come to the state that a step leads to, about
}

// Strategy decides. Its calls are: Pilot for each of some runs, Begin, Next and Took as often as there are steps, Begin, …
type Strategy interface {
	// Pilot is told of a run of a random walk before the first run: the strategy may measure.
	Pilot(run Run)
	Begin(random *rand.Rand)
	// Next gives the index of the step to take; there is at least one.
	Next(s State) int
	// Took is told that the step was taken that Next has given. idle says that it changes nothing, or leads back to a state
	// that its process has left with nobody else stepping since.
	Took(s State, step int, idle bool)
}

// Run is one that has ended.
type Run struct {
	Steps []Step
	// Started has, of processes that could not step at the start, the one whose step came before that after which they could.
	Started map[int]int
}

// The processes: a thread has its number, and what is not a thread's own the following.
const (
	Buffer   = 1 << 8 // plus a thread: its store buffer
	Messages = 2 << 8 // plus a thread: messages between caches, from or to its processor
	Faults   = 3 << 8 // what networks between nodes do wrong, and mend
)

// Processes is more than any number of one.
const Processes = 4 << 8

// Kind is a strategy that can be asked for.
type Kind struct {
	Name   string
	Doc    string
	Source string
	Depth  bool // it has the parameter depth
	Learns bool // its runs depend on those before: what holds for independent runs does not for them
	Pilots int  // pilot runs that it wants
	New    func(depth int) Strategy
}

// Kinds lists the strategies, the default first.
func Kinds() []Kind { return []Kind{walkKind(), pctKind(), posKind(), surwKind(), coverageKind()} }

// Find gives the strategy of that name; "" is the default.
func Find(name string) (Kind, error) {
	var known []string
	for _, k := range Kinds() {
		if k.Name == name || name == "" {
			return k, nil
		}
		known = append(known, k.Name)
	}
	return Kind{}, fmt.Errorf("sample: strategy %q, want one of %s", name, strings.Join(known, ", "))
}

// Source gives the random numbers of a run.
type Source struct {
	pcg  rand.PCG
	rand *rand.Rand
}

// pilots is how many pilot runs a strategy measures by.
const pilots = 16

// Pilots are the numbers of pilot runs: they are beyond those of runs.
const Pilots = 1 << 63

// Seed makes s the source of one run, and gives it.
func (s *Source) Seed(seed, run uint64) *rand.Rand {
	if s.rand == nil {
		s.rand = rand.New(&s.pcg)
	}
	s.pcg.Seed(mix(seed), mix(seed^mix(run)))
	return s.rand
}

// mix spreads the bits of a word (G. Steele, D. Lea, C. Flood, Fast splittable pseudorandom number generators, OOPSLA
// 2014: the finalizer of SplitMix64), for neighbouring seeds must not give neighbouring states.
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// of gives the steps of the process of step i: from … to-1.
func of(steps []Step, i int) (from, to int) {
	for from = i; from > 0 && steps[from-1].Process == steps[i].Process; from-- {
	}
	for to = i + 1; to < len(steps) && steps[to].Process == steps[i].Process; to++ {
	}
	return from, to
}

// alternative draws one of the alternatives of the process whose first step is i.
func alternative(random *rand.Rand, steps []Step, i int) int {
	from, to := of(steps, i)
	if to-from == 1 {
		return from
	}
	return from + random.IntN(to-from)
}

// each calls f with the index of the first step of each process.
func each(steps []Step, f func(first int)) {
	for i := range steps {
		if i == 0 || steps[i-1].Process != steps[i].Process {
			f(i)
		}
	}
}

// writes reports whether a step writes anything that others may access.
func writes(s *Step) bool {
	return slices.ContainsFunc(s.Touches, func(t Touch) bool { return t.Write })
}

// conflict reports whether two steps do not commute.
func conflict(a, b *Step) bool {
	for _, x := range a.Touches {
		for _, y := range b.Touches {
			if x.Cell == y.Cell && (x.Write || y.Write) {
				return true
			}
		}
	}
	return false
}
