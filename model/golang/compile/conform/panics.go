package conform

// CheckPanics panics in one of many ways, or not, as a says.
func CheckPanics(a, b int) {
	s := make([]int, b&3)
	arr := [3]int{1, 2, 3}
	var p *point
	var seg *segment
	var f func(int) int
	var x any
	var sh shape
	var e error
	n := b & 7
	switch a {
	case 0:
		rec(s[n])
	case 1:
		rec(arr[n])
	case 2:
		recSlice(s[:n])
	case 3:
		recSlice(s[n:])
	case 4:
		recSlice(arr[n:])
	case 5:
		rec(p.x)
	case 6:
		p.scale(2)
	case 7:
		recPoint(seg.mid())
	case 8:
		rec(f(1))
	case 9:
		rec(a / (n - n))
	case 10:
		rec(uint8(a) % uint8(n-n))
	case 11:
		rec(a << (n - 8))
	case 12:
		x = rect{1, 2}
		rec(x.(int))
	case 13:
		rec(x.(int))
	case 14:
		x = point{}
		rec(x.(shape).area())
	case 15:
		rec(x.(shape).area())
	case 16:
		rec(sh.area())
	case 17:
		sh = unit{}
		x = sh.(scaler)
	case 18:
		x = []int{1}
		recBool(x == x)
	case 19:
		panic("text")
	case 20:
		panic(fault{n})
	case 21:
		panic(n)
	case 22:
		panic(rect{1, n})
	case 23:
		s = make([]int, n-8)
	case 24:
		s = make([]int, 2, n-8)
	case 25:
		rec([4]int(s)[0])
	case 26:
		rec(s[n-8])
	case 27:
		recSlice(s[n : n-1])
	case 28:
		rec(fixed(a)[n])
	case 29:
		sh = (*rect)(nil)
		rec(sh.area())
	case 30:
		rec(e.(fault).code)
	case 31:
		x = [2]any{func() {}, 1}
		recBool(x == any([2]any{func() {}, 1}))
	case 32:
		recSlice(s[: n : n-1])
	case 33:
		recSlice(s[:2:n])
	case 34:
		var ap *[3]int
		rec(ap[n&1])
	case 35:
		panic(nil)
	case 36:
		panic(e)
	case 37:
		x = celsius(3)
		sh = x.(*square)
	case 38:
		s = make([]int, 3, n&1)
	}
	rec(1)
}
