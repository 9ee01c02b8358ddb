package machine

import "slices"

// loopWatch finds local loops that never end: it keeps a snapshot of the running
// thread's frames at a backward jump, and a later arrival there with equal
// frames, and nothing written in between, proves that the loop goes on for
// ever as long as the cells that it read stay as they are (Brent's scheme: the
// snapshot is renewed at powers of two).
type loopWatch struct {
	watching bool
	wrote    bool
	backs    int // backward jumps in this step
	next     int // backs at which the snapshot is renewed
	frames   []frame
	snapshot []uint64
	panics   []panicking
	plain    []uint64 // fixed cells accessed since watching began that were taken to be local: ordinary variables
	others   []uint64 // … and those of synchronizing accesses
}

const watchFrom = 64 // backward jumps after which a loop is watched

// reset forgets the loops of the thread that ran before.
func (w *loopWatch) reset() {
	*w = loopWatch{frames: w.frames[:0], snapshot: w.snapshot[:0], panics: w.panics[:0], plain: w.plain[:0], others: w.others[:0]}
}

func (w *loopWatch) note(addr uint64, plain bool) {
	cells := &w.others
	if plain {
		cells = &w.plain
	}
	if len(*cells) < 1<<10 && !slices.Contains(*cells, addr) {
		*cells = append(*cells, addr)
	}
}

// jumped is told of each backward jump; it reports whether the loop cannot end by itself.
func (w *loopWatch) jumped(p *proc) (endless bool) {
	w.backs++
	if w.backs < watchFrom {
		return false
	}
	if w.watching && w.backs < w.next {
		return !w.wrote && slices.Equal(w.frames, p.frames) && slices.Equal(w.snapshot, p.regs) && slices.Equal(w.panics, p.panics)
	}
	w.watching, w.wrote = true, false
	w.next = 2 * w.backs
	w.frames = append(w.frames[:0], p.frames...)
	w.snapshot = append(w.snapshot[:0], p.regs...)
	w.panics = append(w.panics[:0], p.panics...)
	return false
}

// endless ends a step that would never come to rest. If it waits for a cell that
// was taken to be its own, the cell becomes shared and the search starts again:
// then the loop is a spin loop whose turns are steps. Else it is a limit. A loop
// that has synchronizing accesses waits for those; its ordinary ones are most
// often constants, such as the slice that it indexes.
func (s *step) endless(p *proc) {
	if s.promote(false) || s.promote(true) {
		s.err = ErrAgain
		return
	}
	s.limit(p, "a local loop that never ends")
}

// exhausted ends a step at a bound of memory. The step may have gone on only
// because it waits for a cell that was taken to be its own; that becomes shared,
// as in endless, if it is accessed as one that synchronizes.
func (s *step) exhausted(p *proc, what string) {
	if s.promote(false) {
		s.err = ErrAgain
		return
	}
	s.limit(p, what)
}

// promote makes the cells that the loop has accessed shared: ordinary variables, or the others.
func (s *step) promote(plain bool) (any bool) {
	sh := &s.m.share
	if s.alone || sh.frozen && !sh.learning {
		return false
	}
	cells := s.loop.others
	if plain {
		cells = s.loop.plain
	}
	for _, addr := range cells {
		if sh.class[addr] != Shared {
			sh.forced[addr], any = true, true
			sh.spreadForced(addr)
			if sh.learning {
				sh.class[addr] = Shared
			}
		}
	}
	return any
}
