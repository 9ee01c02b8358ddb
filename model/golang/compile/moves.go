package compile

import "golang.org/x/tools/go/ssa"

// phiMoves sets the phis of to as they are when it is entered from blk: all at once.
func (d *body) phiMoves(blk, to *ssa.BasicBlock) {
	at := 0
	for to.Preds[at] != blk {
		at++
	}
	var dst, src []loc
	for _, in := range to.Instrs {
		phi, ok := in.(*ssa.Phi)
		if !ok {
			break
		}
		dst = append(dst, d.vals[phi].words...)
		src = append(src, d.words(phi.Edges[at])...)
	}
	d.b.parallel(dst, src)
}

// parallel sets all dst to src at once.
func (b *builder) parallel(dst, src []loc) {
	for len(dst) > 0 {
		n := len(dst)
		for i := 0; i < len(dst); i++ {
			if i < len(dst) && !readLater(dst[i], src, i) {
				b.move(dst[i], src[i])
				dst = append(dst[:i:i], dst[i+1:]...)
				src = append(src[:i:i], src[i+1:]...)
				i--
			}
		}
		if len(dst) == n { // only cycles are left: open one
			t := b.fresh(src[0].ptr)
			b.move(t, src[0])
			src[0] = t
		}
	}
}

// readLater reports whether register l is among the sources other than number i.
func readLater(l loc, src []loc, i int) bool {
	for j, s := range src {
		if j != i && !s.known && s.reg == l.reg {
			return true
		}
	}
	return false
}
