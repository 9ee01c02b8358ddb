package machine

import (
	"math/bits"
	"slices"

	"heddle/model/program"
)

// ample chooses, in states of message programs, a few threads whose steps are taken, and leaves those of the others for later: an
// ample set (D. Peled, All from one, one for all: on model checking using representatives, CAV 1993; E. M. Clarke,
// O. Grumberg, D. Peled, Model Checking, 1999, chapter 10), or persistent set (P. Godefroid, Partial-Order Methods for the
// Verification of Concurrent Systems, LNCS 1032, 1996, chapter 4), of whole threads.
//
// A set A of threads will do in a state s if, as long as no thread of A takes a step,
//
//  1. nobody can send a message to one of A that it could take next in place of one that is there already: if it
//     rests at a receive, on a link that is first in, first out and empty, or on any unordered link;
//  2. nobody can access a cell that the next step of one of A accesses, unless both read: its ghost events and code are accesses, too;
//  3. no fault of a network is possible, links have no bounds, and one thread at most sends, and receives, as a node;
//
// and the next steps of those of A that can go on (some can) start no thread, meet none, and wait for none to end; all
// others of A wait for messages.
//
// For then, take any run of the others from s. A thread of A has the same alternatives after it as before it, and
// each of these commutes with each step of that run: one puts messages at the end of links that the other takes from
// the front of; multisets do not care; and a thread that goes on without a message since nothing else can happen
// is not part of the run, as one of A still can go on. So whatever run there is from s, one of A's steps can come first in it, or be added,
// and it leads to a state of the same threads at the same places: the same violations, races at rest, deadlocks and
// ends are found, and where no end can be reached none can after the added step. It remains that others are not put off for
// ever: the search takes all steps of a state if none of A's leads to a state that it found later (the proviso of D. Bošnački,
// G. Holzmann, Improving Spin's partial-order reduction for breadth-first search, SPIN 2005). What is not kept is the
// length of runs, and how often threads alternate: a violation is looked for again among all runs.
//
// What nobody can do is answered from what is learned of each thread, see futures.go.
type ample struct {
	futures
	whole   bool       // all steps are wanted
	grounds []*horizon // those that say that the set that was chosen will do
	asked   []*horizon // … and so of one that is looked for
	next    []upcoming
}

// upcoming is what is known of the next steps of a thread of the present state.
type upcoming struct {
	choices int
	found   bool // the steps are there
	steps   Successors
	fit     bool     // the thread may be in an ample set
	alone   bool     // no step found starts, meets or waits for a thread
	cells   []uint64 // that they access, see step.use
}

// candidate is a set of threads that will do, and how many steps they can take.
type candidate struct {
	threads uint64
	steps   int
}

// Whole makes Expand take all steps, or stop doing so.
func (m *Machine) Whole(on bool) {
	if m.ample != nil {
		m.ample.whole = on
	}
}

// Unreduced says why Expand takes all steps of each state, "" if it need not.
func (m *Machine) Unreduced() string {
	if m.ample == nil {
		return m.unreduced
	}
	return ""
}

// cannotReduce says why all steps are taken in the present pass, "" if they need not be.
func (m *Machine) cannotReduce() string {
	bounded := func(n network) bool { return n.Capacity > 0 }
	many := func(set uint64) bool { return set&(set-1) != 0 }
	switch {
	case !m.cfg.Ample || m.tr != nil || m.share.frozen || m.cfg.AllVisible:
		return "it is switched off"
	case m.cfg.Memory.Views:
		return "memory model " + m.cfg.Memory.Name + " keeps what each thread knows"
	case m.cfg.Ordered || m.cfg.Wants:
		return "it is kept who waits"
	case m.watching:
		return "steps have labels"
	case m.daemons:
		return "there are timers, or other daemons"
	case m.share.tracking:
		return "it is kept who knows of which accesses"
	case m.orbits != nil:
		return "threads are interchangeable"
	case slices.ContainsFunc(m.networks.list, bounded):
		return "links hold so many messages only"
	case slices.ContainsFunc(m.share.senders, many) || slices.ContainsFunc(m.share.receivers, many):
		return "several threads are one node"
	}
	return ""
}

// expandAmple appends the steps of an ample set that is not all that is possible. If there is none done is false, and those
// of all threads are appended.
func (m *Machine) expandAmple(out *Successors) (done bool, err error) {
	a := m.ample
	a.begin(len(m.cur.Locals))
	all, total := uint64(0), 0
	for t, id := range m.cur.Locals {
		if id == 0 {
			continue
		}
		if err := m.foresee(t); err != nil {
			return false, err
		}
		all |= 1 << t
		total += a.next[t].choices
	}
	set := all
	if !a.whole && m.cur.Net.calm() {
		if c := m.choose(total); c.steps < total {
			set, out.Reduced = c.threads, true
			out.Ended = m.cfg.AllowLeaks && m.cur.Locals[0] == 0
		}
	}
	for rest := set; rest != 0; rest &= rest - 1 {
		t := bits.TrailingZeros64(rest)
		if err := m.expandAside(t); err != nil {
			return false, err
		}
		out.join(&a.next[t].steps)
	}
	return out.Reduced, nil
}

// choose gives an ample set of the fewest steps, fewer than total if there is one.
func (m *Machine) choose(total int) candidate {
	a := m.ample
	best := candidate{steps: total}
	a.grounds = a.grounds[:0]
	for t := range m.cur.Locals {
		if n := a.next[t].choices; n == 0 || n >= best.steps {
			continue
		}
		if c, ok := m.closure(t, best.steps); ok {
			best, a.grounds = c, append(a.grounds[:0], a.asked...)
		}
	}
	return best
}

// foresee finds what is known of the next steps of thread t: without taking them, if they are receives that are known to access nothing.
func (m *Machine) foresee(t int) error {
	u := &m.ample.next[t]
	u.choices = m.choices(&m.cur, t)
	q := &m.locals.list[m.cur.Locals[t]].pending
	if q.op != program.NetReceive {
		if err := m.expandAside(t); err != nil {
			return err
		}
		u.choices = len(u.steps.Items) + len(u.steps.Failed)
	} else if u.alone = m.isPure(t, u.choices); !u.alone {
		if err := m.expandAside(t); err != nil {
			return err
		}
	}
	u.fit = u.alone && m.canWait(t)
	return nil
}

// expandAside finds the steps of thread t.
func (m *Machine) expandAside(t int) error {
	u := &m.ample.next[t]
	if u.found {
		return nil
	}
	u.found, u.alone = true, true
	return m.expandThread(t, m.cur.Locals[t], &u.steps)
}

// join appends what o has.
func (s *Successors) join(o *Successors) {
	from := len(s.Bytes)
	s.Bytes = append(s.Bytes, o.Bytes...)
	for _, it := range o.Items {
		it.End += from
		s.Items = append(s.Items, it)
	}
	s.Failed = append(s.Failed, o.Failed...)
	if s.State == nil {
		s.State = o.State
	}
}

// calm reports whether no fault can happen any more, nor be mended.
func (t *netState) calm() bool {
	for i := range t.uses {
		u := &t.uses[i]
		if u.split != 0 || u.down != 0 {
			return false
		}
		for k, b := range t.table.list[i].Budgets {
			if int(u.used[k]) < b {
				return false
			}
		}
	}
	return true
}

// canWait reports whether thread t rests at an operation such as those of ample sets. With store buffers these are receives
// only that touch no memory: what is in the buffers of others would have to be thought of.
func (m *Machine) canWait(t int) bool {
	buffered := m.cfg.Memory.Buffered
	if buffered && (len(m.cur.Buffers[t]) > 0 || len(m.ample.next[t].cells) > 0) {
		return false
	}
	q := &m.locals.list[m.cur.Locals[t]].pending
	switch q.op {
	case program.NetReceive:
		return !q.receives.wrong
	case program.Load, program.Store, program.AtomicAdd, program.AtomicSwap, program.AtomicAnd, program.AtomicOr, program.AtomicXor,
		program.AtomicCAS, program.Begin, program.NetSend, program.Choose, program.Return, program.Ghost:
		return !buffered && m.ample.next[t].choices > 0
	}
	return false
}

// closure gives the least ample set with t. ok is false if there is none of less than so many steps.
func (m *Machine) closure(t, below int) (c candidate, ok bool) {
	a := m.ample
	c = candidate{threads: 1 << t, steps: a.next[t].choices}
	if !a.next[t].fit {
		return c, false
	}
	for grown := true; grown; {
		grown, a.asked = false, a.asked[:0]
		for v, id := range m.cur.Locals {
			if id == 0 || c.threads>>v&1 != 0 || !m.disturbs(v, c.threads) {
				continue
			}
			u := &a.next[v]
			c.threads |= 1 << v
			c.steps += u.choices
			if !u.fit || c.steps >= below {
				return c, false
			}
			grown = true
		}
	}
	return c, true
}

// disturbs reports whether thread v may do what 1 or 2 forbid.
func (m *Machine) disturbs(v int, set uint64) bool {
	if m.joins(v, set) {
		return false
	}
	h := m.horizon(v, set)
	m.ample.asked = append(m.ample.asked, h)
	if h.starts {
		return true
	}
	for set := set; set != 0; set &= set - 1 {
		p := bits.TrailingZeros64(set)
		if h.conflicts(m.ample.next[p].cells) || m.reaches(h, p) {
			return true
		}
	}
	return false
}

// joins reports whether thread v waits for one of a set to end.
func (m *Machine) joins(v int, set uint64) bool {
	if m.locals.list[m.cur.Locals[v]].pending.op != program.Join {
		return false
	}
	for ; set != 0; set &= set - 1 {
		if t := bits.TrailingZeros64(set); t != 0 && parentOf(m.locals.record(m.cur.Locals[t])) == uint64(v) {
			return true
		}
	}
	return false
}

// reaches reports whether a thread with horizon h can send a message that thread p could take next.
func (m *Machine) reaches(h *horizon, p int) bool {
	q := &m.locals.list[m.cur.Locals[p]].pending
	if q.op != program.NetReceive {
		return false
	}
	r := &q.receives
	n := &m.networks.list[r.net]
	for _, link := range h.links {
		if int(link) < n.link || int(link) >= n.link+n.nodes*n.nodes {
			continue
		}
		from, to := n.ends(int(link))
		if to == int(r.node) && (r.from < 0 || from == int(r.from)) && (n.Unordered || m.cur.Net.count(int(link)) == 0) {
			return true
		}
	}
	return false
}
