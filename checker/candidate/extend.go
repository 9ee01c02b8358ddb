package candidate

import (
	"errors"
	"slices"

	"heddle/machine/axiom"
	"heddle/model/program"
)

// extend looks at all complete executions that have st as a part. It owns st.
//
// Whose event is next depends on st alone: the first thread at something other than a read
// goes on; if there is none, the first one at a read of which there are writes that it
// was not offered yet. An execution is thereby built in one way only.
func (s *search) extend(st *state) error {
	if s.limits.Parts > 0 && s.parts > s.limits.Parts {
		s.stopped = true
		return errStop
	}
	waiting := axiom.None
	for i := range st.threads {
		t := &st.threads[i]
		switch {
		case t.ended:
		case t.next.in.Op == program.Join:
			if s.joined(st, t) {
				return s.join(st, i)
			}
		case t.next.choice > 0:
			return s.choose(st, i)
		case !t.next.reads():
			return s.act(st, i)
		case waiting == axiom.None && s.offers(st, t):
			waiting = i
		}
	}
	if waiting != axiom.None {
		return s.read(st, waiting)
	}
	for i := range st.threads {
		if t := &st.threads[i]; !t.ended && t.next.in.Op != program.Join {
			if s.guess {
				return s.guessRead(st, i)
			}
			return nil
		}
	}
	return s.complete(st)
}

// complete hands over an execution, unless a read has no source.
func (s *search) complete(st *state) error {
	if len(st.guessed) > 0 {
		return nil
	}
	if s.limits.Executions > 0 && s.seen == s.limits.Executions {
		s.stopped = true
		return errStop
	}
	s.seen++
	if !s.found(st) {
		return errStop
	}
	return nil
}

// consistent reports whether st violates no axiom.
func (s *search) consistent(st *state) bool {
	s.parts++
	return s.judge.Consistent(s.axioms, st.x)
}

// clone gives an independent copy of st, in memory that free has given back.
func (s *search) clone(st *state) *state {
	c := &state{x: axiom.New()}
	if n := len(s.pool); n > 0 {
		c, s.pool = s.pool[n-1], s.pool[:n-1]
	}
	c.x.CopyFrom(st.x)
	c.threads = append(c.threads[:0], st.threads...)
	c.guessed = append(c.guessed[:0], st.guessed...)
	return c
}

func (s *search) free(st *state) { s.pool = append(s.pool, st) }

// begin adds a thread and runs it, and those that it starts, up to their next requests.
func (s *search) begin(st *state, t thread) error {
	t.number = len(st.threads)
	st.threads = append(st.threads, t)
	return s.advance(st, t.number)
}

// advance runs thread i from where it is.
func (s *search) advance(st *state, i int) error {
	var started []thread
	if err := s.run(&st.threads[i], st.x, &started); err != nil {
		return s.dropped(err, &st.threads[i])
	}
	if t := &st.threads[i]; !t.ended && (t.next.reads() || t.next.writes()) {
		st.x.Init(t.next.addr.word, s.prog.Image[t.next.addr.word])
	}
	for _, t := range started {
		if err := s.begin(st, t); err != nil {
			return err
		}
	}
	return nil
}

// proceed runs thread i from the instruction after its request, and then extends.
func (s *search) proceed(st *state, i int) error {
	st.threads[i].pc++
	if err := s.advance(st, i); errors.Is(err, errDropped) {
		return nil
	} else if err != nil {
		return err
	}
	if st.threads[i].ended && s.wanted != nil && !s.wanted.possible(st.threads) {
		return nil
	}
	return s.extend(st)
}

// dropped notes why the execution in which run gave err at thread t is not followed.
func (s *search) dropped(err error, t *thread) error {
	var fails failure
	switch {
	case errors.Is(err, errUnrolled):
		s.cut = s.prog.Position(t.fn.Pos[t.pc])
	case errors.As(err, &fails):
		s.failure = fails.text
	default:
		return err
	}
	return errDropped
}

// joined reports whether all threads that t started have ended.
func (s *search) joined(st *state, t *thread) bool {
	return !slices.ContainsFunc(st.threads, func(c thread) bool { return c.parent == t.number && !c.ended })
}

func (s *search) join(st *state, i int) error {
	t := &st.threads[i]
	for _, c := range st.threads {
		if c.parent == t.number {
			t.after = append(slices.Clone(t.after), c.latest(st.x)...)
		}
	}
	return s.proceed(st, i)
}

func (s *search) choose(st *state, i int) error {
	for v := range st.threads[i].next.choice {
		next := s.clone(st)
		t := &next.threads[i]
		t.regs = slices.Clone(t.regs)
		t.regs[t.next.in.A] = value{word: uint64(v)}
		if err := s.proceed(next, i); err != nil {
			return err
		}
		s.free(next)
	}
	return nil
}

// act adds thread i's store or fence.
func (s *search) act(st *state, i int) error {
	t := &st.threads[i]
	e := axiom.Event{Kind: axiom.Fence, Order: program.Order(t.next.in.Aux)}
	if t.next.writes() {
		e.Kind, e.Addr, e.Value = axiom.Write, t.next.addr.word, t.next.b.word
	}
	n := s.event(st, i, e)
	if e.Kind == axiom.Fence {
		return s.proceed(st, i)
	}
	depend(st.x, axiom.EdgeData, t.next.b.from, n)
	return s.place(st, i, n)
}

// event adds an event of thread i with what comes before it.
func (s *search) event(st *state, i int, e axiom.Event) int {
	t := &st.threads[i]
	e.Thread, e.Pos = i, t.fn.Pos[t.pc]
	n := st.x.Add(e)
	for _, a := range t.after {
		st.x.Connect(axiom.EdgeSync, a, n)
	}
	t.after = nil
	depend(st.x, axiom.EdgeAddr, t.next.addr.from, n)
	depend(st.x, axiom.EdgeCtrl, t.ctrl, n)
	return n
}

func depend(x *axiom.Execution, kind axiom.Edge, on origin, n int) {
	for _, r := range on {
		x.Connect(kind, r, n)
	}
}

// place tries every place in coherence order for the write n of thread i.
func (s *search) place(st *state, i, n int) error {
	for _, other := range s.places(st.x, n) {
		next := s.clone(st)
		next.x.Place(n, other)
		if s.consistent(next) {
			if err := s.resolve(next, i, n, 0); err != nil {
				return err
			}
		}
		s.free(next)
	}
	return nil
}

// places gives the writes after which write n may be.
func (s *search) places(x *axiom.Execution, n int) []int {
	e := &x.Events[n]
	if e.Partner != axiom.None && x.Rf(e.Partner) != axiom.None &&
		slices.ContainsFunc(s.axioms, func(a axiom.Axiom) bool { return a.Name == axiom.Atomicity }) {
		return []int{x.Rf(e.Partner)}
	}
	return slices.Clone(x.Writes(e.Addr))
}
