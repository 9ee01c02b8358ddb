package reference

import (
	"maps"
	"slices"

	"heddle/model/program"
)

// System is the structure of the machine. The zero value has no caches.
//
// Each thread has a cache of its own, without bound, that holds the words of whole lines. Which accesses go through it
// is for the caller to say before each step, by Count: those to lines that threads share. All others go straight to
// memory and cost nothing.
type System struct {
	Structure string // "", flat, smp, dancehall, numa or cluster
	Coherence string // none, uncached, invalidate or update
	Protocol  string // of invalidate: "", msi or mesi
	Line      int    // words
	All       bool   // every access goes through caches, whatever Count says: that changes nothing but costs
}

func (s System) caches() bool { return s.Structure != "" && s.Structure != "flat" }

// Cost is a kind of cost, and the thread that bears it.
type Cost struct {
	Metric string
	Thread int
}

// What there is to pay for.
const (
	CostBusRead       = "bus read"
	CostBusExclusive  = "bus read exclusive"
	CostBusUpgrade    = "bus upgrade"
	CostBusUpdate     = "bus update"
	CostBusModify     = "bus modify"
	CostBusWrite      = "bus write"
	CostInvalidations = "invalidations"
	CostUpdates       = "updates"
	CostMisses        = "misses"
	CostRemote        = "remote"
	CostModifies      = "modifies"
	CostMessages      = "messages"
)

// held is a line in a cache.
type held struct {
	words []uint64
	dirty bool // memory may be older
	sole  bool // nobody else has a copy, and the cache knows
}

// caches are those of all threads, and where memory is.
type caches struct {
	of    map[int]map[uint64]held // by thread, by the first word of the line
	homes map[uint64]int          // cells that model.Local has put into the memory of a thread
	costs map[Cost]int
	count []bool
	far   bool // what is being done has left its processor
}

func newCaches() *caches {
	return &caches{of: map[int]map[uint64]held{}, homes: map[uint64]int{}, costs: map[Cost]int{}}
}

func (c *caches) clone() *caches {
	d := *c
	d.homes, d.costs, d.of = maps.Clone(c.homes), maps.Clone(c.costs), map[int]map[uint64]held{}
	for t, lines := range c.of {
		d.of[t] = map[uint64]held{}
		for at, h := range lines {
			h.words = slices.Clone(h.words)
			d.of[t][at] = h
		}
	}
	return &d
}

// Count says which accesses of the next step go through caches: that to the cell which it touches first, second …; and
// gives what was said before.
func (m *Machine) Count(cells []bool) (before []bool) {
	before, m.caches.count = m.caches.count, cells
	return before
}

// Costs gives what there was to pay since it was last called.
func (m *Machine) Costs() map[Cost]int {
	costs := m.caches.costs
	m.caches.costs = map[Cost]int{}
	return costs
}

// counts takes what Count has said of the next cell.
func (m *Machine) counts() bool {
	c := m.caches
	if m.config.System.All {
		return true
	}
	if len(c.count) == 0 {
		return false
	}
	yes := c.count[0]
	c.count = c.count[1:]
	return yes
}

// line gives the first word of the line that addr is in, and its words in memory.
func (m *Machine) lineAt(addr uint64) (at uint64, words []uint64) {
	o, _ := m.find(addr)
	n := uint64(max(1, m.config.System.Line))
	at = o.Addr + (addr-o.Addr)/n*n
	return at, m.mem[at:min(at+n, o.Addr+m.words(o))]
}

// homeOf gives the thread whose memory the line at addr is in, -1 if it is nobody's.
func (m *Machine) homeOf(at uint64) int {
	if s := m.config.System.Structure; s != "numa" && s != "cluster" {
		return -1
	}
	if t, placed := m.caches.homes[at]; placed {
		return t
	}
	o, _ := m.find(at)
	return o.owner
}

// unseen is a store that does not go through caches: what is in its own is of no use to it.
func (m *Machine) unseen(t int, addr uint64) {
	at, words := m.lineAt(addr)
	if h, has := m.caches.of[t][at]; has {
		copy(h.words, words)
	}
}

// dropCopies is an acquire: t drops its copies, but that of the cell at but, if it is not 0.
func (m *Machine) dropCopies(t int, order program.Order, but uint64) {
	if m.config.System.Coherence != "none" || m.config.System.Structure == "cluster" || !order.Acquires() || m.section != nil {
		return
	}
	kept := map[uint64]held{}
	if but != 0 {
		at, _ := m.lineAt(but)
		if h, has := m.caches.of[t][at]; has {
			kept[at] = h
		}
	}
	m.caches.of[t] = kept
}

// sectioned is what an atomic section costs: a read-modify-write of each line that it touches.
func (m *Machine) sectioned(t int, parts []Access) {
	var lines []uint64
	cell, counts, writes := map[uint64]bool{}, map[uint64]uint64{}, map[uint64]bool{}
	for _, a := range parts {
		if a.Addr == 0 || a.Kind == KindAlloc || a.Kind == KindGhost {
			continue
		}
		known, met := cell[a.Addr]
		if !met {
			known = m.counts()
			cell[a.Addr] = known
		}
		if !known {
			continue
		}
		at, _ := m.lineAt(a.Addr)
		if !slices.Contains(lines, at) {
			lines = append(lines, at)
		}
		counts[at] = a.Addr
		writes[at] = writes[at] || a.Wrote
	}
	for _, at := range lines {
		m.modified(t, counts[at], writes[at])
	}
}

// settle puts cells into the memory of a thread, as model.Run counts them.
func (m *Machine) settle(addr, thread, words uint64) {
	for i := range words {
		m.caches.homes[addr+i] = int(thread) + 1
	}
}

// dropEnded drops the caches of threads that have ended, where nobody would notice.
func (m *Machine) dropEnded() {
	if m.config.System.Coherence != "none" {
		return
	}
	for t, th := range m.threads {
		if th.finished() {
			delete(m.caches.of, t)
		}
	}
}

// throughCaches is what an access outside of atomic sections does with caches once it is in memory, or, if it is a
// store that was buffered, does not do yet.
func (m *Machine) throughCaches(t int, a Access, counts bool) {
	switch {
	case m.section != nil:
	case !counts && a.Wrote:
		m.unseen(t, a.Addr)
	case !counts:
	case a.Kind == KindRMW:
		m.modified(t, a.Addr, a.Wrote)
	case a.Kind == KindStore && m.config.System.caches():
		m.wrote(t, a.Addr)
	}
	switch {
	case a.Kind == KindLoad:
		m.dropCopies(t, a.Order, a.Addr)
	case a.Kind == KindRMW || a.Order == program.SeqCst:
		m.dropCopies(t, a.Order, 0)
	}
}

// acquired is what operations that are no accesses do with copies: those that wait for others acquire, and
// one on a channel, unless it meets its other half, is a read-modify-write of it.
func (m *Machine) acquired(t int, a Access) {
	switch a.Kind {
	case KindFence:
		m.dropCopies(t, a.Order, 0)
	case KindJoin, KindClose, KindReceive, KindSend:
		if a.Kind != KindJoin && !a.Meets && m.counts() {
			m.modified(t, a.Addr+program.ChanCount, true)
		}
		m.dropCopies(t, program.SeqCst, 0)
		if a.Meets {
			m.dropCopies(a.Receiver, program.SeqCst, 0)
		}
	}
}

// cacheKey adds the words that caches hold, where those may be old.
func (m *Machine) cacheKey(k *key) {
	if m.config.System.Coherence != "none" {
		return
	}
	for t := range m.threads {
		lines := m.caches.of[t]
		k.number(len(lines))
		for _, at := range slices.Sorted(maps.Keys(lines)) {
			k.word(at, true)
			for i, w := range lines[at].words {
				k.word(w, m.pointer(at+uint64(i)))
			}
		}
	}
}
