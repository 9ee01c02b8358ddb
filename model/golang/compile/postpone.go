package compile

import "golang.org/x/tools/go/ssa"

// In x[i] = f() Go calls f before it checks i, and x[0], x[i] = 1, 2 sets x[0] before that. But ssa
// makes all addresses first. So those that a later store is the only use of are made there, if
// it can be told: if a call or another store stands between.

// postpone reports whether in makes an address that is to be made just before its store.
func (d *body) postpone(in ssa.Instruction) bool {
	v, ok := in.(ssa.Value)
	if !ok {
		return false
	}
	late := false
	switch in := in.(type) {
	case *ssa.IndexAddr:
		late = d.late[in.X] || !constIndex(in)
	case *ssa.FieldAddr:
		late = d.late[in.X]
	}
	if !late {
		return false
	}
	store := onlyStore(v)
	if store == nil || store.Block() != in.Block() || !d.late[*in.Operands(nil)[0]] && !effectBetween(in, store) {
		return false
	}
	if d.late == nil {
		d.late, d.postponed = map[ssa.Value]bool{}, map[*ssa.Store][]ssa.Instruction{}
	}
	d.late[v] = true
	d.postponed[store] = append(d.postponed[store], in)
	return true
}

// onlyStore gives the store that v, or the address of a part of it, is only used for; nil if there is none.
func onlyStore(v ssa.Value) *ssa.Store {
	refs := *v.Referrers()
	if len(refs) != 1 {
		return nil
	}
	switch in := refs[0].(type) {
	case *ssa.Store:
		if in.Val != v {
			return in
		}
	case *ssa.FieldAddr:
		return onlyStore(in)
	case *ssa.IndexAddr:
		if in.X == v {
			return onlyStore(in)
		}
	}
	return nil
}

// effectBetween reports whether a call or a store stands between two instructions of a block.
func effectBetween(from, to ssa.Instruction) bool {
	between := false
	for _, in := range from.Block().Instrs {
		switch in.(type) {
		case ssa.CallInstruction, *ssa.Store, *ssa.MapUpdate, *ssa.Send:
			if between && in != to {
				return true
			}
		}
		if in == to {
			return false
		}
		between = between || in == from
	}
	return false
}
