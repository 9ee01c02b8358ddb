package compile

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"heddle/model/program"
)

// The packages whose functions are operations of the machine.
const (
	modelPath   = "heddle/model"
	stepPath    = "heddle/model/golang/step"
	slicesPath  = "slices"
	reflectPath = "reflect"
)

// intrinsic is a function that is an operation of the machine.
type intrinsic struct {
	emit   func(d *body, c *intrinsicCall)
	orders int // how many memory orders it takes at most, its last parameter; 0: it has no such parameter

	variadic bool // its last parameter stands for any number of arguments, see list.go
}

// intrinsicCall is one call of an intrinsic.
type intrinsicCall struct {
	pos     token.Pos
	fn      *ssa.Function
	args    []ssa.Value
	order   program.Order
	failure program.Order // of a compare-and-swap; Plain: what order implies
	result  []loc
}

// intrinsics gives the operation of a function of one of these packages, by name: "Word.Load", "Fence".
func intrinsics(path, name string) *intrinsic {
	switch path {
	case modelPath:
		return modelIntrinsic(name)
	case stepPath:
		return stepIntrinsic(name)
	case slicesPath:
		if name == "overlaps" { // the one function there that is not plain Go
			return &intrinsic{emit: (*body).overlaps}
		}
	}
	return nil
}

func access(load bool, order program.Order) *intrinsic {
	if load {
		return &intrinsic{emit: func(d *body, c *intrinsicCall) { d.loadWord(c, order) }}
	}
	return &intrinsic{emit: func(d *body, c *intrinsicCall) { d.storeWord(c, order) }}
}

func rmw(op program.Op, orders int) *intrinsic {
	return &intrinsic{orders: orders, emit: func(d *body, c *intrinsicCall) { d.readModifyWrite(c, op) }}
}

func ghost(e program.Event) *intrinsic {
	return &intrinsic{emit: func(d *body, c *intrinsicCall) { d.ghost(c, e) }}
}

// sharing is an event of a section that others may share.
func sharing(e program.Event) *intrinsic {
	return &intrinsic{emit: func(d *body, c *intrinsicCall) { d.ghost(c, e, known(1)) }}
}

// operation is an event of an operation, with any number of arguments or results.
func operation(e program.Event) *intrinsic {
	return &intrinsic{variadic: true, emit: func(d *body, c *intrinsicCall) { d.ghost(c, e) }}
}

func tell(e program.Event) *intrinsic {
	return &intrinsic{emit: func(d *body, c *intrinsicCall) { d.tell(c, e) }}
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
		return rmw(program.AtomicAdd, 1)
	case "Word.Swap", "Pointer.Swap":
		return rmw(program.AtomicSwap, 1)
	case "Word.CompareAndSwap", "Pointer.CompareAndSwap":
		return rmw(program.AtomicCAS, 2)
	case "Word.TestAndSet":
		return &intrinsic{emit: (*body).testAndSet, orders: 1}
	case "Fence":
		return &intrinsic{emit: (*body).fence, orders: 1}
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
	case "Section.EnterShared":
		return sharing(program.EventEnter)
	case "Section.LeaveShared":
		return sharing(program.EventLeave)
	case "Episode.Arrive":
		return ghost(program.EventArrive)
	case "Episode.Depart":
		return ghost(program.EventDepart)
	case "Section.Want":
		return tell(program.EventWant)
	case "Doorway":
		return &intrinsic{emit: (*body).doorway}
	case "Local":
		return &intrinsic{emit: (*body).local}
	case "Response.Ask":
		return tell(program.EventAsk)
	case "Response.Grant":
		return tell(program.EventGrant)
	case "History.Call":
		return operation(program.EventCall)
	case "History.Return":
		return operation(program.EventReturn)
	}
	return networkIntrinsic(name)
}

func daemon(kind uint8) *intrinsic {
	return &intrinsic{emit: func(d *body, c *intrinsicCall) { d.daemon(c, kind) }}
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
	case "EndRelaxed":
		return &intrinsic{emit: func(d *body, _ *intrinsicCall) {
			d.b.emit(program.Instr{Op: program.End, Aux: uint8(program.Relaxed)})
		}}
	case "Join":
		return plain(program.Join)
	case "GoDaemon":
		return daemon(program.Daemon)
	case "GoWeak":
		return daemon(program.DaemonWeak)
	case "GoHeld":
		return daemon(program.DaemonHeld)
	case "Goexit":
		return plain(program.Goexit)
	case "Exit":
		return &intrinsic{emit: (*body).exit}
	case "Print":
		return &intrinsic{emit: (*body).printStep}
	case "SameType":
		return &intrinsic{emit: (*body).sameType}
	case "Float32bits", "Float32frombits", "Float64bits", "Float64frombits": // a float's word is its bits
		return &intrinsic{emit: func(d *body, c *intrinsicCall) { c.result = d.words(c.args[0]) }}
	case "Await":
		return &intrinsic{emit: (*body).await}
	case "Fatal":
		return &intrinsic{emit: (*body).fatal}
	case "Used":
		return &intrinsic{emit: (*body).used}
	case "Bound":
		return &intrinsic{emit: (*body).bound}
	case "TypeName":
		return &intrinsic{emit: (*body).typeNameOf}
	case "Comparable":
		return &intrinsic{emit: (*body).comparable}
	case "Target":
		return &intrinsic{emit: (*body).errorTarget}
	case "Assign":
		return &intrinsic{emit: (*body).assignError}
	case "Len":
		return &intrinsic{emit: (*body).sliceLen}
	case "Keys":
		return &intrinsic{emit: (*body).mapKeys}
	case "SwapElems":
		return &intrinsic{emit: (*body).swapElems}
	case "TypeOf":
		return &intrinsic{emit: (*body).typeDescription}
	case "Data":
		return &intrinsic{emit: func(d *body, c *intrinsicCall) { c.result = d.words(c.args[0])[1:] }}
	case "Cast", "Unsafe":
		return &intrinsic{emit: func(d *body, c *intrinsicCall) { c.result = d.words(c.args[0]) }}
	case "At":
		return &intrinsic{emit: (*body).refAt}
	case "Direct":
		return &intrinsic{emit: func(d *body, c *intrinsicCall) {
			c.result = []loc{d.words(c.args[0])[0], d.words(c.args[1])[0]}
		}}
	case "Copy":
		return &intrinsic{emit: (*body).copyValue}
	case "Load":
		return access(true, program.SeqCst)
	case "Store":
		return access(false, program.SeqCst)
	case "Add":
		return &intrinsic{emit: (*body).add}
	case "Swap":
		return rmw(program.AtomicSwap, 0)
	case "And":
		return rmw(program.AtomicAnd, 0)
	case "Or":
		return rmw(program.AtomicOr, 0)
	case "CompareAndSwap":
		return rmw(program.AtomicCAS, 0)
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
	if !ok || obj.Pkg() == nil {
		return nil
	}
	name := obj.Name()
	if recv := obj.Signature().Recv(); recv != nil {
		if t := receiverName(recv.Type()); t != "" {
			name = t + "." + name
		}
	}
	return intrinsics(obj.Pkg().Path(), name)
}

// intrinsic emits a call of an intrinsic.
func (d *body) intrinsic(in *ssa.Call, callee *ssa.Function, op *intrinsic) {
	c := &intrinsicCall{pos: in.Pos(), fn: callee, args: in.Call.Args, order: program.SeqCst}
	if op.orders > 0 {
		d.order(c, op.orders)
	}
	if op.variadic {
		d.list(c)
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
	if op.orders > 0 {
		call.args = call.args[:len(call.args)-1]
		c.refuse(fn.Pos(), "", "model.%s takes memory orders: it can be called, but not used as a value", fn.Name())
	}
	if op.variadic {
		call.args = call.args[:len(call.args)-1]
		c.refuse(fn.Pos(), "", "model.%s takes any number of arguments: it can be called, but not used as a value", fn.Name())
	}
	op.emit(d, call)
	b.fn.Results = len(call.result)
	b.emit(program.Instr{Op: program.Return, B: b.list(call.result)})
	return b.finish(c.funcName(fn))
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
