package candidate

import (
	"errors"
	"slices"

	"heddle/machine/axiom"
	"heddle/model/program"
)

// forecast is what may happen at all, each thread taken by itself.
type forecast struct {
	values map[uint64][]uint64 // what a cell may ever be given
	ends   [][][]cell          // by thread: how it may leave its private cells, those that were written to
	open   bool                // it is not all
}

// foresee follows each thread for reads that give any value that was found before, as often as
// there are reads in an execution, or that the code names: a write under a condition may be what
// the condition waits for. A read of any other value could only get it from itself.
func (s *search) foresee() (forecast, error) {
	all, err := s.foreseeFrom(s.constants())
	if err == nil && all.open {
		return s.foreseeFrom(nil)
	}
	return all, err
}

// foreseeFrom is foresee if the code names these values.
func (s *search) foreseeFrom(constants []uint64) (forecast, error) {
	all := forecast{values: map[uint64][]uint64{}}
	for round, reads := 0, 0; round <= reads; round++ {
		entry := &s.prog.Funcs[s.prog.Entry]
		f := finder{search: s, constants: constants, known: all.values, next: map[uint64][]uint64{}}
		f.started = []thread{{parent: -1, fn: entry, regs: make([]value, entry.Regs)}}
		reads, all.ends = 0, nil
		for n := 0; n < len(f.started); n++ {
			f.reads, f.ends = 0, nil
			if err := f.follow(f.started[n], 0); err != nil {
				return all, err
			}
			reads += f.reads
			all.ends = append(all.ends, f.ends)
		}
		grown := false
		for addr, list := range f.next {
			slices.Sort(list)
			grown = grown || len(list) > len(all.values[addr])
		}
		all.values, all.open = f.next, f.steps > maxSteps
		if !grown || all.open {
			break
		}
	}
	s.cut, s.failure = "", ""
	return all, nil
}

// constants lists the values that the code names, other than as addresses of accesses, if
// it has conditions at all.
func (s *search) constants() []uint64 {
	var list []uint64
	conditions := false
	for i := range s.prog.Funcs {
		f := &s.prog.Funcs[i]
		used := make([]bool, f.Regs) // as a value
		for pc := range f.Code {
			in := &f.Code[pc]
			conditions = conditions || in.Op == program.Branch
			uses := f.Uses(pc)
			if r := (request{in: in}); r.reads() || r.writes() {
				uses = uses[1:]
			}
			for _, r := range uses {
				used[r] = true
			}
		}
		for pc := range f.Code {
			if in := &f.Code[pc]; in.Op == program.Const && used[in.A] && !slices.Contains(list, uint64(in.Imm)) {
				list = append(list, uint64(in.Imm))
			}
		}
	}
	if !conditions {
		return nil
	}
	return list
}

// finder follows each thread by itself.
type finder struct {
	*search
	constants []uint64
	known     map[uint64][]uint64 // values found before
	next      map[uint64][]uint64 // values found in this round
	started   []thread
	ends      [][]cell // how the thread may end
	reads     int      // most reads of a run of the thread
	steps     int
}

// maxSteps bounds the accesses that one round follows.
const maxSteps = 1 << 16

// follow runs t for all values that its reads may give, n of them so far.
func (f *finder) follow(t thread, n int) error {
	if f.steps++; f.steps > maxSteps {
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
		if t.ended && !slices.ContainsFunc(f.ends, t.endsSo) {
			f.ends = append(f.ends, t.cells)
		}
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
	values := append(append([]uint64{f.prog.Image[r.addr.word]}, f.constants...), f.known[r.addr.word]...)
	slices.Sort(values)
	for _, v := range slices.Compact(values) {
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
