package compile

import (
	"strings"

	"golang.org/x/tools/go/ssa"

	"heddle/model/program"
)

// call emits a call that is not a go statement.
func (d *body) call(in *ssa.Call) {
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
		if d.expands(callee) {
			d.expand(in, callee)
			return
		}
	}
	target := d.target(common)
	res := d.b.runOf(d.c.types.of(common.Signature().Results()))
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
	if _, ok := in.Call.Value.(*ssa.Builtin); ok {
		call := d.save(in)
		fn, words := call.thunk(d, false)
		d.b.emit(program.Instr{Op: program.Go, B: d.b.list(words), C: fn})
		return
	}
	target := d.target(in.Common())
	switch target.Op {
	case program.Call:
		target.Op = program.Go
	case program.CallClosure:
		target.Op = program.GoClosure
		d.checkGo(in.Call.Value, target.C)
	case program.CallMethod:
		target.Op = program.GoMethod
	}
	d.b.emit(target)
}

// checkGo emits Go's error for a thread that would start with the nil function fn, which is v.
func (d *body) checkGo(v ssa.Value, fn program.Reg) {
	if d.same(v).nonnil {
		return
	}
	b := d.b
	ok, bad := b.newLabel(), b.newLabel()
	b.branch(loc{reg: fn, ptr: true}, ok, bad)
	b.label(bad)
	b.fail(program.FailFatal, "go of nil func value")
	b.label(ok)
}

// The bounds of expansion at calls.
const (
	maxExpansion = 8    // calls within calls
	maxExpanded  = 32   // instructions of the function expanded
	maxCode      = 4000 // instructions of the function expanded into
	appended     = 24   // instructions of an append in Go's own packages, whose use is not reported on
)

// expandable reports whether calls of fn may be expanded: it is short, does not call itself
// directly, and needs no frame of its own for deferred calls or recover.
func (c *compiler) expandable(fn *ssa.Function) bool {
	if known, ok := c.short[fn]; ok {
		return known
	}
	n := 0
	ok := len(fn.Blocks) > 0 && fn.Recover == nil && intrinsicOf(fn) == nil && (len(fn.FreeVars) == 0 || c.reach.closedCall(fn))
	for _, b := range fn.Blocks {
		n += len(b.Instrs)
		for _, in := range b.Instrs {
			call, isCall := in.(ssa.CallInstruction)
			_, isDefer := in.(*ssa.Defer)
			if callsBuiltin(in, "append") && c.standard(fn.Pos()) {
				n += appended
			}
			ok = ok && !isDefer && (!isCall || call.Common().StaticCallee() != fn && !callsBuiltin(in, "recover"))
		}
	}
	ok = ok && n <= maxExpanded
	c.short[fn] = ok
	return ok
}

// expands reports whether the call of callee in d is expanded.
func (d *body) expands(callee *ssa.Function) bool {
	b := d.b
	if !d.c.expandable(callee) || len(b.inside) >= maxExpansion || b.emitted > maxCode || b.direct && !d.c.quiet(callee) {
		return false
	}
	for _, fn := range b.inside {
		if fn == callee {
			return false
		}
	}
	return true
}

// quiet reports whether no function that recovers can be called with that frame below it that fn would have.
// What is deferred, or called by a wrapper, is only expanded if it is quiet: recover goes by frames.
func (c *compiler) quiet(fn *ssa.Function) bool {
	if !c.reach.recovers || intrinsicOf(fn) != nil {
		return true
	}
	if known, ok := c.quiets[fn]; ok {
		return known
	}
	c.quiets[fn] = false // of one that calls itself
	ok := fn.Recover == nil
	for _, b := range fn.Blocks {
		for _, in := range b.Instrs {
			call, isCall := in.(*ssa.Call)
			if _, builtin := callee(in).(*ssa.Builtin); isCall && (!builtin || callsBuiltin(in, "recover")) {
				ok = ok && call.Call.StaticCallee() != nil && c.quiet(call.Call.StaticCallee())
			}
		}
	}
	c.quiets[fn] = ok
	return ok
}

// callee gives what in calls, nil if it is no call.
func callee(in ssa.Instruction) ssa.Value {
	if call, ok := in.(ssa.CallInstruction); ok {
		return call.Common().Value
	}
	return nil
}

// callsBuiltin reports whether in calls, defers or starts the built-in function of that name.
func callsBuiltin(in ssa.Instruction, name string) bool {
	b, ok := callee(in).(*ssa.Builtin)
	return ok && b.Name() == name
}

// isWrapper reports whether fn only passes a call on, so that it is not there for recover.
func isWrapper(fn *ssa.Function) bool {
	for _, kind := range []string{"wrapper for ", "thunk for ", "bound method wrapper for ", "instantiation wrapper of "} {
		if strings.HasPrefix(fn.Synthetic, kind) {
			return true
		}
	}
	return false
}

// expand emits the code of callee in place of a call.
func (d *body) expand(in *ssa.Call, callee *ssa.Function) {
	b := d.b
	e := newBody(b, callee)
	for i, p := range callee.Params {
		e.vals[p] = d.same(in.Call.Args[i])
	}
	if mc, ok := in.Call.Value.(*ssa.MakeClosure); ok {
		words := d.captured(mc)
		for _, v := range callee.FreeVars {
			n := d.c.types.size(d.c.freeType(v))
			e.bindFree(v, words[:n:n])
			words = words[n:]
		}
	}
	if e.callName = d.c.literalNames(d.fn)[in.Pos()]; e.callName == "" && returned(in) {
		e.callName = d.callName
	}
	x := expansion{single: returns(callee) == 1, end: b.newLabel()}
	if !x.single {
		x.results = b.freshes(d.c.types.of(callee.Signature.Results()))
	}
	at := b.cur
	if e.system && at.Inside == 0 {
		b.cur.Inside = int32(b.c.text(b.c.funcName(callee)))
	}
	b.inside = append(b.inside, callee)
	e.emit(&x)
	b.inside = b.inside[:len(b.inside)-1]
	b.cur = at
	b.label(x.end)
	d.vals[in] = value{words: x.results}
}

// returns counts the return instructions of fn.
func returns(fn *ssa.Function) int {
	n := 0
	for _, b := range fn.Blocks {
		if _, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return); ok {
			n++
		}
	}
	return n
}

// funcName prints the name of fn as Go's stack traces do, without the package.
func (c *compiler) funcName(fn *ssa.Function) string {
	name := strings.TrimSuffix(strings.TrimSuffix(fn.Name(), "$thunk"), "$bound")
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
