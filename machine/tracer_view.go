package machine

import "fmt"

// readMessage notes which message of a cell p reads.
func (tr *tracer) readMessage(p *proc, cell, i int) {
	if tr.m.step.section || !tr.leading(p) {
		return
	}
	by, n := tr.message(cell, i)
	tr.reads = &by
	if i < n-1 {
		addr := tr.m.cellAddr(cell)
		_, newest := tr.at(addr, tr.m.word(&tr.m.step.state, addr))
		tr.remark = fmt.Sprintf("an older value: the newest is %s", newest)
	}
}

// wroteAfter notes after which message of a cell p puts its own.
func (tr *tracer) wroteAfter(p *proc, cell, i int) {
	if tr.m.step.section || !tr.leading(p) {
		return
	}
	by, n := tr.message(cell, i)
	tr.after = &by
	if i < n-1 {
		h := tr.m.step.state.Messages.find(cell)
		addr := tr.m.cellAddr(cell)
		v := tr.m.word(&tr.m.step.state, addr)
		if i+1 < n-1 {
			v = h.list[i+1].value
		}
		_, later := tr.at(addr, v)
		tr.remark = fmt.Sprintf("ordered before the write of %s", later)
	}
}

// message gives the identity of message i of a cell, and how many there are.
func (tr *tracer) message(cell, i int) (Message, int) {
	if h := tr.m.step.state.Messages.find(cell); h != nil {
		return h.list[i].by, len(h.list)
	}
	return Message{Thread: -1}, 1
}

// next numbers a write by p.
func (tr *tracer) next(p *proc) Message {
	return Message{Thread: p.thread, N: tr.written[p.thread]}
}

// wroteOne counts a write by p; see Message.
func (tr *tracer) wroteOne(p *proc, addr uint64) {
	s := &tr.m.step
	layout := int32(0)
	if s.booting || addr < tr.m.fixed {
		layout = tr.m.objs.at(addr).layout
	} else {
		layout = s.state.Objects[s.objectAt(addr)].layout
	}
	if !s.ghosting && !tr.m.prog.Layouts[layout].Immutable {
		tr.written[p.thread]++
	}
}

// remarked is what there is to say of where an access was put among messages, once.
func (tr *tracer) remarked() string {
	text := tr.remark
	tr.remark = ""
	return text
}
