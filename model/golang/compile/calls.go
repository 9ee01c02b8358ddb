package compile

import (
	"strings"

	"golang.org/x/tools/go/ssa"

	"heddle/model/program"
)

// call emits a call that is not a go statement.
func (d *body) call(in *ssa.Call) {
	if otherInit(d.fn, in) {
		return
	}
	common := in.Common()
	if bi, ok := common.Value.(*ssa.Builtin); ok {
		d.builtin(in, bi.Name())
		return
	}
	if callee := common.StaticCallee(); callee != nil {
		if op := intrinsicOf(callee); op != nil {
			d.intrinsic(in, callee, op)
			return
		}
		if d.b.depth < maxExpansion && d.c.expandable(callee) {
			d.expand(in, callee)
			return
		}
	}
	target := d.target(common)
	res := d.b.runOf(d.c.types.of(in.Type()))
	if len(res) > 0 {
		target.A = res[0].reg
	}
	target.D = int32(len(res))
	d.b.emit(target)
	d.vals[in] = value{words: res}
}

// target gives the call instruction for c, without results.
func (d *body) target(c *ssa.CallCommon) program.Instr {
	b := d.b
	var args []loc
	for _, a := range c.Args {
		args = append(args, d.words(a)...)
	}
	if c.IsInvoke() {
		iface := b.pair(d.words(c.Value))
		id := d.c.reach.methods[c.Method.Id()]
		return program.Instr{Op: program.CallMethod, B: b.list(args), C: iface, Imm: int64(id)}
	}
	callee := c.StaticCallee()
	if callee == nil {
		fn := b.reg(d.words(c.Value)[0])
		return program.Instr{Op: program.CallClosure, B: b.list(args), C: fn}
	}
	if mc, ok := c.Value.(*ssa.MakeClosure); ok {
		if !d.c.reach.closedCall(callee) {
			fn := b.reg(d.words(mc)[0])
			return program.Instr{Op: program.CallClosure, B: b.list(args), C: fn}
		}
		args = append(args, d.captured(mc)...)
	}
	return program.Instr{Op: program.Call, B: b.list(args), C: d.c.funcIndex(callee)}
}

// goStmt emits a go statement.
func (d *body) goStmt(in *ssa.Go) {
	d.c.prog.Parallel = true
	target := d.target(in.Common())
	switch target.Op {
	case program.Call:
		target.Op = program.Go
	case program.CallClosure:
		target.Op = program.GoClosure
	case program.CallMethod:
		target.Op = program.GoMethod
	}
	d.b.emit(target)
}

// The bounds of expansion at calls.
const (
	maxExpansion = 8  // calls within calls
	maxExpanded  = 24 // instructions
)

// expandable reports whether calls of fn are expanded: a straight line of few instructions.
func (c *compiler) expandable(fn *ssa.Function) bool {
	if len(fn.Blocks) != 1 || len(fn.FreeVars) > 0 || len(fn.Blocks[0].Instrs) > maxExpanded || intrinsicOf(fn) != nil {
		return false
	}
	for _, in := range fn.Blocks[0].Instrs {
		switch in := in.(type) {
		case *ssa.Go, *ssa.MakeClosure, *ssa.Panic:
			return false
		case *ssa.Call:
			if _, ok := in.Call.Value.(*ssa.Builtin); ok {
				continue
			}
			callee := in.Call.StaticCallee()
			if callee == nil || intrinsicOf(callee) == nil && callee != fn && len(callee.Blocks) != 1 {
				return false
			}
		}
	}
	return true
}

// expand emits the code of callee in place of a call.
func (d *body) expand(in *ssa.Call, callee *ssa.Function) {
	b := d.b
	e := newBody(b, callee)
	for i, p := range callee.Params {
		e.vals[p] = d.same(in.Call.Args[i])
	}
	at := b.cur
	b.depth++
	var exp expansion
	e.emit(&exp)
	b.depth--
	b.cur = at
	d.vals[in] = value{words: exp.results}
}

// funcName prints the name of fn as Go's stack traces do, without the package.
func (c *compiler) funcName(fn *ssa.Function) string {
	name := fn.Name()
	if fn.Parent() != nil {
		if i := strings.LastIndexByte(name, '$'); i >= 0 {
			return c.funcName(fn.Parent()) + ".func" + name[i+1:]
		}
	}
	if recv := fn.Signature.Recv(); recv != nil {
		t := shortName(recv.Type())
		if strings.HasPrefix(t, "*") {
			t = "(" + t + ")"
		}
		name = t + "." + name
	}
	if pkg := functionPackage(fn); pkg != nil && pkg != c.checkPackage() {
		if strings.HasPrefix(name, "(*") {
			return "(*" + pkg.Name() + "." + name[2:]
		}
		return pkg.Name() + "." + name
	}
	return name
}
