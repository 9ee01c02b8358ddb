package machine

import (
	"fmt"
	"strings"

	"heddle/model/program"
)

// intention describes the operation that a thread rests at.
func (m *Machine) intention(t int, id uint32) Event {
	var p proc
	m.load(&p, t, id)
	q := &m.locals.list[id].pending
	e := Event{Thread: t, Kind: "next", Pos: m.Position(m.userPosition(&p))}
	blocked, waitsFor := m.blocked(t)
	if blocked {
		e.Kind = "blocked"
	}
	if addr := m.cellOf(&m.cur, q); q.op.OnMap() {
		if e.Loc = "nil"; addr != 0 {
			e.Loc = m.target(&m.cur, addr)
		}
	} else if q.addr != 0 {
		e.Loc = m.name(&m.cur, q.addr)
		e.Value = m.show(&m.cur, q.addr, m.word(&m.cur, q.addr))
	}
	switch q.op {
	case program.Load:
		if v, ok := m.copyAt(&m.cur, t, q.addr); ok && v != m.word(&m.cur, q.addr) {
			e.Note = "its own copy, which is old: memory has " + e.Value
			e.Value = m.show(&m.cur, q.addr, v)
		}
		e.Text = fmt.Sprintf("reads %s (= %s)", e.Loc, e.Value)
	case program.Store:
		f := p.top()
		in := &m.prog.Funcs[f.fn].Code[f.pc]
		e.Value = m.show(&m.cur, q.addr, p.regs[int(f.base)+int(in.B)])
		e.Text = fmt.Sprintf("writes %s := %s", e.Loc, e.Value)
	case program.AtomicAdd, program.AtomicSwap, program.AtomicAnd, program.AtomicOr, program.AtomicXor, program.AtomicCAS:
		e.Text = fmt.Sprintf("updates %s (= %s)", e.Loc, e.Value)
	case program.Begin:
		e.Loc, e.Text = m.operation(m.calling(&p), int(m.prog.Funcs[p.top().fn].Code[p.top().pc].C), waitsFor)
		if blocked {
			e.Text = "waits in " + e.Text
		}
	case program.Join:
		e.Text = "waits for its threads to end"
	case program.Choose:
		e.Text = "chooses"
	case program.Fence:
		e.Text = "fence"
	case program.Go, program.GoClosure, program.GoMethod:
		e.Text = "starts a thread"
	case program.MapSet, program.MapDelete, program.MapClear:
		e.Text = "writes map " + e.Loc
	case program.MapGet, program.MapLen, program.MapRange, program.MapCount, program.MapNext:
		e.Text = "reads map " + e.Loc
		if q.write {
			e.Text = "updates map " + e.Loc
		}
	case program.Select, program.Close, program.ChanLen:
		e.Loc, e.Text = m.chanIntention(t, q, &p)
	case program.Goexit, program.Unwound: // else it would not rest there
		if e.Text = "ends"; t == 0 {
			e.Text = "has called runtime.Goexit"
			if n := len(p.panics); n > 0 { // its frames are gone
				e.Pos = m.Position(p.panics[n-1].pos)
			}
		}
	case program.NetSend, program.NetReceive, program.NetAttach:
		e.Text = m.netIntention(q, blocked)
	case program.Exit:
		e.Text = "ends the program"
	case program.GhostBegin:
		e.Text = "states its claims"
	default:
		e.Text = "goes on"
	}
	if q.drains && len(m.cur.Buffers[t]) > 0 {
		e.Note = "waits for its store buffer"
	}
	return e
}

// operation names an atomic section that is called method: with the object that it touches
// first, at addr, as its receiver. A receiver of one word is named as the whole. addr 0 is unknown.
func (m *Machine) operation(method string, words int, addr uint64) (loc, text string) {
	if addr == 0 {
		return "", method
	}
	loc = m.name(&m.step.state, addr)
	if i := strings.LastIndex(loc, "."); i > 0 && words != 1 {
		loc = loc[:i]
	}
	return loc, loc + "." + method[strings.LastIndex(method, ".")+1:]
}

// calling names the operation whose section p begins, or the function that holds
// the running instruction: "(*sync.Mutex).Lock".
func (m *Machine) calling(p *proc) string {
	f := p.top()
	fn := &m.prog.Funcs[f.fn]
	name := fn.Name
	if in := &fn.Code[f.pc]; in.Op == program.Begin && in.Imm != 0 {
		name = m.prog.Strings[in.Imm]
	}
	return name[strings.LastIndex(name, "/")+1:]
}
