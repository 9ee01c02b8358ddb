package compile

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
	"golang.org/x/tools/go/types/typeutil"
)

// reach finds all that the check can reach: functions by static mention, methods by
// a call through an interface together with a conversion of their type to one.
type reach struct {
	c        *compiler
	seen     map[*ssa.Function]bool
	queue    []*ssa.Function
	types    []types.Type // dynamic types of interfaces; types[0] is unused
	typeID   typeutil.Map // types.Type → int
	calls    []ifaceCall
	callSeen map[string]bool
	methods  map[string]int // types.Id of a method called through an interface → its number
	escape   escape
	uses     map[*ssa.Function]token.Pos // where the user's code leads to a function that is not the user's
}

// ifaceCall is a method called through an interface.
type ifaceCall struct {
	iface  types.Type
	method *types.Func
	pos    token.Pos // of a call
}

func newReach(c *compiler) *reach {
	return &reach{
		c: c, seen: map[*ssa.Function]bool{}, types: []types.Type{nil},
		callSeen: map[string]bool{}, methods: map[string]int{},
		escape: escape{c: c, values: map[*ssa.Alloc]bool{}}, uses: map[*ssa.Function]token.Pos{},
	}
}

// run reaches everything from the initialisers and the check.
func (r *reach) run() {
	for _, fn := range r.c.in.Inits {
		r.function(fn, token.NoPos)
	}
	r.function(r.c.in.Check, token.NoPos)
	for done := 0; ; {
		for len(r.queue) > 0 {
			fn := r.queue[0]
			r.queue = r.queue[1:]
			r.scan(fn)
		}
		if n := len(r.types) * (len(r.calls) + 1); n == done {
			return
		} else {
			done = n
		}
		for _, t := range r.types[1:] {
			for _, call := range r.calls {
				if fn := r.target(t, call); fn != nil {
					r.function(fn, call.pos)
				}
			}
		}
	}
}

// function reaches fn, named at pos.
func (r *reach) function(fn *ssa.Function, pos token.Pos) {
	if r.seen[fn] {
		return
	}
	r.seen[fn] = true
	r.uses[fn] = pos
	if intrinsicOf(fn) != nil {
		return
	}
	if why := r.refusal(objectOf(fn)); why != "" {
		r.c.refuse(pos, "%s: %s", r.c.funcName(fn), why)
		return
	}
	if len(fn.Blocks) == 0 {
		r.c.refuse(pos, "%s has no body in Go", r.c.funcName(fn))
		return
	}
	r.queue = append(r.queue, fn)
}

// scan goes through the instructions of fn.
func (r *reach) scan(fn *ssa.Function) {
	pos := fn.Pos()
	user := pos.IsValid() && !r.c.standard(pos)
	use := r.uses[fn] // for what fn leads to, if it is not the user's
	var operands []*ssa.Value
	for _, b := range fn.Blocks {
		for _, in := range b.Instrs {
			if p := positionOf(in); p.IsValid() {
				pos = p
			}
			if user {
				use = pos
			}
			if what := unsupported(in); what != "" {
				r.refuse(fn, pos, what)
				continue
			}
			operands = in.Operands(operands[:0])
			for _, v := range operands {
				r.operand(*v, use)
			}
			if v, ok := in.(ssa.Value); ok {
				r.typeOf(v.Type(), use)
			}
			r.dynamic(in, use)
		}
	}
}

// refuse refuses what stands at pos in fn: where the user's code leads to it, if fn is not the user's.
func (r *reach) refuse(fn *ssa.Function, pos token.Pos, what string) {
	if use := r.uses[fn]; r.c.standard(pos) && use.IsValid() {
		at := r.c.in.Fset.PositionFor(pos, false)
		r.c.refuse(use, "%s (in %s, %s:%d)", what, r.c.funcName(fn), at.Filename, at.Line)
		return
	}
	r.c.refuse(pos, "%s", what)
}

// standard reports whether pos is in a file that is not the user's.
func (c *compiler) standard(pos token.Pos) bool {
	return pos.IsValid() && c.in.StdFile != nil && c.in.StdFile(c.in.Fset.PositionFor(pos, false).Filename)
}

func (r *reach) operand(v ssa.Value, pos token.Pos) {
	switch v := v.(type) {
	case nil, *ssa.Builtin:
	case *ssa.Function:
		r.function(v, pos)
	case *ssa.Global:
		if why := r.refusal(v.Object()); why != "" {
			r.c.refuse(pos, "%s.%s: %s", v.Pkg.Pkg.Name(), v.Name(), why)
		}
		r.typeOf(elem(v), pos)
	case *ssa.Alloc:
		r.typeOf(elem(v), pos)
	default:
		r.typeOf(v.Type(), pos)
	}
}

// refusal gives why obj can not be part of a check.
func (r *reach) refusal(obj types.Object) string {
	if obj == nil || obj.Pkg() == nil {
		return ""
	}
	return r.c.in.Refusal(obj)
}

// objectOf gives the declaration of fn, or of what it is an instance or a part of; nil if there is none.
func objectOf(fn *ssa.Function) types.Object {
	for fn.Parent() != nil {
		fn = fn.Parent()
	}
	if fn.Origin() != nil {
		fn = fn.Origin()
	}
	return fn.Object()
}

// typeOf refuses types that have no representation.
func (r *reach) typeOf(t types.Type, pos token.Pos) {
	if isComplex(t) {
		r.c.refuse(pos, "complex numbers are not supported")
	}
	if r.c.types.size(t) > maxWords {
		r.c.refuse(pos, "type %s is too large: want at most %d words", shortName(t), maxWords)
	}
	if p, ok := t.Underlying().(*types.Pointer); ok && r.c.types.size(p.Elem()) > maxWords {
		r.c.refuse(pos, "type %s is too large: want at most %d words", shortName(p.Elem()), maxWords)
	}
}

// dynamic notes conversions to interfaces and calls through them.
func (r *reach) dynamic(in ssa.Instruction, use token.Pos) {
	switch in := in.(type) {
	case *ssa.MakeInterface:
		t := in.X.Type()
		if r.typeID.At(t) == nil {
			r.typeID.Set(t, len(r.types))
			r.types = append(r.types, t)
		}
	case ssa.CallInstruction:
		c := in.Common()
		if !c.IsInvoke() {
			return
		}
		id := c.Method.Id()
		key := types.TypeString(c.Value.Type(), nil) + "\x00" + id
		if r.callSeen[key] {
			return
		}
		r.callSeen[key] = true
		r.calls = append(r.calls, ifaceCall{c.Value.Type(), c.Method, use})
		if _, ok := r.methods[id]; !ok {
			r.methods[id] = len(r.methods)
		}
	}
}

// id gives the number of dynamic type t, 0 if no value of it is ever in an interface.
func (r *reach) id(t types.Type) int {
	id, _ := r.typeID.At(t).(int)
	return id
}

// target gives the function that call runs on a value of dynamic type t, nil if t does not have it.
// It takes the data word of the interface as its receiver.
func (r *reach) target(t types.Type, call ifaceCall) *ssa.Function {
	iface := call.iface.Underlying().(*types.Interface)
	if !types.Implements(t, iface) {
		return nil
	}
	recv := t
	if !pointerShaped(t) {
		recv = types.NewPointer(t)
	}
	prog := r.c.in.Check.Prog
	sel := prog.MethodSets.MethodSet(recv).Lookup(call.method.Pkg(), call.method.Name())
	if sel == nil {
		return nil
	}
	return prog.MethodValue(sel)
}
