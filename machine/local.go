package machine

import (
	"slices"
	"unsafe"

	"github.com/zeebo/xxh3"

	"heddle/model/program"
)

// A local state is all that belongs to one thread at rest: its stack of frames
// with their live registers, the ghost events that it still has to report, and
// its parent. Equal local states have one number, so that a state of the whole
// machine holds a small number a thread.
//
// Its record is a run of words:
//
//	parent, how it started the thread (see program.Daemon), and where
//	number of words of late events, and of panics <<32
//	for each late event: packLate(…), address, words…
//	for each panic, bottom to top: see panicking.pack
//	for each frame, bottom to top: function<<32 | instruction, live registers…
//	of a weak daemon: the address that keeps it alive
//
// The live registers of the top frame are those before its instruction, of the
// others those across their call.
type local struct {
	start   uint32 // in locals.words
	size    uint32
	pending pending
	heap    bool // holds the address of a heap object
	// The remnants that it holds addresses of, see garbage.go.
	remnants uint64
}

// pending is the operation that a thread at rest will do first.
type pending struct {
	op       program.Op
	plain    bool // an ordinary Go access: it can race
	write    bool
	drains   bool   // waits for an empty store buffer
	through  bool   // addr holds the address of the cell: an iterator, whose map is accessed
	isCAS    bool   // writes only if the cell holds expect
	aux      uint8  // the order of an access
	choice   uint16 // Choose: number of alternatives, else 1
	fn       int32
	pc       int32
	addr     uint64 // of the cell; 0 if none
	cases    span   // of a Select, in locals.cases
	fallback bool   // … has a default
	expect   uint64
	receives reception // of a NetReceive; of a NetSend that waits for room, from is the receiver
}

// locals interns local states. Number 0 is not used: it stands for an ended thread.
type locals struct {
	words []uint64
	list  []local
	cases []selectCase // of the Selects at which threads rest
	table []uint32     // open addressing, a power of two, 0 is empty
}

const fewLocals = 1 << 8

// reset forgets all local states.
func (l *locals) reset() {
	l.words, l.cases = l.words[:0], l.cases[:0]
	l.list = append(l.list[:0], local{})
	if len(l.table) != fewLocals {
		l.table = make([]uint32, fewLocals)
	}
	clear(l.table)
}

func (l *locals) record(id uint32) []uint64 {
	e := &l.list[id]
	return l.words[e.start : e.start+e.size]
}

func (l *locals) bytes() int {
	return 8*cap(l.words) + int(unsafe.Sizeof(local{}))*cap(l.list) + 4*cap(l.table) + int(unsafe.Sizeof(selectCase{}))*cap(l.cases)
}

// intern gives the number of the record; fresh says that it is new, and its pending is to be set.
func (l *locals) intern(rec []uint64) (id uint32, fresh bool) {
	if 2*len(l.list) > len(l.table) {
		l.rehash()
	}
	mask := uint64(len(l.table) - 1)
	for i := hashWords(rec) & mask; ; i = (i + 1) & mask {
		switch id := l.table[i]; {
		case id == 0:
			id = uint32(len(l.list))
			l.table[i] = id
			l.list = append(l.list, local{start: uint32(len(l.words)), size: uint32(len(rec))})
			l.words = append(l.words, rec...)
			return id, true
		case slices.Equal(l.record(id), rec):
			return id, false
		}
	}
}

func (l *locals) rehash() {
	l.table = make([]uint32, 2*len(l.table))
	mask := uint64(len(l.table) - 1)
	for id := 1; id < len(l.list); id++ {
		i := hashWords(l.record(uint32(id))) & mask
		for l.table[i] != 0 {
			i = (i + 1) & mask
		}
		l.table[i] = uint32(id)
	}
}

func hashWords(w []uint64) uint64 {
	return xxh3.Hash(unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(w))), 8*len(w)))
}
