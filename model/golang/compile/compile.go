package compile

import (
	"fmt"
	"go/constant"
	"go/token"
	"go/types"
	"sort"

	"golang.org/x/tools/go/ssa"

	"heddle/model/program"
)

// Input is a loaded check.
type Input struct {
	Target string // for reports
	Check  *ssa.Function
	Args   []constant.Value // for the check's parameters
	Inits  []*ssa.Function  // package initialisers, in the order in which they run
	Fset   *token.FileSet   // with file names as they should be printed
	// Refusal says why a function or variable can not be part of a check, "" if it can; nil: all can.
	Refusal func(types.Object) string
	System  func(packagePath string) bool // packages whose lines mean nothing to the user; nil: none
	StdFile func(name string) bool        // files, as printed, that are not the user's; nil: none
}

// Compile makes the program of in. An error of type Refused lists what is not supported.
func Compile(in Input) (prog *program.Program, err error) {
	defer func() {
		if r := recover(); r != nil { // better than to die of a source that we did not foresee
			prog, err = nil, fmt.Errorf("%s: compile: bug: %v", in.Target, r)
		}
	}()
	if in.Refusal == nil {
		in.Refusal = func(types.Object) string { return "" }
	}
	if in.System == nil {
		in.System = func(string) bool { return false }
	}
	if err := checkArgs(in); err != nil {
		return nil, err
	}
	c := &compiler{in: in, types: newFlattener(), files: map[string]int32{}, strings: map[string]uint64{"": 0}}
	c.prog = &program.Program{Target: in.Target, Image: []uint64{0}, Strings: []string{""}}
	c.reach = newReach(c)
	c.reach.run()
	if err := c.refusals.err(); err != nil {
		return nil, err
	}
	c.static = newStatics(c)
	c.describeTypes()
	c.compileAll()
	if err := c.refusals.err(); err != nil {
		return nil, err
	}
	sort.Strings(c.prog.Claims)
	for i := range c.prog.Funcs {
		c.prog.Funcs[i].Prepare()
	}
	return c.prog, nil
}

// bugf is what to panic with if an invariant of ours does not hold.
func bugf(format string, args ...any) error { return fmt.Errorf(format, args...) }

// compiler is one compilation.
type compiler struct {
	in           Input
	prog         *program.Program
	types        *flattener
	reach        *reach
	static       *statics
	refusals     refusals
	files        map[string]int32
	strings      map[string]uint64
	funcs        []*ssa.Function // to be compiled, by index in prog.Funcs; nil: made already
	index        map[*ssa.Function]int32
	claims       map[string]bool
	literals     map[*ssa.Function]map[token.Pos]string // see literalNames
	short        map[*ssa.Function]bool                 // answers of expandable
	quiets       map[*ssa.Function]bool                 // answers of quiet
	support      *ssa.Package                           // see supportFunc; nil: not needed yet
	descriptions *descriptions                          // nil: not needed yet
}

// compileAll compiles the entry function, then every function that compiled code names.
func (c *compiler) compileAll() {
	c.index = map[*ssa.Function]int32{}
	c.claims = map[string]bool{}
	c.literals = map[*ssa.Function]map[token.Pos]string{}
	c.short = map[*ssa.Function]bool{}
	c.quiets = map[*ssa.Function]bool{}
	c.funcs = []*ssa.Function{nil}
	c.prog.Funcs = make([]program.Func, 1)
	c.prog.Funcs[0] = c.entry()
	for i := 1; ; i++ {
		if i == len(c.funcs) {
			c.fillMethods()
			c.describePanics()
			if i == len(c.funcs) {
				break
			}
		}
		if c.funcs[i] != nil {
			f := c.function(c.funcs[i])
			c.prog.Funcs[i] = f
		}
	}
	for claim := range c.claims {
		c.prog.Claims = append(c.prog.Claims, claim)
	}
}

// funcIndex gives the index of fn in prog.Funcs.
func (c *compiler) funcIndex(fn *ssa.Function) int32 {
	if i, ok := c.index[fn]; ok {
		return i
	}
	i := int32(len(c.funcs))
	c.index[fn] = i
	c.funcs = append(c.funcs, fn)
	c.prog.Funcs = append(c.prog.Funcs, program.Func{})
	return i
}

// entry makes the first function of the main thread.
func (c *compiler) entry() program.Func {
	b := newBuilder(c)
	b.cur = c.pos(c.in.Check.Pos())
	for _, init := range c.in.Inits {
		if len(init.Blocks) != 1 || len(init.Blocks[0].Instrs) > 1 { // it does more than return
			b.emit(program.Instr{Op: program.Call, B: b.list(nil), C: c.funcIndex(init)})
		}
	}
	b.cur = c.pos(c.in.Check.Pos())
	args := make([]loc, len(c.in.Args))
	for i, a := range c.in.Args {
		args[i] = known(c.constWord(a, c.types.of(c.in.Check.Params[i].Type()).words[0].Kind))
	}
	b.emit(program.Instr{Op: program.Call, B: b.list(args), C: c.funcIndex(c.in.Check)})
	b.emit(program.Instr{Op: program.Return, B: b.list(nil)})
	return b.finish("main")
}

// function compiles fn as a function of its own.
func (c *compiler) function(fn *ssa.Function) program.Func {
	if op := intrinsicOf(fn); op != nil {
		return c.intrinsicFunc(fn, op)
	}
	b := newBuilder(c)
	d := newBody(b, fn)
	for _, p := range fn.Params {
		d.vals[p] = value{words: b.fixed(c.types.of(p.Type()), &b.fn.Params)}
	}
	closed := c.reach.closedCall(fn)
	for _, v := range fn.FreeVars {
		count := &b.fn.Free
		if closed {
			count = &b.fn.Params
		}
		d.bindFree(v, b.fixed(c.types.of(c.freeType(v)), count))
	}
	b.fn.Results = c.types.size(fn.Signature.Results())
	b.fn.Wrapper = isWrapper(fn)
	b.direct = b.fn.Wrapper
	b.cur = c.pos(fn.Pos())
	d.defers = newDefers(d)
	d.emit(nil)
	return b.finish(c.funcName(fn))
}

// pos translates a position; the zero Pos is unknown.
func (c *compiler) pos(p token.Pos) program.Pos {
	if !p.IsValid() {
		return program.Pos{}
	}
	at := c.in.Fset.PositionFor(p, false)
	i, ok := c.files[at.Filename]
	if !ok {
		i = int32(len(c.prog.Files))
		c.files[at.Filename] = i
		c.prog.Files = append(c.prog.Files, at.Filename)
		c.prog.Std = append(c.prog.Std, c.in.StdFile != nil && c.in.StdFile(at.Filename))
	}
	return program.Pos{File: i, Line: int32(at.Line), Column: int32(at.Column)}
}

// text gives the index of s in prog.Strings.
func (c *compiler) text(s string) uint64 {
	i, ok := c.strings[s]
	if !ok {
		i = uint64(len(c.prog.Strings))
		c.strings[s] = i
		c.prog.Strings = append(c.prog.Strings, s)
	}
	return i
}
