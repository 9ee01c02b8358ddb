package machine

import "slices"

// Event is something that a step did that a reader wants to see.
type Event struct {
	Thread int
	// Kind is load, store, rmw, fence, section, flush, claim, go, join, choose, send, receive,
	// close, chanlen, default, print, panic, recover, goexit, exit or end; of what a thread waits for, next or blocked.
	Kind  string
	Text  string // "flag[0] := 1"
	Loc   string // name of the cell; "" if no memory is touched
	Value string // read or written
	Pos   string // file:line
	Note  string // what the machine did beside it: "buffer P0: flag[0]=1"
	// Inside is the library function, called by the user's code at Pos, that this is a step of; "" if none.
	Inside string
	// Message is the number, from 1 in the order in which they are sent, of the message that is sent, received, lost,
	// …; 0 if there is none. A duplicate has the number of its original. From and To are the nodes of its link, if a network has one.
	Message, From, To int
}

// Slice is a number of instructions of one thread, an atomic section counting as
// one. The first Lead of them are local work put off from the step before.
type Slice struct {
	Thread, Count, Lead int
}

// Traced is one step of a trace.
type Traced struct {
	Action   Action
	Events   []Event     // the first is the operation that made it a step, if it is a thread's
	Slices   []Slice     // what was executed; local work counts to the step before it
	Stores   bool        // its operation put an entry into the store buffer
	Select   *Selected   // nil if its operation is not one
	Received *Received   // nil if its operation is no NetReceive
	Fault    *Fault      // nil if it is not one
	Output   string      // what it printed to standard output
	History  []Operation // calls and returns

	// Counted says which cells that its operation touches, in the order in which it first does, it is charged for: see
	// effect. Charges are what it costs, if the machine makes labels.
	Counted  []bool
	Charges  []Charge
	Labelled bool

	Entry  int      // of a flush: which entry of the store buffer, 0 is the oldest; barriers are not counted
	Unread []Unread // entries of store buffers that were dropped at its end, the last of a buffer first
	// Of the operation that made it a step, where a memory model keeps several messages of a cell:
	Reads *Message // what a load or a read-modify-write outside of a section read
	After *Message // after which message its store, that of no read-modify-write, was put
}

// Unread is an entry of a thread's store buffer that nobody can read: it is dropped. Entries count as in Traced.Entry.
type Unread struct{ Thread, Entry int }

// Selected is how a Select was carried out: the case taken, -1 for the default. If that
// is a send that met a receive, With is the receiving thread, else -1, and Into the
// case of its Select. Of the step's slices the second is then that thread's: its Select is not
// counted, and its first Lead instructions come before the sender's Select.
type Selected struct{ Case, With, Into int }

// Received is the message that a NetReceive took: its number among all that networks were given, from 1, 0 if it took none, and
// the node that it is from. Unlike Event.Message it does not count what channels were given.
type Received struct{ Message, From int }

// Fault is what a network did: its number, the kind as of the step's first event; the number of the message, as of Received, and the nodes of its
// link; of a partition the nodes on another side than node 0, bit i for node i; and the node that crashed or started again.
type Fault struct {
	Kind     string
	Network  int
	Message  int
	From, To int
	Far      uint64
	Node     int
}

// tracer watches steps.
type tracer struct {
	m       *Machine
	events  []Event
	slices  []Slice
	carry   [maxThreads]int
	stacks  [maxThreads][][]string // where each panic of a thread was raised
	history []Operation
	output  []byte            // printed to standard output in this step
	names   map[uint64]string // of heap objects, by base
	serial  map[string]int
	method  string // the function whose atomic section runs
	inside  string // the library function that called it, "" if the user did
	words   int    // of its receiver; one word is named as the whole
	pos     string

	written   [maxThreads]int // writes of each thread so far, see Message
	unread    []Unread        // see Traced
	reads     *Message
	after     *Message
	messages  int              // sent so far
	letters   map[int]int      // of those sent on networks, by number: the number among them alone, see Received
	queues    map[uint64][]int // by channel: the numbers of the messages in its buffer, the first to come out first
	reception *Received
	fault     *Fault
	counted   []bool
	remark    string // of the operation that is being reported
}

func newTracer(m *Machine) *tracer {
	return &tracer{m: m, names: map[uint64]string{}, serial: map[string]int{}, queues: map[uint64][]int{}, letters: map[int]int{}}
}

// Trace is a run of the machine along given actions, from the initial state.
type Trace struct {
	Initial Traced // the initial block
	m       *Machine
}

// NewTrace starts a run with the assumptions of the pass that the machine is in.
// Until Close the machine is the trace's. A failure is one of the initial block.
func (m *Machine) NewTrace() (*Trace, *Failure, error) {
	m.tr = newTracer(m)
	t := &Trace{m: m}
	fail, err := m.boot()
	if fail != nil {
		m.tr.failed(&m.step)
	}
	t.Initial = Traced{Events: m.tr.events, Slices: m.tr.slices, Output: string(m.tr.output), History: m.tr.history, Unread: m.tr.unread}
	m.cur.copyFrom(&m.initial)
	return t, fail, err
}

// Close ends the run.
func (t *Trace) Close() { t.m.tr, t.m.share.frozen = nil, t.m.cfg.Replay != nil }

// Enabled reports whether a can be tried now.
func (t *Trace) Enabled(a Action) bool {
	st := &t.m.cur
	th := a.Thread()
	switch {
	case th >= len(st.Locals):
		return false
	case a.Fault():
		return a.Alt() < len(t.m.faults(st))
	case a.Deliver():
		return t.m.split != nil && slices.Contains(t.m.split.Deliverable(st.Split, nil), a.Alt())
	case a.Flush():
		return t.m.cfg.Memory.Buffered && t.m.flushable(st.Buffers[th], a.Alt())
	case st.Locals[th] == 0:
		return false
	}
	return a.Alt() < t.m.choices(st, th) || t.findsRest(th, a.Alt())
}

// Step takes an enabled action. blocked reports that the thread could not go on
// after all; the state is then as before. After a failure the run is over.
func (t *Trace) Step(a Action) (done Traced, fail *Failure, blocked bool, err error) {
	m := t.m
	tr := m.tr
	tr.events, tr.slices, tr.history, tr.output = nil, nil, nil, tr.output[:0]
	tr.unread, tr.reads, tr.after, tr.counted, tr.remark, tr.reception, tr.fault = nil, nil, nil, nil, "", nil, nil
	m.owner = m.owner[:0]
	if len(m.cur.Objects) > 0 {
		m.findOwners()
	}
	s := &m.step
	s.begin(m)
	entry, charges, thread := 0, []Charge(nil), a.Thread()
	switch {
	case a.Fault():
		thread = s.happens(m.faults(&m.cur)[a.Alt()])
	case a.Flush():
		entry = stores(s.state.Buffers[a.Thread()][:a.Alt()])
		tr.flushed(a.Thread(), s.flush(a.Thread(), a.Alt()))
	case a.Deliver():
		s.deliver(a.Alt())
	case m.split != nil && s.asks(a.Thread()):
	default:
		m.choices(&m.cur, a.Thread())
		s.take(a.Thread(), a.Alt())
	}
	switch {
	case s.err != nil:
		return done, nil, false, s.err
	case s.blocked:
		return done, nil, true, nil
	case s.failure != nil:
		tr.failed(s)
	default:
		label := m.settle(s, thread)
		if m.cfg.Labels {
			charges = m.Label(label).Charges
		}
		tr.disturbed(m.protocol.disturbs)
		m.cur.copyFrom(&s.state)
	}
	done = Traced{Action: a, Events: tr.events, Slices: tr.slices, Stores: s.buffered, Entry: entry, Output: string(tr.output), History: tr.history, Unread: tr.unread, Reads: tr.reads, After: tr.after, Counted: tr.counted, Charges: charges, Labelled: m.cfg.Labels, Received: tr.reception, Fault: tr.fault}
	if s.selected {
		done.Select = &Selected{s.chosen.taken, s.chosen.with, s.chosen.into}
	}
	return done, s.failure, false, nil
}

// findsRest reports whether thread th may go on without a message, from a ReceiveServe.
func (t *Trace) findsRest(th, alt int) bool {
	if alt > 0 || !t.m.serves(t.m.cur.Locals[th]) {
		return false
	}
	var out Successors
	if t.Expand(&out) != nil {
		return false
	}
	leaves := StepOf(th, 0)
	return slices.ContainsFunc(out.Items, func(s Successor) bool { return s.Action == leaves }) ||
		slices.ContainsFunc(out.Failed, func(f Failed) bool { return f.Action == leaves })
}

// Failure is the violation that the run's present state is by itself, if it is one.
func (t *Trace) Failure() *Failure {
	var out Successors
	if t.m.Expand(t.m.cur.encode(nil), &out) != nil {
		return nil
	}
	return out.State
}

// Expand appends the successors of the present state to out; see Machine.Expand.
func (t *Trace) Expand(out *Successors) error {
	m := t.m
	back := t.untraced()
	err := m.Expand(m.cur.encode(nil), out)
	back()
	return err
}

// Obligations gives the obligations that are open in the present state; see Machine.Obligations.
func (t *Trace) Obligations() (open uint64, err error) {
	back := t.untraced()
	open, err = t.m.Obligations(t.State())
	back()
	return open, err
}

// untraced lets the machine be used for something else, until back: the present state has more for a trace than its encoding says.
func (t *Trace) untraced() (back func()) {
	m, tr := t.m, t.m.tr
	var present State
	present.copyFrom(&m.cur)
	m.tr = nil
	return func() {
		m.tr = tr
		m.cur.copyFrom(&present)
	}
}

// State is the encoded present state.
func (t *Trace) State() []byte { return t.m.cur.encode(nil) }

// Stuck is the violation that the present state is if no end can be reached from it.
// ahead explores what can follow that state, on the machine: it reports whether an end can,
// and which threads are blocked in all of it.
func (t *Trace) Stuck(ahead func(state []byte) (ended bool, forever uint64)) *Failure {
	m := t.m
	state, back := t.State(), t.untraced()
	ended, forever := ahead(state)
	back()
	if ended {
		return nil
	}
	return m.Stuck(state, forever)
}

// Threads is the number of threads so far.
func (t *Trace) Threads() int { return len(t.m.cur.Locals) }

// Waiting lists what each thread that has not ended will do next, or waits for.
func (t *Trace) Waiting() []Event {
	var events []Event
	for th, id := range t.m.cur.Locals {
		if id != 0 {
			events = append(events, t.m.intention(th, id))
		}
	}
	return events
}
