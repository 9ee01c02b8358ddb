package reference

import (
	"fmt"
	"strconv"

	"heddle/model/program"
)

// claim executes an instruction that states something, or gives up.
func (m *Machine) claim(t int, in program.Instr, a *Access) error {
	f := m.threads[t].top()
	switch in.Op {
	case program.Fail:
		message := m.prog.Strings[in.Imm]
		if program.Failure(in.Aux) == program.FailFatal {
			return m.fail(t, propertyPanic, "fatal error: "+message)
		}
		return m.fault(t, message)
	case program.Assert:
		if f.regs[in.B] == 0 {
			return m.fail(t, propertyAssert, m.text(f.regs[in.C]))
		}
		return nil
	}
	e := program.Event(in.Aux)
	switch {
	case e == program.EventDoorway && m.config.Ordered:
		a.Kind = KindGhost
		return m.queue(t, e, 0)
	case e == program.EventPlace:
		a.Kind = KindGhost
		list := f.fn.Lists[in.C]
		if thread := f.regs[list[0]]; thread > 60 {
			return m.fault(t, fmt.Sprintf("model: Local: thread %d, want 0 … 60", int64(thread)))
		}
		m.settle(f.regs[in.B], f.regs[list[0]], f.regs[list[1]])
		return nil
	case e == program.EventDoorway, (e == program.EventWant || e == program.EventAsk || e == program.EventGrant) && !m.config.Ordered:
		a.Kind = KindGhost
		return nil
	}
	addr := f.regs[in.B]
	if addr == 0 {
		return m.fault(t, nilMessage)
	}
	if err := m.valid(t, addr); err != nil {
		return err
	}
	var words []uint64
	for _, r := range f.fn.Lists[in.C] {
		words = append(words, f.regs[r])
	}
	a.Kind, a.Addr, a.Loc = KindGhost, addr, m.Loc(addr)
	if m.config.Ordered {
		if err := m.queue(t, e, addr); err != nil {
			return err
		}
	}
	switch e {
	case program.EventWant:
		return nil
	case program.EventAsk, program.EventGrant:
		return m.response(t, e, addr, words[0])
	case program.EventEnter, program.EventLeave:
		return m.exclusion(t, e, addr, len(words) > 0)
	case program.EventArrive, program.EventDepart:
		return m.episode(t, e, addr, words[0], words[1])
	default:
		return m.history(t, e, addr, words)
	}
}

// exclusion follows who is inside a critical section: those that share it are
// counted in the upper half of the word at addr, others in the lower.
func (m *Machine) exclusion(t int, e program.Event, addr uint64, shared bool) error {
	readers, writers := m.mem[addr]>>32, m.mem[addr]&0xffffffff
	count := &writers
	if shared {
		count = &readers
	}
	broken := ""
	switch {
	case e == program.EventLeave && *count == 0:
		broken = "leaves the critical section while no thread is inside"
	case e == program.EventLeave:
		*count--
	default:
		if *count++; writers > 1 {
			broken = "enters a critical section that has not been left"
		} else if writers > 0 && readers > 0 {
			broken = "is in the critical section where a writer and readers meet"
		}
	}
	m.mem[addr] = readers<<32 | writers
	if broken != "" {
		return m.fail(t, propertyExclusion, fmt.Sprintf("mutual exclusion is violated: %s %s", program.ThreadName(t), broken))
	}
	return nil
}

// episode follows a barrier of n participants. The word at addr counts arrivals
// modulo 2n, so that (word / n) % 2 is the parity of the episode being filled; bit
// p of the next word is the parity of the episode that participant p arrived in.
func (m *Machine) episode(t int, e program.Event, addr, participant, n uint64) error {
	if n < 1 || n > 63 || participant >= n {
		return m.fault(t, fmt.Sprintf(
			"model: Episode: participant %d of %d: want 0 … n-1 of 1 … 63", int64(participant), int64(n)))
	}
	parity := m.mem[addr] / n % 2
	if e == program.EventDepart {
		if parity == m.mem[addr+1]>>participant&1 {
			return m.fail(t, propertyBarrier, fmt.Sprintf(
				"the barrier is broken: %s leaves an episode before all %d participants have arrived", program.ThreadName(t), n))
		}
		return nil
	}
	m.mem[addr+1] = m.mem[addr+1]&^(1<<participant) | parity<<participant
	m.mem[addr] = (m.mem[addr] + 1) % (2 * n)
	return nil
}

// history keeps, in the word at addr, the set of clients with an open call.
func (m *Machine) history(t int, e program.Event, addr uint64, words []uint64) error {
	client := words[0]
	if client > 62 {
		return m.fault(t, fmt.Sprintf("model: History: client %d: want 0 … 62", int64(client)))
	}
	open := m.mem[addr]>>client&1 == 1
	switch {
	case e == program.EventCall && open:
		return m.fail(t, propertyHistory, fmt.Sprintf("%s calls for client %d while a call of that client is open", program.ThreadName(t), client))
	case e == program.EventReturn && !open:
		return m.fail(t, propertyHistory, fmt.Sprintf("%s returns for client %d, which has no call open", program.ThreadName(t), client))
	}
	m.mem[addr] ^= 1 << client
	if m.config.Recorded {
		m.record(t, e, words)
	}
	return nil
}

// panicText is what Go 1.26 prints of the value of a panic. Addresses, which Go prints
// for a value of a composite type, are left out: the type says enough.
func (m *Machine) panicText(typ, data uint64) string {
	t := m.prog.Types[typ]
	if int32(typ) == m.prog.Fault.Type {
		return m.text(m.mem[data])
	}
	if !t.Boxed || len(t.Words) != 1 {
		return "(" + t.Name + ")"
	}
	kind := t.Words[0].Kind
	name, text := kindName(kind), m.wordText(kind, m.mem[data])
	switch {
	case name == "":
		return "(" + t.Name + ")"
	case t.Name == name || t.Name == "int" && kind == program.KindInt64 ||
		kind == program.KindUint64 && (t.Name == "uint" || t.Name == "uintptr"):
		return text
	case kind == program.KindString:
		return t.Name + `("` + text + `")`
	}
	return t.Name + "(" + text + ")"
}

// kindName is the predeclared Go type of a kind, "" if there is none.
func kindName(k program.Kind) string {
	switch k {
	case program.KindBool:
		return "bool"
	case program.KindString:
		return "string"
	case program.KindFloat32:
		return "float32"
	case program.KindFloat64:
		return "float64"
	}
	if k < program.KindInt8 || k > program.KindUint64 {
		return ""
	}
	return [...]string{"int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"}[k-program.KindInt8]
}

// wordText is a word as Go's print prints it.
func (m *Machine) wordText(k program.Kind, v uint64) string {
	switch {
	case k == program.KindBool:
		return strconv.FormatBool(v != 0)
	case k == program.KindString:
		return m.text(v)
	case float(k):
		bits := 64
		if k == program.KindFloat32 {
			bits = 32
		}
		return strconv.FormatFloat(toFloat(k, v), 'g', -1, bits)
	case signed(k):
		return strconv.FormatInt(int64(v), 10)
	}
	return strconv.FormatUint(v, 10)
}
