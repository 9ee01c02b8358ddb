package sample

import "math/rand/v2"

func walkKind() Kind {
	return Kind{
		Name:   "walk",
		Doc:    "each process that can step is equally likely to be next",
		Source: "uniform random walk",
		New:    func(int) Strategy { return &walk{} },
	}
}

// walk draws the next process uniformly. It is memoryless and fair: a run that can end does, with probability 1.
type walk struct{ random *rand.Rand }

func (w *walk) Pilot(Run) {}

func (w *walk) Begin(random *rand.Rand) { w.random = random }

func (w *walk) Next(s State) int { return draw(w.random, s.Steps()) }

func (w *walk) Took(State, int, bool) {}

// draw draws a process uniformly, and then one of its alternatives.
func draw(random *rand.Rand, steps []Step) int {
	if len(steps) == 1 {
		return 0
	}
	n := 0
	each(steps, func(int) { n++ })
	if n == len(steps) {
		return random.IntN(n)
	}
	chosen, k := 0, random.IntN(n)
	each(steps, func(i int) {
		if k == 0 {
			chosen = i
		}
		k--
	})
	return alternative(random, steps, chosen)
}
