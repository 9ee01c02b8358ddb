package snapshot

// Unfenced is Double by ordinary accesses: it scans before what it has written itself is seen by others.
type Unfenced struct{ segments[int] }

// NewUnfenced gives segments for so many clients that are 0.
func NewUnfenced(clients int) Unfenced { return Unfenced{make(segments[int], clients)} }

// Update sets the client's segment.
func (s Unfenced) Update(client, v int) { s.segments[client].Store(&v) }

// Scan gives all segments.
func (s Unfenced) Scan() (first, second, third int) {
	before := s.collectUnfenced()
	for {
		after := s.collectUnfenced()
		if after == before {
			v := viewOf(after)
			return v.first, v.second, v.third
		}
		before = after
	}
}

func (s Unfenced) collectUnfenced() collected[int] {
	return collected[int]{s.readUnfenced(0), s.readUnfenced(1), s.readUnfenced(2)}
}

func (s Unfenced) readUnfenced(i int) *int {
	if i >= len(s.segments) {
		return nil
	}
	return s.segments[i].Load()
}
