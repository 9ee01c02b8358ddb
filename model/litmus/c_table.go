package litmus

import (
	"strings"

	"heddle/model/program"
)

// cFunction is a function of <stdatomic.h>: the one place that says how it is called
// and what it means. Its _explicit form takes memory orders after the other
// arguments; the form without is sequentially consistent.
type cFunction struct {
	Name string
	Args int // without memory orders
	Doc  string

	orders [][]program.Order // which are allowed, for each order that the explicit form takes
	always bool              // it takes orders without _explicit
	emit   func(e *emitter, x *cExpr) (program.Reg, cType)
}

var (
	loadOrders    = []program.Order{program.Relaxed, program.Acquire, program.SeqCst}
	storeOrders   = []program.Order{program.Relaxed, program.Release, program.SeqCst}
	everyOrder    = []program.Order{program.Relaxed, program.Acquire, program.Release, program.AcqRel, program.SeqCst}
	loads, stores = [][]program.Order{loadOrders}, [][]program.Order{storeOrders}
	changes       = [][]program.Order{everyOrder}
)

// cTable has the functions. Source: ISO/IEC 9899:2011, 7.17.
var cTable = []cFunction{
	{Name: "atomic_load", Args: 1, orders: loads, Doc: "reads", emit: func(e *emitter, x *cExpr) (program.Reg, cType) {
		addr, typ := e.pointer(x.args[0])
		return e.load(addr, x.orders[0]), typ
	}},
	{Name: "atomic_store", Args: 2, orders: stores, Doc: "writes", emit: func(e *emitter, x *cExpr) (program.Reg, cType) {
		addr, v, typ := e.arguments(x)
		e.store(addr, v, x.orders[0])
		return v, typ
	}},
	{Name: "atomic_init", Args: 2, Doc: "writes, as a plain access", emit: func(e *emitter, x *cExpr) (program.Reg, cType) {
		addr, v, typ := e.arguments(x)
		e.store(addr, v, program.Plain)
		return v, typ
	}},
	{Name: "atomic_exchange", Args: 2, orders: changes, Doc: "writes, and gives what was there", emit: cModify(program.AtomicSwap)},
	{Name: "atomic_fetch_add", Args: 2, orders: changes, Doc: "adds, and gives what was there", emit: cModify(program.AtomicAdd)},
	{Name: "atomic_fetch_sub", Args: 2, orders: changes, Doc: "subtracts, and gives what was there", emit: cSubtract},
	{Name: "atomic_fetch_or", Args: 2, orders: changes, Doc: "the bits that either has; gives what was there", emit: cModify(program.AtomicOr)},
	{Name: "atomic_fetch_and", Args: 2, orders: changes, Doc: "the bits that both have; gives what was there", emit: cModify(program.AtomicAnd)},
	{Name: "atomic_fetch_xor", Args: 2, orders: changes, Doc: "the bits that one of the two has; gives what was there", emit: cModify(program.AtomicXor)},
	{Name: "atomic_compare_exchange_strong", Args: 3, orders: [][]program.Order{everyOrder, loadOrders},
		Doc: "writes the third argument if there is what the second points to, and gives whether; else the second points to what was there", emit: cCompare(false)},
	{Name: "atomic_compare_exchange_weak", Args: 3, orders: [][]program.Order{everyOrder, loadOrders},
		Doc: "as strong, but may fail without a reason; then it is a read of the order for failures", emit: cCompare(true)},
	{Name: "atomic_flag_test_and_set", Args: 1, orders: changes, Doc: "sets, and gives whether it was set", emit: func(e *emitter, x *cExpr) (program.Reg, cType) {
		addr, typ := e.pointer(x.args[0])
		return e.rmw(program.AtomicSwap, typ.word(), addr, e.constant(1), x.orders[0]), typ
	}},
	{Name: "atomic_flag_clear", Args: 1, orders: stores, Doc: "clears", emit: func(e *emitter, x *cExpr) (program.Reg, cType) {
		addr, typ := e.pointer(x.args[0])
		zero := e.constant(0)
		e.store(addr, zero, x.orders[0])
		return zero, typ
	}},
	{Name: "atomic_thread_fence", orders: changes, always: true, Doc: "a fence", emit: func(e *emitter, x *cExpr) (program.Reg, cType) {
		e.put(program.Instr{Op: program.Fence, Aux: uint8(x.orders[0])})
		return e.constant(0), cType{kind: program.KindInt32}
	}},
	{Name: "atomic_signal_fence", orders: changes, always: true, Doc: "nothing: it orders a thread and its own signal handler", emit: func(e *emitter, _ *cExpr) (program.Reg, cType) {
		return e.constant(0), cType{kind: program.KindInt32}
	}},
	{Name: "kill_dependency", Args: 1, Doc: "its argument: consume is acquire here", emit: func(e *emitter, x *cExpr) (program.Reg, cType) { return e.eval(x.args[0]) }},
}

// cFunctions are the functions by the names of both forms; SCAS and WCAS are herd's.
var cFunctions = func() map[string]*cFunction {
	byName := map[string]*cFunction{}
	for i := range cTable {
		f := &cTable[i]
		byName[f.Name] = f
		if len(f.orders) > 0 && !f.always {
			byName[f.Name+"_explicit"] = f
		}
	}
	byName["SCAS"], byName["WCAS"] = byName["atomic_compare_exchange_strong_explicit"], byName["atomic_compare_exchange_weak_explicit"]
	return byName
}()

// cFunctionOf gives the function of that name, and whether it takes orders.
func cFunctionOf(name string) (f *cFunction, explicit bool) {
	f = cFunctions[name]
	return f, f != nil && (f.always || strings.HasSuffix(name, "_explicit") || strings.HasSuffix(name, "CAS"))
}

// cModify is a read-modify-write.
func cModify(op program.Op) func(*emitter, *cExpr) (program.Reg, cType) {
	return func(e *emitter, x *cExpr) (program.Reg, cType) {
		addr, v, typ := e.arguments(x)
		return e.rmw(op, typ.word(), addr, v, x.orders[0]), typ
	}
}

func cSubtract(e *emitter, x *cExpr) (program.Reg, cType) {
	addr, v, typ := e.arguments(x)
	minus := e.op(program.Sub, typ.word(), e.constant(0), v)
	return e.rmw(program.AtomicAdd, typ.word(), addr, minus, x.orders[0]), typ
}

// cCompare is a compare-and-swap; a weak one may fail at will.
func cCompare(weak bool) func(*emitter, *cExpr) (program.Reg, cType) {
	return func(e *emitter, x *cExpr) (program.Reg, cType) {
		addr, typ := e.pointer(x.args[0])
		kind := typ.word()
		expected, want, at := e.expected(x.args[1], kind)
		v := e.evalAs(x.args[2], kind)
		_, failure := program.CASOrders(program.CASAux(x.orders[0], x.orders[1]))
		old, ok := e.temp(), e.temp()
		succeeds := func() {
			was := e.cas(kind, addr, want, v, x.orders[0], x.orders[1])
			e.put(program.Instr{Op: program.Move, A: old, B: was})
			e.put(program.Instr{Op: program.Eq, Kind: kind, A: ok, B: was, C: want})
		}
		if weak {
			choice := e.temp()
			e.put(program.Instr{Op: program.Choose, A: choice, B: e.constant(2), C: -1})
			e.ifElse(choice, succeeds, func() {
				was := e.load(addr, failure)
				e.put(program.Instr{Op: program.Move, A: old, B: was})
				e.put(program.Instr{Op: program.Const, A: ok})
			})
		} else {
			succeeds()
		}
		e.ifElse(ok, nil, func() {
			if expected != "" {
				e.assign(expected, e.convert(old, kind, e.typeOf(expected).word()))
			} else {
				e.store(at, old, program.Plain)
			}
		})
		return ok, cType{kind: program.KindInt32}
	}
}
