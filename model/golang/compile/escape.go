package compile

import (
	"go/constant"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// maxSlot is the most words of a variable that lives in registers.
const maxSlot = 64

// escape decides where variables live.
type escape struct {
	c      *compiler
	values map[*ssa.Alloc]bool // answers of value
}

// value reports whether variable a is set at most once, before every read and
// every capture of it, and afterwards only read: by its function, and by
// closures that capture it. It is then its value, and is captured by value.
func (e *escape) value(a *ssa.Alloc) bool {
	if known, ok := e.values[a]; ok {
		return known
	}
	e.values[a] = false // a variable met again on the way is not simple
	ok := e.c.types.size(elem(a)) <= maxSlot && e.isValue(a)
	e.values[a] = ok
	return ok
}

func (e *escape) isValue(a *ssa.Alloc) bool {
	var set *ssa.Store
	for _, ref := range *a.Referrers() {
		if s, ok := ref.(*ssa.Store); ok {
			if s.Val == a || set != nil {
				return false
			}
			set = s
		}
	}
	for _, ref := range *a.Referrers() {
		if ref == set {
			continue
		}
		if !readOnly(ref, a) || set != nil && !before(set, ref) {
			return false
		}
	}
	return set == nil || !repeats(set, a)
}

// readOnly reports whether in only reads the variable at address v, and lets no other write it.
func readOnly(in ssa.Instruction, v ssa.Value) bool {
	switch in := in.(type) {
	case *ssa.DebugRef:
		return true
	case *ssa.UnOp:
		return in.Op == token.MUL
	case *ssa.FieldAddr:
		return allReadOnly(in)
	case *ssa.IndexAddr:
		return in.X == v && constIndex(in) && allReadOnly(in)
	case *ssa.MakeClosure:
		fn := in.Fn.(*ssa.Function)
		for i, b := range in.Bindings {
			if b == v && (fn.Parent() == nil || !allReadOnly(fn.FreeVars[i])) {
				return false
			}
		}
		return true
	}
	return false
}

func allReadOnly(v ssa.Value) bool {
	for _, ref := range *v.Referrers() {
		if !readOnly(ref, v) {
			return false
		}
	}
	return true
}

// before reports whether a is executed before every execution of b.
func before(a, b ssa.Instruction) bool {
	if a.Block() != b.Block() {
		return a.Block().Dominates(b.Block())
	}
	for _, in := range a.Block().Instrs {
		if in == a {
			return true
		}
		if in == b {
			return false
		}
	}
	return false
}

// repeats reports whether s may be executed again for the same variable a.
func repeats(s *ssa.Store, a *ssa.Alloc) bool {
	seen := map[*ssa.BasicBlock]bool{a.Block(): true}
	work := []*ssa.BasicBlock{s.Block()}
	for len(work) > 0 {
		b := work[len(work)-1]
		work = work[:len(work)-1]
		for _, next := range b.Succs {
			if next == s.Block() && next != a.Block() {
				return true
			}
			if !seen[next] {
				seen[next] = true
				work = append(work, next)
			}
		}
	}
	return false
}

// local reports whether the variable at address v is only loaded, stored, and
// indexed by constants within its function. It then lives in registers.
func (e *escape) local(a *ssa.Alloc) bool {
	return e.c.types.size(elem(a)) <= maxSlot && allLocal(a)
}

func allLocal(v ssa.Value) bool {
	for _, ref := range *v.Referrers() {
		switch in := ref.(type) {
		case *ssa.DebugRef:
		case *ssa.UnOp:
			if in.Op != token.MUL {
				return false
			}
		case *ssa.Store:
			if in.Val == v {
				return false
			}
		case *ssa.FieldAddr:
			if !allLocal(in) {
				return false
			}
		case *ssa.IndexAddr:
			if in.X != v || !constIndex(in) || !allLocal(in) {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// constIndex reports whether in indexes an array by a constant within its bounds.
func constIndex(in *ssa.IndexAddr) bool {
	i, ok := constInt(in.Index)
	if !ok {
		return false
	}
	n, ok := arrayLen(in.X.Type())
	return ok && 0 <= i && i < n
}

// constInt gives the value of an integer constant.
func constInt(v ssa.Value) (int64, bool) {
	c, ok := v.(*ssa.Const)
	if !ok || c.Value == nil || c.Value.Kind() != constant.Int {
		return 0, false
	}
	return constant.Int64Val(c.Value)
}

// arrayLen gives the length of the array that t is a pointer to.
func arrayLen(t types.Type) (int64, bool) {
	p, ok := t.Underlying().(*types.Pointer)
	if !ok {
		return 0, false
	}
	a, ok := p.Elem().Underlying().(*types.Array)
	if !ok {
		return 0, false
	}
	return a.Len(), true
}

// elem gives the type of the variable at the address v.
func elem(v ssa.Value) types.Type { return v.Type().Underlying().(*types.Pointer).Elem() }

// capturesValue reports whether the free variable v of a function literal holds
// the captured variable's value and not its address.
func (c *compiler) capturesValue(v *ssa.FreeVar) bool {
	fn := v.Parent()
	if fn.Parent() == nil {
		return false
	}
	at := 0
	for fn.FreeVars[at] != v {
		at++
	}
	for _, mc := range closuresOf(fn) {
		switch b := mc.Bindings[at].(type) {
		case *ssa.Alloc:
			if !c.reach.escape.value(b) {
				return false
			}
		case *ssa.FreeVar:
			if !c.capturesValue(b) {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// freeType gives the type of what is kept for v in a closure.
func (c *compiler) freeType(v *ssa.FreeVar) types.Type {
	if c.capturesValue(v) {
		return elem(v)
	}
	return v.Type()
}

// closedCall reports whether fn has captured variables and is only ever called or
// started where it is written, or passed there to model.Ghost: then they are passed as arguments, and no closure is made.
func (r *reach) closedCall(fn *ssa.Function) bool {
	if len(fn.FreeVars) == 0 || fn.Parent() == nil {
		return false
	}
	for _, mc := range closuresOf(fn) {
		for _, ref := range *mc.Referrers() {
			call, ok := ref.(ssa.CallInstruction)
			if ok && isGhost(call, mc) {
				continue
			}
			if !ok || call.Common().Value != mc || uses(call.Common().Args, mc) {
				return false
			}
		}
	}
	return true
}

func uses(list []ssa.Value, v ssa.Value) bool {
	for _, x := range list {
		if x == v {
			return true
		}
	}
	return false
}

// closuresOf gives the instructions that make closures of the function literal fn.
func closuresOf(fn *ssa.Function) []*ssa.MakeClosure {
	var list []*ssa.MakeClosure
	for _, b := range fn.Parent().Blocks {
		for _, in := range b.Instrs {
			if mc, ok := in.(*ssa.MakeClosure); ok && mc.Fn == fn {
				list = append(list, mc)
			}
		}
	}
	return list
}
