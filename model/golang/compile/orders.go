package compile

import (
	"go/constant"

	"golang.org/x/tools/go/ssa"

	"heddle/model/program"
)

// orderOf gives the memory order in a list of at most one constant.
func orderOf(v ssa.Value) (program.Order, bool) {
	if isNil(v) {
		return program.SeqCst, true
	}
	list, ok := orderOperands(v)
	if !ok || len(list) == 0 {
		return 0, false
	}
	// The constants of package model: SeqCst, AcqRel, Acquire, Release, Relaxed.
	orders := []program.Order{program.SeqCst, program.AcqRel, program.Acquire, program.Release, program.Relaxed}
	n, ok := int64(-1), false
	for _, in := range list {
		if s, isStore := in.(*ssa.Store); isStore {
			if c, isConst := s.Val.(*ssa.Const); isConst && n < 0 {
				n, ok = constant.Int64Val(c.Value)
				continue
			}
			return 0, false
		}
	}
	if !ok || n < 0 || n >= int64(len(orders)) {
		return 0, false
	}
	return orders[n], true
}

// orderOperands gives the instructions that make the argument list v and do nothing else.
func orderOperands(v ssa.Value) ([]ssa.Instruction, bool) {
	s, ok := v.(*ssa.Slice)
	if !ok || len(*s.Referrers()) != 1 {
		return nil, false
	}
	a, ok := s.X.(*ssa.Alloc)
	if !ok || a.Comment != "varargs" {
		return nil, false
	}
	list := []ssa.Instruction{a, s}
	for _, ref := range *a.Referrers() {
		switch in := ref.(type) {
		case *ssa.Slice:
		case *ssa.IndexAddr:
			list = append(list, in)
			for _, use := range *in.Referrers() {
				st, ok := use.(*ssa.Store)
				if !ok || st.Addr != in {
					return nil, false
				}
				list = append(list, st)
			}
		default:
			return nil, false
		}
	}
	return list, true
}

// deadOperands gives the instructions of fn that only make lists of memory orders.
func (c *compiler) deadOperands(fn *ssa.Function) map[ssa.Instruction]bool {
	dead := map[ssa.Instruction]bool{}
	for _, b := range fn.Blocks {
		for _, in := range b.Instrs {
			call, ok := in.(ssa.CallInstruction)
			if !ok || call.Common().StaticCallee() == nil {
				continue
			}
			op := intrinsicOf(call.Common().StaticCallee())
			if _, starts := in.(*ssa.Go); starts || op == nil || !op.orders {
				continue
			}
			args := call.Common().Args
			if list, ok := orderOperands(args[len(args)-1]); ok {
				for _, x := range list {
					dead[x] = true
				}
			}
		}
	}
	return dead
}
