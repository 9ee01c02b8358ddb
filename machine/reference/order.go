package reference

import "maps"

// passing is what happens-before knows of a channel: when each send and each receive
// was, and the close. Sends and receives are counted from 0.
type passing struct {
	sends, receives int
	sent, received  map[int]clock // by number; what can not be acquired any more is left out
	closed          clock
}

func (p *passing) clone() *passing {
	return &passing{p.sends, p.receives, maps.Clone(p.sent), maps.Clone(p.received), p.closed}
}

// passingOf gives what is known of channel ch, to be changed; nil if nothing has to be.
func (m *Machine) passingOf(ch uint64) *passing {
	if !m.config.clocked() {
		return nil
	}
	if m.passing[ch] == nil {
		m.passing[ch] = &passing{sent: map[int]clock{}, received: map[int]clock{}}
	}
	return m.passing[ch]
}

// orderSend enters a send into a buffer: the k-th receive happens before the completion
// of send k+C, which itself happens before the completion of its receive. It is its beginning that
// does, so the receive of a send does not acquire what the send does.
func (m *Machine) orderSend(t int, ch uint64) {
	m.exchange(t, ch)
	p := m.passingOf(ch)
	if p == nil {
		return
	}
	n := p.sends
	p.sends++
	m.release(t, func(c clock) {
		if n >= p.receives {
			p.sent[n] = c
		}
	})
	k := n - int(m.capacity(ch))
	m.acquire(t, p.received[k])
	delete(p.received, k)
}

// orderReceive enters a receive from a buffer.
func (m *Machine) orderReceive(t int, ch uint64) {
	m.exchange(t, ch)
	p := m.passingOf(ch)
	if p == nil {
		return
	}
	n := p.receives
	p.receives++
	m.release(t, func(c clock) {
		if n+int(m.capacity(ch)) >= p.sends {
			p.received[n] = c
		}
	})
	m.acquire(t, p.sent[n])
	delete(p.sent, n)
}

// orderMeeting enters a send of thread t that thread u receives at once: each
// begins before the other completes.
func (m *Machine) orderMeeting(t, u int, ch uint64) {
	m.exchange(t, ch)
	m.exchange(u, ch)
	if m.weak != nil {
		m.weak.join(m, t, u)
	}
	both := m.threads[t].clock.join(m.threads[u].clock)
	m.threads[t].clock, m.threads[u].clock = both, both
}

// orderClose enters a close, which happens before each receive that returns because of it.
func (m *Machine) orderClose(t int, ch uint64) {
	m.exchange(t, ch)
	if p := m.passingOf(ch); p != nil {
		m.release(t, func(c clock) { p.closed = c })
	}
}

// orderDrained enters a receive that returns because the channel is closed.
func (m *Machine) orderDrained(t int, ch uint64) {
	m.exchange(t, ch)
	if p := m.passingOf(ch); p != nil {
		m.acquire(t, p.closed)
	}
}

// acquire makes what is at c happen before what thread t does next; in an atomic section, before its end.
func (m *Machine) acquire(t int, c clock) {
	if m.section != nil {
		m.section.acquired = append(m.section.acquired, c)
		return
	}
	m.threads[t].clock = m.threads[t].clock.join(c)
}

// release gives thread t's clock to set; in an atomic section, that at its end.
func (m *Machine) release(t int, set func(clock)) {
	if m.section != nil {
		m.section.released = append(m.section.released, set)
		return
	}
	set(m.threads[t].clock)
}
