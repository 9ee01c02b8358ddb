package machine

import (
	"fmt"
	"math/bits"
)

// line is who has copies of one line of memory, where they are kept alike: bit lineBits+t if thread
// t has one, and below it what they are worth. 0 is that nobody has any.
//
// Invariant: a line that is not shared has one holder.
type line uint64

// What copies are worth.
const (
	lineShared    line = iota // memory holds the same, and there may be others
	lineModified              // the only one, and memory may hold something older
	lineExclusive             // the only one, and memory holds the same
)

const (
	lineBits = 2
	worth    = 1<<lineBits - 1
	// maxCaches bounds the threads of a machine with caches.
	maxCaches = 62
)

func holder(t int) line { return 1 << (lineBits + t) }

func (l line) has(t int) bool { return l&holder(t) != 0 }

// holders is the set of them: bit t for thread t.
func (l line) holders() uint64 { return uint64(l >> lineBits) }

// owner is the thread whose copy is modified or exclusive, -1 if none is.
func (l line) owner() int {
	if l&worth == lineShared {
		return -1
	}
	return bits.TrailingZeros64(l.holders())
}

// shared is the line with its copies as they are, and none better than others.
func (l line) shared() line { return l &^ worth }

// eachOther calls f with each holder but t, in their order.
func (l line) eachOther(t int, f func(u int)) {
	for set := l.holders() &^ (1 << t); set != 0; set &= set - 1 {
		f(bits.TrailingZeros64(set))
	}
}

// valid checks the invariant: one writer or many readers, of the threads there are.
func (l line) valid(threads uint64, mesi bool) error {
	switch n := bits.OnesCount64(l.holders()); {
	case l&worth != lineShared && n != 1:
		return fmt.Errorf("%d copies of a line, one of them %v, want it to be the only one", n, l)
	case l != 0 && n == 0 || l&worth == worth || l&worth == lineExclusive && !mesi:
		return fmt.Errorf("copies %v, which the protocol does not know", l)
	case l.holders()&^threads != 0:
		return fmt.Errorf("copies %v, threads: %b", l, threads)
	}
	return nil
}

// String prints "P0 modified", "P0, P2 shared", or "no copies".
func (l line) String() string {
	if l == 0 {
		return "no copies"
	}
	name := [...]string{"shared", "modified", "exclusive", "?"}[l&worth]
	return fmt.Sprintf("%s %s", threadNames(l.holders()), name)
}
