package machine

import (
	"cmp"

	"heddle/machine/coherence"
	"heddle/model/program"
)

// Machine runs one program under one configuration. It is not safe for
// concurrent use.
type Machine struct {
	prog  *program.Program
	cfg   Config
	share sharing

	// Fixed memory: statics, and what main allocates before it first rests.
	fixed    uint64   // addresses below are fixed, from here on heap
	base     []uint64 // by address: the word at the start
	objs     objects
	named    map[string]int // objects of each name so far
	remnants remnants
	strings  *stringTable
	pointers []bool  // by address: the word holds an address
	slot     []int32 // by address: index in State.Cells, -1 if read-only
	slotAddr []uint64

	knows       knows
	cellNumber  []int // by fixed address: see cell
	sharedAddr  []uint64
	sharedCells int
	viewCanon   viewCanon
	orbits      *orbits // nil: no threads are interchangeable
	asymmetric  string  // … why not
	plain       bool    // successors are not permuted, see Plain
	scAccesses  bool    // the program has some, see psc.go
	scFences    bool
	raced       *Failure // the first race noted, see Config.NoteRaces

	locals  locals
	initial State
	memo    memo
	across  [][][]program.Reg // by function and instruction: registers live across the call there

	cur         State // the state being expanded
	owner       []int32
	step        step          // the step being taken
	alts        []alternative // of the Select being expanded
	networks    networks
	ample       *ample     // nil: all steps of each state are taken
	unreduced   string     // … why
	receipts    []int      // of the NetReceive being expanded: entries of messages
	oldFlight   []uint64   // for apply
	possible    []netFault // of networks, in the state being expanded
	canon       canonical
	tr          *tracer        // nil unless a schedule is being replayed
	sections    int            // of the initial block to run; see boot
	passes      int            // started so far
	chanLayouts map[int32]bool // of the objects of channels
	mapLayouts  map[int32]bool // … of maps
	daemons     bool           // the program can start some
	mayRest     bool           // somebody may find all at rest, see network_rest.go

	stricter *strictness    // nil: states have the words of their histories
	partial  PartialMonitor // the Monitor, if histories are not ordered by time
	before   []int          // for calls
	observed uint64         // the History that the Monitor judges, 0 if none has had an event

	duties    []Duty
	responses []response

	watching    bool                // effects of steps are noted: they have labels, or the machine is not flat
	cached      bool                // the machine is not flat
	stale       bool                // nothing keeps copies alike
	homed       bool                // each processor has a memory of its own
	protocol    protocol            // of its caches
	split       *coherence.Protocol // nil unless transactions are split, see split.go
	deliverable []int               // messages of the present state
	bill        bill
	labels      labels
	noLine      line    // of a machine without caches
	lineNumber  []int32 // by fixed address: of the shared line that begins there, or -1
	lineCount   int
	oldLines    []line  // for moveCaches
	homes       []uint8 // by fixed address: the thread whose memory it lies in

	claims  [program.Events]claim
	claimed map[program.Pos]bool // claims exercised so far
	told    uint32               // ghost events that counted so far: bit e for program.Event e
}

// New makes a machine. The program must be valid (program.Validate).
func New(p *program.Program, cfg Config) *Machine { return new(Machine).Reuse(p, cfg) }

// Reuse makes a machine for another program, as New does, of the buffers of old, which
// must not be used any more.
func (old *Machine) Reuse(p *program.Program, cfg Config) *Machine {
	m := &Machine{
		prog: p, cfg: cfg, strings: newStrings(p.Strings), claims: claims(), claimed: map[program.Pos]bool{},
		daemons: startsDaemons(p), named: map[string]int{}, chanLayouts: map[int32]bool{}, mapLayouts: map[int32]bool{},
		locals: old.locals, memo: old.memo, step: old.step, canon: old.canon, cur: old.cur, initial: old.initial,
		base: old.base, objs: old.objs, pointers: old.pointers, slot: old.slot, slotAddr: old.slotAddr, share: old.share.emptied(),
		knows: old.knows, cellNumber: old.cellNumber, sharedAddr: old.sharedAddr, viewCanon: old.viewCanon,
	}
	m.cur.copyFrom(&State{}) // decode leaves alone what other memory models have
	for _, t := range p.Maps {
		m.mapLayouts[t.Object] = true
	}
	if m.share.views = cfg.Memory.Views; m.share.views {
		m.findSequential()
	}
	if cfg.Monitor != nil && !cfg.Memory.Ordered() {
		m.partial = cfg.Monitor.(PartialMonitor)
	}
	m.structure()
	m.assume()
	m.across = make([][][]program.Reg, len(p.Funcs))
	for i := range p.Funcs {
		f := &p.Funcs[i]
		for pc := range f.Code {
			switch f.Code[pc].Op {
			case program.Call, program.CallClosure, program.CallMethod:
				if m.across[i] == nil {
					m.across[i] = make([][]program.Reg, len(f.Code))
				}
				m.across[i][pc] = f.LiveAcross(pc)
			case program.MakeChan:
				m.chanLayouts[int32(f.Code[pc].Imm)] = true
			case program.NetReceive:
				m.mayRest = m.mayRest || program.Receiving(f.Code[pc].Aux) == program.ReceiveServe
			}
		}
	}
	return m
}

// System is the structure of the machine that is modelled.
func (m *Machine) System() System { return m.cfg.System }

// Claimed reports how many claims (assertions, ghost events) have been exercised since New.
func (m *Machine) Claimed() int { return len(m.claimed) }

// Bytes is the memory that the machine's tables hold.
func (m *Machine) Bytes() int {
	n := 0
	if t, ok := m.cfg.Monitor.(interface{ Bytes() int }); ok {
		n = t.Bytes()
	}
	return n + m.locals.bytes() + m.memo.bytes() + m.strings.bytes() + m.knows.bytes() + m.orbits.bytes() + m.labels.bytes() + m.ample.bytes() + m.stricter.bytes()
}

// Start begins a pass: it runs the initial block and appends the encoded initial state to dst.
//
// The initial block is package initialisation and what main does up to its first
// operation that another thread could notice; starting threads is not one, since
// it commutes with everything before it. A failure in it needs no schedule.
//
// The error is ErrAgain or a *Limit.
func (m *Machine) Start(dst []byte) ([]byte, *Failure, error) {
	scout := m.share.scout && !m.share.scouted
	if m.passes++; (scout || m.passes == cmp.Or(m.cfg.LearnAfter, learnAfter)) && !m.cfg.AllVisible {
		m.share.scouted = true
		m.learn()
	}
	m.share.settle()
	m.labels.reset()
	m.raced = nil
	fail, err := m.boot()
	if fail != nil || err != nil {
		return dst, fail, err
	}
	m.prepareAmple()
	m.prepareStricter()
	return m.initial.encode(dst), nil, nil
}
