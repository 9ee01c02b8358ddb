// Package reference is the second answer to every question about a program: an
// interpreter that runs it one instruction at a time, with no reduction of any
// kind, and a brute-force exploration of all its interleavings. It is meant to be
// obviously right and may be slow; it shares no code with package machine, and
// replays that one's counterexamples.
//
// Under sequential consistency and with store buffers (buffer.go) memory is one
// word a cell. Release consistency (views.go) and RC11 (graph.go) keep all the
// messages that were ever written to a cell, in modification order.
//
// Networks between nodes (network.go) are lists of messages; what they do by themselves (fault.go) is for the caller to
// choose, beside the steps of threads.
//
// It trusts that the program is well formed (program.Validate). It does not collect
// garbage, but Key leaves it out.
package reference

import (
	"maps"
	"slices"

	"heddle/model/program"
)

// Model is a memory model.
type Model string

// The memory models.
const (
	SC   Model = "sc"
	TSO  Model = "tso"  // total store order
	PSO  Model = "pso"  // partial store order
	RC   Model = "rc"   // release consistency
	RC11 Model = "rc11" // C/C++11
)

// Config chooses the memory model.
type Config struct {
	Memory Model // "" is SC
	Races  bool  // data races are violations; not together with TSO, PSO and RC

	Ordered   bool // it is kept who waits for a critical section, and in which order: see line.go
	FirstCome bool // with Ordered: to enter before one who came first is a violation
	Recorded  bool // calls and returns are kept: see History
	System    System
	WordBits  int                           // atomic integers have so many bits, and wrap; 0 is as many as their type
	Behaves   [program.BehaveWords]Override // of all networks, whatever the program says
}

// Override is a number that is given in place of another one.
type Override struct {
	Given bool
	To    int
}

// Under gives the configuration of the memory model that the checker calls name: Go's own
// is sequential consistency with races.
func Under(name string) Config {
	if name == "go" {
		return Config{Memory: SC, Races: true}
	}
	return Config{Memory: Model(name), Races: Model(name) == RC11}
}

func (c Config) buffered() bool { return c.Memory == TSO || c.Memory == PSO }

// clocked says that races are found by vector clocks.
func (c Config) clocked() bool { return c.Races && c.Memory != RC11 }

// Machine is a program in a state. Threads are numbered as they start: 0 is the main thread.
type Machine struct {
	prog       *program.Program
	config     Config
	mem        []uint64    // the last word written to each cell
	lists      [][]message // parallel to mem if config.Memory keeps them, each in modification order: the last is that in mem
	weak       weakModel   // says which messages may be read and where one may be put; nil: there are no lists
	objects    []object    // ascending addresses, no gaps
	strings    *table
	threads    []*thread
	section    *section            // not nil while one is being executed
	ghost      bool                // ghost code is being executed
	haunted    bool                // the program has ghost code
	caches     *caches             // of config.System
	clocks     []cell              // parallel to mem if config.clocked
	passing    map[uint64]*passing // by the address of a channel, if config.clocked
	line       []place             // if config.Ordered
	networks   []*network
	sent       int         // messages, over all networks
	assumed    bool        // that all is at rest
	exited     bool        // by Exit
	operations []Operation // if config.Recorded
	output     string      // what was printed to standard output
}

// thread is one thread. It has finished when it has no frames.
type thread struct {
	parent int // -1 for the main thread
	frames []frame
	buffer []entry // oldest first
	writes int     // made so far
	clock  clock
	daemon uint8  // program.Daemon …; 0: none
	weak   uint64 // address of the object that keeps a weak daemon alive; else 0
	post   post
}

// frame is a call in progress. Its pc is that of the next instruction, or of the
// call that it waits for.
type frame struct {
	fn        *program.Func
	pc        int
	regs      []uint64
	unwinding *unwinding // nil: it is not
}

// New gives p in its initial state: one thread, at the first instruction.
func New(p *program.Program, c Config) *Machine {
	m := &Machine{prog: p, config: c, mem: slices.Clone(p.Image), strings: newTable(p.Strings), caches: newCaches()}
	switch c.Memory {
	case "", SC:
	case TSO, PSO, RC:
		if c.Races {
			panic("reference: bug: races are not defined under " + c.Memory)
		}
		if c.Memory == RC {
			m.weak = newViews()
		}
	case RC11:
		m.weak = newGraph(c.Races, c.Recorded)
	default:
		panic("reference: bug: no memory model " + c.Memory)
	}
	m.haunted = slices.ContainsFunc(p.Funcs, haunted)
	m.initial(m.mem)
	if c.clocked() {
		m.clocks = make([]cell, len(m.mem))
		m.passing = map[uint64]*passing{}
	}
	for _, o := range p.Statics {
		m.objects = append(m.objects, object{Object: o, array: o.Count != 1})
	}
	m.start(-1, &p.Funcs[p.Entry], nil, 0)
	return m
}

// start adds a thread that runs f.
func (m *Machine) start(parent int, f *program.Func, args []uint64, daemon uint8) {
	t := &thread{parent: parent, frames: []frame{newFrame(f, args)}, daemon: daemon}
	if weak(daemon) {
		t.weak = weakObject(f, args)
	}
	if parent >= 0 {
		t.clock = m.threads[parent].clock
	}
	m.threads = append(m.threads, t)
	if m.weak != nil {
		m.weak.start(m, parent, len(m.threads)-1)
	}
}

func newFrame(f *program.Func, args []uint64) frame {
	regs := make([]uint64, f.Regs)
	copy(regs, args)
	return frame{fn: f, regs: regs}
}

func (t *thread) top() *frame { return &t.frames[len(t.frames)-1] }

func (t *thread) finished() bool { return len(t.frames) == 0 }

// Threads is the number of threads started so far.
func (m *Machine) Threads() int { return len(m.threads) }

// Finished reports whether thread t has ended: returned from its first function, or
// been unwound. Its store buffer may still hold entries.
func (m *Machine) Finished(t int) bool { return m.threads[t].finished() }

// Daemon reports whether thread t is one for which nobody waits.
func (m *Machine) Daemon(t int) bool { return m.threads[t].daemon != 0 }

// Position is that of thread t's next instruction, the zero Pos if it has finished.
func (m *Machine) Position(t int) program.Pos {
	th := m.threads[t]
	if th.finished() || th.top().pc >= len(th.top().fn.Pos) {
		return program.Pos{}
	}
	return th.top().fn.Pos[th.top().pc]
}

// Next is thread t's next instruction; ok is false if it has finished.
func (m *Machine) Next(t int) (in program.Instr, ok bool) {
	th := m.threads[t]
	if th.finished() {
		return program.Instr{}, false
	}
	return th.top().fn.Code[th.top().pc], true
}

// Alternatives is the number of alternatives of thread t's next step: 1 but for a choice,
// a Select and a NetReceive, which are blocked if they have 0, and an access to memory that keeps lists of messages: the
// last one's is 0, that of the one before it 1 and so on, and Step says ErrBlocked of those that the model forbids.
func (m *Machine) Alternatives(t int) int {
	in, ok := m.Next(t)
	switch {
	case ok && in.Op == program.Choose:
		return int(max(1, int64(m.threads[t].top().regs[in.B])))
	case ok && in.Op == program.Select:
		return len(m.Selects(t))
	case ok && in.Op == program.NetReceive && m.reaches(t, in):
		return len(m.Deliveries(t))
	case ok && m.weak != nil:
		return max(1, len(m.Messages(t)))
	}
	return 1
}

// Output is what the program has printed to standard output.
func (m *Machine) Output() string { return m.output }

// Word is the word in memory at addr, whatever store buffers hold.
func (m *Machine) Word(addr uint64) uint64 { return m.mem[addr] }

// Global gives the words of a static object by its name; nil if there is none.
func (m *Machine) Global(name string) []uint64 {
	for _, o := range m.objects[:len(m.prog.Statics)] {
		if o.Name == name {
			return slices.Clone(m.mem[o.Addr : o.Addr+m.words(o)])
		}
	}
	return nil
}

// Clone gives an independent copy.
func (m *Machine) Clone() *Machine {
	c := *m
	c.mem = slices.Clone(m.mem)
	c.lists = slices.Clone(m.lists)
	if m.weak != nil {
		c.weak = m.weak.clone()
	}
	c.objects = slices.Clone(m.objects)
	c.operations = slices.Clip(m.operations)
	c.clocks = slices.Clone(m.clocks)
	c.caches = m.caches.clone()
	c.passing = maps.Clone(m.passing)
	for ch, p := range c.passing {
		c.passing[ch] = p.clone()
	}
	c.threads = make([]*thread, len(m.threads))
	for i, t := range m.threads {
		u := *t
		u.buffer = slices.Clone(t.buffer)
		u.frames = cloneFrames(t.frames)
		c.threads[i] = &u
	}
	c.networks = slices.Clone(m.networks)
	for i, n := range c.networks {
		d := *n
		d.links, d.room, d.freed = slices.Clone(n.links), slices.Clone(n.room), slices.Clone(n.freed)
		c.networks[i] = &d
	}
	return &c
}

func cloneFrames(frames []frame) []frame {
	list := slices.Clone(frames)
	for i := range list {
		list[i].regs = slices.Clone(list[i].regs)
	}
	return list
}
