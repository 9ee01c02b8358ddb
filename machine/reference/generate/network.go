package generate

import (
	"pgregory.net/rapid"

	"heddle/model/program"
	"heddle/model/program/build"
)

// wiring is the network of a generated program: number 0, as many nodes as there are threads.
type wiring struct {
	as     build.Behaviour
	words  int    // of a message: a value, a value and a tag, or nothing
	disk   uint64 // a variable that is stable storage of a node; 0: there is none
	owner  int    // … that node
	told   uint64 // a variable of ghost code, which follows who has received
	layout int32
}

// Networks draws a program whose threads are nodes of a network, and whose ordinary accesses mostly
// depend on the messages that they have received. The network may do one or two things that it should not, once.
func Networks(t *rapid.T) *program.Program {
	s := newGuarded(t)
	s.threads = 2 + rapid.IntRange(0, 4).Draw(t, "nodes")/4
	s.drawWiring()
	s.planLetters(rapid.IntRange(1, 5-s.threads).Draw(t, "messages"))
	s.synchronize = (*thread).corresponding
	var bodies []*build.Func
	for i := range s.threads {
		bodies = append(bodies, s.thread(i, func(th *thread) {
			th.outlives()
			if rapid.IntRange(0, 9).Draw(t, "attached") > 0 {
				th.f.Attach(th.consts[0], th.consts[i])
			}
			th.guarded(max(1, len(th.plan[i])+rapid.IntRange(-2, 3).Draw(t, "more or less")/3))
			if rapid.IntRange(0, 3).Draw(t, "stays") == 0 {
				th.stays()
			}
		}))
	}
	return s.b.Program(s.main(bodies))
}

// drawWiring draws the network.
func (s *shared) drawWiring() {
	w := &wiring{words: rapid.SampledFrom([]int{1, 1, 1, 2, 0}).Draw(s.t, "words")}
	if rapid.IntRange(0, 2).Draw(s.t, "unordered") == 0 {
		w.as[program.BehaveUnordered] = 1
	}
	w.as[program.BehaveCapacity] = rapid.SampledFrom([]int{0, 0, 0, 1, 2}).Draw(s.t, "capacity")
	for range rapid.SampledFrom([]int{0, 1, 1, 1, 2}).Draw(s.t, "faults") {
		w.as[rapid.IntRange(program.BehaveLose, program.BehaveWipe).Draw(s.t, "fault")] = 1
	}
	s.wiring = w
	if s.crashes() && rapid.Bool().Draw(s.t, "disk") {
		w.disk, w.owner = s.b.Global("disk", 1), rapid.IntRange(0, s.threads-1).Draw(s.t, "owner")
	}
	s.install()
}

// install makes the network before all else.
func (s *shared) install() {
	w := s.wiring
	w.layout = s.b.Layout("message", make([]bool, w.words)...)
	if rapid.IntRange(0, 2).Draw(s.t, "ghosts") == 0 {
		w.told = s.b.Global("resultghosts", 1)
	}
	s.first = func(f *build.Func) {
		net := f.Network(s.threads, w.layout, w.as)
		if w.disk != 0 {
			f.Disk(net, f.Const(int64(w.owner)), f.Addr(w.disk), 1)
		}
	}
}

// crashes reports whether nodes can: one that has started threads must not.
func (s *shared) crashes() bool {
	return s.wiring != nil && s.wiring.as[program.BehaveCrash]+s.wiring.as[program.BehaveWipe] > 0
}

// planLetters plans n sends and receives that meet, as planTransfers does.
func (s *shared) planLetters(n int) {
	s.plan = make([][]operation, s.threads)
	for range n {
		from := rapid.IntRange(0, s.threads-1).Draw(s.t, "from")
		to := (from + rapid.IntRange(1, s.threads-1).Draw(s.t, "to")) % s.threads
		s.plan[from] = append(s.plan[from], func(th *thread) build.Reg { return th.transmit(to) })
		s.plan[to] = append(s.plan[to], func(th *thread) build.Reg { return th.listen(from) })
	}
}

// corresponding is the operation that is planned next, or another one, and gives what it has seen.
func (th *thread) corresponding() build.Reg {
	if len(th.outliving) > 0 && rapid.Bool().Draw(th.t, "recall") {
		th.recall(rapid.SampledFrom(th.outliving).Draw(th.t, "where"))
	}
	plan := &th.plan[th.id]
	if len(*plan) > 0 && rapid.IntRange(0, 7).Draw(th.t, "other") > 0 {
		next := (*plan)[0]
		*plan = (*plan)[1:]
		return next(th)
	}
	node := rapid.IntRange(0, th.threads-1).Draw(th.t, "node")
	switch rapid.IntRange(0, 9).Draw(th.t, "operation") {
	case 8:
		return th.polls()
	case 9:
		th.f.Ghost(program.EventEnter, th.ghosts[0])
		seen := th.receives(program.ReceiveAny)
		th.f.Ghost(program.EventLeave, th.ghosts[0])
		return seen
	case 0, 1:
		return th.transmit(node)
	case 2:
		return th.receives(program.ReceiveTry)
	case 3:
		return th.listen(node)
	case 4:
		th.f.Mark("here")
	}
	return th.synchronization()
}

// outlives makes what the thread finds as it was when its node has crashed: a disk, or an object that nobody else knows.
func (th *thread) outlives() {
	if th.wiring.disk != 0 && th.wiring.owner == th.id {
		th.outliving = append(th.outliving, th.f.Addr(th.wiring.disk))
	}
	if th.crashes() && rapid.IntRange(0, 2).Draw(th.t, "own object") == 0 {
		th.outliving = append(th.outliving, th.f.Alloc("own", build.Word))
	}
}

// recall reads the word at p, and writes another value there.
func (th *thread) recall(p build.Reg) {
	x := th.f.LoadAt(p, 0, program.Plain)
	th.keep(x)
	th.f.StoreAt(p, 0, th.f.Op(program.Or, x, th.consts[rapid.IntRange(1, 2).Draw(th.t, "value")]), program.Plain)
}

// self is the node that the thread acts as: mostly its own.
func (th *thread) self() build.Reg {
	if rapid.IntRange(0, 15).Draw(th.t, "another node") == 0 {
		return th.consts[rapid.IntRange(0, th.threads-1).Draw(th.t, "as")]
	}
	return th.consts[th.id]
}

// transmit sends a message to a node, and gives 0.
func (th *thread) transmit(to int) build.Reg {
	words := []build.Reg{th.value(), th.consts[rapid.IntRange(1, 2).Draw(th.t, "tag")]}
	th.f.Transmit(th.consts[0], th.self(), th.consts[to], words[:th.wiring.words]...)
	return th.consts[0]
}

// listen receives a message in any way, which is planned to be from a node.
func (th *thread) listen(from int) build.Reg {
	how := rapid.SampledFrom([]program.Receiving{
		program.ReceiveAny, program.ReceiveAny, program.ReceiveFrom, program.ReceiveTry, program.ReceiveServe,
	}).Draw(th.t, "how")
	if how == program.ReceiveFrom {
		return th.receives(how, th.consts[from])
	}
	return th.receives(how)
}

// receives receives a message, and gives whom from, whether there was one, or a word of it.
func (th *thread) receives(how program.Receiving, of ...build.Reg) build.Reg {
	r := th.f.Listen(how, th.wiring.words, th.consts[0], th.self(), of...)
	th.tell(r)
	th.keep(r + build.Reg(rapid.IntRange(0, 1+th.wiring.words).Draw(th.t, "kept")))
	return r + build.Reg(rapid.IntRange(0, 1+th.wiring.words).Draw(th.t, "seen"))
}

// polls tries to receive until there is a message.
func (th *thread) polls() build.Reg {
	again, on := th.f.Here(), th.f.Label()
	r := th.f.Listen(program.ReceiveTry, th.wiring.words, th.consts[0], th.self())
	th.f.Branch(r+1, on, again)
	th.f.Place(on)
	return r
}

// tell lets ghost code know whom the thread has just received from, and may claim something of all that it knows.
func (th *thread) tell(from build.Reg) {
	g := th.wiring.told
	if g == 0 || rapid.Bool().Draw(th.t, "not told") {
		return
	}
	claim := rapid.IntRange(0, 3).Draw(th.t, "claim") == 0
	th.f.GhostCode(func() {
		known := th.f.Op(program.Add, th.f.Op(program.Mul, th.f.Load(g, program.Plain), th.consts[3]), from)
		known = th.f.Op(program.And, known, th.f.Const(15))
		th.f.Store(g, known, program.Plain)
		if claim {
			bad := th.f.Op(program.Eq, known, th.constant())
			th.f.If(bad, func() { th.f.Violate("order", "bad") })
		}
	})
}

// stays serves until nothing else can happen, and may answer who sends a 1 with a 2.
func (th *thread) stays() {
	f, w := th.f, th.wiring
	again, body, out := f.Here(), f.Label(), f.Label()
	r := f.Listen(program.ReceiveServe, w.words, th.consts[0], th.consts[th.id])
	f.Branch(r+1, body, out)
	f.Place(body)
	if rapid.Bool().Draw(th.t, "data") {
		th.data()
	}
	if w.words > 0 && rapid.Bool().Draw(th.t, "answer") {
		last := r + 1 + build.Reg(w.words)
		f.If(f.Op(program.Eq, last, th.consts[1]), func() {
			f.Transmit(th.consts[0], th.consts[th.id], r, []build.Reg{th.consts[2], th.consts[2]}[:w.words]...)
		})
	}
	f.Jump(again)
	f.Place(out)
}
