package snapshot

// Afek is a snapshot from reads and writes that is wait-free. If two collects in a row find the same, that is
// what was there between them. If not, somebody writes; who is found to have written twice
// since the scan began has begun the second time after that, and what it scanned then serves for one's own: every write
// brings a scan with it. So with n segments n + 2 collects are always enough.
//
// Source: Y. Afek, H. Attiya, D. Dolev, E. Gafni, M. Merritt, N. Shavit, Atomic snapshots of shared memory, JACM 40(4),
// 1993, section 3: the unbounded single-writer algorithm.
type Afek struct{ segments }

// NewAfek gives segments for so many clients, at most Segments, that are 0.
func NewAfek(clients int) Afek { return Afek{make(segments, clients)} }

// Update sets the client's segment.
func (s Afek) Update(client, v int) { s.write(client, v, s.scan()) }

// Scan gives all segments.
func (s Afek) Scan() (first, second, third int) {
	v := s.scan()
	return v[0], v[1], v[2]
}

func (s Afek) scan() view { return s.scanWith(2) }

// scanWith borrows the scan of one who has been seen to write so many times.
func (s Afek) scanWith(writes int) view {
	var moved [Segments]int
	before := s.collect()
	for {
		after := s.collect()
		if after == before {
			return values(after)
		}
		for i := range s.segments {
			if after[i] != before[i] {
				if moved[i]++; moved[i] == writes {
					return after[i].seen
				}
			}
		}
		before = after
	}
}
