package sample

import "math"

// Spectrum counts how often each behaviour has been seen.
type Spectrum struct {
	seen  map[uint64]uint32
	once  int
	total int
}

// maxBehaviours bounds what a Spectrum holds, about 200 MB: beyond it behaviours that are new are not told apart.
const maxBehaviours = 1 << 22

// Add notes one behaviour.
func (s *Spectrum) Add(behaviour uint64) {
	if s.seen == nil {
		s.seen = map[uint64]uint32{}
	}
	s.total++
	n := s.seen[behaviour]
	if n == 0 && len(s.seen) >= maxBehaviours {
		return
	}
	switch s.seen[behaviour] = n + 1; n {
	case 0:
		s.once++
	case 1:
		s.once--
	}
}

// Distinct is how many behaviours have been seen; more is true if there were others.
func (s *Spectrum) Distinct() (n int, more bool) { return len(s.seen), len(s.seen) >= maxBehaviours }

// Once is how many have been seen once.
func (s *Spectrum) Once() int { return s.once }

// Unseen estimates the probability that another run has a behaviour that none has had yet: the share of runs whose
// behaviour no other run has (I. J. Good, The population frequencies of species and the estimation of
// population parameters, Biometrika 40, 1953). It presumes that runs are independent and of one distribution.
//
// bound is not exceeded by that probability with a confidence of 1-delta: the estimate plus (2√2+√3)·√(ln(3/delta)/N), after
// N runs (D. McAllester, R. Schapire, On the convergence rate of Good–Turing estimators, COLT 2000).
func (s *Spectrum) Unseen(delta float64) (estimate, bound float64) {
	if s.total == 0 {
		return 1, 1
	}
	n := float64(s.total)
	estimate = float64(s.once) / n
	return estimate, min(1, estimate+(2*math.Sqrt2+math.Sqrt(3))*math.Sqrt(math.Log(3/delta)/n))
}
