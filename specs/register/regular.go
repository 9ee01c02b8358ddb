package register

// RegularBit is a regular bit with one writer, made of a safe one, which it writes only if that changes it: a read then
// gives anything, but there is nothing besides the bit before and the new one.
//
// Source: L. Lamport, Distributed Computing 1(2), 1986, part II, construction 3.
type RegularBit struct {
	bit  SafeBit
	last int // that was written; the writer's
}

// NewRegularBit gives a register that is 0.
func NewRegularBit() *RegularBit { return new(RegularBit) }

// Write sets the bit.
func (r *RegularBit) Write(v int) {
	if v != r.last {
		r.bit.Write(v)
		r.last = v
	}
}

// Read gives the bit.
func (r *RegularBit) Read() int { return r.bit.Read() }

// Unary is a regular register of 0 … n-1 with one writer, made of a regular bit for each value: it is the first value whose bit is set. A write sets the bit of
// its value and then clears those below, from the top down, so that who reads, from the bottom up, always finds one.
//
// Source: L. Lamport, Distributed Computing 1(2), 1986, part II, construction 4.
type Unary struct{ bits []RegularBit }

// NewUnary gives a register of n values that is 0.
func NewUnary(n int) Unary {
	r := Unary{make([]RegularBit, n)}
	r.bits[0].Write(1)
	return r
}

// Write sets the value.
func (r Unary) Write(v int) {
	r.bits[v].Write(1)
	for lower := v - 1; lower >= 0; lower-- {
		r.bits[lower].Write(0)
	}
}

// Read gives the value.
func (r Unary) Read() int {
	for v := range r.bits {
		if r.bits[v].Read() == 1 {
			return v
		}
	}
	panic("register: unary: no bit is set")
}

// ClearedFirst is Unary that clears before it sets: for a moment no bit is set.
type ClearedFirst struct{ Unary }

// NewClearedFirst gives a register of n values that is 0.
func NewClearedFirst(n int) ClearedFirst { return ClearedFirst{NewUnary(n)} }

// Write sets the value.
func (r ClearedFirst) Write(v int) {
	for lower := v - 1; lower >= 0; lower-- {
		r.bits[lower].Write(0)
	}
	r.bits[v].Write(1)
}

// ClearedUpwards is Unary that clears from the bottom up: a read may go past the value that is cleared, and find one that was overwritten long ago.
type ClearedUpwards struct{ Unary }

// NewClearedUpwards gives a register of n values that is 0.
func NewClearedUpwards(n int) ClearedUpwards { return ClearedUpwards{NewUnary(n)} }

// Write sets the value.
func (r ClearedUpwards) Write(v int) {
	r.bits[v].Write(1)
	for lower := range v {
		r.bits[lower].Write(0)
	}
}
