package sample

import "math/rand/v2"

func coverageKind() Kind {
	return Kind{
		Name:   "coverage",
		Doc:    "the fewer runs have come to the state that a step leads to, the likelier it is",
		Source: "as the guidance of fuzzers by what is new (M. Böhme, V.-T. Pham, A. Roychoudhury, Coverage-based greybox fuzzing as Markov chain, CCS 2016), of states",
		Learns: true,
		New:    func(int) Strategy { return &coverage{} },
	}
}

// coverage draws steps with weights that fall with the number of runs that have been where they lead. One in wander is
// that of a random walk, so that no schedule has probability 0.
type coverage struct{ random *rand.Rand }

const wander = 8

func (c *coverage) Pilot(Run) {}

func (c *coverage) Begin(random *rand.Rand) { c.random = random }

func (c *coverage) Next(s State) int {
	steps := s.Steps()
	if len(steps) == 1 {
		return 0
	}
	if c.random.IntN(wander) == 0 {
		return draw(c.random, steps)
	}
	total := 0.0
	for i := range steps {
		total += weight(s.Visits(i))
	}
	at := c.random.Float64() * total
	for i := range steps {
		if at -= weight(s.Visits(i)); at < 0 {
			return i
		}
	}
	return len(steps) - 1
}

func (c *coverage) Took(State, int, bool) {}

// weight falls with the square of visits, so that what is new nearly always comes first.
func weight(visits uint32) float64 {
	n := float64(visits) + 1
	return 1 / (n * n)
}
