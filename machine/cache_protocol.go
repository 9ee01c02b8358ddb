package machine

// referral is a kind of reference to memory.
type referral uint8

const (
	refRead referral = iota
	refWrite
	refModify // a read-modify-write
	refTry    // one that has not written: a compare-and-swap that failed
)

// protocol says what a reference to a line does to the copies of it, and what that costs. Transactions
// are atomic, caches are without bound: nothing is ever evicted.
//
// Invalidation is MSI or MESI (M. Papamarcos, J. Patel, A low-overhead coherence solution for
// multiprocessors with private cache memories, ISCA 1984), update is Firefly's (C. Thacker, L. Stewart,
// E. Satterthwaite, Firefly: a multiprocessor workstation, IEEE Trans. Computers 37(8), 1988), where the
// only copy is written without a transaction. Across a network a directory at the home of a line knows
// who has copies (L. Censier, P. Feautrier, A new solution to coherence problems in multicache systems,
// IEEE Trans. Computers C-27(12), 1978). As the lecture has it, and unlike all of these,
// a read-modify-write is carried out at the memory, and gives its processor no copy.
type protocol struct {
	flat     bool // what leaves a processor is not told apart
	cluster  bool // there is no shared memory
	bus      bool // else there is a network, with a directory at each home
	updates  bool // a write renews other copies, else it drops them
	mesi     bool
	caches   bool // else every reference goes to memory
	bill     *bill
	disturbs uint64 // whose copies the step has dropped or renewed: bit t for thread t
	away     bool   // the reference has left its processor, and its own memory
}

// refer gives what a line becomes when thread t refers to it; home is the thread whose memory
// it lies in, -1 if none is any nearer to it than others.
func (c *protocol) refer(l line, k referral, t, home int) line {
	c.away = false
	if k == refModify || k == refTry {
		c.bill.add(Modifies, t, 1)
	}
	switch {
	case c.flat:
	case c.cluster: // what is read and modified is at home, see reaches
		if t != home {
			c.bill.add(Messages, t, 1)
			c.away = true
		}
	case !c.caches:
		c.request([...]Metric{BusRead, BusWrite, BusModify, BusModify}[k], t, home)
	case k == refRead:
		l = c.read(l, t, home)
	case k == refWrite && c.updates:
		l = c.renewing(l, t, home)
	case k == refWrite:
		l = c.dropping(l, t, home)
	default:
		l = c.modify(l, t, home, k == refModify)
	}
	if c.away {
		c.bill.add(Remote, t, 1)
	}
	return l
}

// request is a bus transaction of t's, or its message to the home and the answer.
func (c *protocol) request(kind Metric, t, home int) {
	if c.bus {
		c.bill.add(kind, t, 1)
		c.away = true
		return
	}
	c.exchange(t, t, home)
}

// exchange is a message between the home and another part, and its answer, for a reference of t's.
func (c *protocol) exchange(t, part, home int) {
	if part != home {
		c.bill.add(Messages, t, 2)
		c.away = true
	}
}

// recall is what the home does about a copy of another's that may be newer than memory: it asks the owner. It
// cannot tell an exclusive copy from a modified one.
func (c *protocol) recall(l line, t, home int) {
	if o := l.owner(); o >= 0 && o != t && !c.bus {
		c.exchange(t, o, home)
	}
}

func (c *protocol) read(l line, t, home int) line {
	if l.has(t) {
		return l
	}
	c.bill.add(Misses, t, 1)
	c.request(BusRead, t, home)
	c.recall(l, t, home)
	if l == 0 && c.mesi {
		return holder(t) | lineExclusive
	}
	return l.shared() | holder(t)
}

// dropping is a write that drops all other copies. What an owner answers comes with its acknowledgement.
func (c *protocol) dropping(l line, t, home int) line {
	switch {
	case l.owner() == t:
		return holder(t) | lineModified
	case l.has(t):
		c.request(BusUpgrade, t, home)
	default:
		c.bill.add(Misses, t, 1)
		c.request(BusReadExclusive, t, home)
	}
	c.others(l, Invalidations, t, home)
	return holder(t) | lineModified
}

// renewing is a write that renews all other copies.
func (c *protocol) renewing(l line, t, home int) line {
	if l = c.read(l, t, home); l.holders() == 1<<t {
		return l.shared() | lineModified
	}
	c.request(BusUpdate, t, home)
	c.others(l, Updates, t, home)
	return l.shared()
}

// modify is a read-modify-write.
func (c *protocol) modify(l line, t, home int, writes bool) line {
	c.request(BusModify, t, home)
	switch {
	case writes && !c.updates:
		c.others(l, Invalidations, t, home)
		return 0
	case writes:
		c.recall(l, t, home)
		c.others(l, Updates, t, home)
	default:
		c.recall(l, t, home)
	}
	return l.shared()
}

// others drops or renews all copies but t's own: a message to each, and its acknowledgement.
func (c *protocol) others(l line, received Metric, t, home int) {
	l.eachOther(t, func(u int) {
		c.bill.add(received, u, 1)
		c.disturbs |= 1 << u
		if !c.bus {
			c.exchange(t, u, home)
		}
	})
}
