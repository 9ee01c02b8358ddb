package compile

import (
	"go/token"
	"go/types"
	"maps"
	"slices"

	"golang.org/x/tools/go/ssa"

	"heddle/model/program"
)

// faultName is what a program sees as the name of a recovered run-time error's type.
const faultName = "runtime.Error"

// faultType gives the type of run-time errors as values.
func (c *compiler) faultType() types.Type { return c.supportPackage().Type("Fault").Type() }

// describePanics sets Fault and the rows of Texts; it may add functions to compile.
func (c *compiler) describePanics() {
	r := c.reach
	if r.recovers && c.prog.Fault.Type == 0 {
		t := c.faultType()
		c.prog.Fault = program.Fault{Type: int32(r.id(t)), Layout: c.static.box(t)}
	}
	if len(r.text) == 0 || c.prog.Texts != nil {
		return
	}
	c.prog.Texts = slices.Repeat([]int32{-1}, len(r.types))
	for i, t := range r.types[1:] {
		if fn := r.text[t]; fn != nil {
			c.prog.Texts[i+1] = c.funcIndex(fn)
		}
	}
}

// panics notes the type of the value that in panics with, if it does: a dynamic type if it is known.
func (r *reach) panics(in ssa.Instruction) {
	var v ssa.Value
	switch in := in.(type) {
	case *ssa.Panic:
		v = in.X
	case ssa.CallInstruction:
		if callsBuiltin(in, "panic") {
			v = in.Common().Args[0]
		}
	}
	if x, ok := v.(*ssa.ChangeInterface); ok {
		v = x.X
	}
	if x, ok := v.(*ssa.MakeInterface); ok {
		v = x.X
	}
	if v != nil {
		r.panicTypes.Set(v.Type(), true)
	}
}

// texts reaches the methods that print the values of panics, Error or else String. A method that
// can not be compiled is left out: nothing but a report calls it.
func (r *reach) texts() {
	if len(r.c.refusals.list) > 0 {
		return
	}
	stringer := types.NewInterfaceType([]*types.Func{types.NewFunc(token.NoPos, nil, "String", stringSignature())}, nil).Complete()
	for _, t := range slices.Clone(r.types[1:]) {
		if !r.mayPanicWith(t) {
			continue
		}
		for _, iface := range []types.Type{types.Universe.Lookup("error").Type(), stringer} {
			method := iface.Underlying().(*types.Interface).Method(0)
			if fn := r.target(t, ifaceCall{iface: iface, method: method}); fn != nil {
				if r.try(fn) {
					r.text[t] = fn
				}
				break
			}
		}
	}
}

// stringSignature is that of func() string.
func stringSignature() *types.Signature {
	result := types.NewVar(token.NoPos, nil, "", types.Typ[types.String])
	return types.NewSignatureType(nil, nil, nil, nil, types.NewTuple(result), false)
}

// mayPanicWith reports whether a value of dynamic type t may be what a panic is called with.
func (r *reach) mayPanicWith(t types.Type) bool {
	for _, p := range r.panicTypes.Keys() {
		iface, ok := p.Underlying().(*types.Interface)
		if ok && types.Implements(t, iface) || types.Identical(t, p) {
			return true
		}
	}
	return false
}

// try reaches fn and all that it leads to, or nothing if any of that is refused.
func (r *reach) try(fn *ssa.Function) bool {
	before, refusals := *r, r.c.refusals
	before.seen, before.uses, before.callSeen = maps.Clone(r.seen), maps.Clone(r.uses), maps.Clone(r.callSeen)
	before.methods, before.mentioned = maps.Clone(r.methods), maps.Clone(r.mentioned)
	r.c.refusals.seen = maps.Clone(refusals.seen)
	r.function(fn, use{})
	r.settle()
	if len(r.c.refusals.list) == len(refusals.list) {
		return true
	}
	for _, t := range r.types[len(before.types):] {
		r.typeID.Delete(t)
	}
	before.typeID, before.panicTypes, before.parts = r.typeID, r.panicTypes, r.parts
	*r, r.c.refusals = before, refusals
	return false
}
