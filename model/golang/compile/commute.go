package compile

import (
	"go/constant"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"heddle/model/program"
)

// orderFree reports whether the order in which the loop of next produces the entries of a
// map cannot matter. It is conservative; it says so if
//
//   - the loop is left only when there are no more entries;
//   - what it hands from one round to the next are accumulators only, each by operations
//     that commute (+ and -, *, & and &^, |, ^, min, max on integers, min and max on strings), or
//     set to one constant; nothing else in the loop depends on them;
//   - it calls no function, and writes to maps only: it deletes the key of the round from any map,
//     and sets it in a map made in the same function. If it does either it reads no map
//     and cannot panic, and else it can panic only as every round would: by a nil dereference. If it
//     does both, an entry that is deleted and set may be produced again.
//
// So rounds commute. That another thread sees a part of them is a race in any order.
func (c *compiler) orderFree(next *ssa.Next) bool {
	l := &mapLoop{head: next.Block(), blocks: map[*ssa.BasicBlock]bool{}, next: next, types: c.types}
	if !l.natural() {
		return false
	}
	for b := range l.blocks {
		for _, in := range b.Instrs {
			if phi, ok := in.(*ssa.Phi); ok && b == l.head {
				if !l.accumulates(phi) {
					return false
				}
				continue
			}
			if !l.harmless(in) {
				return false
			}
		}
	}
	return !(l.sets || l.deletes) || !l.reads && !(l.sets && l.deletes)
}

// mapLoop is the loop of a range over a map.
type mapLoop struct {
	head    *ssa.BasicBlock
	blocks  map[*ssa.BasicBlock]bool
	next    *ssa.Next
	types   *flattener
	reads   bool // maps, or through a pointer that may be nil
	sets    bool // entries of maps
	deletes bool // entries of maps
}

// natural finds the blocks of the loop, and reports whether it is left at its head only.
func (l *mapLoop) natural() bool {
	l.blocks[l.head] = true
	var work []*ssa.BasicBlock
	for _, p := range l.head.Preds {
		if l.head.Dominates(p) {
			work = append(work, p)
		}
	}
	for len(work) > 0 {
		b := work[len(work)-1]
		work = work[:len(work)-1]
		if !l.blocks[b] {
			l.blocks[b] = true
			work = append(work, b.Preds...)
		}
	}
	for b := range l.blocks {
		for _, to := range b.Succs {
			if !l.blocks[to] && b != l.head {
				return false
			}
		}
	}
	return true
}

// inside reports whether v is computed in the loop.
func (l *mapLoop) inside(v ssa.Value) bool {
	in, ok := v.(ssa.Instruction)
	return ok && l.blocks[in.Block()]
}

// variable reports whether v is the address of a variable, or of a field of one, and not a pointer's value.
func variable(v ssa.Value) bool {
	switch v := v.(type) {
	case *ssa.Global, *ssa.Alloc, *ssa.FreeVar:
		return true
	case *ssa.FieldAddr:
		return variable(v.X)
	}
	return false
}

// harmless reports whether in may be part of the loop, and notes what it does.
func (l *mapLoop) harmless(in ssa.Instruction) bool {
	switch in := in.(type) {
	case *ssa.Phi, *ssa.DebugRef, *ssa.If, *ssa.Jump, *ssa.Extract, *ssa.Field, *ssa.ChangeType, *ssa.ChangeInterface, *ssa.MakeInterface:
		return true
	case *ssa.Next:
		return in == l.next
	case *ssa.TypeAssert:
		return in.CommaOk
	case *ssa.BinOp:
		return !l.mayFail(in)
	case *ssa.Convert:
		return isBasic(in.X.Type(), ^0) && isBasic(in.Type(), ^0)
	case *ssa.UnOp:
		l.reads = l.reads || in.Op == token.MUL && !variable(in.X)
		return in.Op != token.ARROW
	case *ssa.FieldAddr:
		l.reads = l.reads || !variable(in.X)
		return true
	case *ssa.Lookup:
		l.reads = true
		return !l.has(in.Index.Type(), program.KindIface)
	case *ssa.IndexAddr:
		l.reads = true
		return inRange(in)
	case *ssa.MapUpdate:
		l.sets = true
		_, own := in.Map.(*ssa.MakeMap)
		// a key that is not equal to itself would be added again
		return own && l.isKey(in.Key) && !l.has(in.Key.Type(), program.KindFloat32, program.KindFloat64, program.KindIface)
	case *ssa.Call:
		return l.harmlessCall(in)
	}
	return false
}

func (l *mapLoop) harmlessCall(in *ssa.Call) bool {
	b, ok := in.Call.Value.(*ssa.Builtin)
	if !ok {
		return false
	}
	switch args := in.Call.Args; b.Name() {
	case "min", "max":
		return true
	case "len", "cap":
		l.reads = l.reads || isMap(args[0].Type())
		return true
	case "delete":
		l.deletes = true
		return l.isKey(args[1])
	}
	return false
}

// isKey reports whether v is the key of the round.
func (l *mapLoop) isKey(v ssa.Value) bool {
	for {
		c, ok := v.(*ssa.ChangeType)
		if !ok {
			break
		}
		v = c.X
	}
	e, ok := v.(*ssa.Extract)
	return ok && e.Tuple == l.next && e.Index == 1
}

// has reports whether values of type t have words of one of kinds.
func (l *mapLoop) has(t types.Type, kinds ...program.Kind) bool {
	return slices.ContainsFunc(l.types.of(t).words, func(w program.WordKind) bool { return slices.Contains(kinds, w.Kind) })
}

// mayFail reports whether in may panic.
func (l *mapLoop) mayFail(in *ssa.BinOp) bool {
	switch in.Op {
	case token.QUO, token.REM:
		c, ok := in.Y.(*ssa.Const)
		return isBasic(in.X.Type(), types.IsInteger) && (!ok || constant.Sign(c.Value) == 0)
	case token.SHL, token.SHR:
		_, ok := in.Y.(*ssa.Const)
		return !ok && !isBasic(in.Y.Type(), types.IsUnsigned)
	case token.EQL, token.NEQ:
		return !isNil(in.X) && !isNil(in.Y) && l.has(in.X.Type(), program.KindIface)
	}
	return false
}

// inRange reports whether in is an access to an element by a range over the same slice or array.
func inRange(in *ssa.IndexAddr) bool {
	i, ok := in.Index.(*ssa.BinOp)
	if !ok {
		return constIndex(in)
	}
	test, ok := i.Block().Instrs[len(i.Block().Instrs)-1].(*ssa.If)
	if !ok {
		return false
	}
	cond, ok := test.Cond.(*ssa.BinOp)
	if !ok || cond.Op != token.LSS || cond.X != i || !i.Block().Succs[0].Dominates(in.Block()) {
		return false
	}
	if n, isArray := arrayLen(in.X.Type()); isArray {
		limit, isConst := constInt(cond.Y)
		return isConst && limit == n
	}
	call, ok := cond.Y.(*ssa.Call)
	if !ok {
		return false
	}
	b, ok := call.Call.Value.(*ssa.Builtin)
	return ok && b.Name() == "len" && call.Call.Args[0] == in.X
}
