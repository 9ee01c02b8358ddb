package compile

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"heddle/model/program"
)

// makeChan emits make(chan T, n).
func (d *body) makeChan(in *ssa.MakeChan) {
	b := d.b
	t := in.Type().Underlying().(*types.Chan)
	size := b.reg(d.words(in.Size)[0])
	dst := b.fresh(true)
	b.emit(program.Instr{
		Op: program.MakeChan, A: dst.reg, B: size, C: b.name(d.objectName(in, in.Type())),
		D: d.c.static.layout(t.Elem()), Imm: int64(d.c.static.channel(in.Type())),
	})
	d.vals[in] = value{words: []loc{dst}}
}

// send emits Chan <- X.
func (d *body) send(in *ssa.Send) {
	d.selection([]*ssa.SelectState{{Dir: types.SendOnly, Chan: in.Chan, Send: in.X}}, true)
}

// receive emits <-X, with or without ok.
func (d *body) receive(in *ssa.UnOp) {
	res := d.selection([]*ssa.SelectState{{Dir: types.RecvOnly, Chan: in.X}}, true)
	words := res[2:]
	if in.CommaOk {
		words = append(words[:len(words):len(words)], res[1])
	}
	d.vals[in] = value{words: words}
}

// selection emits a Select and gives the words of its results: the index, ok, and what each receive gives.
func (d *body) selection(states []*ssa.SelectState, blocking bool) []loc {
	b := d.b
	var cases []program.Case
	ptrs := []bool{false, false}
	for _, s := range states {
		c := program.Case{Send: s.Dir == types.SendOnly, Chan: b.reg(d.words(s.Chan)[0])}
		f := d.c.types.of(s.Chan.Type().Underlying().(*types.Chan).Elem())
		c.Kinds = f.kinds()
		if c.Send {
			c.Words = b.regsOf(d.words(s.Send))
		} else {
			c.Size = len(f.words)
			for i := range f.words {
				ptrs = append(ptrs, f.pointer(i))
			}
		}
		cases = append(cases, c)
	}
	res := b.run(ptrs...)
	in := program.Instr{Op: program.Select, A: res[0].reg, D: int32(len(res)), Imm: int64(len(b.fn.Selects))}
	if !blocking {
		in.C = 1
	}
	b.fn.Selects = append(b.fn.Selects, cases)
	b.emit(in)
	return res
}

// closeChan emits close(c).
func (d *body) closeChan(v ssa.Value) {
	d.b.emit(program.Instr{Op: program.Close, B: d.b.reg(d.words(v)[0])})
}

// chanLength emits len(c) or cap(c).
func (d *body) chanLength(c loc, capacity bool) loc {
	op := program.ChanLen
	if capacity {
		op = program.ChanCap
	}
	return d.b.unary(op, program.KindNone, c)
}

// channel gives the layout of the object of a channel of type t.
func (s *statics) channel(t types.Type) int32 {
	if l, ok := s.channels.At(t).(int32); ok {
		return l
	}
	l := program.Layout{Name: shortName(t), Words: program.ChanWords, Pointer: make([]bool, program.ChanWords)}
	l.Pointer[program.ChanBuffer] = true
	l.Cells = []string{program.ChanBuffer: ".buffer", program.ChanCapacity: ".cap", program.ChanCount: ".len", program.ChanClosed: ".closed"}
	i := s.addLayout(l)
	s.channels.Set(t, i)
	return i
}
