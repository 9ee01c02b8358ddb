package conform

func jumps(a, b int) {
	n := 0
outer:
	for i := range 5 {
		for j := 0; ; j++ {
			switch {
			case j == a&3:
				continue outer
			case i == b&7:
				break outer
			case j > 3:
				break
			default:
				n += j
				continue
			}
			n += 100
		}
	}
	rec(n)
	i := 0
again:
	i++
	if i < a&7 {
		goto again
	}
	rec(i)
	switch x := a & 3; x {
	case 0:
		rec(10)
		fallthrough
	case 1:
		rec(11)
	case 2, 3:
		if b&1 == 0 {
			break
		}
		rec(12)
	}
	for k := range func(yield func(int) bool) {
		for k := 0; yield(k); k++ {
		}
	} {
		if k == b&3 {
			break
		}
		if k == 2 {
			goto done
		}
		rec(k)
	}
done:
	rec(1)
	if u := uint8(a); u+200 < u {
		rec(u)
	}
	nan := 0.0
	nan /= nan
	recFloat(min(nan, float64(a)))
	recFloat(max(float64(b), nan, 1))
	recBool(nan != nan)
	rec(int64(-1<<63) / int64(a&1*2-1))
}
