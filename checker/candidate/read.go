package candidate

import (
	"slices"

	"heddle/machine/axiom"
	"heddle/model/program"
)

// offers reports whether there are writes that t's read was not offered yet.
func (s *search) offers(st *state, t *thread) bool {
	return slices.ContainsFunc(st.x.Writes(t.next.addr.word), func(w int) bool { return w >= t.offered })
}

// read lets thread i's read take each write that is new to it, or wait.
func (s *search) read(st *state, i int) error {
	t := &st.threads[i]
	for _, w := range st.x.Writes(t.next.addr.word) {
		if w < t.offered {
			continue
		}
		next := s.clone(st)
		if err := s.take(next, i, st.x.Events[w].Value, w); err != nil {
			return err
		}
		s.free(next)
	}
	if !s.hope(st, i) {
		return nil
	}
	t.offered = len(st.x.Events)
	return s.extend(st)
}

// hope reports whether a write to the location of thread i's read may still come.
func (s *search) hope(st *state, i int) bool {
	for j := range st.threads {
		if t := &st.threads[j]; !t.ended && (j != i || s.guess) && s.writers.may(t, st.threads[i].next.addr.word) {
			return true
		}
	}
	return false
}

// take adds thread i's read of v from write w, which is None if it has yet to come,
// and what the instruction does besides.
func (s *search) take(st *state, i int, v uint64, w int) error {
	t := &st.threads[i]
	r := t.next
	e := axiom.Event{Kind: axiom.Read, Order: program.Order(r.in.Aux), Addr: r.addr.word, Value: v}
	result, written, writes, order := v, uint64(0), false, e.Order
	if r.locked() {
		result, written, writes, order = r.outcome(v)
		e.Locked, e.Order = true, order
		if writes || order == program.Plain {
			e.Order = axiom.ReadOrder(order)
		}
	}
	n := s.event(st, i, e)
	st.x.SetRf(n, w)
	if w == axiom.None {
		st.guessed = append(st.guessed, n)
	} else if !s.consistent(st) {
		return nil
	}
	t.regs = slices.Clone(t.regs)
	t.regs[r.in.A] = value{result, origin{n}.with(r.c.from)}
	if r.in.Op == program.Load {
		t.regs[r.in.A].from = origin{n}
	}
	if !writes {
		return s.proceed(st, i)
	}
	m := s.event(st, i, axiom.Event{Kind: axiom.Write, Order: axiom.WriteOrder(order), Locked: true, Addr: e.Addr, Value: written})
	st.x.Pair(n, m)
	depend(st.x, axiom.EdgeData, r.c.from.with(r.d.from), m)
	if r.in.Op != program.AtomicSwap {
		depend(st.x, axiom.EdgeData, origin{n}, m)
	}
	return s.place(st, i, m)
}

// guessRead lets thread i's read, when all threads wait, take each value for which a
// write may still come.
func (s *search) guessRead(st *state, i int) error {
	if !s.hope(st, i) {
		return nil
	}
	for _, v := range s.before.values[st.threads[i].next.addr.word] {
		next := s.clone(st)
		if err := s.take(next, i, v, axiom.None); err != nil {
			return err
		}
		s.free(next)
	}
	return nil
}

// resolve lets each guessed read, from the k-th on, of the value of write n either take
// it or not, and goes on with thread i.
func (s *search) resolve(st *state, i, n, k int) error {
	w := &st.x.Events[n]
	for ; k < len(st.guessed); k++ {
		r := st.guessed[k]
		if e := &st.x.Events[r]; e.Addr != w.Addr || e.Value != w.Value {
			continue
		}
		next := s.clone(st)
		next.x.SetRf(r, n)
		next.guessed = slices.Delete(next.guessed, k, k+1)
		if s.consistent(next) {
			if err := s.resolve(next, i, n, k); err != nil {
				return err
			}
		}
		s.free(next)
	}
	return s.proceed(st, i)
}
