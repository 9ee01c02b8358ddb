package litmus

import (
	"fmt"

	"heddle/model/program"
)

// Code is a test that has been compiled.
type Code struct {
	Test    *Test
	Program *program.Program
	// Registers and Locations are what final states are made of: what the condition, the
	// list after locations and the filter name, in the order in which states show them.
	Registers []Register
	Locations []Location

	filter, prop *check
	addresses    bool // words may be addresses
}

// Register is a register that is observed.
type Register struct {
	Proc   int
	Name   string
	Addr   uint64 // of the cell where the thread leaves it at its end
	Hidden bool   // only the filter names it: states do not show it

	register
	kind program.Kind // how states show it
	at   place
}

// Location is a location that is observed, or an element of one.
type Location struct {
	Name   string
	Addr   uint64
	Index  int // of the element; -1: all of it
	Count  int // cells: 1 but for a whole array
	Hidden bool

	array bool
	kind  program.Kind
}

// location is a location of the test.
type location struct {
	name  string
	addr  uint64
	count int
	array bool
	kind  program.Kind // of the words in its cells
	shown program.Kind // … as states show them
	width uint8        // bytes of an access; 0: there is none
	at    place        // … the first of them

	declared place // in the initial state
	taken    bool  // its address is a value
	init     []Value
}

// compiler compiles one test.
type compiler struct {
	test      *Test
	prog      *program.Program
	code      *Code
	locations []location
	index     map[string]int // of locations, by name
	registers []bound
	taken     bool // some address is a value
	err       *Error
}

// Compile gives the program of the test. The error is an *Error.
//
// The entry starts the threads, in order, and returns. Each location is a static
// object under its name; each thread leaves each register that is observed in a static
// cell of its own, named P0:EAX, at its end.
func (t *Test) Compile() (*Code, error) {
	if !t.Supported() {
		return nil, t.errorf(place{1, 1}, "found a test that is not modelled (%s), want one of X86, X86_64 or C", t.Why())
	}
	c := &compiler{test: t, index: make(map[string]int, 8)}
	c.prog = &program.Program{
		Target: t.Name, Files: []string{t.File}, Strings: []string{""}, Parallel: true,
		Types: []program.Type{{}}, Methods: [][]int32{{}},
	}
	c.code = &Code{Test: t, Program: c.prog}
	for _, pass := range []func(){c.collect, c.observe, c.layout, c.threads, c.conditions} {
		if pass(); c.err != nil {
			return nil, c.err
		}
	}
	return c.code, nil
}

func (c *compiler) errorf(at place, format string, args ...any) {
	if c.err == nil {
		c.err = c.test.errorf(at, format, args...)
	}
}

// text gives the index of a string for a Fail.
func (c *compiler) text(s string) int64 {
	c.prog.Strings = append(c.prog.Strings, s)
	return int64(len(c.prog.Strings) - 1)
}

// find gives the location of that name, or fails.
func (c *compiler) find(name string, at place) *location {
	i, ok := c.index[name]
	if !ok {
		c.errorf(at, "found %q, want a location of the test", name)
		return &location{count: 1}
	}
	return &c.locations[i]
}

// declare gives the location of that name, a new one if there is none.
func (c *compiler) declare(name string) *location {
	i, ok := c.index[name]
	if !ok {
		i = len(c.locations)
		c.index[name] = i
		c.locations = append(c.locations, location{name: name, count: 1})
	}
	return &c.locations[i]
}

// bound is what the initial state says of a register.
type bound struct {
	proc  int // or everyProc
	base  string
	value Value
	fixed bool // the register is only used as an address
}

// bound gives what the initial state says of a register, or nil.
func (c *compiler) bound(proc int, base string) *bound {
	for i := range c.registers {
		if b := &c.registers[i]; b.base == base && (b.proc == proc || b.proc == everyProc) {
			return b
		}
	}
	return nil
}

// threads makes the code of the threads and of the entry, which starts them.
func (c *compiler) threads() {
	n := len(c.test.Threads)
	c.prog.Funcs = make([]program.Func, n+1)
	entry := program.Func{Name: "main", Lists: [][]program.Reg{{}}}
	c.prog.Entry = n
	for i := range c.test.Threads {
		th := &c.test.Threads[i]
		e := &emitter{c: c, proc: i, at: th.place}
		e.fn.Name = fmt.Sprintf("P%d", i)
		e.fn.Lists = entry.Lists
		e.room(3*len(th.Code) + 16)
		if c.test.Arch.c {
			e.cThread(th.c)
		} else {
			e.assembly(th)
		}
		e.at = th.place
		e.leave()
		if c.err != nil {
			return
		}
		c.prog.Funcs[i] = e.finish()
		entry.Code = append(entry.Code, program.Instr{Op: program.Go, C: int32(i)})
		entry.Pos = append(entry.Pos, program.Pos{Line: th.line, Column: th.column})
	}
	entry.Code = append(entry.Code, program.Instr{Op: program.Return})
	entry.Pos = append(entry.Pos, program.Pos{})
	c.prog.Funcs[n] = entry
	for i := range c.prog.Funcs {
		c.prog.Funcs[i].Prepare()
	}
}

// leave stores the observed registers in their cells and returns.
func (e *emitter) leave() {
	for i := range e.c.code.Registers {
		r := &e.c.code.Registers[i]
		if r.Proc != e.proc {
			continue
		}
		if r.kind = e.c.test.Arch.kind(int(r.width)); e.c.test.Arch.c {
			r.kind = e.typeOf(r.base).word()
		}
		if v := e.variable(r.base); !v.written && e.c.bound(e.proc, r.base) == nil {
			e.c.errorf(r.at, "found %d:%s, want a register that P%d writes or the initial state sets", r.Proc, r.Name, r.Proc)
		}
		e.store(e.constant(int64(r.Addr)), e.part(r.register), program.Plain)
	}
	e.put(program.Instr{Op: program.Return})
}
