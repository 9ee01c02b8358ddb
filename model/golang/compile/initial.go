package compile

import (
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// What package-level variables begin with is, as far as it is known, in the program's
// image, and not stored by code: the tables of Go's own packages are large.

// initial reports whether in is run once, before any branch, when variables of its package
// are initialised.
func (d *body) initial(in ssa.Instruction) bool {
	return d.fn.Synthetic == "package initializer" && d.expanded == nil && in.Block().Index == 0
}

// initialise sets words of p, if they are known, to begin with, and reports whether it did. No code
// that is run before can see the variable: Go initialises it before all that mentions it.
func (d *body) initialise(p *place, words []loc) bool {
	unknown := func(w loc) bool { return !w.known }
	if p.slot != nil || !p.base.known || p.base.word == 0 || slices.ContainsFunc(words, unknown) {
		return false
	}
	for i, w := range words {
		d.c.prog.Image[p.base.word+uint64(p.off)+uint64(i)] = w.word
	}
	return true
}

// literal reports whether the variable at address v, in an initial block, is only written and read there, each
// part by itself: a composite literal that is assigned as a whole.
func literal(v ssa.Value) bool {
	block := v.(ssa.Instruction).Block()
	for _, ref := range *v.Referrers() {
		ok := ref.Block() == block
		switch in := ref.(type) {
		case *ssa.Store:
			ok = ok && in.Val != v
		case *ssa.UnOp:
			ok = ok && in.Op == token.MUL
		case *ssa.FieldAddr:
			ok = ok && literal(in)
		case *ssa.IndexAddr:
			ok = ok && in.X == v && constIndex(in) && literal(in)
		default:
			ok = false
		}
		if !ok {
			return false
		}
	}
	return true
}

// zeros gives the words of a zero value.
func zeros(f *flat) []loc {
	list := make([]loc, len(f.words))
	for i := range list {
		list[i] = loc{known: true, ptr: f.pointer(i)}
	}
	return list
}
