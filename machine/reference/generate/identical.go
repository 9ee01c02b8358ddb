package generate

import (
	"pgregory.net/rapid"

	"heddle/model/program"
	"heddle/model/program/build"
)

// identical is a program under construction all of whose threads run one function, worker(id, me): id is the
// number of the thread, me its element of the array own. Most of what it does with those treats
// all threads alike; some of it does not.
type identical struct {
	t       *rapid.T
	b       *build.Builder
	f       *build.Func
	threads int
	id, me  build.Reg
	x       uint64 // data
	owner   uint64 // holds numbers of threads
	last    uint64 // holds addresses of elements
	own     uint64
	section uint64
	episode uint64
	heap    uint64 // holds addresses of nodes
	node    int32
	orders  [3]program.Order // of loads, stores and read-modify-writes
}

// ownWords are the words of an element of own: data, a number, an address of an element.
const ownWords = 3

// Identical draws a program whose threads are told apart by their numbers only, or hardly that.
func Identical(t *rapid.T) *program.Program {
	s := &identical{t: t, b: build.New()}
	s.orders = rapid.SampledFrom([][3]program.Order{
		{program.Ordinary, program.Ordinary, program.SeqCst}, {program.SeqCst, program.SeqCst, program.SeqCst},
		{program.Acquire, program.Release, program.AcqRel},
	}).Draw(t, "orders")
	s.threads = rapid.SampledFrom([]int{2, 2, 3}).Draw(t, "threads")
	s.x, s.owner, s.last = s.b.Global("result", 1), s.b.Global("owner", 1), s.b.Pointer("last")
	var layout []bool
	for range s.threads + 1 { // the last one is nobody's
		layout = append(layout, false, false, true)
	}
	s.own = s.b.Variable("own", s.b.Layout("own", layout...))
	s.section, s.episode = s.b.Global("section", 1), s.b.Global("episode", 2)
	s.heap, s.node = s.b.Pointer("head"), s.b.Layout("node", false, true)
	s.start()
	s.f = s.b.Func("worker", false, true)
	s.id, s.me = 0, 1
	most := []int{0, 0, 4, 3}[s.threads]
	for range rapid.IntRange(1, most).Draw(t, "statements") {
		s.statement()
	}
	s.f.Return()
	return s.b.Program(s.main())
}

// start draws what the variables hold at the start.
func (s *identical) start() {
	s.b.Set(s.owner, uint64(rapid.SampledFrom([]int{-1, 0, s.threads, s.threads - 1}).Draw(s.t, "owner")))
	if rapid.IntRange(0, 5).Draw(s.t, "last") == 0 {
		s.b.Set(s.last, s.element(rapid.IntRange(0, s.threads-1).Draw(s.t, "element")))
	}
	if rapid.IntRange(0, 5).Draw(s.t, "unlike") == 0 {
		s.b.Set(s.element(rapid.IntRange(0, s.threads-1).Draw(s.t, "element")), 1)
	}
}

func (s *identical) element(i int) uint64 { return s.own + uint64(ownWords*i) }

func (s *identical) main() *build.Func {
	worker := s.f
	f := s.b.Func("main")
	odd := rapid.IntRange(0, 7).Draw(s.t, "numbers") == 0
	for i := range s.threads {
		id := i
		if odd { // numbers from 1 on: those of others
			id++
		}
		f.Go(worker, f.Const(int64(id)), f.Addr(s.element(i)))
	}
	f.Join()
	if rapid.IntRange(0, 3).Draw(s.t, "claim") == 0 {
		f.Assert(f.Op(comparison(s.t), f.Load(s.x, program.Plain), f.Const(int64(rapid.IntRange(0, 2).Draw(s.t, "value")))), "final claim")
	}
	f.Return()
	return f
}

func (s *identical) load(addr uint64) build.Reg { return s.f.Load(addr, s.orders[0]) }

func (s *identical) store(addr uint64, v build.Reg) { s.f.Store(addr, v, s.orders[1]) }

func (s *identical) pointer(addr uint64) build.Reg {
	return s.f.LoadPointerAt(s.f.Addr(addr), 0, s.orders[0])
}

// note leaves a trace in x.
func (s *identical) note() {
	if rapid.Bool().Draw(s.t, "add") {
		s.f.RMW(program.AtomicAdd, s.f.Addr(s.x), s.f.Const(1), s.orders[2])
		return
	}
	s.store(s.x, s.f.Const(int64(rapid.IntRange(0, 2).Draw(s.t, "value"))))
}

func (s *identical) statement() {
	rapid.SampledFrom([]func(*identical){
		(*identical).note, (*identical).take, (*identical).take, (*identical).give, (*identical).compare, (*identical).compare, (*identical).find, (*identical).find,
		(*identical).queue, (*identical).queue, (*identical).follow, (*identical).follow, (*identical).mine, (*identical).mine,
		(*identical).claim, (*identical).claim, (*identical).allocate, (*identical).constant, (*identical).unlike, (*identical).unlike, (*identical).fence,
	}).Draw(s.t, "statement")(s)
}

// take writes the own number where others read it.
func (s *identical) take() {
	f, owner := s.f, s.f.Addr(s.owner)
	switch rapid.IntRange(0, 3).Draw(s.t, "how") {
	case 0:
		f.CAS(owner, f.Const(-1), s.id, s.orders[2])
	case 1:
		f.StoreAt(s.me, 1, f.RMW(program.AtomicSwap, owner, s.id, s.orders[2]), s.orders[1])
	default:
		s.store(s.owner, s.id)
	}
}

// give writes a constant there.
func (s *identical) give() {
	s.store(s.owner, s.f.Const(int64(rapid.IntRange(-1, s.threads).Draw(s.t, "number"))))
}

// compare looks at whose number is there.
func (s *identical) compare() {
	o := s.load(s.owner)
	if rapid.IntRange(0, 2).Draw(s.t, "kept") == 0 {
		o = s.f.LoadAt(s.me, 1, s.orders[0])
	}
	s.f.If(s.f.Op(rapid.SampledFrom([]program.Op{program.Eq, program.Ne}).Draw(s.t, "equal"), o, s.id), s.note)
}

// find accesses the element of the thread whose number is there.
func (s *identical) find() {
	f := s.f
	o := s.load(s.owner)
	if rapid.IntRange(0, 2).Draw(s.t, "own") == 0 {
		o = s.id
	}
	n := f.Const(int64(s.threads + rapid.SampledFrom([]int{0, 0, 1, 1, -1}).Draw(s.t, "length")))
	inside := f.Op(program.Lt, o, n)
	if rapid.Bool().Draw(s.t, "checked") {
		inside = f.Const(1)
	}
	f.If(inside, func() {
		f.Emit(program.Instr{Op: program.Bounds, Kind: program.KindInt64, B: o, C: n})
		p := f.PointerReg()
		f.Emit(program.Instr{Op: program.Index, A: p, B: f.Addr(s.own), C: o, Imm: ownWords})
		s.access(p)
	})
}

// access reads or writes the element at p.
func (s *identical) access(p build.Reg) {
	f := s.f
	switch rapid.IntRange(0, 4).Draw(s.t, "access") {
	case 0:
		f.StoreAt(p, 0, f.Const(1), s.orders[1])
	case 1:
		f.If(f.LoadAt(p, 0, s.orders[0]), s.note)
	case 2:
		f.StoreAt(p, 1, s.id, s.orders[1])
	case 3:
		f.StoreAt(p, 2, s.me, s.orders[1])
	case 4:
		f.StoreAt(f.Addr(s.last), 0, p, s.orders[1])
	}
}

// queue puts the own element in place of another one.
func (s *identical) queue() {
	f := s.f
	before := f.RMW(program.AtomicSwap, f.Addr(s.last), s.me, s.orders[2])
	f.Points(before)
	f.If(before, func() {
		if rapid.Bool().Draw(s.t, "link") {
			f.StoreAt(before, 2, s.me, s.orders[1])
			return
		}
		s.access(before)
	})
}

// follow looks at the element that last, or the own one, leads to.
func (s *identical) follow() {
	f := s.f
	p := s.pointer(s.last)
	if rapid.Bool().Draw(s.t, "link") {
		p = f.LoadPointerAt(s.me, 2, s.orders[0])
	}
	f.If(p, func() {
		if rapid.Bool().Draw(s.t, "compare") {
			f.If(f.OpKind(program.Eq, program.KindPointer, p, s.me), s.note)
			return
		}
		s.access(p)
	})
}

// mine accesses the own element.
func (s *identical) mine() { s.access(s.me) }

// claim is an event.
func (s *identical) claim() {
	f := s.f
	if rapid.Bool().Draw(s.t, "section") {
		f.Ghost(program.EventEnter, f.Addr(s.section))
		s.statement()
		f.Ghost(program.EventLeave, f.Addr(s.section))
		return
	}
	n := f.Const(int64(s.threads + rapid.IntRange(0, 3).Draw(s.t, "more")/3))
	for range rapid.IntRange(1, 3).Draw(s.t, "arrivals") {
		f.Ghost(program.EventArrive, f.Addr(s.episode), s.id, n)
		if rapid.Bool().Draw(s.t, "early") {
			s.note()
		}
	}
	if rapid.Bool().Draw(s.t, "depart") {
		f.Ghost(program.EventDepart, f.Addr(s.episode), s.id, n)
	}
}

// allocate makes a node, which may lead to an element, and shows it; or looks at one.
func (s *identical) allocate() {
	f := s.f
	if rapid.Bool().Draw(s.t, "look") {
		p := s.pointer(s.heap)
		f.If(p, func() {
			q := f.LoadPointerAt(p, 1, program.Plain)
			f.If(q, func() { s.access(q) })
		})
		return
	}
	p := f.Alloc("n", s.node)
	f.StoreAt(p, 0, f.Const(1), program.Plain)
	if rapid.Bool().Draw(s.t, "me") {
		f.StoreAt(p, 1, s.me, program.Plain)
	}
	s.store(s.heap, p)
}

// constant looks at a number, or an element, that is named.
func (s *identical) constant() {
	f := s.f
	c := f.Const(int64(rapid.IntRange(0, s.threads-1).Draw(s.t, "number")))
	switch rapid.IntRange(0, 2).Draw(s.t, "what") {
	case 0:
		f.If(f.Op(program.Eq, s.id, c), s.note)
	case 1:
		f.If(f.Op(program.Eq, s.load(s.owner), c), s.note)
	default:
		s.access(f.Addr(s.element(rapid.IntRange(0, s.threads-1).Draw(s.t, "element"))))
	}
}

// unlike does with the number of the thread what treats threads differently.
func (s *identical) unlike() {
	f := s.f
	switch rapid.IntRange(0, 6).Draw(s.t, "what") {
	case 6:
		f.If(f.Op(program.Lt, s.load(s.owner), s.id), s.note)
	case 0:
		s.store(s.x, s.id)
	case 1:
		f.If(s.id, s.note)
	case 2:
		f.If(f.Op(program.Lt, s.id, f.Const(1)), s.note)
	case 3:
		s.store(s.owner, f.Op(program.Add, s.id, f.Const(1)))
	case 4:
		f.If(f.Op(program.Lt, s.id, s.load(s.owner)), s.note)
	default:
		i := f.Op(program.And, s.load(s.x), f.Const(1))
		p := f.PointerReg()
		f.Emit(program.Instr{Op: program.Index, A: p, B: f.Addr(s.own), C: i, Imm: ownWords})
		s.access(p)
	}
}

func (s *identical) fence() { s.f.Fence(program.SeqCst) }
