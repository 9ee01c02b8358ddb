package sequential

// Snapshot is three segments, one for each client: a client writes its own, and reads all of them at once.
type Snapshot struct{ segments [3]int }

// NewSnapshot gives segments that are 0.
func NewSnapshot() *Snapshot { return new(Snapshot) }

// Update sets the client's segment.
func (s *Snapshot) Update(client, v int) { s.segments[client] = v }

// Scan gives all segments.
func (s *Snapshot) Scan() (first, second, third int) {
	return s.segments[0], s.segments[1], s.segments[2]
}
