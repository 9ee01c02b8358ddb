package candidate

import (
	"errors"
	"slices"

	"heddle/machine/axiom"
	"heddle/model/program"
)

// findValues finds what each cell may ever hold: what threads write if their reads
// give values that were found before, as often as there are reads in an execution. A
// read of a value that is not found gets it from itself: out of thin air.
func (s *search) findValues() error {
	s.values = map[uint64][]uint64{}
	for round := 0; ; round++ {
		entry := &s.prog.Funcs[s.prog.Entry]
		f := finder{search: s, next: map[uint64][]uint64{}}
		f.started = []thread{{parent: -1, fn: entry, regs: make([]value, entry.Regs)}}
		reads := 0
		for n := 0; n < len(f.started); n++ {
			f.reads = 0
			if err := f.follow(f.started[n], 0); err != nil {
				return err
			}
			reads += f.reads
		}
		grown := false
		for addr, list := range f.next {
			slices.Sort(list)
			grown = grown || len(list) > len(s.values[addr])
			s.values[addr] = list
		}
		if !grown || round > reads {
			return nil
		}
	}
}

// finder follows each thread by itself.
type finder struct {
	*search
	next    map[uint64][]uint64 // values found in this round
	started []thread
	reads   int // most reads of a run of the thread
	steps   int
}

// maxSteps bounds the accesses that one round follows.
const maxSteps = 1 << 20

// follow runs t for all values that its reads may give, n of them so far.
func (f *finder) follow(t thread, n int) error {
	if f.steps++; f.steps > maxSteps {
		f.open = true
		return nil
	}
	var started []thread
	err := f.run(&t, axiom.New(), &started)
	for _, c := range started {
		c.number = len(f.started)
		f.started = append(f.started, c)
	}
	if err != nil || t.ended {
		f.reads = max(f.reads, n)
		if err != nil && errors.Is(f.dropped(err, &t), errDropped) {
			return nil
		}
		return err
	}
	r, again := t.next, t
	again.pc++
	switch {
	case r.choice > 0:
		for v := range r.choice {
			again.regs = slices.Clone(t.regs)
			again.regs[r.in.A] = value{word: uint64(v)}
			if err := f.follow(again, n); err != nil {
				return err
			}
		}
		return nil
	case r.reads():
		return f.read(again, n)
	case r.writes():
		f.note(r.addr.word, r.b.word)
	}
	return f.follow(again, n)
}

// read follows t with all that its read may give.
func (f *finder) read(t thread, n int) error {
	r := t.next
	regs := t.regs
	for _, v := range append([]uint64{f.prog.Image[r.addr.word]}, f.values[r.addr.word]...) {
		t.regs = slices.Clone(regs)
		t.regs[r.in.A] = value{word: v}
		if r.in.Op != program.Load {
			result, written, writes, _ := r.outcome(v)
			t.regs[r.in.A] = value{word: result}
			if writes {
				f.note(r.addr.word, written)
			}
		}
		if err := f.follow(t, n+1); err != nil {
			return err
		}
	}
	return nil
}

func (f *finder) note(addr, v uint64) {
	if !slices.Contains(f.next[addr], v) {
		f.next[addr] = append(f.next[addr], v)
	}
}
