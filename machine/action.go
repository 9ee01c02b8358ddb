package machine

// Action is one choice: a thread takes a step, with one of its alternatives, or
// its store buffer writes an entry to memory, under most memory models the oldest, or a
// message from or to its processor is delivered, or a network between nodes fails.
type Action uint32

const (
	delivery = 1<<31 | 1
	fault    = 1<<30 | delivery
)

// StepOf is the action of a thread's step with alternative alt (0 ≤ alt < 1<<16).
func StepOf(thread, alt int) Action { return Action(thread<<1 | alt<<16) }

// FlushOf is the action of a thread's store buffer on its entry i (0 is the oldest).
func FlushOf(thread, i int) Action { return Action(thread<<1 | 1 | i<<16) }

// DeliverOf is the action of delivering message i of those in the network, from or to a thread's processor.
func DeliverOf(thread, i int) Action { return Action(thread<<1 | delivery | i<<16) }

// FaultOf is action i of those by which a network does what it should not, or mends it: see network.go.
func FaultOf(i int) Action { return Action(fault | i<<16) }

// Thread is the thread that steps, or whose buffer is flushed, or whose message is delivered; 0 of a fault.
func (a Action) Thread() int { return int(a>>1) & 0x7fff }

// Alt is the alternative taken, or the entry flushed, or the message delivered.
func (a Action) Alt() int {
	if a&delivery == delivery {
		return int(a>>16) & 0x3fff
	}
	return int(a >> 16)
}

// Hardware reports whether a is not a thread's own.
func (a Action) Hardware() bool { return a&1 != 0 }

// Flush reports whether a is an action of the store buffer.
func (a Action) Flush() bool { return a&delivery == 1 }

// Deliver reports whether a is an action of the network between caches.
func (a Action) Deliver() bool { return a&fault == delivery }

// Fault reports whether a is an action of the network between nodes.
func (a Action) Fault() bool { return a&fault == fault }

// Failure is a violation: of which property, why, and who was involved.
type Failure struct {
	Property string
	Message  string
	Thread   int    // who did it; -1 if it is a matter of the whole state
	Other    int    // the other thread of a race; -1 otherwise
	Forever  uint64 // of a stuck state: threads that are blocked in all that can follow, bit t for thread t
	// Stack is where Thread was, innermost first: "main.worker at main.go:12", then who started it.
	// Of a panic, where it was raised. It is only there in a run that is traced.
	Stack []string
}

// Successors is what Expand finds. The buffers are reused from call to call.
type Successors struct {
	Bytes   []byte // the encoded successors, one after the other
	Items   []Successor
	Reduced bool     // not all steps are there: see ample.go
	Ended   bool     // every thread has ended: this is a proper end; see Config.AllowLeaks
	Waits   bool     // operations that have not returned may wait for ever, see Monitor: if nothing else ends from here, it is an end
	State   *Failure // the state itself is a violation (a race, a deadlock, a leak)
	Failed  []Failed // steps that end in a violation

	accesses []Access // of all Items, see Accesses
	origins  []int32  // likewise, see Origins
}

// Failed is an action that ends in a violation.
type Failed struct {
	Action  Action
	Moves   Moves
	Failure *Failure
}

// Successor is one successor: the bytes up to End, from the End of the one before.
type Successor struct {
	Action Action
	Moves  Moves
	End    int
	Label  uint32 // see Machine.Label; 0 unless Config.Labels

	Accesses, Origins int // ends of what Successors.Accesses and Origins give; 0 unless Config.Accesses
}

// Moves says what else there is to an action for those who ask how threads get on.
type Moves struct {
	Partner uint8 // of a step that moves a second thread (both sides of a channel): its number plus one; else 0
	Daemon  bool  // the thread is a daemon: a timer, not a goroutine that is scheduled
	Mishap  bool  // a network fails: that need not happen, ever
	Ghost   bool  // ghost code runs in it, which other ghost code may notice
	Enters  uint8 // who enters a critical section: EntersIt, EntersOther; 0 unless Config.Ordered or Wants
	// Of a step that takes a message from a network between nodes: the number of its link or, if that is unordered, of all messages
	// on it that are equal; also of a network's healing; 1, 2, …: see Machine.Delivery. Else 0.
	Takes uint32
}

// Of Moves.Enters.
const (
	EntersIt    = 1 << iota // the thread of the action
	EntersOther             // another one, that takes part or is started
)

// Reset empties s.
func (s *Successors) Reset() {
	*s = Successors{Bytes: s.Bytes[:0], Items: s.Items[:0], Failed: s.Failed[:0], accesses: s.accesses[:0], origins: s.origins[:0]}
}

// Limit is the error of a step that met a bound of the machine.
type Limit struct{ Message string }

func (l *Limit) Error() string { return l.Message }

type again struct{}

func (again) Error() string { return "machine: assumptions on sharing changed: start again" }

// ErrAgain is returned by Expand when what was assumed about sharing turned out
// wrong: nothing found so far counts, and the search starts again from Start.
var ErrAgain error = again{}
