package build

import "heddle/model/program"

// ChanLayout gives the layout of the objects of channels.
func (b *Builder) ChanLayout() int32 {
	for i := range b.p.Layouts {
		if b.p.Layouts[i].Name == "chan" {
			return int32(i)
		}
	}
	l := b.Layout("chan", true, false, false, false)
	b.p.Layouts[l].Cells = []string{".buffer", ".capacity", ".count", ".closed"}
	return l
}

// Chan gives a new channel for n elements of a layout.
func (f *Func) Chan(name string, elem int32, n Reg) Reg {
	r := f.PointerReg()
	f.f.Names = append(f.f.Names, name)
	f.Emit(program.Instr{Op: program.MakeChan, A: r, B: n, D: elem, Imm: int64(f.b.ChanLayout()), C: int32(len(f.f.Names) - 1)})
	return r
}

// Close closes a channel.
func (f *Func) Close(ch Reg) { f.Emit(program.Instr{Op: program.Close, B: ch}) }

// ChanLen gives the number of elements that wait in a channel.
func (f *Func) ChanLen(ch Reg) Reg { return f.ofChan(program.ChanLen, ch) }

// ChanCap gives the capacity of a channel.
func (f *Func) ChanCap(ch Reg) Reg { return f.ofChan(program.ChanCap, ch) }

func (f *Func) ofChan(op program.Op, ch Reg) Reg {
	r := f.Reg()
	f.Emit(program.Instr{Op: op, A: r, B: ch})
	return r
}

// SendTo is the case of a Select that sends words to ch.
func SendTo(ch Reg, words ...Reg) program.Case {
	return program.Case{Send: true, Chan: ch, Words: words}
}

// ReceiveFrom is the case of a Select that receives an element of so many words from ch.
func ReceiveFrom(ch Reg, words int) program.Case { return program.Case{Chan: ch, Size: words} }

// Select carries out one of the cases, or none if it has a default and none is
// ready. It gives the first of its result registers: the index of the case, whether
// a received value was sent, and the words received.
func (f *Func) Select(hasDefault bool, cases ...program.Case) Reg {
	in := program.Instr{Op: program.Select, A: f.Reg(), Imm: int64(len(f.f.Selects)), D: 2}
	f.Reg()
	for _, c := range cases {
		for range c.Size {
			f.Reg()
		}
		in.D += int32(c.Size)
	}
	if hasDefault {
		in.C = 1
	}
	f.f.Selects = append(f.f.Selects, cases)
	f.Emit(in)
	return in.A
}

// Send sends words to ch.
func (f *Func) Send(ch Reg, words ...Reg) { f.Select(false, SendTo(ch, words...)) }

// Receive gives the word received from ch, and whether it was sent.
func (f *Func) Receive(ch Reg) (word, ok Reg) {
	r := f.Select(false, ReceiveFrom(ch, 1))
	return r + 2, r + 1
}

// ReceivePointer gives the address received from ch, and whether it was sent.
func (f *Func) ReceivePointer(ch Reg) (word, ok Reg) {
	word, ok = f.Receive(ch)
	f.Points(word)
	return word, ok
}
