package checker

import (
	"context"
	"fmt"

	"github.com/zeebo/xxh3"

	"heddle/machine"
)

// layers is a search in the order of preemptions: first all schedules without one,
// then those with one, … (M. Musuvathi, S. Qadeer, Iterative Context Bounding for
// Systematic Testing of Multithreaded Programs, PLDI 2007; but with visited states.)
//
// What a preemption is, and what is free: see switches.go.
//
// The nodes are runs: a state and the thread that runs there. Edges cost 0 or 1
// preemptions and one step each; runs are taken in the order of preemptions, then steps,
// as by Dijkstra. A run is dropped if another one of its state is as good whatever comes:
// no more steps, and either fewer preemptions (any switch costs at most one), or no more
// of them and nobody running.
//
// It keeps all violations within the bound, with schedules of the fewest preemptions
// and, among those, the fewest steps. If no layer beyond the bound has a new state the
// search was a complete one, of every schedule. A state is expanded once for each thread
// that may run there, so a complete search takes some times as long as a plain one.
type layers struct {
	s     *search
	bound int
	layer int // preemptions of the runs that are being taken

	runs  []run
	heads [][]uint32 // by position: its chunk, and its offset over minRecord: a run, see head
	now   queue      // found in this layer, ascending depth
	due   queue      // found in the layer before, ascending depth
	later queue      // … for the next one
	edge  []position // states with successors beyond the bound that were not known then

	best found
}

// run is a state and the thread that runs there.
type run struct {
	state       position
	from        uint32 // the run before
	next        uint32 // another run of the same state, plus one; 0 is none
	depth       uint32
	preemptions uint32
	action      machine.Action // … that led here
	thread      int8           // -1: nobody runs
	taken       bool
}

// found is the best violation so far: of fewest preemptions, then steps, then of the most telling property.
type found struct {
	violation
	run         uint32
	preemptions int
	steps       int
}

// queue is a queue of runs.
type queue struct {
	list []uint32
	head int
}

const (
	maxPreemptions = 1 << 20
	minRecord      = 4  // bytes of a state's record: so offsets over it tell states apart
	runBytes       = 32 // size of a run
)

// layerName names the schedules with up to so many preemptions: "preemptions=2".
func layerName(preemptions int) string { return fmt.Sprintf("preemptions=%d", preemptions) }

func newLayers(s *search) *layers { return &layers{s: s, bound: *s.opts.Preemptions} }

// explore searches from the initial state.
func (l *layers) explore(ctx context.Context, first position) error {
	if err := l.enter(run{state: first}); err != nil { // main runs
		return err
	}
	for {
		if err := l.exploreLayer(ctx); err != nil {
			return err
		}
		l.layer++
		last := len(l.later.list) == 0
		if l.best.failure != nil && (last || l.best.preemptions < l.layer) {
			l.s.violation = &l.best.violation
			return nil
		}
		if last || l.layer > l.bound {
			return l.closed()
		}
		l.now, l.due, l.later = queue{list: l.due.list[:0]}, l.later, queue{list: l.now.list[:0]}
	}
}

// exploreLayer takes the runs with as many preemptions as this layer has, or those
// that are no longer than the best violation if it has one.
func (l *layers) exploreLayer(ctx context.Context) error {
	for taken := 0; ; taken++ {
		if taken%blockSize == 0 {
			if err := l.s.checkLimits(ctx); err != nil {
				return err
			}
		}
		i, ok := l.take()
		if !ok {
			return nil
		}
		r := &l.runs[i]
		if l.best.failure != nil && l.best.preemptions <= l.layer && int(r.depth) > l.best.steps {
			return nil
		}
		l.s.depth = max(l.s.depth, int(r.depth))
		if err := l.expand(i); err != nil {
			return err
		}
	}
}

// take gives the next run of this layer.
func (l *layers) take() (uint32, bool) {
	for {
		i, ok := l.now.front()
		if j, other := l.due.front(); other && (!ok || l.runs[j].depth < l.runs[i].depth) {
			i = j
			l.due.head++
		} else if ok {
			l.now.head++
		} else {
			return 0, false
		}
		if r := &l.runs[i]; !r.taken && !l.dominated(r) {
			r.taken = true
			return i, true
		}
	}
}

func (q *queue) front() (uint32, bool) {
	if q.head == len(q.list) {
		return 0, false
	}
	return q.list[q.head], true
}

// expand enters what a run leads to.
func (l *layers) expand(i uint32) error {
	s, r := l.s, l.runs[i]
	s.out.Reset()
	if err := s.sys.Expand(s.seen.state(r.state), &s.out); err != nil {
		return err
	}
	fresh := !l.expanded(r.state, i)
	if fresh {
		s.expandedN++
		s.transitions += len(s.out.Items) + len(s.out.Failed)
	}
	if s.out.State != nil {
		l.offer(violation{failure: s.out.State, at: r.state}, i, l.layer, int(r.depth))
		return nil
	}
	if err := s.room(); err != nil {
		return err
	}
	if !goesOn(r.thread, s.seen.state(r.state), &s.out) {
		r.thread = nobody
	}
	for _, f := range s.out.Failed {
		if k := l.layer + cost(r.thread, f.Action, f.Moves); k <= l.bound {
			l.offer(violation{failure: f.Failure, at: r.state, action: f.Action, step: true}, i, k, int(r.depth)+1)
		} else {
			s.cut = true
		}
	}
	onward := s.out.Ended || s.out.Waits || len(s.out.Failed) > 0
	from := 0
	for _, it := range s.out.Items {
		state := s.out.Bytes[from:it.End]
		from = it.End
		later, err := l.follow(i, r, it, state)
		if err != nil {
			return err
		}
		onward = onward || later && !it.Moves.Mishap
	}
	if fresh && !onward {
		s.unsure = append(s.unsure, r.state)
	}
	return nil
}

// follow enters the runs that one successor of r, which is run i, gives. It reports
// whether the successor's position is, or would be, after that of r's state.
func (l *layers) follow(i uint32, r run, it machine.Successor, state []byte) (later bool, err error) {
	s, h := l.s, xxh3.Hash(state)
	k := l.layer + cost(r.thread, it.Action, it.Moves)
	if k > l.bound {
		p, known := s.seen.find(state, h)
		if n := len(l.edge); !known && (n == 0 || l.edge[n-1] != r.state) {
			l.edge = append(l.edge, r.state)
		}
		return !known || p > r.state, nil
	}
	p, _ := s.seen.insert(state, h, r.state, it.Action)
	if n := s.opts.Limits.States; n > 0 && s.seen.count > n {
		return false, s.overStates()
	}
	to := run{state: p, from: i, depth: r.depth + 1, preemptions: uint32(k), action: it.Action, thread: r.thread}
	if !outside(it.Action, it.Moves) {
		to.thread = int8(it.Action.Thread())
	}
	if err := l.enter(to); err != nil || it.Moves.Partner == 0 {
		return p > r.state, err
	}
	to.thread = int8(it.Moves.Partner - 1)
	return p > r.state, l.enter(to)
}

// offer compares a violation met in run i with the best so far.
func (l *layers) offer(v violation, i uint32, preemptions, steps int) {
	b := &l.best
	switch {
	case b.failure == nil, preemptions < b.preemptions:
	case preemptions > b.preemptions, steps > b.steps:
		return
	case steps == b.steps && rank(v.failure.Property) >= rank(b.failure.Property):
		return
	}
	l.best = found{v, i, preemptions, steps}
}

// closed finds out whether anything is beyond the bound.
func (l *layers) closed() error {
	s := l.s
	for _, p := range l.edge {
		if s.cut {
			return nil
		}
		s.out.Reset()
		if err := s.sys.Expand(s.seen.state(p), &s.out); err != nil {
			return err
		}
		from := 0
		for _, it := range s.out.Items {
			state := s.out.Bytes[from:it.End]
			from = it.End
			_, known := s.seen.find(state, xxh3.Hash(state))
			s.cut = s.cut || !known
		}
	}
	return nil
}

// preemptions is the number of preemptions on the way to the violation; nil if they were not counted.
func (s *search) preemptions() *int {
	if s.opts.Preemptions == nil {
		return nil
	}
	n := 0
	if s.layers != nil {
		n = s.layers.best.preemptions
	}
	return &n
}

// done says what a search that met a limit has shown nevertheless; "" if nothing.
func (l *layers) done() string {
	if l == nil || l.layer == 0 {
		return ""
	}
	return fmt.Sprintf("; no violation was found up to %s", layerName(l.layer-1))
}
