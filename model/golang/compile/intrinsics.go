package compile

import (
	"fmt"
	"go/constant"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"heddle/model/program"
)

// The packages whose functions are operations of the machine.
const (
	modelPath = "heddle/model"
	stepPath  = "heddle/model/golang/step"
)

// intrinsic is a function that is an operation of the machine.
type intrinsic struct {
	emit   func(d *body, c *intrinsicCall)
	orders bool // the last parameter is the memory orders
}

// intrinsicCall is one call of an intrinsic.
type intrinsicCall struct {
	pos    token.Pos
	fn     *ssa.Function
	args   []ssa.Value
	order  program.Order
	result []loc
}

// intrinsics gives the operation of a function of modelPath or stepPath, by name: "Word.Load", "Fence".
func intrinsics(path, name string) *intrinsic {
	switch path {
	case modelPath:
		return modelIntrinsic(name)
	case stepPath:
		return stepIntrinsic(name)
	}
	return nil
}

func access(load bool, order program.Order) *intrinsic {
	if load {
		return &intrinsic{emit: func(d *body, c *intrinsicCall) { d.loadWord(c, order) }}
	}
	return &intrinsic{emit: func(d *body, c *intrinsicCall) { d.storeWord(c, order) }}
}

func rmw(op program.Op, orders bool) *intrinsic {
	return &intrinsic{orders: orders, emit: func(d *body, c *intrinsicCall) { d.readModifyWrite(c, op) }}
}

func ghost(e program.Event) *intrinsic {
	return &intrinsic{emit: func(d *body, c *intrinsicCall) { d.ghost(c, e) }}
}

func modelIntrinsic(name string) *intrinsic {
	switch name {
	case "Word.Load", "Pointer.Load":
		return access(true, program.Ordinary)
	case "Word.Store", "Pointer.Store":
		return access(false, program.Ordinary)
	case "Word.LoadAcquire", "Pointer.LoadAcquire":
		return access(true, program.Acquire)
	case "Word.StoreRelease", "Pointer.StoreRelease":
		return access(false, program.Release)
	case "Word.LoadSeqCst", "Pointer.LoadSeqCst":
		return access(true, program.SeqCst)
	case "Word.StoreSeqCst", "Pointer.StoreSeqCst":
		return access(false, program.SeqCst)
	case "Word.LoadRelaxed", "Pointer.LoadRelaxed":
		return access(true, program.Relaxed)
	case "Word.StoreRelaxed", "Pointer.StoreRelaxed":
		return access(false, program.Relaxed)
	case "Word.FetchAndAdd":
		return rmw(program.AtomicAdd, true)
	case "Word.Swap", "Pointer.Swap":
		return rmw(program.AtomicSwap, true)
	case "Word.CompareAndSwap", "Pointer.CompareAndSwap":
		return rmw(program.AtomicCAS, true)
	case "Word.TestAndSet":
		return &intrinsic{emit: (*body).testAndSet, orders: true}
	case "Fence":
		return &intrinsic{emit: (*body).fence, orders: true}
	case "Choose":
		return &intrinsic{emit: (*body).choose}
	case "Assert":
		return &intrinsic{emit: (*body).assert}
	case "Pause":
		return &intrinsic{emit: func(*body, *intrinsicCall) {}}
	case "Section.Enter":
		return ghost(program.EventEnter)
	case "Section.Leave":
		return ghost(program.EventLeave)
	case "Episode.Arrive":
		return ghost(program.EventArrive)
	case "Episode.Depart":
		return ghost(program.EventDepart)
	case "History.Call":
		return ghost(program.EventCall)
	case "History.Return":
		return ghost(program.EventReturn)
	}
	return nil
}

func stepIntrinsic(name string) *intrinsic {
	plain := func(op program.Op) *intrinsic {
		return &intrinsic{emit: func(d *body, _ *intrinsicCall) { d.b.emit(program.Instr{Op: op}) }}
	}
	switch name {
	case "Begin":
		return &intrinsic{emit: (*body).begin}
	case "End":
		return plain(program.End)
	case "Join":
		return plain(program.Join)
	case "SameType":
		return &intrinsic{emit: (*body).sameType}
	case "Float32bits", "Float32frombits", "Float64bits", "Float64frombits": // a float's word is its bits
		return &intrinsic{emit: func(d *body, c *intrinsicCall) { c.result = d.words(c.args[0]) }}
	case "Await":
		return &intrinsic{emit: (*body).await}
	case "Fatal":
		return &intrinsic{emit: (*body).fatal}
	case "Load":
		return access(true, program.SeqCst)
	case "Store":
		return access(false, program.SeqCst)
	case "Add":
		return rmw(program.AtomicAdd, false)
	case "Swap":
		return rmw(program.AtomicSwap, false)
	case "And":
		return rmw(program.AtomicAnd, false)
	case "Or":
		return rmw(program.AtomicOr, false)
	case "CompareAndSwap":
		return rmw(program.AtomicCAS, false)
	}
	return nil
}

// intrinsicOf gives the operation that fn is, nil if fn is an ordinary function.
func intrinsicOf(fn *ssa.Function) *intrinsic {
	if fn.Synthetic != "" && fn.Origin() == nil {
		return nil // a wrapper of it
	}
	obj, ok := fn.Object().(*types.Func)
	if !ok && fn.Origin() != nil {
		obj, ok = fn.Origin().Object().(*types.Func)
	}
	if !ok || obj.Pkg() == nil || obj.Pkg().Path() != modelPath && obj.Pkg().Path() != stepPath {
		return nil
	}
	name := obj.Name()
	if recv := obj.Signature().Recv(); recv != nil {
		t := recv.Type()
		if p, ok := t.(*types.Pointer); ok {
			t = p.Elem()
		}
		if n, ok := types.Unalias(t).(*types.Named); ok {
			name = n.Obj().Name() + "." + name
		}
	}
	return intrinsics(obj.Pkg().Path(), name)
}

// intrinsic emits a call of an intrinsic.
func (d *body) intrinsic(in *ssa.Call, callee *ssa.Function, op *intrinsic) {
	c := &intrinsicCall{pos: in.Pos(), fn: callee, args: in.Call.Args, order: program.SeqCst}
	if op.orders {
		last := len(c.args) - 1
		order, ok := orderOf(c.args[last])
		if !ok {
			d.c.refuse(in.Pos(), "the order of model.%s is not a constant: it must be, at most one", callee.Name())
		}
		c.order, c.args = order, c.args[:last]
	}
	op.emit(d, c)
	d.vals[in] = value{words: c.result}
}

// intrinsicFunc compiles an intrinsic as a function of its own, for calls through a value of it.
func (c *compiler) intrinsicFunc(fn *ssa.Function, op *intrinsic) program.Func {
	b := newBuilder(c)
	b.cur = c.pos(fn.Pos())
	d := &body{b: b, c: c, fn: fn, vals: map[ssa.Value]value{}}
	call := &intrinsicCall{pos: fn.Pos(), fn: fn, order: program.SeqCst}
	for _, p := range fn.Params {
		d.vals[p] = value{words: b.fixed(c.types.of(p.Type()), &b.fn.Params)}
		call.args = append(call.args, p)
	}
	if op.orders {
		call.args = call.args[:len(call.args)-1]
		c.refuse(fn.Pos(), "model.%s takes memory orders: it can be called, but not used as a value", fn.Name())
	}
	op.emit(d, call)
	b.fn.Results = len(call.result)
	b.emit(program.Instr{Op: program.Return, B: b.list(call.result)})
	return b.finish(c.funcName(fn))
}

// orderOf gives the memory order in a list of at most one constant.
func orderOf(v ssa.Value) (program.Order, bool) {
	if isNil(v) {
		return program.SeqCst, true
	}
	list, ok := orderOperands(v)
	if !ok || len(list) == 0 {
		return 0, false
	}
	// The constants of package model: SeqCst, AcqRel, Acquire, Release, Relaxed.
	orders := []program.Order{program.SeqCst, program.AcqRel, program.Acquire, program.Release, program.Relaxed}
	n, ok := int64(-1), false
	for _, in := range list {
		if s, isStore := in.(*ssa.Store); isStore {
			if c, isConst := s.Val.(*ssa.Const); isConst && n < 0 {
				n, ok = constant.Int64Val(c.Value)
				continue
			}
			return 0, false
		}
	}
	if !ok || n < 0 || n >= int64(len(orders)) {
		return 0, false
	}
	return orders[n], true
}

// orderOperands gives the instructions that make the argument list v and do nothing else.
func orderOperands(v ssa.Value) ([]ssa.Instruction, bool) {
	s, ok := v.(*ssa.Slice)
	if !ok || len(*s.Referrers()) != 1 {
		return nil, false
	}
	a, ok := s.X.(*ssa.Alloc)
	if !ok || a.Comment != "varargs" {
		return nil, false
	}
	list := []ssa.Instruction{a, s}
	for _, ref := range *a.Referrers() {
		switch in := ref.(type) {
		case *ssa.Slice:
		case *ssa.IndexAddr:
			list = append(list, in)
			for _, use := range *in.Referrers() {
				st, ok := use.(*ssa.Store)
				if !ok || st.Addr != in {
					return nil, false
				}
				list = append(list, st)
			}
		default:
			return nil, false
		}
	}
	return list, true
}

// deadOperands gives the instructions of fn that only make lists of memory orders.
func (c *compiler) deadOperands(fn *ssa.Function) map[ssa.Instruction]bool {
	dead := map[ssa.Instruction]bool{}
	for _, b := range fn.Blocks {
		for _, in := range b.Instrs {
			call, ok := in.(*ssa.Call)
			if !ok || call.Call.StaticCallee() == nil {
				continue
			}
			op := intrinsicOf(call.Call.StaticCallee())
			if op == nil || !op.orders {
				continue
			}
			if list, ok := orderOperands(call.Call.Args[len(call.Call.Args)-1]); ok {
				for _, x := range list {
					dead[x] = true
				}
			}
		}
	}
	return dead
}

// cell gives the type of the one word that an intrinsic accesses.
func (c *intrinsicCall) cell(d *body) *flat {
	t := elem(c.args[0])
	f := d.c.types.of(t)
	if len(f.words) != 1 {
		d.c.refuse(c.pos, "%s of %s is not supported: it has %d words, want 1", c.fn.Name(), shortName(t), len(f.words))
		return &flat{words: []program.WordKind{{Kind: program.KindInt64}}, cells: []string{""}}
	}
	return f
}

func (d *body) loadWord(c *intrinsicCall, order program.Order) {
	c.result = d.load(d.place(c.args[0]), c.cell(d), order, nil)
}

func (d *body) storeWord(c *intrinsicCall, order program.Order) {
	d.write(d.place(c.args[0]), c.cell(d), order, d.words(c.args[1])[:1])
}

func (d *body) readModifyWrite(c *intrinsicCall, op program.Op) {
	f := c.cell(d)
	b := d.b
	in := program.Instr{Op: op, Kind: f.words[0].Kind, Aux: uint8(c.order)}
	in.C = b.reg(d.words(c.args[1])[0])
	if op == program.AtomicCAS {
		in.D = b.reg(d.words(c.args[2])[0])
	}
	in.B = b.reg(d.operand(d.place(c.args[0])))
	dst := b.fresh(op != program.AtomicCAS && f.pointer(0))
	in.A = dst.reg
	b.emit(in)
	c.result = []loc{dst}
}

func (d *body) testAndSet(c *intrinsicCall) {
	b := d.b
	one := b.reg(known(1))
	addr := b.reg(d.operand(d.place(c.args[0])))
	old := b.fresh(false)
	b.emit(program.Instr{
		Op: program.AtomicSwap, Kind: program.KindInt64, Aux: uint8(c.order), A: old.reg, B: addr, C: one,
	})
	c.result = []loc{b.binary(program.Ne, program.KindInt64, old, known(0))}
}

func (d *body) fence(c *intrinsicCall) {
	d.b.emit(program.Instr{Op: program.Fence, Aux: uint8(c.order)})
}

func (d *body) choose(c *intrinsicCall) {
	r := d.b.reg(d.words(c.args[0])[0])
	dst := d.b.fresh(false)
	d.b.emit(program.Instr{Op: program.Choose, A: dst.reg, B: r})
	c.result = []loc{dst}
}

func (d *body) assert(c *intrinsicCall) {
	cond := d.b.reg(d.words(c.args[0])[0])
	msg := d.b.reg(d.words(c.args[1])[0])
	d.b.emit(program.Instr{Op: program.Assert, B: cond, C: msg})
	d.claim()
}

func (d *body) ghost(c *intrinsicCall, e program.Event) {
	var args []loc
	for _, a := range c.args[1:] {
		args = append(args, d.words(a)...)
	}
	list := d.b.list(args)
	addr := d.b.reg(d.address(d.place(c.args[0])))
	d.b.emit(program.Instr{Op: program.Ghost, Aux: uint8(e), B: addr, C: list})
	d.claim()
}

// claim notes the current line as one with a claim.
func (d *body) claim() {
	at := d.b.cur
	if at.Line > 0 {
		d.c.claims[fmt.Sprintf("%s:%d", d.c.prog.Files[at.File], at.Line)] = true
	}
}

// begin starts an atomic section that is called as the function is.
func (d *body) begin(*intrinsicCall) {
	c := d.b.c
	in := program.Instr{Op: program.Begin, Imm: int64(c.text(c.funcName(d.fn)))}
	if recv := d.fn.Signature.Recv(); recv != nil {
		t := recv.Type()
		if p, ok := t.Underlying().(*types.Pointer); ok {
			t = p.Elem()
		}
		in.C = int32(c.types.size(t))
	}
	d.b.emit(in)
}

func (d *body) await(c *intrinsicCall) {
	r := d.b.reg(d.words(c.args[0])[0])
	d.b.emit(program.Instr{Op: program.Await, B: r})
}

func (d *body) sameType(c *intrinsicCall) {
	x, y := d.words(c.args[0]), d.words(c.args[1])
	c.result = []loc{d.b.binary(program.Eq, program.KindUint64, x[0], y[0])}
}

func (d *body) fatal(c *intrinsicCall) {
	v, ok := c.args[0].(*ssa.Const)
	if !ok || v.Value == nil {
		d.c.refuse(c.pos, "step.Fatal wants a constant message")
		return
	}
	d.b.fail(program.FailFatal, "%s", stringConst(v))
}

// stringConst gives the value of a string constant.
func stringConst(v ssa.Value) string {
	c, ok := v.(*ssa.Const)
	if !ok || c.Value == nil {
		return ""
	}
	return constant.StringVal(c.Value)
}

// checkPackage gives the package of the check.
func (c *compiler) checkPackage() *types.Package { return functionPackage(c.in.Check) }

// functionPackage gives the package that fn is written in, nil if none.
func functionPackage(fn *ssa.Function) *types.Package {
	for fn.Parent() != nil {
		fn = fn.Parent()
	}
	switch {
	case fn.Pkg != nil:
		return fn.Pkg.Pkg
	case fn.Object() != nil:
		return fn.Object().Pkg()
	case fn.Origin() != nil:
		return functionPackage(fn.Origin())
	}
	return nil
}

func packagePath(fn *ssa.Function) string {
	if p := functionPackage(fn); p != nil {
		return p.Path()
	}
	return ""
}
