package snapshot

// Unfenced is Double by ordinary accesses: it scans before what it has written itself is seen by others.
type Unfenced struct{ segments }

// NewUnfenced gives segments for so many clients that are 0.
func NewUnfenced(clients int) Unfenced { return Unfenced{make(segments, clients)} }

// Update sets the client's segment.
func (s Unfenced) Update(client, v int) { s.segments[client].Store(&record{value: v}) }

// Scan gives all segments.
func (s Unfenced) Scan() (first, second, third int) {
	before := s.collectUnfenced()
	for {
		after := s.collectUnfenced()
		if after == before {
			v := values(after)
			return v[0], v[1], v[2]
		}
		before = after
	}
}

func (s Unfenced) collectUnfenced() (all [Segments]*record) {
	for i := range s.segments {
		all[i] = s.segments[i].Load()
	}
	return all
}
