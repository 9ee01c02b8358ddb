package sample

import "math/rand/v2"

func posKind() Kind {
	return Kind{
		Name:   "pos",
		Doc:    "each step that is next in its process has a random priority, and draws again when one that it does not commute with is taken",
		Source: "X. Yuan, J. Yang, R. Gu, Partial order aware concurrency sampling, CAV 2018",
		New:    func(int) Strategy { return &pos{} },
	}
}

// pos is partial order sampling: the order of steps that do not commute is drawn anew at each of them, that of others does not matter, so
// that chains of dependent steps are no less likely than in a walk, and few choices are spent on what makes no difference.
type pos struct {
	random   *rand.Rand
	priority [Processes]uint64 // of the next step of a process; 0: not drawn yet
	idle     idlers
}

func (p *pos) Pilot(Run) {}

func (p *pos) Begin(random *rand.Rand) {
	p.random = random
	p.priority = [Processes]uint64{}
	p.idle.begin()
}

func (p *pos) Next(s State) int {
	steps := s.Steps()
	best, top := 0, uint64(0)
	p.idle.each(steps, func(i int) {
		v := &p.priority[steps[i].Process]
		if *v == 0 {
			*v = max(p.random.Uint64(), 1)
		}
		if *v > top {
			best, top = i, *v
		}
	})
	return alternative(p.random, steps, best)
}

// Took forgets the priorities of the step and of those that race with it.
func (p *pos) Took(s State, step int, idle bool) {
	steps := s.Steps()
	p.idle.took(&steps[step], idle)
	process := steps[step].Process
	p.priority[process] = 0
	for i := range steps {
		if steps[i].Process != process && conflict(&steps[i], &steps[step]) {
			p.priority[steps[i].Process] = 0
		}
	}
}
