package reference

import "slices"

// cached gives what thread t's load of addr finds, by its cache.
func (m *Machine) cached(t int, addr uint64) uint64 {
	at, words := m.lineAt(addr)
	c := m.caches
	switch {
	case m.config.System.Coherence == "uncached", m.config.System.Structure == "cluster", m.config.System.Coherence == "none" && m.homeOf(at) == t:
		m.pay(t, at, CostBusRead)
		return m.mem[addr]
	}
	if h, hit := c.of[t][at]; hit {
		return h.words[addr-at]
	}
	c.far = false
	c.costs[Cost{CostMisses, t}]++
	m.fetch(t, at, words, CostBusRead)
	m.remote(t)
	return c.of[t][at].words[addr-at]
}

// fetch gives t a copy of a line, from memory after who has a newer one has written it back.
func (m *Machine) fetch(t int, at uint64, words []uint64, kind string) {
	c := m.caches
	m.send(t, t, at, kind)
	alone := true
	if m.config.System.Coherence != "none" {
		for u, lines := range c.of {
			if h, has := lines[at]; has && u != t {
				alone = false
				m.writeBack(t, u, at, h)
			}
		}
	}
	if c.of[t] == nil {
		c.of[t] = map[uint64]held{}
	}
	c.of[t][at] = held{words: slices.Clone(words), sole: alone && m.config.System.Protocol == "mesi"}
}

// writeBack makes u's copy one among others. If it is the only one its home has to ask for it.
func (m *Machine) writeBack(t, u int, at uint64, h held) {
	if h.dirty || h.sole {
		if u != t {
			m.send(t, u, at, "")
		}
		h.dirty, h.sole = false, false
		m.caches.of[u][at] = h
	}
}

// send is what t has to pay for an exchange between the home of a line and the processor of a thread: on
// a bus one transaction of the kind, "" is none.
func (m *Machine) send(t, with int, at uint64, kind string) {
	c := m.caches
	switch {
	case m.config.System.Structure == "smp":
		if kind != "" {
			c.costs[Cost{kind, t}]++
			c.far = true
		}
	case m.homeOf(at) != with:
		c.costs[Cost{CostMessages, t}] += 2
		c.far = true
	}
}

// pay is an access that goes to memory whatever caches hold.
func (m *Machine) pay(t int, at uint64, kind string) {
	m.caches.far = false
	if m.config.System.Structure == "cluster" {
		if m.homeOf(at) != t {
			m.caches.costs[Cost{CostMessages, t}]++
			m.caches.far = true
		}
	} else {
		m.send(t, t, at, kind)
	}
	m.remote(t)
}

func (m *Machine) remote(t int) {
	if m.caches.far {
		m.caches.costs[Cost{CostRemote, t}]++
	}
}

// wrote is a store by t that memory has already.
func (m *Machine) wrote(t int, addr uint64) {
	at, words := m.lineAt(addr)
	c := m.caches
	h, has := c.of[t][at]
	switch m.config.System.Coherence {
	case "none", "uncached":
		m.pay(t, at, CostBusWrite)
		if has {
			h.words[addr-at] = m.mem[addr]
		}
		return
	}
	c.far = false
	switch {
	case has && (h.dirty || h.sole):
	case m.config.System.Coherence == "update":
		if !has {
			c.costs[Cost{CostMisses, t}]++
			m.fetch(t, at, words, CostBusRead)
		}
		if others := m.others(t, at); len(others) > 0 {
			m.send(t, t, at, CostBusUpdate)
			m.renew(t, at, others)
			m.remote(t)
			return
		}
	default:
		kind := CostBusUpgrade
		if !has {
			c.costs[Cost{CostMisses, t}]++
			kind = CostBusExclusive
		}
		m.send(t, t, at, kind)
		m.drop(t, at)
	}
	if c.of[t] == nil {
		c.of[t] = map[uint64]held{}
	}
	c.of[t][at] = held{words: slices.Clone(words), dirty: true}
	m.remote(t)
}

// modified is a read-modify-write by t that memory has already; writes says that it wrote.
func (m *Machine) modified(t int, addr uint64, writes bool) {
	at, _ := m.lineAt(addr)
	c := m.caches
	c.costs[Cost{CostModifies, t}]++
	if !m.config.System.caches() {
		return
	}
	switch m.config.System.Coherence {
	case "none", "uncached":
		m.pay(t, at, CostBusModify)
		delete(c.of[t], at)
		return
	}
	c.far = false
	m.send(t, t, at, CostBusModify)
	if writes && m.config.System.Coherence == "invalidate" {
		m.drop(t, at)
		delete(c.of[t], at)
	} else {
		for u, lines := range c.of {
			if h, has := lines[at]; has {
				m.writeBack(t, u, at, h)
			}
		}
		if writes {
			m.renew(t, at, m.others(t, at))
		}
	}
	m.remote(t)
}

// others are the threads but t that have a copy of a line.
func (m *Machine) others(t int, at uint64) (list []int) {
	for u, lines := range m.caches.of {
		if _, has := lines[at]; has && u != t {
			list = append(list, u)
		}
	}
	return list
}

// drop drops all copies but t's.
func (m *Machine) drop(t int, at uint64) {
	for _, u := range m.others(t, at) {
		delete(m.caches.of[u], at)
		m.caches.costs[Cost{CostInvalidations, u}]++
		m.send(t, u, at, "")
	}
}

// renew gives all copies what memory has.
func (m *Machine) renew(t int, at uint64, others []int) {
	_, words := m.lineAt(at)
	for _, u := range others {
		m.caches.costs[Cost{CostUpdates, u}]++
		m.send(t, u, at, "")
	}
	for _, u := range append(others, t) {
		if _, has := m.caches.of[u][at]; has {
			m.caches.of[u][at] = held{words: slices.Clone(words)}
		}
	}
}
