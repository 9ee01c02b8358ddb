package litmus

import (
	"fmt"
	"slices"

	"heddle/model/program"
)

// Claim gives the program of the test with what it claims: the main thread waits for the
// others to end and then asserts that the condition is true, of a test with forall, or
// that it is not, of one with ~exists. Of one with exists it asserts that it is not, too:
// what violates that shows that the claim is true.
//
// The assertion is a step after all others, which knows all that they have written.
func (c *Code) Claim() *program.Program {
	p := *c.Program
	p.Target = c.Test.File
	p.Strings = append(slices.Clone(p.Strings), c.Test.Condition())
	e := &emitter{fn: program.Func{Name: "main", Lists: [][]program.Reg{{}}}, at: place{line: 1, column: 1}}
	for i := range c.Test.Threads {
		e.put(program.Instr{Op: program.Go, C: int32(i)})
	}
	if at := c.Test.Prop.where(); at != nil {
		e.at = *at
	}
	e.put(program.Instr{Op: program.Join})
	var words []program.Reg
	for _, addr := range c.Observed() {
		words = append(words, e.load(e.constant(int64(addr)), program.Plain))
	}
	holds := e.evaluate(c.prop, words)
	if c.Test.Final != Forall {
		holds = e.not(holds)
	}
	if c.filter != nil {
		holds = e.op(program.Or, program.KindInt64, e.not(e.evaluate(c.filter, words)), holds)
	}
	e.put(program.Instr{Op: program.Assert, B: holds, C: e.constant(int64(len(p.Strings) - 1))})
	e.put(program.Instr{Op: program.Return})
	p.Claims = []string{fmt.Sprintf("%s:%d", c.Test.File, e.at.line)}
	p.Funcs = slices.Clone(p.Funcs)
	p.Funcs[p.Entry] = e.finish()
	p.Funcs[p.Entry].Prepare()
	return &p
}

// where is the place of the first atom of p, nil if there is none.
func (p *Prop) where() *place {
	if p.Atom != nil {
		return &p.Atom.Left.place
	}
	for _, q := range p.Args {
		if at := q.where(); at != nil {
			return at
		}
	}
	return nil
}

// evaluate gives whether a proposition is true of the words of Code.Observed, as 0 or 1.
func (e *emitter) evaluate(k *check, words []program.Reg) program.Reg {
	switch k.kind {
	case PropAnd, PropOr:
		op, all := program.And, e.constant(1)
		if k.kind == PropOr {
			op, all = program.Or, e.constant(0)
		}
		for i := range k.args {
			all = e.op(op, program.KindInt64, all, e.evaluate(&k.args[i], words))
		}
		return all
	case PropNot:
		return e.not(e.evaluate(&k.args[0], words))
	case PropImplies:
		return e.op(program.Or, program.KindInt64, e.not(e.evaluate(&k.args[0], words)), e.evaluate(&k.args[1], words))
	}
	equal := e.constant(1)
	left := func(i int) program.Reg { return e.convert(words[k.left+i], program.KindInt64, k.leftKind) }
	if k.right >= 0 {
		equal = e.op(program.Eq, program.KindInt64, left(0), e.convert(words[k.right], program.KindInt64, k.rightKind))
	}
	for i, v := range k.values {
		equal = e.op(program.And, program.KindInt64, equal, e.op(program.Eq, program.KindInt64, left(i), e.constant(int64(v))))
	}
	if k.differ {
		return e.not(equal)
	}
	return equal
}

func (e *emitter) not(r program.Reg) program.Reg {
	n := e.temp()
	e.put(program.Instr{Op: program.Not, A: n, B: r})
	return n
}
