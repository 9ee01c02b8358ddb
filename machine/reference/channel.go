package reference

import "heddle/model/program"

const (
	maxChannel    = 1 << 32 // elements of a buffer; more do not fit in memory
	sendOnClosed  = "panic: send on closed channel"
	closeOfClosed = "panic: close of closed channel"
	closeOfNil    = "panic: close of nil channel"
	badChannel    = "panic: makechan: size out of range"
)

// channel executes an operation on a channel, except Select.
func (m *Machine) channel(t int, in program.Instr, a *Access) error {
	r := m.threads[t].top().regs
	if in.Op == program.MakeChan {
		return m.makeChannel(t, in, a)
	}
	ch := r[in.B]
	if ch != 0 {
		if err := m.valid(t, ch); err != nil {
			return err
		}
		a.Addr, a.Loc = ch, m.channelName(ch)
	}
	switch in.Op {
	case program.ChanCap:
		r[in.A] = 0
		if ch != 0 {
			r[in.A] = m.capacity(ch)
		}
	case program.ChanLen:
		a.Kind, r[in.A] = KindChanLen, 0
		if ch != 0 {
			r[in.A] = m.mem[ch+program.ChanCount]
		}
		a.Value = r[in.A]
	case program.Close:
		a.Kind, a.Wrote = KindClose, true
		switch {
		case ch == 0:
			return m.fault(t, closeOfNil)
		case m.closed(ch):
			return m.fault(t, closeOfClosed)
		}
		m.mem[ch+program.ChanClosed] = 1
		m.orderClose(t, ch)
	}
	return nil
}

// makeChannel adds a channel and its buffer.
func (m *Machine) makeChannel(t int, in program.Instr, a *Access) error {
	f := m.threads[t].top()
	n := int64(f.regs[in.B])
	if n < 0 || n > maxChannel {
		return m.fault(t, badChannel)
	}
	if err := m.room(t, int32(in.D), uint64(n)); err != nil {
		return err
	}
	o := object{Object: program.Object{Layout: int32(in.Imm), Count: 1}}
	if in.C >= 0 {
		o.Name = f.fn.Names[in.C]
	}
	ch := m.object(o)
	if n > 0 {
		m.mem[ch+program.ChanBuffer] = m.object(object{Object: program.Object{Layout: in.D, Count: int(n)}, array: true})
	}
	m.mem[ch+program.ChanCapacity] = uint64(n)
	f.regs[in.A] = ch
	a.Kind, a.Addr, a.Loc, a.Value = KindAlloc, ch, m.channelName(ch), ch
	return nil
}

func (m *Machine) channelName(ch uint64) string {
	o, _ := m.find(ch)
	return m.objectName(o)
}

func (m *Machine) capacity(ch uint64) uint64 { return m.mem[ch+program.ChanCapacity] }

func (m *Machine) closed(ch uint64) bool { return m.mem[ch+program.ChanClosed] != 0 }

func (m *Machine) waiting(ch uint64) uint64 { return m.mem[ch+program.ChanCount] }

// elements gives the cells of the elements of a channel that has a buffer, all of them
// after each other, and the number of words of one.
func (m *Machine) elements(ch uint64) (cells []uint64, size uint64) {
	o, _ := m.find(m.mem[ch+program.ChanBuffer])
	return m.mem[o.Addr : o.Addr+m.words(o)], uint64(m.prog.Layouts[o.Layout].Words)
}

// enqueue puts words behind the elements that wait. There is room.
func (m *Machine) enqueue(ch uint64, words []uint64) {
	cells, size := m.elements(ch)
	copy(cells[m.waiting(ch)*size:], words)
	m.mem[ch+program.ChanCount]++
}

// dequeue takes the oldest element. There is one.
func (m *Machine) dequeue(ch uint64) []uint64 {
	cells, size := m.elements(ch)
	words := append([]uint64{}, cells[:size]...)
	copy(cells, cells[size:])
	m.mem[ch+program.ChanCount]--
	clear(cells[m.waiting(ch)*size:])
	return words
}
