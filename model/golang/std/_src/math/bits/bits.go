// Package bits counts without the tables in strings that Go's has, and has its own
// errors. The rest is Go's own.
package bits

// failure is a run-time error.
type failure string

func (f failure) Error() string { return string(f) }
func (failure) RuntimeError()   {}

var (
	overflowError error = failure("runtime error: integer overflow")
	divideError   error = failure("runtime error: integer divide by zero")
)

func Len(x uint) int { return Len64(uint64(x)) }

func Len8(x uint8) int { return Len64(uint64(x)) }

func Len16(x uint16) (n int) { return Len64(uint64(x)) }

func Len32(x uint32) (n int) { return Len64(uint64(x)) }

// Len64 halves the range where the highest bit is.
func Len64(x uint64) (n int) {
	for half := 32; half > 0; half /= 2 {
		if x>>half != 0 {
			x >>= half
			n += half
		}
	}
	return n + int(x)
}

// trailing counts the zeros below the lowest bit of x, of which width are looked at.
func trailing(x uint64, width int) int {
	if x == 0 {
		return width
	}
	return Len64(x&-x) - 1
}

func TrailingZeros(x uint) int     { return trailing(uint64(x), 64) }
func TrailingZeros8(x uint8) int   { return trailing(uint64(x), 8) }
func TrailingZeros16(x uint16) int { return trailing(uint64(x), 16) }
func TrailingZeros32(x uint32) int { return trailing(uint64(x), 32) }
func TrailingZeros64(x uint64) int { return trailing(x, 64) }

func OnesCount(x uint) int     { return OnesCount64(uint64(x)) }
func OnesCount8(x uint8) int   { return OnesCount64(uint64(x)) }
func OnesCount16(x uint16) int { return OnesCount64(uint64(x)) }
func OnesCount32(x uint32) int { return OnesCount64(uint64(x)) }

// OnesCount64 takes away the lowest one until none is left (P. Wegner, A technique
// for counting ones in a binary computer, CACM 3(5), 1960).
func OnesCount64(x uint64) int {
	n := 0
	for ; x != 0; x &= x - 1 {
		n++
	}
	return n
}

func Reverse8(x uint8) uint8 {
	var r uint8
	for range 8 {
		r = r<<1 | x&1
		x >>= 1
	}
	return r
}

func Reverse16(x uint16) uint16 {
	return uint16(Reverse8(uint8(x)))<<8 | uint16(Reverse8(uint8(x>>8)))
}
