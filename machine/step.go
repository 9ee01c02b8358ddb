package machine

import (
	"fmt"

	"heddle/machine/coherence"
	"heddle/model/program"
)

// step is one step being taken: the state that it changes, and what it did that
// matters to others.
type step struct {
	m     *Machine
	state State
	owner []int32 // by heap object: the thread that alone can reach it, or ownerShared

	booting   bool // the initial block: fixed memory is laid out
	alone     bool // … and no thread has been started yet
	launching bool // the threads that it has started come to their first rest: that is no step, and has no label
	section   bool // inside an atomic section
	receiving bool // it begins with a NetReceive, of the message at entry received, -1: none
	received  int
	selected  bool // it begins with a Select, which chosen says how to carry out
	choosing  bool // … and has not done so yet
	meets     bool // … but of two threads: main and other
	buffered  bool // its store went into the store buffer
	simple    bool // depends on nothing but its local state and the fixed cells in reads

	reads     []cellValue // fixed cells read before they were written, in order
	writes    []cellValue // fixed cells written, in order
	marks     []footprint // what an atomic section touched
	posted    []uint64    // entries of messages that were put on links, in order
	queued    []entry     // put into the store buffer, in order
	left      []int       // cells of messages that an atomic section has written
	spawned   []*proc
	chosen    alternative
	words     []uint64   // what a Select sends
	exchanges []exchange // on channels, in a section
	sent      []uint64   // links that it has sent on
	uses      []uint64   // cells that it has accessed, if somebody asks: see use
	noticed   bool       // others can notice it, but for messages and shared memory
	blocked   bool
	failure   *Failure
	culprit   *proc // whose failure it is
	err       error
	sections  int
	effects   []effect
	moved     bool // the operation has set where its thread goes on
	exited    bool // the program has ended by Exit
	asking    bool // a method of a dying thread's is run for its text
	ghosting  bool // inside of ghost code
	ghosted   bool // … or has been
	stated    bool // a claim has been told of an event
	told      []told
	overtaken uint64 // threads that were: see turns.go
	enters    uint8  // who enters a section: see Moves.Enters

	serving bool // its access goes by a protocol, see split.go
	served  coherence.Access
	changes bool   // it writes
	changed uint64 // … that word

	loop  loopWatch
	rec   []uint64
	main  proc
	other proc // who receives, in a step of two threads
}

type cellValue struct {
	slot  int32
	value uint64
}

// footprint is an access inside an atomic section.
type footprint struct {
	addr  uint64
	write bool
}

func (s *step) reset(m *Machine) {
	s.m = m
	s.booting, s.alone, s.section, s.blocked, s.buffered = false, false, false, false, false
	s.simple, s.launching = true, false
	s.selected, s.choosing, s.meets, s.receiving = false, false, false, false
	s.exchanges = s.exchanges[:0]
	s.reads, s.writes, s.marks, s.spawned = s.reads[:0], s.writes[:0], s.marks[:0], s.spawned[:0]
	s.queued, s.posted, s.sent, s.uses, s.noticed = s.queued[:0], s.posted[:0], s.sent[:0], s.uses[:0], false
	s.failure, s.err, s.sections = nil, nil, 0
	s.moved, s.exited, s.asking = false, false, false
	s.ghosting, s.ghosted, s.stated = false, false, false
	s.told, s.overtaken, s.enters = s.told[:0], 0, 0
	s.serving = false
	s.effects = s.effects[:0]
	s.owner = s.owner[:0]
}

// begin prepares s for a step from the machine's current state.
func (s *step) begin(m *Machine) {
	s.reset(m)
	s.state.copyFrom(&m.cur)
	s.owner = append(s.owner, m.owner...)
}

// take runs thread t from its rest: its late claims, its pending operation, and
// local work up to the next rest; in a step of two threads the other one's; then the
// local prefix of the threads that they started. alt is one of m.choices.
func (s *step) take(t, alt int) {
	p, q := &s.main, &s.other
	s.m.load(p, t, s.state.Locals[t])
	p.alt = alt
	s.serve(t)
	if s.m.locals.list[s.state.Locals[t]].pending.op == program.Select {
		s.chosen, s.selected, s.choosing = s.m.alts[alt], true, true
		s.reads = append(s.reads, cellValue{slotChosen, s.chosen.word()})
		if s.meets = s.chosen.with >= 0; s.meets {
			s.reads = append(s.reads, cellValue{slotOther, uint64(s.state.Locals[s.chosen.with])})
			s.m.load(q, s.chosen.with, s.state.Locals[s.chosen.with])
		}
	}
	if s.m.locals.list[s.state.Locals[t]].pending.op == program.NetReceive {
		s.choosesMessage(alt)
	}
	s.late(p)
	if s.meets {
		s.late(q)
	}
	if s.failure == nil && s.err == nil {
		s.run(p, true)
	}
	if s.blocked || s.failure != nil || s.err != nil {
		return
	}
	s.finish(p)
	if s.meets {
		if s.run(q, false); s.failure != nil || s.err != nil {
			return
		}
		s.finish(q)
	}
	s.children()
	if s.exited {
		s.endAll()
	}
}

// endAll ends every thread.
func (s *step) endAll() {
	clear(s.state.Locals)
	clear(s.state.Turns)
	for t := range s.state.Buffers {
		s.state.Buffers[t] = s.state.Buffers[t][:0]
	}
}

// children runs each new thread up to its first rest.
func (s *step) children() {
	for i := 0; i < len(s.spawned); i++ { // a child may start others
		if s.failure != nil || s.err != nil {
			return
		}
		if i == maxSpawned {
			s.limit(s.spawned[i], "goroutines without bound")
			return
		}
		s.run(s.spawned[i], false)
		if s.failure == nil && s.err == nil {
			s.finish(s.spawned[i])
		}
	}
}

// finish stores the local state of a thread that has come to rest or ended.
func (s *step) finish(p *proc) {
	if s.m.tr != nil {
		s.m.tr.rested(p)
	}
	if p.ended {
		if s.m.cfg.Memory.Views {
			s.viewEnd(p)
		} else {
			s.bequeath(p)
		}
		s.state.Locals[p.thread] = 0
		s.state.gone(p.thread)
		return
	}
	s.rec = s.m.save(p, s.rec[:0])
	id, fresh := s.m.locals.intern(s.rec)
	if fresh {
		s.m.describeLocal(id, p)
	}
	s.state.Locals[p.thread] = id
}

// start makes a new thread that will run function fn; nil if there are too many.
func (s *step) start(fn int, args []uint64, free uint64, parent int) *proc {
	thread := s.newThread()
	if thread < 0 {
		return nil
	}
	p := &proc{thread: thread, parent: uint64(parent)}
	if s.m.cfg.Ordered {
		s.state.turn(thread)
	}
	s.push(p, fn, args, free)
	s.state.Locals[thread] = ^uint32(0) // alive; set when it rests
	if s.m.cfg.Memory.Views {
		s.viewStart(thread, parent)
	} else {
		s.inherit(thread, parent)
	}
	return p
}

// newThread finds a number for a thread: the next one, but the lowest of an
// ended thread once there are many, so that a program that keeps on starting
// short threads stays finite; not one whose accesses are still marked. It is -1 if there are maxThreads.
func (s *step) newThread() int {
	const many = 16
	st := &s.state
	if len(st.Locals) >= many && !s.m.cached { // a processor's cache belongs to its thread
		for t := 1; t < len(st.Locals); t++ {
			if st.Locals[t] == 0 && !s.m.hasChildren(st, t) && !st.marked(t) {
				if !s.m.share.reuse(t) {
					s.err = ErrAgain
				}
				return t
			}
		}
	}
	if len(st.Locals) >= maxThreads || s.m.cached && len(st.Locals) >= maxCaches {
		return -1
	}
	st.Locals = append(st.Locals, 0)
	if s.m.cfg.Memory.Buffered {
		st.setBuffers(len(st.Locals))
		st.Buffers[len(st.Locals)-1] = st.Buffers[len(st.Locals)-1][:0]
	}
	return len(st.Locals) - 1
}

// fail ends the program where p is.
func (s *step) fail(p *proc, property, message string) {
	s.failAt(p, property, message, s.m.userPosition(p))
	if s.m.tr != nil {
		s.failure.Stack = s.m.stack(p)
	}
}

func (s *step) failAt(p *proc, property, message string, pos program.Pos) {
	s.culprit = p
	if property == "panic" || property == "assert" { // a claim's event is in the trace, with its line
		message += " at " + s.m.Position(pos)
	}
	s.failure = &Failure{Property: property, Message: message, Thread: p.thread, Other: -1}
}

// limit ends the search where p is: the machine can not hold what the program does.
func (s *step) limit(p *proc, what string) {
	s.err = &Limit{fmt.Sprintf("%s at %s", what, s.m.Position(s.m.userPosition(p)))}
}

// Position prints a source position.
func (m *Machine) Position(pos program.Pos) string {
	if pos.Line == 0 {
		return "unknown position"
	}
	return fmt.Sprintf("%s:%d", m.prog.Files[pos.File], pos.Line)
}
