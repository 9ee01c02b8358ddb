// Package symmetry finds threads of a program that are interchangeable.
//
// A program is followed from the state after its initial block, with abstract values in place
// of words: what matters of a word is how a permutation of threads acts on it. It is the number
// of a thread, or an address in an object of a thread's own, or neither. Threads that run the same
// code are interchangeable as far as nothing is done with numbers and such addresses but to
// move, keep and compare them, and to find a thread's own things by them; then a permutation of
// threads maps runs to runs, and a search needs one state of each orbit. These are the
// scalarsets of C. N. Ip and D. L. Dill, Better verification through symmetry, Formal
// Methods in System Design 9, 1996, section 3; but they are declared there, and inferred here, and
// what singles out some threads (a comparison with a constant) leaves the others interchangeable.
//
// It says "not interchangeable" wherever it does not know. It does not follow channels, maps,
// recovered panics, threads that are started later, nor methods of interfaces of unknown type.
package symmetry

import (
	"fmt"

	"heddle/model/program"
)

// Start is the state after the initial block: fixed memory, and threads before their first instruction.
type Start struct {
	Prog     *program.Program
	Words    []uint64 // by address
	Pointers []bool   // by address: the word holds an address
	Objects  []Object // ascending
	Main     Thread   // where it rests
	Threads  []Thread // those that it has started: thread i+1 of the machine
}

// Object is one of fixed memory.
type Object struct {
	Base   uint64
	Size   int
	Layout int32
	Count  int
}

// Thread is a thread's stack, bottom to top. A thread that has been started has one frame, at instruction 0.
type Thread struct {
	Frames []Frame
	Late   []Late
}

// Frame is a function at an instruction: the one that is next, or the call that the frame above is of.
type Frame struct {
	Fn, PC int
	Regs   []uint64
}

// Late is a ghost event that is still to be reported.
type Late struct {
	Event program.Event
	Addr  uint64
	Args  []uint64
}

// Role is how a permutation of threads acts on a word.
type Role uint8

// The roles.
const (
	Plain  Role = iota // not at all, but for addresses on the heap, which follow their objects
	Number             // it is the number of a thread, or none
	Place              // it is an address, perhaps in a block of a thread's own
	Mask               // it has a bit for each thread, at its number
)

// Symmetry is what is interchangeable. Threads of the one group that is looked at have indexes, from 0;
// that with index i is the machine's thread Threads[i], and its number in the program is First+i.
type Symmetry struct {
	Threads []int
	First   uint64
	Classes [][]int // indexes that are interchangeable, ascending; each class has at least two
	Why     string  // why no class has all of the group: where in the program threads are told apart; "" if one has

	Owner []int16 // by fixed address: the index of the thread whose own the cell is, or -1
	Cells []Role  // by fixed address
	Heap  [][]Role
	Late  map[program.Event][]Role // of an event's words

	bases []uint64            // by fixed address: of a cell of a block, the cell of index 0 at the same place
	place map[uint64][]uint64 // … and by such a cell: those of all threads
	regs  [2][][][]Role
	entry int // the function that the group's threads run
}

// Whose functions are followed: they are followed twice.
const (
	ofGroup = iota
	ofOthers
)

// Reg is the role of a register before instruction pc, in a thread that bottom is the first function of.
func (s *Symmetry) Reg(bottom, fn, pc int, r program.Reg) Role {
	of := ofOthers
	if bottom == s.entry {
		of = ofGroup
	}
	if at := s.regs[of][fn][pc]; at != nil {
		return at[r]
	}
	return Plain
}

// Moved gives the cell that is to thread j what the cell at addr is to its owner.
func (s *Symmetry) Moved(addr uint64, j int) uint64 { return s.place[s.bases[addr]][j] }

// Find finds the interchangeable threads.
func Find(start *Start) *Symmetry {
	group, why := largest(start)
	if group == nil {
		return &Symmetry{Why: why}
	}
	a := &analysis{Start: start, group: group}
	for again := true; again; {
		a.reset()
		again = a.follow()
	}
	return a.result()
}

// largest gives the most threads that run the same code; threads are by index in Start.Threads.
func largest(start *Start) (group []int, why string) {
	byFunc := map[int][]int{}
	best := -1
	for i := range start.Threads {
		t := &start.Threads[i]
		if len(t.Frames) != 1 || t.Frames[0].PC != 0 || len(t.Late) > 0 {
			return nil, "a thread starts in the middle of a function"
		}
		fn := t.Frames[0].Fn
		byFunc[fn] = append(byFunc[fn], i)
		if best < 0 || len(byFunc[fn]) > len(byFunc[best]) {
			best = fn
		}
	}
	if best < 0 || len(byFunc[best]) < 2 {
		return nil, "no two threads run the same function"
	}
	if len(start.Main.Frames) > 0 && start.Main.Frames[0].Fn == best {
		return nil, "the main thread runs the same function as others"
	}
	return byFunc[best], ""
}

// position prints a source position.
func (a *analysis) position(fn, pc int) string {
	pos := a.Prog.Funcs[fn].Pos[pc]
	if pos.Line == 0 {
		return "unknown position"
	}
	return fmt.Sprintf("%s:%d", a.Prog.Files[pos.File], pos.Line)
}
