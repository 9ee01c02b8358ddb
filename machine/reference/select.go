package reference

import (
	"fmt"

	"heddle/model/program"
)

// Alternative is one way to carry out a Select.
type Alternative struct {
	Case  int  // its index; -1: the default
	Meets bool // a send that thread With receives in the same step, by its case Into
	With  int
	Into  int
}

// Selects lists them for thread t, whose next instruction is a Select, as program.Case numbers them.
func (m *Machine) Selects(t int) []Alternative {
	f := m.threads[t].top()
	in := f.fn.Code[f.pc]
	var list []Alternative
	alone := false // some case is ready by its channel alone
	for i, c := range f.fn.Selects[in.Imm] {
		ch := f.regs[c.Chan]
		switch {
		case ch == 0:
		case m.ready(ch, c.Send):
			alone = true
			list = append(list, Alternative{Case: i})
		case c.Send && m.capacity(ch) == 0 && m.section == nil:
			list = append(list, m.meetings(t, i, ch, in.C != 0)...)
		}
	}
	if in.C != 0 && !alone {
		list = append(list, Alternative{Case: -1})
	}
	return list
}

// ready reports whether a send or receive can be carried out by the channel alone.
func (m *Machine) ready(ch uint64, send bool) bool {
	if send {
		return m.closed(ch) || m.waiting(ch) < m.capacity(ch)
	}
	return m.closed(ch) || m.waiting(ch) > 0
}

// meetings lists the receive cases on ch that are next in other threads.
func (m *Machine) meetings(t, index int, ch uint64, hasDefault bool) []Alternative {
	var list []Alternative
	for u := range m.threads {
		in, ok := m.Next(u)
		if u == t || !ok || in.Op != program.Select || in.C != 0 && hasDefault {
			continue
		}
		f := m.threads[u].top()
		for i, c := range f.fn.Selects[in.Imm] {
			if !c.Send && f.regs[c.Chan] == ch {
				list = append(list, Alternative{Case: index, Meets: true, With: u, Into: i})
			}
		}
	}
	return list
}

// selects carries out an alternative of thread t's Select.
func (m *Machine) selects(t, alt int, a *Access) error {
	list := m.Selects(t)
	f := m.threads[t].top()
	switch {
	case m.section != nil && len(list) != 1:
		return m.malformed(t, fmt.Sprintf("a Select with %d alternatives inside an atomic section", len(list)))
	case len(list) == 0:
		return ErrBlocked
	case alt < 0 || alt >= len(list):
		return m.malformed(t, fmt.Sprintf("alternative %d of a Select with %d", alt, len(list)))
	}
	x := list[alt]
	if x.Meets && m.config.buffered() && len(m.threads[x.With].buffer) > 0 {
		return ErrBlocked
	}
	if x.Case < 0 {
		a.Kind = KindDefault
		f.selected(-1, nil, false)
		return nil
	}
	c := f.fn.Selects[f.fn.Code[f.pc].Imm][x.Case]
	ch := f.regs[c.Chan]
	a.Addr, a.Loc = ch, m.channelName(ch)
	if !c.Send {
		a.Kind = KindReceive
		words, sent := m.receive(t, ch)
		f.selected(x.Case, words, sent)
		return nil
	}
	var words []uint64
	for _, r := range c.Words {
		words = append(words, f.regs[r])
	}
	a.Kind, a.Wrote = KindSend, true
	switch {
	case m.closed(ch):
		return m.fault(t, sendOnClosed)
	case x.Meets:
		a.Meets, a.Receiver = true, x.With
		g := m.threads[x.With].top()
		g.selected(x.Into, words, true)
		g.pc++
		m.orderMeeting(t, x.With, ch)
	default:
		m.enqueue(ch, words)
		m.orderSend(t, ch)
	}
	f.selected(x.Case, nil, false)
	return nil
}

// receive takes the oldest element of a channel that has one or is closed.
func (m *Machine) receive(t int, ch uint64) (words []uint64, sent bool) {
	if m.waiting(ch) == 0 {
		m.orderDrained(t, ch)
		return nil, false
	}
	m.orderReceive(t, ch)
	return m.dequeue(ch), true
}

// selected writes the results of the frame's Select: case index was carried out, and if it is a
// receive, of words; nil stands for zeros.
func (f *frame) selected(index int, words []uint64, sent bool) {
	in := f.fn.Code[f.pc]
	f.regs[in.A], f.regs[in.A+1] = uint64(int64(index)), bit(sent)
	at := in.A + 2
	for i, c := range f.fn.Selects[in.Imm] {
		if c.Send {
			continue
		}
		to := f.regs[at : int(at)+c.Size]
		clear(to)
		if i == index {
			copy(to, words)
		}
		at += program.Reg(c.Size)
	}
}
