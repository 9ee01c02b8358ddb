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
	list, ok := listOperands(v)
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
