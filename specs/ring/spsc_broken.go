package ring

// SPSCUnfenced is SPSC by ordinary accesses.
type SPSCUnfenced struct{ SPSC }

// NewSPSCUnfenced gives an empty ring for capacity values.
func NewSPSCUnfenced(capacity int) *SPSCUnfenced { return &SPSCUnfenced{*NewSPSC(capacity)} }

// Enqueue puts v at the end, if there is room.
func (r *SPSCUnfenced) Enqueue(v int) bool {
	put := r.put.Load()
	if put-r.taken.Load() == len(r.values) {
		return false
	}
	*r.place(put) = v
	r.put.Store(put + 1)
	return true
}

// Dequeue takes the first value, if there is one.
func (r *SPSCUnfenced) Dequeue() (v int, ok bool) {
	taken := r.taken.Load()
	if r.put.Load() == taken {
		return 0, false
	}
	v = *r.place(taken)
	r.taken.Store(taken + 1)
	return v, true
}

// SPSCReleased releases and acquires counts, and no more: what an operation did may be seen after it has returned. So the
// ring may be full for the one side and then empty for the other, though nobody has been at work between.
type SPSCReleased struct{ SPSC }

// NewSPSCReleased gives an empty ring for capacity values.
func NewSPSCReleased(capacity int) *SPSCReleased { return &SPSCReleased{*NewSPSC(capacity)} }

// Enqueue puts v at the end, if there is room.
func (r *SPSCReleased) Enqueue(v int) bool {
	put := r.put.LoadRelaxed()
	if put-r.taken.LoadAcquire() == len(r.values) {
		return false
	}
	*r.place(put) = v
	r.put.StoreRelease(put + 1)
	return true
}

// Dequeue takes the first value, if there is one.
func (r *SPSCReleased) Dequeue() (v int, ok bool) {
	taken := r.taken.LoadRelaxed()
	if r.put.LoadAcquire() == taken {
		return 0, false
	}
	v = *r.place(taken)
	r.taken.StoreRelease(taken + 1)
	return v, true
}

// SPSCEarly counts a value before it is there.
type SPSCEarly struct{ SPSC }

// NewSPSCEarly gives an empty ring for capacity values.
func NewSPSCEarly(capacity int) *SPSCEarly { return &SPSCEarly{*NewSPSC(capacity)} }

// Enqueue puts v at the end, if there is room.
func (r *SPSCEarly) Enqueue(v int) bool {
	put := r.put.LoadRelaxed()
	if put-r.taken.LoadSeqCst() == len(r.values) {
		return false
	}
	r.put.StoreSeqCst(put + 1)
	*r.place(put) = v
	return true
}

// SPSCOverfull takes one value too many for there being room.
type SPSCOverfull struct{ SPSC }

// NewSPSCOverfull gives an empty ring for capacity values.
func NewSPSCOverfull(capacity int) *SPSCOverfull { return &SPSCOverfull{*NewSPSC(capacity)} }

// Enqueue puts v at the end, if there is room.
func (r *SPSCOverfull) Enqueue(v int) bool {
	put := r.put.LoadRelaxed()
	if put-r.taken.LoadSeqCst() > len(r.values) {
		return false
	}
	*r.place(put) = v
	r.put.StoreSeqCst(put + 1)
	return true
}

// SPSCWrapped counts modulo the capacity: a full ring has the counts of an empty one, so it is never found full.
type SPSCWrapped struct{ SPSC }

// NewSPSCWrapped gives an empty ring for capacity values.
func NewSPSCWrapped(capacity int) *SPSCWrapped { return &SPSCWrapped{*NewSPSC(capacity)} }

// Enqueue puts v at the end, if there is room.
func (r *SPSCWrapped) Enqueue(v int) bool {
	put := r.put.LoadRelaxed()
	if put-r.taken.LoadSeqCst() == len(r.values) {
		return false
	}
	*r.place(put) = v
	r.put.StoreSeqCst((put + 1) % len(r.values))
	return true
}

// Dequeue takes the first value, if there is one.
func (r *SPSCWrapped) Dequeue() (v int, ok bool) {
	taken := r.taken.LoadRelaxed()
	if r.put.LoadSeqCst() == taken {
		return 0, false
	}
	v = *r.place(taken)
	r.taken.StoreSeqCst((taken + 1) % len(r.values))
	return v, true
}
