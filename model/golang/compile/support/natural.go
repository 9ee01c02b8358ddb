package support

// natural is a natural number in base 1<<32, lowest digit first; the highest may be 0.
type natural []uint32

func (x natural) at(i int) uint64 {
	if i < len(x) {
		return uint64(x[i])
	}
	return 0
}

// shift gives x * 2**n.
func (x natural) shift(n int) natural {
	z := make(natural, n/32+len(x)+1)
	for i, d := range x {
		v := uint64(d) << (n % 32)
		z[n/32+i] |= uint32(v)
		z[n/32+i+1] = uint32(v >> 32)
	}
	return z
}

func (x natural) times(n uint64) natural {
	z := make(natural, 0, len(x)+1)
	carry := uint64(0)
	for _, d := range x {
		carry += uint64(d) * n
		z = append(z, uint32(carry))
		carry >>= 32
	}
	if carry > 0 {
		z = append(z, uint32(carry))
	}
	return z
}

func (x natural) plus(y natural) natural {
	n := max(len(x), len(y)) + 1
	z := make(natural, n)
	carry := uint64(0)
	for i := range z {
		carry += x.at(i) + y.at(i)
		z[i] = uint32(carry)
		carry >>= 32
	}
	return z
}

// minus gives x - y, which must not be negative.
func (x natural) minus(y natural) natural {
	z := make(natural, len(x))
	borrow := uint64(0)
	for i := range z {
		v := x.at(i) - y.at(i) - borrow
		z[i] = uint32(v)
		borrow = v >> 63
	}
	return z
}

// compare gives -1, 0 or 1 as x is less than, equal to or greater than y.
func (x natural) compare(y natural) int {
	for i := max(len(x), len(y)) - 1; i >= 0; i-- {
		switch a, b := x.at(i), y.at(i); {
		case a < b:
			return -1
		case a > b:
			return 1
		}
	}
	return 0
}
