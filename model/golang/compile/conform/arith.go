package conform

type integer interface {
	~int | ~int8 | ~int16 | ~int32 | ~int64 | ~uint | ~uint8 | ~uint16 | ~uint32 | ~uint64 | ~uintptr
}

func arith[T integer](x, y T) {
	rec(x + y)
	rec(x - y)
	rec(x * y)
	if y != 0 {
		rec(x / y)
		rec(x % y)
	}
	rec(x & y)
	rec(x | y)
	rec(x ^ y)
	rec(x &^ y)
	rec(-x)
	rec(^x)
	recBool(x < y)
	recBool(x <= y)
	recBool(x > y)
	recBool(x >= y)
	recBool(x == y)
	recBool(x != y)
	rec(min(x, y))
	rec(max(x, y, 3))
	z := x
	z += y
	z++
	z -= 2
	z *= 3
	rec(z)
}

func shifts[T integer](x T, n int) {
	rec(x << uint8(n))
	rec(x >> uint8(n))
	rec(x << (uint64(n) % 80))
	rec(x >> (uint64(n) % 80))
	if n >= 0 {
		rec(x << n)
		rec(x >> n)
		rec(x >> int8(n&127))
	}
}

// CheckInt8 and the others exercise one integer type each.
func CheckInt8(a, b int)    { arith(int8(a), int8(b)); shifts(int8(a), b) }
func CheckInt16(a, b int)   { arith(int16(a), int16(b)); shifts(int16(a), b) }
func CheckInt32(a, b int)   { arith(int32(a), int32(b)); shifts(int32(a), b) }
func CheckInt64(a, b int)   { arith(int64(a), int64(b)); shifts(int64(a), b) }
func CheckInt(a, b int)     { arith(a, b); shifts(a, b) }
func CheckUint8(a, b int)   { arith(uint8(a), uint8(b)); shifts(uint8(a), b) }
func CheckUint16(a, b int)  { arith(uint16(a), uint16(b)); shifts(uint16(a), b) }
func CheckUint32(a, b int)  { arith(uint32(a), uint32(b)); shifts(uint32(a), b) }
func CheckUint64(a, b int)  { arith(uint64(a), uint64(b)); shifts(uint64(a), b) }
func CheckUint(a, b int)    { arith(uint(a), uint(b)); shifts(uint(a), b) }
func CheckUintptr(a, b int) { arith(uintptr(a), uintptr(b)); shifts(uintptr(a), b) }

func conv[T integer](x T) {
	rec(int8(x))
	rec(int16(x))
	rec(int32(x))
	rec(int64(x))
	rec(uint8(x))
	rec(uint16(x))
	rec(uint32(x))
	rec(uint64(x))
	recFloat(float64(x))
	recFloat(float64(float32(x)))
}

// CheckConversions converts every integer type to every other.
func CheckConversions(a, b int) {
	conv(int8(a))
	conv(int16(a))
	conv(int32(a))
	conv(int64(a))
	conv(uint8(b))
	conv(uint16(b))
	conv(uint32(b))
	conv(uint64(b))
}

// CheckFloats exercises both float types.
func CheckFloats(a, b int) {
	x, y := float64(a)/8, float64(b)/16
	recFloat(x + y)
	recFloat(x - y)
	recFloat(x * y)
	recFloat(x / y)
	recFloat(-x)
	recBool(x < y)
	recBool(x == y)
	recBool(x != x)
	recFloat(min(x, y))
	recFloat(max(x, y))
	recFloat(min(x/y, y/x, x*0))
	recFloat(max(-x*0, y*0))
	f, g := float32(a)/3, float32(b)/7
	recFloat(float64(f + g))
	recFloat(float64(f * g))
	recFloat(float64(f / g))
	recFloat(float64(min(f, g)))
	recBool(f >= g)
	rec(int(x))
	rec(int32(int(f)))
	if x >= 0 {
		rec(uint64(x))
	}
}

// CheckMixed exercises constants, compound conditions and named types.
func CheckMixed(a, b int) {
	type celsius int16
	const big = 1 << 40
	t := celsius(a) + celsius(b)*2
	rec(t)
	rec(a + big)
	if a > b && (b != 0 || a&1 == 1) && !(a == 7) {
		rec(1)
	} else if a < 0 || b < 0 {
		rec(2)
	}
	switch {
	case a%3 == 0:
		rec(30)
		fallthrough
	case a%3 == 1:
		rec(31)
	default:
		rec(32)
	}
	switch b & 3 {
	case 0, 1:
		rec(b)
	case 2:
		rec(-b)
	}
	var flags uint8
	for i := range 8 {
		if a>>i&1 == b>>i&1 {
			flags |= 1 << i
		}
	}
	rec(flags)
	s := "alpha"
	if a > b {
		s = "beta"
	}
	rec(len(s))
	recBool(s < "b")
	recBool(s == "beta")
}
