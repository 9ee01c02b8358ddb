// Package generate makes small random concurrent programs in register code, for
// differential tests: few threads and few accesses, so that brute force can
// explore them, but of every sort, so that verdicts differ.
//
// Every program has finitely many states: loops are bounded, or spin on a value.
// It uses no register before writing it. Each thread leaves some of what it read
// in globals named result0, result1, ….
package generate

import (
	"fmt"
	"slices"

	"pgregory.net/rapid"

	"heddle/model/program"
	"heddle/model/program/build"
)

// style is what a generated program is like as a whole. Programs all of whose
// accesses are mixed at random would nearly all have a race.
type style struct {
	loads   []program.Order
	stores  []program.Order
	plain   int // of 8 generated accesses, about so many are plain
	kinds   []statement
	*orders // nil: read-modify-writes are sequentially consistent, and so on
}

// statement appends a random statement to a thread.
type statement func(th *thread)

// shared is what all threads of a program know.
type shared struct {
	t       *rapid.T
	b       *build.Builder
	style   style
	globals []uint64
	top     uint64 // address of head, a word with the address of a node, or nil
	mutex   uint64
	section uint64 // the mutual-exclusion claim
	episode uint64 // the barrier claim
	node    int32  // layout: value, next
	threads int
	results int
	// separate: compare-and-swaps, sections and locks use the first cell, the list
	// and the lock only, and those are never accessed plainly.
	separate bool

	synchronize operation
	first       func(f *build.Func)             // what the main thread begins with; nil: nothing
	makers      []func(f *build.Func) build.Reg // of objects that all threads get
	conduits    []conduit                       // what those that are channels are like
	element     int32                           // layout of what channels of nodes pass
	plan        [][]operation                   // by thread: what is still to come
	wiring      *wiring                         // nil: there is no network
	troubles
	mapping
}

// thread is one thread under construction. Its parameters are what it would
// otherwise have to compute: brute force explores every instruction.
type thread struct {
	*shared
	f      *build.Func
	id     int
	cells  []build.Reg // addresses
	head   build.Reg
	lock   build.Reg
	ghosts [2]build.Reg // section and episode
	consts []build.Reg  // 0, 1, 2, …
	locals []build.Reg  // values that it has
	nodes  []build.Reg  // addresses of nodes that it has, never nil
	depth  int          // of statements in statements

	after func() // appends what comes behind the last Return

	turn int // the cell that it accesses next, if all orders occur

	objects   []build.Reg
	outliving []build.Reg // addresses of words that outlive a crash of its node
	given     build.Reg   // address of the node that the next Select sends, or -1
}

// constants is the number of small constants that a thread has: 0 … constants-1.
const constants = 4

// Program draws a program in which no cell that a compare-and-swap or a section
// touches is accessed plainly without being allocated there and then. In such a
// program a race by happens-before can always be made a race of two accesses that
// are next in their threads in one state, so that both definitions must agree.
func Program(t *rapid.T) *program.Program { return draw(t, true) }

// Mixed draws a program with no such limit. There a compare-and-swap may race only
// in executions in which it comes first, and a section only after it was blocked;
// and after a section that does not synchronize anything may race that in another
// order would not be reached at all.
func Mixed(t *rapid.T) *program.Program { return draw(t, false) }

func draw(t *rapid.T, separate bool) *program.Program {
	s := &shared{t: t, b: build.New(), separate: separate}
	s.style = drawStyle(t)
	for i := range rapid.IntRange(1, 3).Draw(t, "cells") {
		s.globals = append(s.globals, s.b.Global(string(rune('x'+i)), 1))
	}
	s.place()
	s.threads = 2 + rapid.IntRange(0, 4).Draw(t, "threads")/4
	statements := 4
	if s.threads > 2 {
		statements = 2
	}
	var bodies []*build.Func
	for i := range s.threads {
		bodies = append(bodies, s.thread(i, func(th *thread) {
			for range rapid.IntRange(1, statements).Draw(s.t, "statements") {
				th.statement()
			}
		}))
	}
	return s.b.Program(s.main(bodies))
}

// place adds the variables that are no cells.
func (s *shared) place() {
	s.top = s.b.Pointer("head")
	s.mutex = s.b.Global("lock", 1)
	s.section, s.episode = s.b.Global("section", 1), s.b.Global("episode", 2)
	s.node = s.b.Layout("node", false, true)
}

func drawStyle(t *rapid.T) style {
	loads := []program.Order{program.Ordinary, program.Relaxed, program.Acquire, program.SeqCst}
	stores := []program.Order{program.Ordinary, program.Relaxed, program.Release, program.SeqCst}
	if rapid.Bool().Draw(t, "one order") {
		i := rapid.IntRange(0, 3).Draw(t, "order")
		loads, stores = loads[i:i+1], stores[i:i+1]
	}
	s := style{loads: loads, stores: stores, plain: rapid.SampledFrom([]int{0, 0, 1, 4, 8}).Draw(t, "plain of 8")}
	all := statements()
	for range rapid.IntRange(1, 5).Draw(t, "kinds") {
		s.kinds = append(s.kinds, rapid.SampledFrom(all).Draw(t, "kind"))
	}
	s.kinds = append(s.kinds, (*thread).load, (*thread).store)
	return s
}

// thread draws the function of thread id, with the statements that body appends.
func (s *shared) thread(id int, body func(th *thread)) *build.Func {
	pointers := len(s.globals) + 4 + len(s.makers)
	pointer := make([]bool, pointers+constants)
	for i := range pointers {
		pointer[i] = true
	}
	f := s.b.Func(fmt.Sprintf("thread%d", id), pointer...)
	th := &thread{shared: s, f: f, id: id, given: -1}
	params := make([]build.Reg, len(pointer))
	for i := range params {
		params[i] = build.Reg(i)
	}
	th.cells, params = params[:len(s.globals)], params[len(s.globals):]
	th.head, th.lock, th.ghosts = params[0], params[1], [2]build.Reg(params[2:4])
	th.objects, th.consts = params[4:4+len(s.makers)], params[4+len(s.makers):]
	body(th)
	th.finish()
	if th.after != nil {
		th.after()
	}
	return f
}

// main draws the main thread, which starts the others and usually waits for them.
func (s *shared) main(bodies []*build.Func) *build.Func {
	f := s.b.Func("main")
	if s.first != nil {
		s.first(f)
	}
	var args []build.Reg
	for _, a := range append(slices.Clone(s.globals), s.top, s.mutex, s.section, s.episode) {
		args = append(args, f.Addr(a))
	}
	if len(s.makers) > 0 && rapid.Bool().Draw(s.t, "on the heap") { // what is made after a step is
		f.RMW(program.AtomicAdd, args[0], f.Const(0), program.SeqCst)
	}
	for _, maker := range s.makers {
		args = append(args, maker(f))
	}
	for i := range constants {
		args = append(args, f.Const(int64(i)))
	}
	for _, body := range bodies {
		f.Go(body, args...)
	}
	if rapid.IntRange(0, 7).Draw(s.t, "join") > 0 {
		f.Join()
		if rapid.IntRange(0, 3).Draw(s.t, "final claim") == 0 {
			x := f.Load(rapid.SampledFrom(s.globals).Draw(s.t, "cell"), program.Plain)
			f.Assert(f.Op(comparison(s.t), x, f.Const(int64(rapid.IntRange(0, 3).Draw(s.t, "value")))), "final claim")
		}
	}
	f.Return()
	return f
}

func comparison(t *rapid.T) program.Op {
	return rapid.SampledFrom([]program.Op{program.Eq, program.Ne, program.Lt, program.Ge}).Draw(t, "comparison")
}

// finish claims something about a value read, leaves up to two of them as results, and returns.
func (th *thread) finish() {
	if len(th.locals) > 0 && rapid.IntRange(0, 4).Draw(th.t, "claim") == 0 && th.style.orders == nil {
		read := th.locals[len(th.locals)-1]
		th.f.Assert(th.f.Op(comparison(th.t), read, th.constant()), fmt.Sprintf("claim of %d", th.id))
	}
	order := rapid.SampledFrom([]program.Order{program.Plain, program.SeqCst}).Draw(th.t, "order of results")
	most := 2
	if th.style.orders != nil {
		most, order = 3, program.Plain
	}
	for i := 0; i < most && i < len(th.locals); i++ {
		result := th.b.Global(fmt.Sprintf("result%d", th.results), 1)
		th.results++
		th.f.Store(result, th.locals[len(th.locals)-1-i], order)
	}
	th.f.Return()
}
