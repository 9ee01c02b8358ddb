package snapshot

// Afek is a snapshot from reads and writes that is wait-free. If two collects in a row find the same, that is
// what was there between them. If not, somebody writes; who is found to have written twice
// since the scan began has begun the second time after that, and what it scanned then serves for one's own: every write
// brings a scan with it. So with n segments n + 2 collects are always enough.
//
// Source: Y. Afek, H. Attiya, D. Dolev, E. Gafni, M. Merritt, N. Shavit, Atomic snapshots of shared memory, JACM 40(4),
// 1993, section 3: the unbounded single-writer algorithm.
type Afek struct{ segments[record] }

// record is what a segment holds.
type record struct {
	value int
	seen  view // what the writer had scanned just before
}

// NewAfek gives segments for so many clients, at most Segments, that are 0.
func NewAfek(clients int) Afek { return Afek{make(segments[record], clients)} }

// Update sets the client's segment.
func (s Afek) Update(client, v int) {
	s.segments[client].StoreSeqCst(&record{v, s.scan()})
}

// Scan gives all segments.
func (s Afek) Scan() (first, second, third int) {
	v := s.scan()
	return v.first, v.second, v.third
}

func (s Afek) scan() view { return s.scanAfter(0) }

// scanAfter is a scan that has seen some segments being written: bit i stands for segment i.
func (s Afek) scanAfter(seen int) view {
	before := s.collect()
	for {
		after := s.collect()
		if after == before {
			return view{after.first.valueOf(), after.second.valueOf(), after.third.valueOf()}
		}
		for i := range Segments {
			if r := after.at(i); r != before.at(i) {
				if seen>>i&1 != 0 {
					return r.seen
				}
				seen |= 1 << i
			}
		}
		before = after
	}
}

// at gives what was found in segment i.
func (c collected[T]) at(i int) *T {
	switch i {
	case 0:
		return c.first
	case 1:
		return c.second
	}
	return c.third
}

func (r *record) valueOf() int {
	if r == nil {
		return 0
	}
	return r.value
}
