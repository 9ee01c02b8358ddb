package machine

import (
	"fmt"
	"strings"
)

// Memory is a memory model.
type Memory struct {
	Name     string
	Doc      string
	Source   string
	Buffered bool // ordinary stores wait in a store buffer: see buffer.go
	PerCell  bool // … which is in order for each cell only
	Views    bool // cells are lists of messages, which threads have views of: see messages.go
	Global   bool // … and one that all share takes the place of those of messages: see memory_rc.go
	Races    bool // a reachable data race is a violation: see race.go and view_races.go
}

// Memories lists the memory models, the default first.
func Memories() []Memory {
	return []Memory{goModel(), sequential(), totalStoreOrder(), partialStoreOrder(), releaseConsistency(), repairedC11()}
}

// FindMemory gives the memory model of that name; "" is the default.
func FindMemory(name string) (Memory, error) {
	var known []string
	for _, m := range Memories() {
		if m.Name == name || name == "" {
			return m, nil
		}
		known = append(known, m.Name)
	}
	return Memory{}, fmt.Errorf("machine: memory model %q, want one of %s", name, strings.Join(known, ", "))
}

// Config is fixed for the life of a machine.
type Config struct {
	Memory     Memory
	AllVisible bool // every access to memory is a step of its own: no reduction
	NoMemo     bool // interpret every step: the slow twin of memo.go, for tests
	NoteRaces  bool // races do not end a run, they are noted: see Raced
	AllowLeaks bool // a state in which main has returned is an end, whatever is left
	LearnAfter int  // passes before the machine looks ahead, see learn.go; 0 is 16
	// Replay, if not nil, names the fixed cells whose accesses are steps, instead of
	// learning them; see Shared. Such a machine follows one schedule, it does not search.
	Replay  map[string]bool
	Touched map[string]bool // … and who accesses shared ones; see Touched
	Tracked map[string]bool // with Replay: the cells whose races are found by knowledge; see Tracked
	Eager   bool            // steps that nobody can notice come before all others, see eager.go
	Known   []Known         // who touches which fixed cells, as far as that is known beforehand

	Ample    bool // of states of message programs not all steps are taken: see ample.go
	Symmetry bool // successors are representatives of the orbits of interchangeable threads: see orbits.go

	System   System // resolved
	Accesses bool   // successors say what their steps access: see Access
	Labels   bool   // successors have labels
	Touches  bool   // … that say which lines they touch
	Ordered  bool   // it is kept who wants into a section, and in which order: see Obligations
	Doorless bool   // … but not in which order: Doorway counts for nothing
	Wants    bool   // … but not in which order, which costs next to nothing: Doorway counts for nothing
	// With Ordered: who enters a section before one that had passed its doorway earlier breaks the claim "fcfs".
	FirstCome bool
	Granted   bool // with Ordered or Wants: a request that is open where the program ends breaks the claim "leads-to"
	Network   NetworkOverride
	// Monitor, if not nil, judges the history of the program, which must have one model.History at most.
	Monitor  Monitor
	Stricter bool // of successors that differ in what it makes of the history those with stricter words are given, see stricter.go
	Fade     bool // objects are forgotten that nobody looks into any more, see fade.go
	WordBits int  // atomic integers have so many bits, and wrap; 0 is as many as their type
}

// Bounds on what one step may do. They turn a program that never comes to rest
// into an incomplete verdict.
const (
	maxThreads = 64
	maxSpawned = 1 << 12 // threads that one step starts, directly or by those that it starts
	maxChoice  = 1 << 15 // alternatives of one choice
	maxLocal   = 1 << 25 // instructions in one step
	maxFrames  = 1 << 14 // depth of calls
	maxStack   = 1 << 20 // words of registers of one thread
	maxHeap    = 1 << 20 // words of objects in one state
	maxBuffer  = 1 << 12 // entries of one store buffer
	maxList    = 1 << 12 // messages of one cell that can be read
	maxCells   = 1 << 14 // cells that are lists of messages: numbers of rows, see knows.go
)
