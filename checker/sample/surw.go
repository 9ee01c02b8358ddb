package sample

import (
	"maps"
	"math/rand/v2"
	"slices"
)

func surwKind() Kind {
	return Kind{
		Name:   "surw",
		Doc:    "the orders of the steps on one cell, drawn for each run, are about equally likely: who has more such steps left is likelier to be next",
		Source: "H. Zhao, D. Wolff, U. Mathur, A. Roychoudhury, Selectively uniform concurrency testing, ASPLOS 2025",
		Pilots: pilots,
		New: func(int) Strategy {
			return &surw{seen: map[uint64]map[int]int{}, parent: map[int]int{}}
		},
	}
}

// surw is the selectively uniform random walk. The interesting steps of a run are those on one cell that several
// processes access, or all steps; which is drawn for each run. A process is drawn to have the next interesting step, with
// a probability in proportion to how many it has left, and until it has taken that, others do not take theirs; steps
// that are not interesting are those of a random walk. If processes do not wait for each other, and have as many
// interesting steps as was thought, all orders of those are equally likely.
//
// How many interesting steps there are is the mean of the pilot runs. Those of a process that has not been started yet count for the one whose
// step had been the last before it appeared.
type surw struct {
	random *rand.Rand

	seen   map[uint64]map[int]int // of all pilot runs: by cell, steps on it of each process
	cells  []uint64               // that several processes access, or anything
	pilots float64
	parent map[int]int // by process: who is taken to have started it

	cell   uint64             // of the interesting steps of this run
	left   [Processes]float64 // interesting steps
	order  []int              // processes that have any, ascending
	known  [Processes]bool    // … that have appeared in this run
	active []int              // those, ascending
	weight [Processes]float64 // of those, while one is drawn
	next   int                // who is to take the next interesting step; nobody
	waited int                // steps since then
	idle   idlers
}

const (
	anything = 1<<64 - 1 // stands for all cells: every step is interesting
	moving   = 1<<64 - 2 // … for those that are not fixed
	nobody   = -1
	patience = 64 // steps until another process is drawn: the one drawn may spin for what the others are kept from
)

// Pilot counts.
func (w *surw) Pilot(run Run) {
	w.pilots++
	for process, by := range run.Started {
		w.parent[process] = by
	}
	for i := range run.Steps {
		s := &run.Steps[i]
		w.count(anything, s.Process)
		moved := false
		for _, t := range s.Touches {
			if t.Fixed {
				w.count(t.Cell, s.Process)
			}
			moved = moved || !t.Fixed
		}
		if moved {
			w.count(moving, s.Process)
		}
	}
	w.cells = w.cells[:0]
	for _, c := range slices.Sorted(maps.Keys(w.seen)) {
		if c == anything || len(w.seen[c]) > 1 {
			w.cells = append(w.cells, c)
		}
	}
}

func (w *surw) count(cell uint64, process int) {
	if w.seen[cell] == nil {
		w.seen[cell] = map[int]int{}
	}
	w.seen[cell][process]++
}

// Begin draws which steps are interesting.
func (w *surw) Begin(random *rand.Rand) {
	w.random, w.next, w.cell = random, nobody, anything
	if len(w.cells) > 0 {
		w.cell = w.cells[random.IntN(len(w.cells))]
	}
	w.known, w.left = [Processes]bool{}, [Processes]float64{}
	w.active = w.active[:0]
	w.idle.begin()
	w.order = w.order[:0]
	for p, n := range w.seen[w.cell] {
		w.left[p] = float64(n) / w.pilots
		w.order = append(w.order, p)
	}
	slices.Sort(w.order)
}

// interesting reports whether a step is.
func (w *surw) interesting(s *Step) bool {
	if w.cell == anything {
		return true
	}
	for _, t := range s.Touches {
		if t.Fixed && t.Cell == w.cell || !t.Fixed && w.cell == moving {
			return true
		}
	}
	return false
}

// Next gives a step of a process that need not wait for the one that is to take the next interesting step.
func (w *surw) Next(s State) int {
	steps := s.Steps()
	w.appear(steps)
	if len(steps) == 1 {
		return 0
	}
	if w.waited++; w.next == nobody || w.waited > patience {
		w.intend(w.active)
	}
	if i := w.free(steps); i >= 0 {
		return i
	}
	var possible []int // whom the others wait for waits itself
	each(steps, func(i int) { possible = append(possible, steps[i].Process) })
	w.intend(possible)
	if i := w.free(steps); i >= 0 {
		return i
	}
	return draw(w.random, steps)
}

// appear notes processes that can step for the first time.
func (w *surw) appear(steps []Step) {
	each(steps, func(i int) {
		if p := steps[i].Process; !w.known[p] {
			w.known[p], w.next = true, nobody
			at, _ := slices.BinarySearch(w.active, p)
			w.active = slices.Insert(w.active, at, p)
		}
	})
}

// intend draws who takes the next interesting step, of some processes, in ascending order.
func (w *surw) intend(among []int) {
	total := 0.0
	for _, p := range among {
		w.weight[p] = 0
	}
	for _, p := range w.order {
		if q := w.starter(p); q != nobody && slices.Contains(among, q) {
			w.weight[q] += w.left[p]
			total += w.left[p]
		}
	}
	w.next, w.waited = nobody, 0
	if total == 0 {
		return
	}
	at := w.random.Float64() * total
	for _, p := range among {
		if w.weight[p] == 0 {
			continue
		}
		if w.next = p; at < w.weight[p] {
			return
		}
		at -= w.weight[p]
	}
}

// starter gives the process that p is, or that is to start it, or what is to start it.
func (w *surw) starter(p int) int {
	for range len(w.parent) + 1 {
		if w.known[p] {
			return p
		}
		by, ok := w.parent[p]
		if !ok {
			return nobody
		}
		p = by
	}
	return nobody
}

// free draws among the processes that may step: all but those whose step is interesting, and not theirs to take. It is -1 if there are none.
func (w *surw) free(steps []Step) int {
	chosen, n := -1, 0
	w.idle.each(steps, func(i int) {
		if w.next != nobody && steps[i].Process != w.next && w.interesting(&steps[i]) {
			return
		}
		if n++; w.random.IntN(n) == 0 {
			chosen = i
		}
	})
	if chosen < 0 {
		return -1
	}
	return alternative(w.random, steps, chosen)
}

// Took counts down.
func (w *surw) Took(s State, step int, idle bool) {
	taken := &s.Steps()[step]
	w.idle.took(taken, idle)
	switch {
	case idle && taken.Process == w.next:
		w.next = nobody
	case w.interesting(taken):
		w.left[taken.Process] = max(0, w.left[taken.Process]-1)
		w.next = nobody
	}
}
