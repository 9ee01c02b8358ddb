package machine

// Each wrong assumption on sharing costs a pass. That is cheap for a few cells,
// and slow for large arrays, of which each cell is found out about by itself. So
// after some passes the machine looks ahead: it runs random schedules, a fixed
// sequence of them, in which touches are noted and no assumption is made. What is
// noted has happened in a run of the program, so a complete search would have
// come to know it too.

const (
	learnAfter = 16   // passes
	learnRuns  = 4    // schedules
	learnSteps = 4000 // of each
)

// learn runs the random schedules.
func (m *Machine) learn() {
	m.share.learning = true
	random := xorshift(1)
	for range learnRuns {
		if fail, err := m.boot(); fail != nil || err != nil {
			break
		}
		m.cur.copyFrom(&m.initial)
		for range learnSteps {
			if !m.wander(&random) {
				break
			}
		}
	}
	m.share.learning, m.share.frozen = false, false
}

// wander takes a random step; false if there is none, or it fails.
func (m *Machine) wander(random *xorshift) bool {
	threads := len(m.cur.Locals)
	first := random.next(threads)
	m.owner = m.owner[:0]
	if len(m.cur.Objects) > 0 {
		m.findOwners()
	}
	for i := range threads {
		t := (first + i) % threads
		n := 0
		if m.cur.Locals[t] != 0 {
			n = m.choices(&m.cur, t)
		}
		s := &m.step
		s.begin(m)
		switch {
		case m.cfg.Memory.Buffered && len(m.cur.Buffers[t]) > 0 && random.next(2) == 0:
			s.flushAny(t, random)
		case n == 0:
			continue
		default:
			s.take(t, random.next(n))
		}
		if s.blocked {
			continue
		}
		if s.failure != nil || s.err != nil && s.err != ErrAgain {
			return false
		}
		if s.err == nil { // after ErrAgain the loop that asked for it is tried again as a spin loop
			m.settle(s, t)
			m.cur.copyFrom(&s.state)
		}
		return true
	}
	return false
}

// flushAny flushes one of the entries of thread t's buffer that may be.
func (s *step) flushAny(t int, random *xorshift) {
	b := s.state.Buffers[t]
	i := random.next(len(b))
	for !s.m.flushable(b, i) {
		i = (i + 1) % len(b)
	}
	s.flush(t, i)
}

// xorshift is a small random source, so that runs are the same everywhere
// (G. Marsaglia, Xorshift RNGs, J. Statistical Software 8(14), 2003).
type xorshift uint64

// next gives a number from 0 to n-1.
func (x *xorshift) next(n int) int {
	*x ^= *x << 13
	*x ^= *x >> 7
	*x ^= *x << 17
	return int(uint64(*x) % uint64(n))
}
