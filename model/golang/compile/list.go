package compile

import (
	"go/constant"

	"golang.org/x/tools/go/ssa"
)

// The last arguments of some intrinsics, which take any number of them, are no slice: it is
// known what they are where the call is compiled.

// list takes the last argument of c apart, a list that is written at the call.
func (d *body) list(c *intrinsicCall) {
	last := len(c.args) - 1
	v := c.args[last]
	c.args = c.args[:last]
	if isNil(v) {
		return
	}
	made, ok := listOperands(v)
	if !ok {
		d.c.refuse(c.pos, "", "model.%s of a slice: its arguments must be written one by one", c.fn.Name())
		return
	}
	c.args = append(c.args[:last:last], listed(made)...)
}

// listed gives the elements of a list that the instructions of listOperands make.
func listed(made []ssa.Instruction) []ssa.Value {
	var elems []ssa.Value
	for _, in := range made {
		st, ok := in.(*ssa.Store)
		if !ok {
			continue
		}
		at, _ := constant.Int64Val(st.Addr.(*ssa.IndexAddr).Index.(*ssa.Const).Value)
		for len(elems) <= int(at) {
			elems = append(elems, nil)
		}
		elems[at] = st.Val
	}
	return elems
}

// listOperands gives the instructions that make the argument list v and do nothing else.
func listOperands(v ssa.Value) ([]ssa.Instruction, bool) {
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

// deadOperands gives the instructions of fn that only make argument lists of intrinsics that take them apart.
func (c *compiler) deadOperands(fn *ssa.Function) map[ssa.Instruction]bool {
	dead := map[ssa.Instruction]bool{}
	for _, b := range fn.Blocks {
		for _, in := range b.Instrs {
			call, ok := in.(ssa.CallInstruction)
			if !ok || call.Common().StaticCallee() == nil {
				continue
			}
			op := intrinsicOf(call.Common().StaticCallee())
			if _, starts := in.(*ssa.Go); starts || op == nil || op.orders == 0 && !op.variadic {
				continue
			}
			args := call.Common().Args
			if list, ok := listOperands(args[len(args)-1]); ok {
				for _, x := range list {
					dead[x] = true
				}
			}
		}
	}
	return dead
}
