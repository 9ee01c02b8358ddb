package snapshot

// Single is a snapshot by one collect: what it finds in one segment may be older than what it finds in another.
type Single struct{ segments[int] }

// NewSingle gives segments for so many clients that are 0.
func NewSingle(clients int) Single { return Single{make(segments[int], clients)} }

// Update sets the client's segment.
func (s Single) Update(client, v int) { s.segments[client].StoreSeqCst(&v) }

// Scan gives all segments.
func (s Single) Scan() (first, second, third int) {
	v := viewOf(s.collect())
	return v.first, v.second, v.third
}

// Double is a snapshot by collects until two in a row find the same: linearizable, but others that write again and again
// keep it from an end. It is lock-free, not wait-free.
//
// Source: Y. Afek et al., JACM 40(4), 1993, section 3, observation 1.
type Double struct{ segments[int] }

// NewDouble gives segments for so many clients that are 0.
func NewDouble(clients int) Double { return Double{make(segments[int], clients)} }

// Update sets the client's segment.
func (s Double) Update(client, v int) { s.segments[client].StoreSeqCst(&v) }

// Scan gives all segments.
func (s Double) Scan() (first, second, third int) {
	before := s.collect()
	for {
		after := s.collect()
		if after == before {
			v := viewOf(after)
			return v.first, v.second, v.third
		}
		before = after
	}
}

// Hasty is Afek that borrows the scan of one who is seen to write for the first time: that scan may have been before one's own began.
type Hasty struct{ Afek }

// NewHasty gives segments for so many clients that are 0.
func NewHasty(clients int) Hasty { return Hasty{NewAfek(clients)} }

// Scan gives all segments.
func (s Hasty) Scan() (first, second, third int) {
	v := s.scanAfter(1<<Segments - 1)
	return v.first, v.second, v.third
}

// Bare is Afek whose writers do not scan: what they bring with them is not what was there.
type Bare struct{ Afek }

// NewBare gives segments for so many clients that are 0.
func NewBare(clients int) Bare { return Bare{NewAfek(clients)} }

// Update sets the client's segment.
func (s Bare) Update(client, v int) { s.segments[client].StoreSeqCst(&record{value: v}) }
