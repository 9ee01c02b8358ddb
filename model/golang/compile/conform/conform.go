// Package conform has plain Go functions that record what they compute. The tests
// of package compile run them twice, natively and compiled, and compare the records
// and the panics. The functions exercise the language, not any algorithm.
package conform

// Out is what was recorded; N of it are.
var (
	Out [512]uint64
	N   int
)

func rec[T ~int | ~int8 | ~int16 | ~int32 | ~int64 | ~uint | ~uint8 | ~uint16 | ~uint32 | ~uint64 | ~uintptr](v T) {
	Out[N] = uint64(v)
	N++
}

func recBool(b bool) {
	if b {
		rec(1)
	} else {
		rec(0)
	}
}

// recFloat records f in units of 1/1024, and NaN, zeros and infinities by their sign and kind.
func recFloat(f float64) {
	switch {
	case f != f:
		rec(-1 << 62)
	case f == 0:
		rec(0)
		recBool(1/f < 0)
	case f > 1e15 || f < -1e15:
		recBool(f > 0)
	default:
		rec(int64(f * 1024))
	}
}
