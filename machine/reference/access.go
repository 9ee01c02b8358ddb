package reference

import (
	"errors"

	"heddle/model/program"
)

// The kinds of Access.
const (
	KindLocal   = "local" // nothing that another thread could notice
	KindLoad    = "load"
	KindStore   = "store" // into the store buffer, if there are buffers and the order lets it
	KindRMW     = "rmw"
	KindFence   = "fence"
	KindSection = "section"
	KindAlloc   = "alloc"
	KindChoose  = "choose"
	KindGhost   = "ghost"
	KindGo      = "go"
	KindJoin    = "join"
	KindEnd     = "end"   // the thread's last return
	KindFlush   = "flush" // an entry of the thread's store buffer to memory
	KindSend    = "send"
	KindReceive = "receive"
	KindDefault = "default" // of a Select
	KindClose   = "close"
	KindChanLen = "chanlen"
	KindPrint   = "print"
	KindExit    = "exit"
	KindTimeout = "timeout" // of a NetReceive that takes no message
	KindRest    = "rest"    // … since nothing else can happen
	KindMark    = "mark"
)

// Access is what one step did.
type Access struct {
	Thread int
	Kind   string
	Loc    string // name of the cell, "" if none is touched
	Addr   uint64 // the cell, 0 if none is touched
	Value  uint64 // word read or written; left behind by a read-modify-write; chosen; number of the thread started
	Old    uint64 // word that a read-modify-write found
	Wrote  bool   // the cell was written: false for a load and a failed compare-and-swap
	Write  int    // if it is an instruction's: which of the thread's writes that is, see Message
	Order  program.Order
	Pos    program.Pos
	Count  int      // instructions executed: 1, but for a section and 0 for a flush
	Parts  []Access // of a section: what it touched, in program order
	Map    string   // of a map's first word: "read", "write" or "iteration"; else ""

	Message  int // number of the message that a network carries, from 1 in the order of sending; 0: none
	From, To int // nodes of its link

	Meets    bool // a send that thread Receiver has received in the same step
	Receiver int
}

// ErrBlocked says that the thread cannot take a step now. The machine is as it was.
var ErrBlocked = errors.New("reference: the thread is blocked")

// Failure is a violation. The machine that met it must not be stepped further.
type Failure struct {
	Property string // as the checker's Property… constants
	Message  string
	Thread   int
	Pos      program.Pos
	Other    *Access // of a race: the earlier access
}

func (f *Failure) Error() string { return f.Property + ": " + f.Message }

// The properties that a step can violate.
const (
	propertyPanic     = "panic"
	propertyAssert    = "assert"
	propertyRace      = "race"
	propertyExclusion = "mutual-exclusion"
	propertyBarrier   = "barrier"
	propertyHistory   = "history"
)

// fail is a violation by thread t at its current instruction.
func (m *Machine) fail(t int, property, message string) error {
	return &Failure{Property: property, Message: message, Thread: t, Pos: m.Position(t)}
}
