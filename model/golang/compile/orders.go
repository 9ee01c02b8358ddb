package compile

import (
	"go/constant"

	"golang.org/x/tools/go/ssa"

	"heddle/model/program"
)

// ordersOf gives the memory orders in a list of constants.
func ordersOf(v ssa.Value) ([]program.Order, bool) {
	if isNil(v) {
		return nil, true
	}
	list, ok := orderOperands(v)
	if !ok || len(list) == 0 {
		return nil, false
	}
	// The constants of package model: SeqCst, AcqRel, Acquire, Release, Relaxed.
	orders := []program.Order{program.SeqCst, program.AcqRel, program.Acquire, program.Release, program.Relaxed}
	var found []program.Order
	for _, in := range list {
		s, ok := in.(*ssa.Store)
		if !ok {
			continue
		}
		c, ok := s.Val.(*ssa.Const)
		if !ok {
			return nil, false
		}
		n, ok := constant.Int64Val(c.Value)
		if !ok || n < 0 || n >= int64(len(orders)) {
			return nil, false
		}
		found = append(found, orders[n])
	}
	return found, true
}

// order takes the last argument of c, its memory orders, as c.order.
func (d *body) order(c *intrinsicCall, most int) {
	last := len(c.args) - 1
	list, ok := ordersOf(c.args[last])
	c.args = c.args[:last]
	switch {
	case !ok || len(list) > most:
		d.c.refuse(c.pos, "", "the order of model.%s is not a constant: it must be, at most %s", c.fn.Name(), [...]string{1: "one", 2: "two"}[most])
	case len(list) > 1 && list[1] != program.Relaxed && list[1] != program.Acquire && list[1] != program.SeqCst:
		d.c.refuse(c.pos, "", "the second order of model.%s is that of a read: it must be SeqCst, Acquire or Relaxed", c.fn.Name())
	case len(list) > 1:
		c.failure = list[1]
	}
	if len(list) > 0 {
		c.order = list[0]
	}
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
			if _, starts := in.(*ssa.Go); starts || op == nil || op.orders == 0 {
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
