package sequential

// CASRegister is a register that can be changed only if it has a certain value, too.
type CASRegister struct{ value int }

// NewCASRegister gives a register that is 0.
func NewCASRegister() *CASRegister { return new(CASRegister) }

// Write sets the value.
func (r *CASRegister) Write(v int) { r.value = v }

// Read gives the value.
func (r *CASRegister) Read() int { return r.value }

// CompareAndSwap sets the value to next if it is old, and reports whether it was.
func (r *CASRegister) CompareAndSwap(old, next int) bool {
	if r.value != old {
		return false
	}
	r.value = next
	return true
}
