package program

// Op is an operation. In the comments A, B, C, D are registers of the frame
// unless said otherwise, ← writes a register, mem is memory, and list is
// Func.Lists[…]. An operation that fails ends the program with the property
// that Fail names and Go's own message.
type Op uint8

// The operations.
const (
	Nop Op = iota

	Const // A ← Imm
	Move  // A ← B

	// Arithmetic on Kind; wraps as Go does.
	Add    // A ← B + C
	Sub    // A ← B - C
	Mul    // A ← B * C
	Div    // A ← B / C; integers: C = 0 panics
	Rem    // A ← B % C; C = 0 panics
	And    // A ← B & C
	Or     // A ← B | C
	Xor    // A ← B ^ C
	AndNot // A ← B &^ C
	Shl    // A ← B << C; Aux is the Kind of C; a negative C panics
	Shr    // A ← B >> C; as Shl
	Eq     // A ← B == C; on any Kind, strings and pointers too
	Ne
	Lt // A ← B < C; integers, floats, strings
	Le
	Gt
	Ge
	Neg     // A ← -B
	Not     // A ← !B
	Com     // A ← ^B
	Convert // A ← B converted from Kind to Kind(Aux)
	StrLen  // A ← length in bytes of string B

	// Control. A call's D is the number of its result words.
	Jump        // to Imm
	Branch      // if B ≠ 0 to A else to C (A and C are instruction indexes)
	Call        // A… ← Funcs[C](list B)
	CallClosure // A… ← closure at address C (list B); mem[C] is the function's index; C = 0 panics
	CallMethod  // A… ← Funcs[Methods[type word C][Imm]](data word C+1, list B); a nil interface panics
	Go          // as Call, CallClosure, CallMethod, in a new thread, results dropped
	GoClosure
	GoMethod
	Return // list B
	Panic  // with the interface value (B, B+1)
	Fail   // ends the program: Kind is unused, Aux a Failure, Imm a string: its message

	// Addresses.
	AddrAdd // A ← B + Imm; B = 0 panics (nil dereference)
	Index   // A ← B + C*Imm; no check
	Bounds  // panics unless 0 ≤ B < C (B signed as Kind says, C ≥ 0): index out of range
	Slice   // panics unless 0 ≤ B ≤ C ≤ D (signed words): slice bounds out of range. Imm is the form of
	// Go's message if C > D: 0 [:C] with capacity D, 1 … with length D, 2 [::C] with capacity D, 3 … with length D, 4 [:C:D]; if B > C: 6 [B:C:]
	Len // panics unless 0 ≤ B ≤ 1<<32: makeslice: len out of range (Imm 0) or cap (Imm 1)

	// Memory. Aux is the Order. An address of 0 panics (nil dereference). B is checked before Imm is added.
	Alloc      // A ← address of a new zeroed object of Layouts[Imm]; its name is Names[C], C = -1: none
	AllocArray // A ← address of a new zeroed array of B elements of Layouts[Imm]; nil if it has no words; name as Alloc
	Load       // A ← mem[B+Imm]
	Store      // mem[A+Imm] ← B
	// Read-modify-writes of Kind. All of them give the old word, but CAS gives success as 0 or 1.
	AtomicAdd  // A ← mem[B], or, if Imm is 1, A ← mem[B] + C; mem[B] += C
	AtomicSwap // A ← mem[B]; mem[B] ← C
	AtomicAnd  // A ← mem[B]; mem[B] &= C
	AtomicOr   // A ← mem[B]; mem[B] |= C
	AtomicXor  // A ← mem[B]; mem[B] ^= C
	AtomicCAS  // A ← mem[B] == C, or, if Imm is 1, A ← mem[B]; if it was C mem[B] ← D; Aux holds two orders, see CASOrders
	Fence      // of order Aux

	// Atomic sections: all from Begin to End is one step, as one read-modify-write of
	// all that it touches. Await(false) takes the step back: the thread is blocked at Begin.
	// A panic in a section ends it, as End does.
	// If the End's Aux is Relaxed the section orders nothing: it is atomic, and its accesses
	// never race as Plain ones do, but it does not synchronize with what it observes.
	//
	// For reports, Begin's Imm is a string that names the operation, "(*sync.Mutex).Lock",
	// "" as the function; C is the number of words of its receiver, 0 if it has none.
	Begin
	End
	Await // B

	// Interfaces.
	TypeIn  // A ← the type word B is in Sets[Imm]; false for a nil interface
	IfaceEq // A ← (B, B+1) == (C, C+1); panics for uncomparable dynamic types

	// The checked program's own choices and claims.
	Choose // A ← any of 0 … B-1, for what is called Names[C], C = -1: nothing; B < 1 fails
	Assert // fails as "assert" unless B; C is a register with the message, a string
	Ghost  // Event Aux on the claim object at address B, with the words of list C
	Join   // blocks until every thread that this thread started has ended, daemons excepted

	// Strings. A string word is an index into the machine's table of strings, which begins
	// as Program.Strings and grows as strings are made; equal strings have one index.
	StrIndex  // A ← byte C of string B; 0 ≤ C < its length
	StrSlice  // A ← B[C:D]; 0 ≤ C ≤ D ≤ its length
	StrConcat // A ← B + C
	StrByte   // A ← B + the byte C
	StrEncode // A ← B + the UTF-8 form of rune C; of U+FFFD if C is none
	StrRune   // A, A+1 ← the rune of B at byte C, and its width; U+FFFD and 1 if it is not well formed; 0 ≤ C < its length
	TypeName  // A ← the name of Types[B], a string; of a nil interface "<nil>"

	// Maps. Imm indexes Program.Maps, B is a map: the address of its object, 0 is a nil map. An
	// operation is one access to the first word of that object, as an ordinary variable: a read,
	// but MapSet, MapDelete and MapClear write. A key that holds an uncomparable value panics.
	MapMake   // A ← a new map, its name is Names[C], C = -1: none
	MapGet    // A… ← the element with the key of list C, and whether there is one; D words in all. Aux 1: for m[k] op= x, a write as well
	MapSet    // the element with the key of list C, its first words, becomes the rest of list C; a nil map panics
	MapDelete // drops the entry with the key of list C
	MapLen    // A ← the number of entries
	MapClear  // drops all entries
	// An iterator is an object of its thread's. What it may produce next are candidates: the entries that
	// were there when it was made, are there still and were not produced; and then each other entry that
	// was not produced. One that is made again after it was deleted is another entry. The order of candidates is that of the map, which a MapGet does not change.
	MapRange // A ← a new iterator over map B
	MapCount // A, A+1 ← of iterator B: the number of candidates that must still be produced, and of all
	MapNext  // A… ← 1 and the key and element of candidate C of iterator B, which is then produced; 0s if C is out of range. D words in all

	// Channels. A channel is an object: words ChanBuffer … of it, 0 is a nil channel.
	MakeChan // A ← a new channel for B elements of Layouts[D], which has ≥ 1 words; its object is of Layouts[Imm]; name as Alloc. A bad B panics
	ChanLen  // A ← number of elements waiting in channel B; 0 if it is nil. Orders nothing
	ChanCap  // A ← capacity of channel B; 0 if it is nil
	Close    // closes channel B; a nil or closed one panics
	Select   // carries out one of Selects[Imm]; C = 1: or else none of them. A, A+1 ← the index of that case, -1 if none, and whether
	// a received value was sent (0: the channel is closed); A+2… ← the words received, for each receive case in order, 0 if not taken. D words in all

	// Unwinding; see Func.Unwind.
	Recover // A, A+1 ← the value of the panic that the calling frame unwinds for, which is thereby over; nil if there is none
	Unwound // if the frame is unwinding, its caller's frame is next; else nothing
	Goexit  // unwinds all frames, then ends the thread; the main one is blocked for ever instead

	// The outside.
	Print // prints string B: no other thread can notice. Imm: 0 standard output, 1 standard error, 2 the log
	Exit  // ends the program: properly if B is 0, else it fails as "panic"

	// Networks: see package machine for what they do. A network is a number, from 0 in the order in which they are
	// made, its nodes are 0 … n-1, and a message is words none of which holds an address.
	NetMake    // A ← a new network of B nodes for messages of Layouts[Imm], which behaves as list C says: the words Behave…
	NetAttach  // B network, C node: from here on the thread is that node: when it crashes, it comes back to after this
	NetDisk    // B network; list C: node, address: the Imm words there are the node's stable storage
	NetSend    // B network; list C: from, to, and the words of the message
	NetReceive // A, A+1, A+2… ← whom from, whether there was one, and the words of a message, 0 if not; D words in all. B network; list C: node, and
	// for ReceiveFrom the node to hear from. Aux is a Receiving

	Mark // an event that is called B, a string, in pictures of runs; nothing else

	// Ghost code: all from GhostBegin to GhostEnd is no step, and its accesses obey no memory model and never race.
	GhostBegin
	GhostEnd
	Violate // ends the program: property B, a string, is violated, as the string C says
)

// Words of the list of a NetMake.
const (
	BehaveUnordered = iota // 1: links are in no order; 0: first in, first out
	BehaveCapacity         // messages that a link holds; 0: any number
	BehaveLose             // budgets: how many times at most
	BehaveDuplicate
	BehaveReorder
	BehavePartition
	BehaveCrash
	BehaveWipe
	BehaveWords
)

// Receiving is how a NetReceive waits.
type Receiving uint8

// The ways to wait.
const (
	ReceiveAny   Receiving = iota // for a message on any link to the node
	ReceiveFrom                   // for one from a given node
	ReceiveTry                    // as ReceiveAny, or it times out at any moment
	ReceiveServe                  // as ReceiveAny, or it goes on without one when nothing else can happen
)

// Words of a channel's object. The elements that wait are the first ones of the
// buffer, oldest first; the rest of it is 0.
const (
	ChanBuffer   = iota // address of its buffer, an array object; 0 if the capacity is
	ChanCapacity        // elements
	ChanCount           // elements that wait
	ChanClosed          // 0 or 1
	ChanWords
)

// Daemon is the Aux of a Go, GoClosure or GoMethod that starts a daemon. A program ends
// when only daemons are left, and nobody waits for one. DaemonWeak is one that moreover
// ends when no thread that stays can reach the object that its first parameter (of a
// closure: its first captured word) points into; a weak daemon stays only if another
// that stays can reach that object. DaemonHeld is a DaemonWeak that stays while the
// word at that address is 0, too.
const (
	Daemon     = 1
	DaemonWeak = 2
	DaemonHeld = 3
)

// Kind is the type of an operand.
type Kind uint8

// The kinds. KindIface and KindData occur only in Type.Words.
const (
	KindNone Kind = iota
	KindBool
	KindInt8
	KindInt16
	KindInt32
	KindInt64
	KindUint8
	KindUint16
	KindUint32
	KindUint64
	KindFloat32
	KindFloat64
	KindString
	KindPointer
	KindIface
	KindData
)

// Order is the memory order of an access. Plain accesses may race; the others are synchronization.
type Order uint8

// The orders. Ordinary is an access by model.Word's Load and Store: it never
// races, and is as strong as the memory model makes ordinary machine accesses.
const (
	Plain Order = iota
	Ordinary
	Relaxed
	Acquire
	Release
	AcqRel
	SeqCst
)

// CASAux is the Aux of an AtomicCAS of order success, whose read has order failure if it fails;
// Plain stands for what success implies.
func CASAux(success, failure Order) uint8 { return uint8(success) | uint8(failure)<<4 }

// CASOrders gives the two orders of an AtomicCAS. A failed one is a read, which cannot release.
func CASOrders(aux uint8) (success, failure Order) {
	success, failure = Order(aux&0xf), Order(aux>>4)
	if failure != Plain {
		return success, failure
	}
	switch success {
	case AcqRel:
		return success, Acquire
	case Release:
		return success, Relaxed
	}
	return success, success
}

// Acquires reports whether a read or fence of order o does.
func (o Order) Acquires() bool { return o == Acquire || o == AcqRel || o == SeqCst }

// Releases reports whether a write or fence of order o does.
func (o Order) Releases() bool { return o == Release || o == AcqRel || o == SeqCst }

// Failure is how an explicit Fail ends the program.
type Failure uint8

// The failures: an ordinary run-time panic, and an error that Go does not let a program recover from.
const (
	FailPanic Failure = iota
	FailFatal
)

// Event is a ghost event, an input of a claim's automaton; see package machine.
//
// A claim is judged at the moments that make it hardest to keep. Late events are
// taken just before the thread's next step, early ones right after its last.
type Event uint8

// The events. In brackets the words of the list.
const (
	EventEnter  Event = iota // [] a critical section is entered: early. [1]: as one that others may share
	EventLeave               // [] … is left: late. [1]: by one that shared it
	EventArrive              // [participant, n] arrival at a barrier episode of n participants: late
	EventDepart              // [participant, n] … is left: early
	EventCall                // [client, operation (string), arguments…] an operation is called: late
	EventReturn              // [client, results…] … returns: early
	// These count only for liveness and costs: see machine.Config.
	EventWant    // [] a thread wants into a critical section: late
	EventDoorway // [] it has passed the doorway of the section that it wants into; there is no object: early
	EventAsk     // [client] a request that must be granted: a step of its own, since others may grant it while the thread is blocked
	EventGrant   // [client] … is: early
	EventPlace   // [thread, words] that many words are in the memory of a thread: at once
	Events       // their number
)

// MaxEvent is how many words an event has at most.
const MaxEvent = 64

// Late reports whether e is taken just before the thread's next step.
func (e Event) Late() bool {
	return e == EventLeave || e == EventArrive || e == EventCall || e == EventWant
}

// Claims reports whether e states something that a schedule's end can prove wrong. The others are for
// liveness and costs.
func (e Event) Claims() bool { return e < EventWant }
