package machine

import "fmt"

// structure prepares the machine for the structure that it has.
func (m *Machine) structure() {
	sys := &m.cfg.System
	m.homed = sys.Structure == NUMA || sys.Structure == Cluster
	flat := sys.IsFlat()
	m.split = protocolOf(*sys)
	m.cached = !flat
	m.stale = sys.Coherence == None && sys.Structure != Cluster
	m.watching = m.cached || m.cfg.Labels
	m.protocol = protocol{
		flat: flat || sys.Split, cluster: sys.Structure == Cluster, bus: sys.Structure == SMP, updates: sys.Coherence == Update, mesi: sys.Protocol == "mesi",
		caches: (sys.Coherence == Invalidate || sys.Coherence == Update) && !sys.Split,
	}
	if m.cfg.Labels {
		m.protocol.bill = &m.bill
	}
}

// home is the thread whose memory the line at addr lies in, -1 if none is any nearer to it than others.
func (m *Machine) home(st *State, addr uint64) int {
	switch {
	case !m.homed:
		return -1
	case addr >= m.fixed:
		return int(st.Objects[st.objectAt(addr)].home)
	case int(addr) < len(m.homes):
		return int(m.homes[addr])
	}
	return 0
}

// place puts words at addr into the memory of a thread, counted as model.Run counts them.
func (s *step) place(p *proc, addr uint64, args []uint64) {
	m := s.m
	thread, words := args[0], args[1]
	if thread >= maxCaches-1 {
		s.fault(p, fmt.Sprintf("model: Local: thread %d, want 0 … %d", int64(thread), maxCaches-2))
		return
	}
	switch home := uint8(thread + 1); {
	case !m.homed:
	case !s.booting && addr >= m.fixed:
		s.simple = false
		s.state.Objects[s.objectAt(addr)].home = home
	case !s.alone:
		s.limit(p, "model.Local of memory that is there before threads start")
	default:
		for len(m.homes) < int(addr+words) {
			m.homes = append(m.homes, 0)
		}
		for i := range words {
			m.homes[addr+i] = home
		}
	}
}
