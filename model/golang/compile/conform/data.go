package conform

type point struct{ x, y int32 }

type segment struct {
	from, to point
	tags     [3]uint8
	name     string
}

func (p point) add(q point) point  { return point{p.x + q.x, p.y + q.y} }
func (p *point) scale(k int32)     { p.x *= k; p.y *= k }
func (s segment) mid() point       { m := s.from.add(s.to); m.x /= 2; m.y /= 2; return m }
func (s *segment) tag(i, v int)    { s.tags[i] = uint8(v) }
func swap(a, b point) (x, y point) { return b, a }
func recPoint(p point)             { rec(p.x); rec(p.y) }

// CheckStructs exercises structs: by value, by pointer, nested, compared.
func CheckStructs(a, b int) {
	p, q := point{int32(a), int32(b)}, point{x: 3}
	r := p
	r.x++
	recPoint(p)
	recPoint(r)
	p.scale(2)
	recPoint(p.add(q))
	p, q = swap(p, q)
	recPoint(p)
	s := segment{from: p, to: q, name: "s"}
	t := s
	t.tag(a&1, b)
	t.tag(2, 9)
	recPoint(t.mid())
	recBool(s == t)
	t.tags = s.tags
	recBool(s == t)
	recBool(s.from == s.to)
	u := &t
	u.from.y = 77
	v := *u
	u.from.y = 78
	recPoint(v.from)
	recPoint(t.from)
	w := new(segment)
	*w = t
	w.to = w.from
	recPoint(w.mid())
	pp := &w.to
	pp.x, pp.y = pp.y, pp.x
	recPoint(w.to)
	recPoint((&t).from)
}

// CheckArrays exercises arrays: values, indexing, nesting, comparison, ranges.
func CheckArrays(a, b int) {
	var arr [5]int
	for i := range arr {
		arr[i] = a*i + b
	}
	other := arr
	other[a&3] = -1
	for _, v := range arr {
		rec(v)
	}
	recBool(arr == other)
	other = arr
	recBool(arr == other)
	grid := [3][2]int16{{1, 2}, {3, 4}}
	grid[b&1][a&1] = int16(a)
	row := grid[b&1]
	row[0] = 100
	for i := range grid {
		for j := range grid[i] {
			rec(grid[i][j])
		}
	}
	rec(row[0])
	rec(fixed(a)[b&3])
	rec(sum(grid))
	ptr := &arr
	ptr[a&3] += 10
	for i, v := range ptr {
		rec(i * v)
	}
	points := [4]point{1: {1, 2}, 3: {x: 7}}
	points[a&3].scale(3)
	points[b&3] = points[a&3].add(points[1])
	for _, p := range points {
		recPoint(p)
	}
	rec(len(points))
	var none [0]int
	recBool(none == [0]int{})
}

func fixed(k int) [4]int { return [4]int{k, k * k, 3, k - 1} }

func sum(g [3][2]int16) (n int) {
	for _, r := range g {
		for _, v := range r {
			n += int(v)
		}
	}
	g[0][0] = 0
	return
}

// CheckSlices exercises make, append, copy, slicing and aliasing.
func CheckSlices(a, b int) {
	n := a & 7
	s := make([]int, n, n+b&3)
	for i := range s {
		s[i] = i*a + b
	}
	recBool(s == nil)
	t := s[:n/2]
	u := append(t, 91, 92)
	recSlice(s)
	recSlice(t)
	recSlice(u)
	rec(copy(s, u[1:]))
	recSlice(s)
	var v []int
	recBool(v == nil)
	for i := range 9 {
		v = append(v, i+b)
	}
	recSlice(v)
	rec(copy(v[2:], v))
	recSlice(v)
	rec(copy(v, v[3:]))
	recSlice(v)
	w := append(v[:1:1], v[5:]...)
	w[0] = -5
	recSlice(w)
	recSlice(v)
	v = append(v[:2], v[4:]...)
	recSlice(v)
	x := v[1:3:4]
	rec(cap(x))
	x = append(x, 55)
	recSlice(v)
	x = append(x, 56)
	x[0] = 1000
	recSlice(v)
	arr := [6]int{1, 2, 3, 4, 5, 6}
	y := arr[1:4]
	y = append(y, a)
	y[0] = b
	for _, e := range arr {
		rec(e)
	}
	z := [3]int(y)
	y[1] = 8
	rec(z[1])
	zp := (*[2]int)(y)
	zp[0] = 17
	rec(y[0])
	clear(y[1:])
	recSlice(arr[:])
	e := s[len(s):]
	e = append(e, 5)
	recSlice(e)
	recBool(s[:0] == nil)
	recBool(append([]int(nil), v[:0]...) == nil)
	rec(len(append([]struct{}{}, struct{}{}, struct{}{})))
}

func recSlice(s []int) {
	rec(len(s))
	for _, v := range s {
		rec(v)
	}
}

// CheckStructSlices exercises slices of structs and of slices.
func CheckStructSlices(a, b int) {
	var list []segment
	for i := range 4 {
		list = append(list, segment{from: point{int32(i), int32(a)}, tags: [3]uint8{uint8(b)}})
	}
	list[a&3].to = list[b&3].from
	for i := range list {
		list[i].from.scale(2)
	}
	for _, s := range list {
		s.from.x = 0
		recPoint(s.mid())
	}
	recPoint(list[2].from)
	p := &list[1]
	list = append(list, list...)
	p.from.x = 900
	recPoint(list[1].from)
	rec(len(list))
	table := make([][]int, 3)
	for i := range table {
		table[i] = make([]int, i+1)
		for j := range table[i] {
			table[i][j] = i*10 + j + a
		}
	}
	table[0], table[2] = table[2], table[0]
	for _, row := range table {
		recSlice(row)
	}
	recSlice(variadic(1, a, b))
	recSlice(variadic(2))
	recSlice(variadic(3, table[0]...))
}

func variadic(k int, rest ...int) []int {
	for i := range rest {
		rest[i] *= k
	}
	return rest
}

type node[T any] struct {
	val  T
	next *node[T]
}

type stack[T any] struct {
	top *node[T]
	n   int
}

func (s *stack[T]) push(v T) { s.top = &node[T]{v, s.top}; s.n++ }

func (s *stack[T]) pop() (v T, ok bool) {
	if s.top == nil {
		return v, false
	}
	v = s.top.val
	s.top, s.n = s.top.next, s.n-1
	return v, true
}

func mapped[T, U any](list []T, f func(T) U) []U {
	var out []U
	for _, v := range list {
		out = append(out, f(v))
	}
	return out
}

// CheckGenerics exercises type parameters.
func CheckGenerics(a, b int) {
	var s stack[point]
	s.push(point{1, int32(a)})
	s.push(point{2, int32(b)})
	for {
		p, ok := s.pop()
		recBool(ok)
		if !ok {
			break
		}
		recPoint(p)
	}
	var t stack[uint8]
	for i := range 5 {
		t.push(uint8(a + i*b))
	}
	rec(t.n)
	v, _ := t.pop()
	rec(v)
	recSlice(mapped([]int16{1, 2, int16(a)}, func(x int16) int { return int(x) * b }))
	rec(pick(a > b, a, b))
	recPoint(pick(a > b, point{1, 2}, point{3, 4}))
}

func pick[T any](first bool, x, y T) T {
	if first {
		return x
	}
	return y
}
