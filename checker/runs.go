package checker

import (
	"math"
	"slices"

	"heddle/machine"
)

// enter adds a run, unless one that is known makes it needless; a worse one for the
// same state and thread gives way.
func (l *layers) enter(r run) error {
	head := l.head(r.state)
	for j := *head; j != 0; j = l.runs[j-1].next {
		q := &l.runs[j-1]
		if q.thread != r.thread {
			continue
		}
		if !r.before(q) {
			return nil
		}
		r.next = q.next
		*q = r
		l.push(j - 1)
		return nil
	}
	if l.dominated(&r) {
		return nil
	}
	if len(l.runs) == math.MaxUint32 {
		return errLimit{"more than 4 billion pairs of a state and a running thread"}
	}
	if m := l.s.opts.Limits.Memory; m > 0 && len(l.runs) == cap(l.runs) && l.s.held()+runBytes*cap(l.runs) > m {
		return l.s.overMemory()
	}
	r.next = *head
	l.runs = append(l.runs, r)
	*head = uint32(len(l.runs))
	l.push(uint32(len(l.runs) - 1))
	return nil
}

// before reports whether r has fewer preemptions, or as many and fewer steps.
func (r *run) before(q *run) bool {
	return r.preemptions < q.preemptions || r.preemptions == q.preemptions && r.depth < q.depth
}

// dominated reports whether another run of the same state is as good as r whatever comes.
func (l *layers) dominated(r *run) bool {
	for j := *l.head(r.state); j != 0; j = l.runs[j-1].next {
		q := &l.runs[j-1]
		if q.thread != r.thread && q.depth <= r.depth &&
			(q.preemptions < r.preemptions || q.thread == nobody && q.preemptions == r.preemptions) {
			return true
		}
	}
	return false
}

// expanded reports whether the state has been expanded for another run than i.
func (l *layers) expanded(p position, i uint32) bool {
	for j := *l.head(p); j != 0; j = l.runs[j-1].next {
		if j-1 != i && l.runs[j-1].taken {
			return true
		}
	}
	return false
}

// push puts a run into the queue of its layer.
func (l *layers) push(i uint32) {
	q := &l.now
	if int(l.runs[i].preemptions) > l.layer {
		q = &l.later
	}
	q.list = append(q.list, i)
}

// head is the first run of a state, plus one; 0 if there is none.
func (l *layers) head(p position) *uint32 {
	chunk, at := int(p>>chunkBits), int(p&(chunkSize-1))
	for len(l.heads) <= chunk {
		l.heads = append(l.heads, nil)
	}
	if l.heads[chunk] == nil {
		l.heads[chunk] = make([]uint32, cap(l.s.seen.chunks[chunk])/minRecord+1)
	}
	return &l.heads[chunk][at/minRecord]
}

// frontier is how many runs are found and not yet taken.
func (l *layers) frontier() int {
	n := 0
	for _, q := range []*queue{&l.now, &l.due, &l.later} {
		n += len(q.list) - q.head
	}
	return n
}

// bytes is the memory that the strategy holds beside the visited states.
func (l *layers) bytes() int {
	if l == nil {
		return 0
	}
	n := runBytes*cap(l.runs) + 4*(cap(l.now.list)+cap(l.due.list)+cap(l.later.list)) + 8*cap(l.edge)
	for _, h := range l.heads {
		n += 4 * len(h)
	}
	return n
}

// route gives the actions that lead to the violation.
func (l *layers) route() []machine.Action {
	v := l.s.violation
	if v.spinning { // found after the search
		l.best = found{violation: *v, run: l.first(v.at)}
		l.best.preemptions = int(l.runs[l.best.run].preemptions)
	}
	var path []machine.Action
	if v.step {
		path = append(path, v.action)
	}
	for r := &l.runs[l.best.run]; r.depth > 0; r = &l.runs[r.from] {
		path = append(path, r.action)
	}
	slices.Reverse(path)
	return path
}

// first is the run of a state with the fewest preemptions, and then steps.
func (l *layers) first(p position) uint32 {
	best := uint32(0)
	for j := *l.head(p); j != 0; j = l.runs[j-1].next {
		if best == 0 || l.runs[j-1].before(&l.runs[best-1]) {
			best = j
		}
	}
	return best - 1
}
