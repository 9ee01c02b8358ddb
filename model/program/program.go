// Package program is the register code that every front end produces and every
// machine runs: functions of word instructions, the layout of memory, and the
// source position of each instruction.
//
// All values are 64-bit words. A Go value of any type is flattened to words:
// structs and arrays field by field, a slice to (pointer, length, capacity), an
// interface to (type, data), a string to one word (an index into Strings), a
// function to one word (the address of a closure object). Integers are kept
// sign- or zero-extended to 64 bits; float32 and float64 as their IEEE bits;
// bool as 0 or 1.
//
// Memory is a sequence of cells, one word each. An address is the number of a
// cell; 0 is nil. Objects take consecutive cells. Cells 1 … len(Image)-1 are the
// package's globals and constant objects; what the program allocates follows.
//
// The package only describes: package machine gives the meaning of a step.
package program

import "strconv"

// Program is a closed program: everything that one check can reach.
type Program struct {
	Target   string   // what was asked for, for reports: "lock/ticket", "./mylock:CheckTicket"
	Funcs    []Func   // Funcs[Entry] is the first function of the main thread
	Entry    int      // no parameters, no results; runs package initialisation, then the check
	Image    []uint64 // initial words of the static cells; Image[0] is unused
	Statics  []Object // the objects of Image, by ascending address
	Layouts  []Layout
	Types    []Type // dynamic types of interface values; Types[0] is unused: a nil interface
	Methods  [][]int32
	Sets     [][]bool // Sets[i][t]: type t is in set i (implements an interface); see TypeIn
	Strings  []string // Strings[0] is ""
	Files    []string // as they should be printed: relative to the working directory if below it
	Std      []bool   // len Files, or nil: the file is of the standard library or the vocabulary, not the user's
	Claims   []string // file:line of the assertions and ghost claims in the code, sorted: see vacuity in package checker
	Parallel bool     // a go statement or model.Run is reachable
	Maps     []MapType
	Bounds   []string // what bounds the front end has put on what the program does, for verdicts: "rand≤8"
	Fault    Fault
	Texts    []int32 // by type, or nil: the method Error or String that prints a panic's value (data word → string word); -1: none
}

// MapType is a type of maps: the kinds of the words of its keys and elements.
//
// The words of a map's object are the number of entries and the address of an array
// of them, 0 if there are none; an entry is a key's words and then an element's. Entries are in
// ascending order of their keys, strings by their bytes, if no word of a key holds an address or an
// interface; else in the order in which they were made.
type MapType struct {
	Name    string // "map[string]int"
	Key     []WordKind
	Elem    []WordKind
	Object  int32 // layout of the map's object
	Entries int32 // layout of one entry; one of ≥ 1 words
	Iter    int32 // layout of an iterator: the map; the keys to be produced and those that were: addresses of arrays, or 0
	Keys    int32 // layout of one key in those arrays; one of ≥ 1 words
}

// Fault says how a run-time error becomes a value that can be recovered: as an
// interface of dynamic type Type, whose data word is the address of an object of
// Layout with the message, a string, as its one word. Type 0: nothing can recover it.
type Fault struct{ Type, Layout int32 }

// Case is a case of a Select. Its alternatives are numbered case by case:
//
//   - of a nil channel there is none;
//   - a send on a closed channel is one, which panics; else, if the channel has a
//     buffer, it is one if there is room; if it has none, it is one for each receive
//     case, in order of threads and cases, of a Select that is next in another thread
//     and has that channel, if not both Selects have a default: both are carried out;
//   - a receive is one if an element waits or the channel is closed; the receiving
//     half of a send is the sender's alternative, not its own.
//
// The default is the last alternative, if no case is ready by its channel alone: it
// cannot be known that another thread waits already.
type Case struct {
	Send  bool
	Chan  Reg
	Words []Reg  // what is sent
	Size  int    // words received; an element of none has one word in the buffer, a 0
	Kinds []Kind // of the words of an element, or nil: how they print
}

// Object is a static object: a global variable or a constant.
type Object struct {
	Name   string // "pkg.counter"; "" for anonymous constants
	Addr   uint64
	Layout int32
	Count  int // number of elements of Layout; 1 unless an array object
}

// Layout describes the words of one object, or of one element of an array object.
type Layout struct {
	Name      string   // the Go type
	Words     int      // ≥ 0
	Pointer   []bool   // len Words: the word holds an address or nil
	Cells     []string // len Words: suffix that names the word: "", ".next", "[2].state"
	Kinds     []Kind   // len Words, or nil: how the words print; integers if nil
	Immutable bool     // never written after it is filled (closures, boxed values): reading is never visible
}

// Type is a dynamic type.
type Type struct {
	Name       string
	Boxed      bool       // the data word is the address of an object with the value; else it is the value (a pointer)
	Comparable bool       // == on it does not panic
	Words      []WordKind // how the value's words compare and print
}

// WordKind says how one word of a flattened value compares and prints. An
// interface takes two: KindIface for its type word and KindData for its data.
type WordKind struct {
	Kind  Kind
	Blank bool // padding or a field named _: not compared
}

// Func is a function. A frame of it has Regs word registers; the parameters are
// in registers 0 … Params-1, followed by Free captured words, then everything else.
type Func struct {
	Name    string // "(*Ticket).Lock", "CheckTicket.func1"
	Params  int    // words
	Free    int    // words copied from the closure object, words 1 … Free of it
	Results int    // words
	Regs    int
	Pointer []bool // len Regs: the register holds an address or nil, or garbage when dead
	Code    []Instr
	Pos     []Pos    // len Code
	Lists   [][]Reg  // operand lists
	Names   []string // name of an allocated object, see Alloc
	Selects [][]Case
	live    liveness

	// A panic or Goexit looks, from the top frame down, for a frame whose function Defers; the
	// frames above it are dropped, and it goes on at Unwind: there its deferred calls are made, up to
	// an Unwound. If one of them recovers, the frame is not unwinding any more: what follows the
	// Unwound returns to its caller. A panic in a frame that unwinds already replaces the first.
	// So the registers that are live at Unwind are live at every instruction that may panic.
	Defers bool
	Unwind int
	// Wrapper functions are not there for Recover: it is called by a deferred function
	// if the nearest frame below that is no wrapper's is unwinding.
	Wrapper bool
}

// Reg is a register of a frame.
type Reg = int32

// Pos is a source position; File indexes Program.Files; Line 0 means unknown.
// Column tells operations of one line apart: in bytes, from 1; of a call, where its arguments begin.
type Pos struct {
	File   int32
	Line   int32
	Column int32
	Inside int32 // names, in Program.Strings, the library function whose code is expanded there; 0: none
}

// Instr is one instruction; see Op for the meaning of its fields.
type Instr struct {
	Op   Op
	Kind Kind
	Aux  uint8 // an Order, a Kind (Convert, Shl, Shr) or an Event (Ghost)
	A    int32
	B    int32
	C    int32
	D    int32
	Imm  int64
}

// ThreadName is how thread t is called everywhere: main, P0, P1, …
func ThreadName(t int) string {
	if t == 0 {
		return "main"
	}
	return "P" + strconv.Itoa(t-1)
}
