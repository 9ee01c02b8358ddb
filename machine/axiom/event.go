package axiom

import "heddle/model/program"

// Kind says what an event does.
type Kind uint8

// The kinds of events.
const (
	Read Kind = iota
	Write
	Fence
)

// Initial is the thread of the writes that give locations their first values.
const Initial = -1

// None is the event that is not there: the source of a read that has none, the
// partner of an event that is half of no read-modify-write.
const None = -1

// Event is an access to a location or a fence. A read-modify-write is two events, a
// Read and a Write; one that fails, a compare-and-swap, is a Read.
type Event struct {
	Thread int // Initial, or the number of its thread
	Kind   Kind
	Order  program.Order // of this half, see ReadOrder and WriteOrder
	Locked bool          // it belongs to a read-modify-write, be it one that fails
	Addr   uint64        // 0 for a fence
	Value  uint64        // that is read or written
	Pos    program.Pos

	Index   int // its place in program order, from 0; set by Add
	Partner int // the other half of its read-modify-write, or None; set by Pair
}

// atomic reports whether e is no ordinary variable's access: it does not race.
func (e *Event) atomic() bool { return e.Order != program.Plain }

func (e *Event) acquires() bool { return e.Order.Acquires() }

func (e *Event) releases() bool { return e.Order.Releases() }

// ReadOrder is the order of the read of a read-modify-write of order o.
func ReadOrder(o program.Order) program.Order {
	switch o {
	case program.AcqRel:
		return program.Acquire
	case program.Release, program.Plain:
		return program.Relaxed
	}
	return o
}

// WriteOrder is the order of the write of a read-modify-write of order o.
func WriteOrder(o program.Order) program.Order {
	switch o {
	case program.AcqRel:
		return program.Release
	case program.Acquire, program.Plain:
		return program.Relaxed
	}
	return o
}

var orderNames = [...]string{
	program.Plain: "plain", program.Ordinary: "", program.Relaxed: "rlx", program.Acquire: "acq",
	program.Release: "rel", program.AcqRel: "acqrel", program.SeqCst: "sc",
}
