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
	uses     map[*ssa.Function]use
	// mentioned is what the user's own code mentions: see step.Used
	mentioned map[mention]bool
	recovers  bool // recover is called
	// step.TypeOf is reached: the first taken of types have their components among them,
	// of which parts are no dynamic types but for that
	reflects bool
	taken    int
	parts    typeutil.Map
	// what may be panicked with: dynamic types, and interfaces that such types implement
	panicTypes typeutil.Map
	text       map[types.Type]*ssa.Function // the methods that print such values
}

// ifaceCall is a method called through an interface.
type ifaceCall struct {
	iface  types.Type
	method *types.Func
	use    use // a call
}

// use is a place in the user's code, and the function named there: one that is not the
// user's may lead to others.
type use struct {
	pos token.Pos
	fn  *ssa.Function
}

func newReach(c *compiler) *reach {
	return &reach{
		c: c, seen: map[*ssa.Function]bool{}, types: []types.Type{nil},
		callSeen: map[string]bool{}, methods: map[string]int{},
		escape: escape{c: c, values: map[*ssa.Alloc]bool{}}, uses: map[*ssa.Function]use{},
		mentioned: map[mention]bool{}, text: map[types.Type]*ssa.Function{},
	}
}

// run reaches everything from the initialisers and the check.
func (r *reach) run() {
	for _, fn := range r.c.in.Inits {
		r.function(fn, use{})
	}
	r.function(r.c.in.Check, use{})
	r.settle()
	r.texts()
}

// settle reaches everything from what is reached.
func (r *reach) settle() {
	for done := 0; ; {
		for len(r.queue) > 0 {
			fn := r.queue[0]
			r.queue = r.queue[1:]
			r.scan(fn)
		}
		if r.reflects {
			r.components()
		}
		if n := len(r.types) * (len(r.calls) + 1); n == done {
			return
		} else {
			done = n
		}
		for _, t := range r.types[1:] {
			for _, call := range r.calls {
				if fn := r.target(t, call); fn != nil {
					r.function(fn, call.use)
				}
			}
		}
	}
}

// function reaches fn by way of u.
func (r *reach) function(fn *ssa.Function, u use) {
	if u.fn == nil {
		u.fn = fn
	}
	if intrinsicOf(fn) == nil {
		why := r.refusal(objectOf(fn))
		if why == "" && len(fn.Blocks) == 0 {
			why = "it has no body in Go"
		}
		if why != "" {
			r.refuse(u, fn, token.NoPos, why)
			return
		}
	}
	if !r.seen[fn] {
		r.seen[fn] = true
		r.uses[fn] = u
		r.queue = append(r.queue, fn)
	}
}

// scan goes through the instructions of fn.
func (r *reach) scan(fn *ssa.Function) {
	if intrinsicOf(fn) != nil {
		r.reflects = r.reflects || packagePath(fn) == stepPath && fn.Name() == "TypeOf"
		return
	}
	pos := fn.Pos()
	user := pos.IsValid() && !r.c.standard(pos)
	u := r.uses[fn] // of what fn leads to, if it is not the user's
	var operands []*ssa.Value
	for _, b := range fn.Blocks {
		for _, in := range b.Instrs {
			if p := positionOf(in); p.IsValid() {
				pos = p
				user = !r.c.standard(pos) // an initializer has no position of its own
			}
			if user {
				u = use{pos: pos}
			}
			if what := unsupported(in); what != "" {
				r.refuse(u, fn, pos, what)
				continue
			}
			operands = in.Operands(operands[:0])
			for _, v := range operands {
				if callee, ok := (*v).(*ssa.Function); ok && user {
					if r.reflection(callee, pos) {
						continue
					}
					r.mentions(callee)
				}
				r.operand(*v, u)
			}
			if v, ok := in.(ssa.Value); ok && !iteration(v) {
				r.typeOf(v.Type(), u.pos)
			}
			r.dynamic(in, u)
			r.panics(in)
		}
	}
}

// reflection refuses a use of package reflect by the user's code: ours is what the
// standard library needs to print values, and no more.
func (r *reach) reflection(callee *ssa.Function, pos token.Pos) (refused bool) {
	if packagePath(callee) != reflectPath || r.c.in.StdFile == nil {
		return false
	}
	r.c.refuse(pos, reflectPath, "%s is not supported: a check does no reflection", r.c.funcName(callee))
	return true
}

// refuse refuses what stands at pos in fn, or fn itself if there is no pos: at the
// place in the user's code that leads there, and there only once.
func (r *reach) refuse(u use, fn *ssa.Function, pos token.Pos, what string) {
	switch {
	case u.fn == nil:
		r.c.refuse(pos, "", "%s", what)
	case u.fn == fn && !pos.IsValid():
		r.c.refuse(u.pos, "", "%s: %s", r.c.funcName(fn), what)
	case !pos.IsValid():
		r.c.refuse(u.pos, r.c.funcName(u.fn), "%s: it needs %s: %s", r.c.funcName(u.fn), r.c.funcName(fn), what)
	default:
		at := r.c.in.Fset.PositionFor(pos, false)
		r.c.refuse(u.pos, r.c.funcName(u.fn), "%s: %s (%s:%d)", r.c.funcName(u.fn), what, at.Filename, at.Line)
	}
}

// standard reports whether pos is in a file that is not the user's.
func (c *compiler) standard(pos token.Pos) bool {
	return pos.IsValid() && c.in.StdFile != nil && c.in.StdFile(c.in.Fset.PositionFor(pos, false).Filename)
}

// iteration reports whether v is of a range statement, and has no type of Go's.
func iteration(v ssa.Value) bool {
	switch v.(type) {
	case *ssa.Range, *ssa.Next:
		return true
	}
	return false
}

func (r *reach) operand(v ssa.Value, u use) {
	switch v := v.(type) {
	case nil, *ssa.Builtin, *ssa.Range, *ssa.Next:
	case *ssa.Function:
		r.function(v, u)
	case *ssa.Global:
		if why := r.refusal(v.Object()); why != "" {
			r.c.refuse(u.pos, "", "%s.%s: %s", v.Pkg.Pkg.Name(), v.Name(), why)
		}
		r.typeOf(elem(v), u.pos)
	case *ssa.Alloc:
		r.typeOf(elem(v), u.pos)
	default:
		r.typeOf(v.Type(), u.pos)
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

// dynamic notes conversions to interfaces and calls through them.
func (r *reach) dynamic(in ssa.Instruction, u use) {
	switch in := in.(type) {
	case *ssa.MakeInterface:
		r.inInterface(in.X.Type())
	case ssa.CallInstruction:
		if callsBuiltin(in, "recover") {
			r.recovers = true
			r.inInterface(r.c.faultType())
		}
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
		r.calls = append(r.calls, ifaceCall{c.Value.Type(), c.Method, u})
		if _, ok := r.methods[id]; !ok {
			r.methods[id] = len(r.methods)
		}
	}
}

// inInterface notes that t is a dynamic type.
func (r *reach) inInterface(t types.Type) {
	switch id := r.id(t); {
	case id == 0:
		r.number(t)
	case r.parts.Delete(t):
		r.taken = min(r.taken, id-1)
	}
}

func (r *reach) number(t types.Type) {
	r.typeID.Set(t, len(r.types))
	r.types = append(r.types, t)
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
	if n, ok := t.(*types.Named); ok && r.c.support != nil && n.Obj().Pkg() == r.c.support.Pkg {
		prog = r.c.support.Prog
	}
	sel := prog.MethodSets.MethodSet(recv).Lookup(call.method.Pkg(), call.method.Name())
	if sel == nil {
		return nil
	}
	return prog.MethodValue(sel)
}
