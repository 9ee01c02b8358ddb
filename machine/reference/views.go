package reference

import (
	"maps"
	"slices"

	"heddle/model/program"
)

// views is release consistency, RCsc: K. Gharachorloo, D. Lenoski, J. Laudon, P. Gibbons, A. Gupta, J. Hennessy,
// Memory Consistency and Event Ordering in Scalable Shared-Memory Multiprocessors, ISCA 1990, conditions 3.1.
// An access is performed before the stores that follow it in its thread, which the paper does not ask for: there is no
// load buffering.
//
// Special accesses are those of order Acquire, Release, AcqRel and SeqCst, and the others are ordinary.
type views struct {
	threads []view // what each thread knows
	all     view   // what has been performed with respect to every thread
}

// view gives the latest message known of each cell; the initial one if it is missing.
// Views are never changed once they are shared, but replaced.
type view map[uint64]Message

func newViews() *views { return &views{} }

func (v *views) clone() weakModel {
	return &views{slices.Clone(v.threads), v.all}
}

// latest gives the index of the message that w knows of the cell at addr.
func (m *Machine) latest(w view, addr uint64) int {
	x, ok := w[addr]
	if !ok {
		return 0
	}
	return slices.IndexFunc(m.lists[addr], func(y message) bool { return y.Message == x })
}

// union gives what either knows.
func (m *Machine) union(w, x view) view {
	u := maps.Clone(w)
	if u == nil {
		u = view{}
	}
	for addr, known := range x {
		if m.latest(x, addr) > m.latest(u, addr) {
			u[addr] = known
		}
	}
	return u
}

func (w view) with(addr uint64, x Message) view {
	u := maps.Clone(w)
	if u == nil {
		u = view{}
	}
	u[addr] = x
	return u
}

// acquire lets thread t know what has been performed, release performs what it knows.
func (v *views) acquire(m *Machine, t int) { v.threads[t] = m.union(v.threads[t], v.all) }
func (v *views) release(m *Machine, t int) { v.all = m.union(v.all, v.threads[t]) }

func (v *views) synchronize(m *Machine, t int) {
	v.acquire(m, t)
	v.release(m, t)
}

func (v *views) enter(m *Machine, t int, a Access, at int) error {
	reads, writes := a.Kind != KindStore, a.Wrote
	acquires := a.Order == program.SeqCst || reads && a.Order.Acquires()
	releases := a.Order == program.SeqCst || writes && a.Order.Releases()
	special := acquires || releases
	floor := m.latest(v.threads[t], a.Addr)
	if special {
		floor = max(floor, m.latest(v.all, a.Addr))
	}
	if at < floor || writes && m.lists[a.Addr][at].taken {
		return ErrBlocked
	}
	if acquires {
		v.acquire(m, t)
	}
	if releases {
		v.release(m, t)
	}
	known := m.lists[a.Addr][at].Message
	if writes {
		known = m.put(a, at)
	}
	v.threads[t] = v.threads[t].with(a.Addr, known)
	if special {
		v.all = v.all.with(a.Addr, known)
	}
	return nil
}

func (v *views) fence(m *Machine, t int, a Access) {
	if a.Order.Acquires() {
		v.acquire(m, t)
	}
	if a.Order.Releases() {
		v.release(m, t)
	}
}

func (v *views) section(m *Machine, t int, parts []Access, relaxed bool) error {
	if !relaxed {
		v.synchronize(m, t)
	}
	for _, a := range lastWrites(parts) {
		last := len(m.lists[a.Addr]) - 1
		a.Kind = KindRMW // nothing may come between what it found and what it has left
		m.put(a, last)
	}
	for _, a := range firstOf(parts) {
		list := m.lists[a.Addr]
		v.threads[t] = v.threads[t].with(a.Addr, list[len(list)-1].Message)
	}
	if !relaxed {
		v.release(m, t)
	}
	return nil
}

func (v *views) start(m *Machine, parent, child int) {
	if parent < 0 {
		v.threads = append(v.threads, nil)
		return
	}
	v.synchronize(m, parent)
	v.threads = append(v.threads, v.threads[parent])
}

func (v *views) join(m *Machine, t, u int) {
	v.threads[t] = m.union(v.threads[t], v.threads[u])
	v.synchronize(m, t)
	v.threads[u] = v.threads[t]
}

// send performs all that t knows: what a message says is part of that.
func (v *views) send(m *Machine, t int) []int {
	v.synchronize(m, t)
	return nil
}

func (v *views) receive(m *Machine, t int, _ []int) { v.synchronize(m, t) }

func (v *views) learn(m *Machine, t, u int) {
	v.threads[t] = m.union(v.threads[t], v.threads[u])
	v.synchronize(m, t)
}

func (v *views) saidKey(*key, []int) {}

func (v *views) events() int { return 0 }

// key adds what each view knows of the cells of the objects reached.
func (v *views) key(m *Machine, k *key) {
	for _, o := range k.reach.list {
		for i := range m.words(o) {
			addr := o.Addr + i
			k.number(m.latest(v.all, addr))
			for t := range m.threads {
				k.number(m.latest(v.threads[t], addr))
			}
		}
	}
}
