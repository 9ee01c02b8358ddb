package conform

func recComplex(z complex128) {
	recFloat(real(z))
	recFloat(imag(z))
}

type wave struct {
	z complex64
	n int
}

// CheckComplex exercises complex numbers.
func CheckComplex(a, b int) {
	x, y := complex(float64(a), float64(b)/4), complex(float64(b), 3)
	recComplex(x + y)
	recComplex(x - y)
	recComplex(x * y)
	recComplex(x / y)
	recComplex(x / 0)
	recComplex(-x)
	recComplex(2i * x)
	recBool(x == y)
	recBool(x != y)
	z := complex64(x)
	w := complex64(y)
	recComplex(complex128(z * w))
	recComplex(complex128(z / w))
	recComplex(complex128(z + w - 1i))
	z += w
	z *= 1 + 1i
	recFloat(float64(imag(z)))
	s := []wave{{z, a}, {w, b}}
	s[a&1].z += 1
	recComplex(complex128(s[a&1].z))
	recBool(s[0] == s[1])
	var i any = s[1].z
	recBool(i == any(w))
	v, ok := i.(complex128)
	recBool(ok)
	recComplex(v)
	arr := [3]complex128{x, y, 1}
	recComplex(arr[(a&0xff)%3])
	p := &arr[1]
	*p /= x
	recComplex(arr[1])
	const c = (1 + 2i) * (3 - 1i)
	recComplex(c)
	recFloat(real(c))
}
