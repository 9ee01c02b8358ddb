package axiom

// explain gives a shortest cycle of edges that a forbids in the execution at hand, which
// violates it.
func (a Axiom) explain(s *Scratch) Cycle {
	e := a.forbidden
	if a.form == acyclic {
		e = plus(e)
	}
	why := explainer{Scratch: s, n: len(s.x.Events), memo: map[*expr]distances{}}
	d, best := why.distances(e), 0
	for i := range why.n {
		if d[i*why.n+i] < d[best*why.n+best] {
			best = i
		}
	}
	return why.chain(nil, e, best, best)
}

// distances is a matrix: the number of edges of the shortest chain that shows why
// two events are related, far if they are not.
type distances []int32

const far = 1 << 29

// explainer finds shortest chains. The cost is cubic in the number of events.
type explainer struct {
	*Scratch
	n    int
	memo map[*expr]distances
}

func (w *explainer) distances(e *expr) distances {
	d, ok := w.memo[e]
	if !ok {
		d = w.compute(e)
		w.memo[e] = d
	}
	return d
}

func (w *explainer) compute(e *expr) distances {
	switch e.op {
	case opBase, opNamed, opInverse:
		return w.constant(e, 1)
	case opSet:
		return w.constant(e, 0)
	case opUnion:
		d := w.constant(nil, far)
		for _, a := range e.args {
			for i, v := range w.distances(a) {
				d[i] = min(d[i], v)
			}
		}
		return d
	case opSeq:
		d := w.constant(nil, far)
		w.through(d, w.distances(e.args[0]), w.distances(e.args[1]))
		return d
	case opPlus:
		d := append(distances(nil), w.distances(e.args[0])...)
		w.through(d, d, d)
		return d
	case opOpt:
		d := append(distances(nil), w.distances(e.args[0])...)
		for i := range w.n {
			d[i*w.n+i] = 0
		}
		return d
	}
	d := append(distances(nil), w.distances(e.args[0])...)
	r := w.eval(e)
	for i := range d {
		if !r.Has(i/w.n, i%w.n) {
			d[i] = far
		}
	}
	return d
}

// constant gives the cost to all pairs that e relates, of every pair if e is nil.
func (w *explainer) constant(e *expr, cost int32) distances {
	d := make(distances, w.n*w.n)
	for i := range d {
		d[i] = far
	}
	if e != nil {
		w.eval(e).Each(func(a, b int) { d[a*w.n+b] = cost })
	}
	return d
}

// through lowers d to the shortest way from a first to a last event by one between
// them. With d for all three it makes d its closure (Floyd, Algorithm 97, CACM 1962).
func (w *explainer) through(d, first, second distances) {
	for b := range w.n {
		for a := range w.n {
			half := first[a*w.n+b]
			if half >= far {
				continue
			}
			row := d[a*w.n:]
			for c, rest := range second[b*w.n : (b+1)*w.n] {
				row[c] = min(row[c], half+rest)
			}
		}
	}
}

// chain appends a shortest chain of edges from a to b that shows that e relates them.
func (w *explainer) chain(c Cycle, e *expr, a, b int) Cycle {
	at := a*w.n + b
	want := w.distances(e)[at]
	switch e.op {
	case opBase, opNamed, opInverse:
		return append(c, Step{a, b, e.name})
	case opUnion:
		for _, f := range e.args {
			if w.distances(f)[at] == want {
				return w.chain(c, f, a, b)
			}
		}
	case opSeq:
		first, second := w.distances(e.args[0]), w.distances(e.args[1])
		for m := range w.n {
			if first[a*w.n+m]+second[m*w.n+b] == want {
				return w.chain(w.chain(c, e.args[0], a, m), e.args[1], m, b)
			}
		}
	case opPlus:
		one, all := w.distances(e.args[0]), w.distances(e)
		if one[at] == want {
			return w.chain(c, e.args[0], a, b)
		}
		for m := range w.n {
			if d := one[a*w.n+m]; d > 0 && d+all[m*w.n+b] == want {
				return w.chain(w.chain(c, e.args[0], a, m), e, m, b)
			}
		}
	case opOpt:
		if a != b {
			return w.chain(c, e.args[0], a, b)
		}
	case opBoth, opMinus:
		return w.chain(c, e.args[0], a, b)
	}
	return c
}
