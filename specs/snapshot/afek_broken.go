package snapshot

// Single is a snapshot by one collect: what it finds in one segment may be older than what it finds in another.
type Single struct{ segments }

// NewSingle gives segments for so many clients that are 0.
func NewSingle(clients int) Single { return Single{make(segments, clients)} }

// Update sets the client's segment.
func (s Single) Update(client, v int) { s.write(client, v, view{}) }

// Scan gives all segments.
func (s Single) Scan() (first, second, third int) {
	v := values(s.collect())
	return v[0], v[1], v[2]
}

// Double is a snapshot by collects until two in a row find the same: linearizable, but others that write again and again
// keep it from an end. It is lock-free, not wait-free.
//
// Source: Y. Afek et al., JACM 40(4), 1993, section 3, observation 1.
type Double struct{ segments }

// NewDouble gives segments for so many clients that are 0.
func NewDouble(clients int) Double { return Double{make(segments, clients)} }

// Update sets the client's segment.
func (s Double) Update(client, v int) { s.write(client, v, view{}) }

// Scan gives all segments.
func (s Double) Scan() (first, second, third int) {
	before := s.collect()
	for {
		after := s.collect()
		if after == before {
			v := values(after)
			return v[0], v[1], v[2]
		}
		before = after
	}
}

// Compared is Double that compares values instead of records: one that was written again, and is as it was, deceives it.
type Compared struct{ Double }

// NewCompared gives segments for so many clients that are 0.
func NewCompared(clients int) Compared { return Compared{NewDouble(clients)} }

// Scan gives all segments.
func (s Compared) Scan() (first, second, third int) {
	before := values(s.collect())
	for {
		after := values(s.collect())
		if after == before {
			return after[0], after[1], after[2]
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
	v := s.scanWith(1)
	return v[0], v[1], v[2]
}

// Bare is Afek whose writers do not scan: what they bring with them is not what was there.
type Bare struct{ Afek }

// NewBare gives segments for so many clients that are 0.
func NewBare(clients int) Bare { return Bare{NewAfek(clients)} }

// Update sets the client's segment.
func (s Bare) Update(client, v int) { s.write(client, v, view{}) }
