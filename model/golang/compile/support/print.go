package support

// These functions give the texts that the built-in functions print and println
// print. A float is given by its IEEE 754 bits.

func Bool(b bool) string {
	if b {
		return "true"
	}
	return "false"
}

func Int(v int64) string {
	if v < 0 {
		return "-" + Uint(-uint64(v))
	}
	return Uint(uint64(v))
}

func Uint(v uint64) string {
	s := digit(int(v % 10))
	for v /= 10; v > 0; v /= 10 {
		s = digit(int(v%10)) + s
	}
	return s
}

func digit(d int) string { return "0123456789"[d : d+1] }

// Pointer tells only nil from other addresses: a checked program has none that mean anything.
func Pointer(isNil bool) string {
	if isNil {
		return "0x0"
	}
	return "0xc000000000"
}

func Slice(length, capacity int64, isNil bool) string {
	return "[" + Int(length) + "/" + Int(capacity) + "]" + Pointer(isNil)
}

func Interface(noType, isNil bool) string { return "(" + Pointer(noType) + "," + Pointer(isNil) + ")" }

func Complex128(re, im uint64) string { return pair(Float64(re), Float64(im)) }
func Complex64(re, im uint64) string  { return pair(Float32(re), Float32(im)) }

func pair(re, im string) string {
	if im[0] != '-' && im[0] != '+' {
		im = "+" + im
	}
	return "(" + re + im + "i)"
}

func Float64(bits uint64) string { return float(bits, 52, 11) }
func Float32(bits uint64) string { return float(bits, 23, 8) }

// float gives the shortest decimal that is read back as the float with these bits: by
// G. L. Steele, J. L. White, "How to print floating-point numbers accurately", PLDI 1990,
// the algorithm (FPP)² with exact integers.
func float(bits uint64, fraction, exponent int) string {
	sign := ""
	if bits>>(fraction+exponent) != 0 {
		sign = "-"
	}
	m := bits & (1<<fraction - 1)
	e := int(bits >> fraction & (1<<exponent - 1))
	switch {
	case e == 1<<exponent-1 && m != 0:
		return "NaN"
	case e == 1<<exponent-1 && sign == "":
		return "+Inf"
	case e == 1<<exponent-1:
		return "-Inf"
	case e == 0 && m == 0:
		return sign + "0"
	}
	closer := m == 0 && e > 1 // to the next float below than to the next above
	if e == 0 {
		e = 1
	} else {
		m |= 1 << fraction
	}
	digits, point := shortest(m, e-(1<<(exponent-1)-1)-fraction, closer)
	return sign + place(digits, point)
}

// shortest gives the digits of m * 2**e, the first of which has the weight 10**(point-1).
func shortest(m uint64, e int, closer bool) (digits string, point int) {
	// The number is r/s; every number from (r-low)/s to (r+high)/s is read back as it,
	// those bounds only if m is even.
	one := natural{1}
	r, s, low, high := natural{uint32(m), uint32(m >> 32)}.shift(max(e, 0)+1), one.shift(max(-e, 0)+1), one.shift(max(e, 0)), one.shift(max(e, 0))
	if closer {
		r, s, high = r.shift(1), s.shift(1), high.shift(1)
	}
	even := m%2 == 0
	above := func(x natural) bool { // x, a numerator, is beyond s
		c := x.compare(s)
		return c > 0 || c == 0 && even
	}
	for above(r.plus(high)) {
		s = s.times(10)
		point++
	}
	for !above(r.plus(high).times(10)) {
		r, low, high = r.times(10), low.times(10), high.times(10)
		point--
	}
	for {
		r, low, high = r.times(10), low.times(10), high.times(10)
		d := 0
		for r.compare(s) >= 0 {
			r = r.minus(s)
			d++
		}
		c := r.compare(low)
		down, up := c < 0 || c == 0 && even, above(r.plus(high))
		if !down && !up {
			digits += digit(d)
			continue
		}
		half := r.times(2).compare(s)
		if up && (!down || half > 0 || half == 0 && d%2 == 1) { // of two that are as near, the even one
			d++
		}
		return digits + digit(d), point
	}
}

// place writes digits as strconv does in its format 'g'.
func place(digits string, point int) string {
	e := point - 1
	n := len(digits)
	switch {
	case e < -4 || e >= 6:
		if n > 1 {
			digits = digits[:1] + "." + digits[1:]
		}
		return digits + exponent(e)
	case e < 0:
		return "0." + zeros(-point) + digits
	case n <= point:
		return digits + zeros(point-n)
	}
	return digits[:point] + "." + digits[point:]
}

func exponent(e int) string {
	sign := "e+"
	if e < 0 {
		sign, e = "e-", -e
	}
	if e < 10 {
		sign += "0"
	}
	return sign + Int(int64(e))
}

func zeros(n int) string {
	s := ""
	for range n {
		s += "0"
	}
	return s
}
