// Package support has the Go code of operations that are too long to be emitted
// instruction by instruction. Package compile compiles its source where a program needs it.
package support

// Quotient divides a + bi by c + di as Go's run-time system does: by R. L. Smith,
// "Algorithm 116: Complex division", Communications of the ACM 5 (8), 1962, and where
// that gives no number by the rules of C99, annex G.5.1.
func Quotient(a, b, c, d float64) (re, im float64) {
	if size(c) >= size(d) {
		ratio := d / c
		denom := c + float64(ratio*d)
		re, im = (a+float64(b*ratio))/denom, (b-float64(a*ratio))/denom
	} else {
		ratio := c / d
		denom := d + float64(ratio*c)
		re, im = (float64(a*ratio)+b)/denom, (float64(b*ratio)-a)/denom
	}
	if re == re || im == im {
		return re, im
	}
	switch {
	case c == 0 && d == 0 && (a == a || b == b):
		inf := 1 / c // c is a zero, whose sign it has
		return inf * a, inf * b
	case (infinite(a) || infinite(b)) && finite(c) && finite(d):
		a, b = unit(a), unit(b)
		inf := 1 / zero(1)
		return inf * (float64(a*c) + float64(b*d)), inf * (float64(b*c) - float64(a*d))
	case (infinite(c) || infinite(d)) && finite(a) && finite(b):
		c, d = unit(c), unit(d)
		return zero(1) * (float64(a*c) + float64(b*d)), zero(1) * (float64(b*c) - float64(a*d))
	}
	return re, im
}

func size(x float64) float64 {
	if x < 0 {
		return -x
	}
	return x
}

func finite(x float64) bool   { return x-x == 0 }
func infinite(x float64) bool { return x == x && !finite(x) }

// unit gives 1 for an infinity, 0 for all else, with the sign of x.
func unit(x float64) float64 {
	switch {
	case infinite(x) && x > 0:
		return 1
	case infinite(x):
		return -1
	}
	return zero(x)
}

// zero gives 0 with the sign of x.
func zero(x float64) float64 {
	if x < 0 || x == 0 && 1/x < 0 {
		z := 0.0
		return -z
	}
	return 0
}
