package reference

import "slices"

// Message identifies a write: the Nth, from 0, of all the Stores and successful read-modify-writes that Thread
// has executed, but those to immutable objects. {-1, 0} is the initial value of a cell.
type Message struct{ Thread, N int }

// message is a write to a cell, in the cell's modification order. Lists of them are never changed but replaced.
type message struct {
	Message
	value uint64
	taken bool // the next message in the list is that of a read-modify-write that has read this one
}

// weakModel is a memory model that keeps every message. Its methods enter what a thread
// does into what the model knows, and messages into the machine's lists.
type weakModel interface {
	clone() weakModel
	// enter enters an access outside of sections. It reads the message with index at of its cell's list, or
	// is a store that is put after that. The error is ErrBlocked, and nothing has happened, if the model forbids it.
	enter(m *Machine, t int, a Access, at int) error
	fence(m *Machine, t int, a Access)
	// section enters an atomic section, of these accesses: it reads and writes at the end of modification orders.
	section(m *Machine, t int, parts []Access, relaxed bool) error
	start(m *Machine, parent, child int) // parent is -1 for the main thread
	join(m *Machine, t, u int)           // t and u know all that the other knew, or has ended and will never know more
	// send enters that t sends a message on a network, and gives what it says; receive that t receives one that says so.
	send(m *Machine, t int) (said []int)
	receive(m *Machine, t int, said []int)
	learn(m *Machine, t, u int) // t knows all that u knows
	key(m *Machine, k *key)
	saidKey(k *key, said []int)
	events() int // of the execution, if it is kept
}

// initial adds the initial messages of new cells, the last ones, with these words.
func (m *Machine) initial(words []uint64) {
	if m.weak == nil {
		return
	}
	for _, w := range words {
		m.lists = append(m.lists, []message{{Message: Message{Thread: -1}, value: w}})
	}
}

// fill makes the word in memory at addr the initial one of the cell.
func (m *Machine) fill(addr uint64) {
	if m.weak != nil {
		m.lists[addr] = []message{{Message: Message{Thread: -1}, value: m.mem[addr]}}
	}
}

// chooses reports whether an access to the cell at addr has a choice of messages.
func (m *Machine) chooses(addr uint64) bool {
	return m.weak != nil && m.section == nil && !m.immutable(addr)
}

// Messages gives the messages that alternatives of thread t's next step read, or put a
// store after; none if it is no access that has a choice.
func (m *Machine) Messages(t int) []Message {
	in, ok := m.Next(t)
	if !ok || !in.Op.Accesses() {
		return nil
	}
	addr := m.threads[t].top().target(in)
	if _, ok := m.find(addr); !ok || !m.chooses(addr) {
		return nil
	}
	var list []Message
	for _, x := range slices.Backward(m.lists[addr]) {
		list = append(list, x.Message)
	}
	return list
}

// Writes is the number of writes that thread t has made; see Message.
func (m *Machine) Writes(t int) int { return m.threads[t].writes }

// messages gives the list of the cell at addr; nil if there are no lists.
func (m *Machine) messages(addr uint64) []message {
	if m.weak == nil {
		return nil
	}
	return m.lists[addr]
}

// put puts a message right after the one with index at, which a read-modify-write has read.
func (m *Machine) put(a Access, at int) Message {
	x := message{Message: Message{a.Thread, a.Write}, value: a.Value}
	list := slices.Insert(slices.Clone(m.lists[a.Addr]), at+1, x)
	list[at].taken = list[at].taken || a.Kind == KindRMW
	m.lists[a.Addr] = list
	m.mem[a.Addr] = list[len(list)-1].value
	return x.Message
}

// exchange enters an operation of thread t on channel ch, which acquires and releases it
// as a read-modify-write of its first word does.
func (m *Machine) exchange(t int, ch uint64) {
	a := Access{Thread: t, Kind: KindRMW, Addr: ch, Value: m.mem[ch], Wrote: true, Write: -1}
	switch {
	case m.weak == nil:
	case m.section != nil:
		m.section.parts = append(m.section.parts, a)
	default:
		if err := m.weak.section(m, t, []Access{a}, false); err != nil {
			panic("reference: bug: " + err.Error())
		}
	}
}

// lastWrites gives of a section's accesses the last write to each cell, in the order of the first ones.
func lastWrites(parts []Access) []Access {
	var list []Access
	for _, a := range parts {
		i := slices.IndexFunc(list, func(b Access) bool { return a.Addr == b.Addr })
		switch {
		case !a.Wrote:
		case i < 0:
			list = append(list, a)
		default:
			list[i] = a
		}
	}
	return list
}

// firstOf gives of a section's accesses the first one to each cell.
func firstOf(parts []Access) []Access {
	var list []Access
	for _, a := range parts {
		if !slices.ContainsFunc(list, func(b Access) bool { return a.Addr == b.Addr }) {
			list = append(list, a)
		}
	}
	return list
}

// listKey adds the messages of the objects reached.
func (m *Machine) listKey(k *key) {
	for _, o := range k.reach.list {
		for i := range m.words(o) {
			addr := o.Addr + i
			k.number(len(m.lists[addr]))
			for _, x := range m.lists[addr] {
				k.word(x.value, m.pointer(addr))
				k.bool(x.taken)
			}
		}
	}
}
