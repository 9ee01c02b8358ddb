package compile

import (
	"strings"

	"golang.org/x/tools/go/ssa"

	"heddle/model/program"
)

// A range over a function is a call of it with the loop's body as a function, yield. Package ssa
// keeps the state of the loop in a variable of the function around it: ready for a call of yield,
// in one, left by a jump (a number for each, from 1), or over. It panics with texts of its own if yield is
// misused; Go panics with these run-time errors.
const (
	jumpName  = "jump$" // begins the name of the variable
	jumpBusy  = ^uint64(0)
	jumpOver  = ^uint64(1)
	rangeText = "runtime error: range function "
)

// isYield reports whether fn is the body of a range over a function.
func isYield(fn *ssa.Function) bool { return fn.Synthetic == "range-over-func yield" }

// loopOver notes that the loop is over, if in reads its state, which it does only then. Package ssa
// leaves the number of the jump that left it.
func (d *body) loopOver(in *ssa.UnOp) {
	if a, ok := in.X.(*ssa.Alloc); ok && strings.HasPrefix(a.Comment, jumpName) {
		d.write(d.place(a), d.c.types.of(in.Type()), program.Plain, []loc{known(jumpOver)})
	}
}

// rangePanic emits Go's panic for one of package ssa's about a range over a function, and reports whether in is one.
func (d *body) rangePanic(in *ssa.Panic) bool {
	x, ok := in.X.(*ssa.MakeInterface)
	if !ok || in.Pos().IsValid() {
		return false
	}
	b := d.b
	switch stringConst(x.X) {
	case "iterator call did not preserve panic":
		b.fail(program.FailPanic, rangeText+"recovered a loop body panic and did not resume panicking")
	case "yield function called after range loop exit":
		before := in.Block().Preds[0]
		state := d.words(before.Instrs[len(before.Instrs)-1].(*ssa.If).Cond.(*ssa.BinOp).X)[0]
		for _, s := range []struct {
			state uint64
			text  string
		}{{jumpBusy, "loop body panic"}, {jumpOver, "whole loop exit"}} {
			is, not := b.newLabel(), b.newLabel()
			b.branch(b.binary(program.Eq, program.KindInt64, state, known(s.state)), is, not)
			b.label(is)
			b.fail(program.FailPanic, rangeText+"continued iteration after %s", s.text)
			b.label(not)
		}
		b.fail(program.FailPanic, rangeText+"continued iteration after function for loop body returned false")
	default:
		return false
	}
	return true
}
