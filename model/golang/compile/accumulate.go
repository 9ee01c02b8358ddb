package compile

import (
	"go/constant"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// accumulates reports whether p is an accumulator of the loop.
func (l *mapLoop) accumulates(p *ssa.Phi) bool {
	a := &accumulator{mapLoop: l, phi: p, depends: map[ssa.Value]bool{}, chain: map[ssa.Value]bool{p: true}}
	a.dependents(p)
	for i, e := range p.Edges {
		if l.blocks[p.Block().Preds[i]] && !a.follow(e) {
			return false
		}
	}
	for v := range a.chain { // what depends on it is only the chain of its own operations
		for _, ref := range *v.Referrers() {
			_, debug := ref.(*ssa.DebugRef)
			use, isValue := ref.(ssa.Value)
			if l.blocks[ref.Block()] && !debug && !(isValue && a.chain[use]) {
				return false
			}
		}
	}
	return a.set == nil || a.class == 0
}

// accumulator follows the operations by which a phi of the loop's head gets its next value.
type accumulator struct {
	*mapLoop
	phi     *ssa.Phi
	depends map[ssa.Value]bool // values in the loop that depend on phi
	chain   map[ssa.Value]bool // those that are operations on it
	class   token.Token        // operations that commute with each other; 0: none yet
	set     *ssa.Const         // it is set to this; nil: it is not
}

func (a *accumulator) dependents(v ssa.Value) {
	if a.depends[v] {
		return
	}
	a.depends[v] = true
	for _, ref := range *v.Referrers() {
		if use, ok := ref.(ssa.Value); ok && a.inside(use) {
			a.dependents(use)
		}
	}
}

// follow reports whether v is the result of operations on the phi that commute.
func (a *accumulator) follow(v ssa.Value) bool {
	if a.chain[v] {
		return true
	}
	if c, ok := v.(*ssa.Const); ok {
		same := a.set == nil || c.Value != nil && a.set.Value != nil && constant.Compare(c.Value, token.EQL, a.set.Value)
		a.set = c
		return same
	}
	if !a.depends[v] || !a.inside(v) {
		return false
	}
	a.chain[v] = true
	switch v := v.(type) {
	case *ssa.Phi:
		if v.Block() == a.head {
			return false
		}
		for _, e := range v.Edges {
			if !a.follow(e) {
				return false
			}
		}
		return true
	case *ssa.BinOp:
		class := commuting[v.Op]
		subtracts := v.Op == token.SUB || v.Op == token.AND_NOT
		if !isBasic(v.Type(), types.IsInteger) || subtracts && a.depends[v.Y] {
			return false
		}
		return a.operation(class, []ssa.Value{v.X, v.Y})
	case *ssa.Call:
		if b, ok := v.Call.Value.(*ssa.Builtin); ok && isBasic(v.Type(), types.IsInteger|types.IsString) {
			switch b.Name() {
			case "min":
				return a.operation(token.LSS, v.Call.Args)
			case "max":
				return a.operation(token.GTR, v.Call.Args)
			}
		}
	}
	return false
}

// commuting gives the class of an operation x op y on integers: those of a class may be
// done in any order to an x.
var commuting = map[token.Token]token.Token{
	token.ADD: token.ADD, token.SUB: token.ADD, token.MUL: token.MUL, token.AND: token.AND, token.AND_NOT: token.AND,
	token.OR: token.OR, token.XOR: token.XOR,
}

// operation notes an operation on the phi, which is one of its operands.
func (a *accumulator) operation(class token.Token, operands []ssa.Value) bool {
	if class == 0 || a.class != 0 && a.class != class {
		return false
	}
	a.class = class
	own := 0
	for _, x := range operands {
		if a.depends[x] {
			own++
			if !a.follow(x) {
				return false
			}
		}
	}
	return own == 1
}
