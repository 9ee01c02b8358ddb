package symmetry

import (
	"fmt"
	"slices"

	"heddle/model/program"
)

// analysis follows the program until nothing new is found. Then colours say which threads of the
// group are alike. It starts again when it finds memory of threads' own.
type analysis struct {
	*Start
	group    []int // of Start.Threads
	families []family
	again    bool // there is a new family

	why    string // not "": nothing is interchangeable
	colour []int  // by thread of the group
	parted string // what first told threads of the group apart

	first    uint64 // the number of thread 0
	numbered bool
	outside  map[uint64]bool // constants that are kept where numbers are

	fn, pc   int // where it is
	changed  bool
	*context             // that it is in
	all      [2]context  // of the group's threads, and of others: a number in one is a word like others in the other
	cells    []value     // by fixed address; of blocks those of thread 0
	owner    []int16     // by fixed address: whose block it is in, -1: nobody's
	bases    []uint64    // by fixed address: in a block of thread 0
	heap     [][]value   // by layout and word
	calls    []suspended // of stacks at the start
	late     map[program.Event][]value
	masks    map[uint64]program.Event // words of claims with a bit for each thread, or other number: see claimants
}

// context is what is known of functions where certain threads call them.
type context struct {
	in      [][][]value // by function and instruction: the registers before it; nil: not reached
	results [][]value   // by function; nil: it does not return
}

// suspended is a call that the start is in.
type suspended struct {
	fn, pc, callee int
	regs           []value
}

func (a *analysis) reset() {
	a.again, a.why, a.parted, a.numbered, a.first = false, "", "", false, 0
	a.colour = make([]int, len(a.group))
	a.outside, a.late, a.masks = map[uint64]bool{}, map[program.Event][]value{}, map[uint64]program.Event{}
	for c := range a.all {
		a.all[c] = context{in: make([][][]value, len(a.Prog.Funcs)), results: make([][]value, len(a.Prog.Funcs))}
		for i := range a.Prog.Funcs {
			a.all[c].in[i] = make([][]value, len(a.Prog.Funcs[i].Code))
		}
	}
	a.heap = make([][]value, len(a.Prog.Layouts))
	a.cells, a.owner, a.bases = make([]value, len(a.Words)), make([]int16, len(a.Words)), make([]uint64, len(a.Words))
	for addr, w := range a.Words {
		a.cells[addr], a.owner[addr], a.bases[addr] = word(w), -1, uint64(addr)
	}
	a.calls = nil
}

// follow finds what is known of all words. It is true if there is memory of threads' own that was not known before.
func (a *analysis) follow() (again bool) {
	a.context = &a.all[ofGroup]
	a.enterGroup()
	if a.settle(); a.again {
		return true
	}
	a.context = &a.all[ofOthers]
	a.enter(&a.Main)
	for i := range a.Threads {
		if !slices.Contains(a.group, i) {
			a.enter(&a.Threads[i])
		}
	}
	for a.changed = true; a.changed && a.why == "" && !a.again; {
		a.changed = false
		a.sweep()
	}
	return a.again && a.why == ""
}

// sweep takes each instruction that is reached once.
func (a *analysis) sweep() {
	a.context = &a.all[ofOthers]
	for _, c := range a.calls {
		if a.fn, a.pc = c.fn, c.pc; a.in[c.fn][c.pc] != nil {
			a.refuse("a call that the main thread is in is made again")
		}
		if a.results[c.callee] != nil {
			a.returned(slices.Clone(c.regs), a.results[c.callee])
		}
	}
	for c := range a.all {
		a.context = &a.all[c]
		for fn := range a.in {
			a.sweepFunc(fn)
		}
	}
}

func (a *analysis) sweepFunc(fn int) {
	f := &a.Prog.Funcs[fn]
	for pc, regs := range a.in[fn] {
		if regs == nil {
			continue
		}
		if a.why != "" || a.again {
			return
		}
		a.fn, a.pc = fn, pc
		if f.Defers && pc != f.Unwind {
			a.flow(f.Unwind, regs)
		}
		a.transfer(f, &f.Code[pc], slices.Clone(regs))
	}
}

// flow notes that the present function may come to pc with these registers.
func (a *analysis) flow(pc int, regs []value) { a.reach(a.fn, pc, regs) }

func (a *analysis) reach(fn, pc int, regs []value) {
	f := &a.Prog.Funcs[fn]
	in := a.in[fn][pc]
	if in == nil {
		in = make([]value, f.Regs)
		a.in[fn][pc], a.changed = in, true
	}
	for _, r := range f.Live(pc) {
		if int(r) >= len(regs) {
			continue
		}
		v := a.join(in[r], regs[r], f.Pointer[r])
		if !v.equal(in[r]) {
			in[r], a.changed = v, true
		}
	}
}

// enter follows the stack of one thread from the start.
func (a *analysis) enter(t *Thread) {
	for i := range t.Frames {
		fr := &t.Frames[i]
		regs := make([]value, len(fr.Regs))
		for r, w := range fr.Regs {
			regs[r] = word(w)
		}
		if a.fn, a.pc = fr.Fn, fr.PC; i == len(t.Frames)-1 {
			a.flow(fr.PC, regs)
			continue
		}
		if f := &a.Prog.Funcs[fr.Fn]; f.Defers {
			a.flow(f.Unwind, regs)
		}
		a.calls = append(a.calls, suspended{fr.Fn, fr.PC, t.Frames[i+1].Fn, regs})
	}
	for _, l := range t.Late {
		args := make([]value, len(l.Args))
		for i, w := range l.Args {
			args[i] = word(w)
		}
		a.event(l.Event, word(l.Addr), args)
	}
}

// enterGroup follows the threads of the group from the start, all at once.
func (a *analysis) enterGroup() {
	one := &a.Threads[a.group[0]].Frames[0]
	f := &a.Prog.Funcs[one.Fn]
	a.fn, a.pc = one.Fn, 0
	regs := make([]value, f.Regs)
	for _, r := range f.Live(0) {
		words := make([]uint64, len(a.group))
		for i, t := range a.group {
			words[i] = a.Threads[t].Frames[0].Regs[r]
		}
		regs[r] = a.tuple(words, f.Pointer[r])
	}
	a.flow(0, regs)
}

// refuse gives up, for what is done where the analysis is.
func (a *analysis) refuse(why string) {
	if a.why == "" {
		a.why = fmt.Sprintf("%s at %s", why, a.position(a.fn, a.pc))
	}
}

// part notes that threads of the group for which f differs are not alike.
func (a *analysis) part(why string, f func(i int) uint64) {
	type key struct {
		colour int
		f      uint64
	}
	numbers, colours := map[key]int{}, 0
	for i, c := range a.colour {
		colours = max(colours, c+1)
		k := key{c, f(i)}
		if _, ok := numbers[k]; !ok {
			numbers[k] = len(numbers)
		}
	}
	if len(numbers) == colours {
		return
	}
	for i, c := range a.colour {
		a.colour[i] = numbers[key{c, f(i)}]
	}
	if a.parted == "" {
		a.parted = fmt.Sprintf("%s at %s", why, a.position(a.fn, a.pc))
	}
}

// single notes that thread i of the group is not like any other.
func (a *analysis) single(i int) {
	a.part("threads are told apart", func(j int) uint64 {
		if i == j {
			return 1
		}
		return 0
	})
}
