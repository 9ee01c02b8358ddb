package conform

import "unsafe"

type color uint8

const (
	red color = iota + 1
	green
	_
	blue
)

const (
	kilo = 1 << (10 * (iota + 1))
	mega
)

type namer interface{ name() string }

type sized interface {
	namer
	size() int
}

type trunk struct{ id int }

func (b trunk) name() string   { return "base" }
func (b *trunk) size() int     { return b.id }
func (b *trunk) grow(n ...int) { b.id += len(n); b.id += sumOf(n...) }

type derived struct {
	*trunk
	namer
	extra struct{ a, b int8 }
}

func (d derived) name() string { return "derived" }

func sumOf(n ...int) (sum int) {
	for _, x := range n {
		sum += x
	}
	return
}

type degrees float64
type kelvin float64
type coordinates struct{ lat, long float32 }
type vector struct{ lat, long float32 }

type chain[T any] struct {
	head *link[T]
	n    int
}

type link[T any] struct {
	value T
	next  *link[T]
}

func (l *chain[T]) add(v T) { l.head = &link[T]{v, l.head}; l.n++ }

func (l *chain[T]) each(f func(T)) {
	for c := l.head; c != nil; c = c.next {
		f(c.value)
	}
}

type stringish interface{ ~string | ~[]byte }

func firstByte[S stringish](s S) byte {
	if len(s) == 0 {
		return 0
	}
	return s[0]
}

func joined[S stringish](s, t S) string { return string(s) + string(t) }

type number interface{ ~int8 | ~int64 | ~float64 }

func cast[T, U number](x T) U { return U(x) }

func width[T any]() int { var x T; return int(unsafe.Sizeof(x)) }

func elements[S ~[]E, E comparable](s S, e E) (n int) {
	for _, x := range s {
		if x == e {
			n++
		}
	}
	return n
}

func kindOf(v any) int {
	switch v := v.(type) {
	case nil:
		return 0
	case bool, string:
		return 1
	case int:
		return v
	case color:
		return 100 + int(v)
	case []int:
		return 200 + len(v)
	case [2]int:
		return 300 + v[1]
	case map[string]int:
		return 400 + len(v)
	case func() int:
		return 500 + v()
	case *trunk:
		return 600 + v.id
	case chan int:
		return 700 + cap(v)
	case struct{ a, b int8 }:
		return 800 + int(v.a)
	case complex128:
		return 900 + int(real(v))
	case sized:
		return 1000 + v.size()
	case namer:
		return 1100 + len(v.name())
	case error:
		return 1200
	}
	return -1
}

// CheckLanguage exercises corners of the language.
func CheckLanguage(a, b int) {
	rec(red)
	rec(blue)
	rec(kilo + mega)
	d := derived{trunk: &trunk{a}, namer: trunk{b}}
	d.grow()
	d.grow(1, 2)
	d.grow([]int{a, b}...)
	rec(d.id)
	rec(d.size())
	recText(d.name())
	recText(d.namer.name())
	recText(d.trunk.name())
	d.extra.a = int8(a)
	var s sized = d
	recText(s.name())
	rec(s.size())
	size, name := (*trunk).size, sized.name
	rec(size(d.trunk))
	recText(name(s))
	bound := s.size
	d.id = 77
	rec(bound())

	x := a
	if x := b; x > 3 {
		x++
		rec(x)
	} else if y := x + 1; y > 0 {
		rec(y)
	}
	rec(x)
	var fs []func() int
	for i := 0; i < 3; i++ {
		fs = append(fs, func() int { i += 10; return i })
		i += a & 1
	}
	for _, f := range fs {
		rec(f())
		rec(f())
	}

	c := coordinates{1.5, float32(b)}
	v := vector(c)
	recFloat(float64(v.long))
	recFloat(float64(kelvin(degrees(float64(a)) + 273.25)))
	anon := struct{ lat, long float32 }(v)
	recBool(anon == c)
	recBool(anon == struct{ lat, long float32 }{1.5, 0})

	var l chain[func() int]
	l.add(func() int { return a })
	l.add(bound)
	l.each(func(f func() int) { rec(f()) })
	rec(firstByte("xyz"))
	rec(firstByte([]byte{}))
	recText(joined([]byte("a"), []byte("b")))
	rec(cast[int64, int8](int64(a)))
	rec(cast[float64, int64](float64(int32(b))))
	rec(width[derived]())
	rec(width[string]() + width[[3]int16]() + int(unsafe.Sizeof(c)) + int(unsafe.Offsetof(d.extra)))
	rec(elements([]any{a, b, "x", nil, 2.5}, any(b)))

	for _, v := range []any{nil, true, a & 7, green, []int{1}, [2]int{1, 2}, map[string]int{}, fs[0], d.trunk, make(chan int, 3),
		d.extra, 2 + 3i, s, namer(trunk{}), failure(1), 'x', &x} {
		rec(kindOf(v))
	}
	arrays(a, b)
	jumps(a, b)
}

type failure int

func (failure) Error() string { return "failure" }

func arrays(a, b int) {
	arr := [4]int{0: a, 2: b}
	for i, x := range arr { // a copy
		arr[3-i] = x + 1
		rec(x)
	}
	for i, x := range &arr {
		arr[3-i] = x + 2
		rec(x)
	}
	p := &arr
	for i := range p {
		rec(p[i])
	}
	rec(len(p[1:3:4]))
	grid := [2][3]int8{{1, 2}, {int8(a)}}
	copied := grid
	copied[uint(a)%2][uint(b)%3]++
	recBool(grid == copied)
	recBool([2][3]int8{} == grid)
	rec([...]int{5: 1, 2}[uint(b)%7])
	matrix := [][]int{{1}, nil, {a, b}}
	matrix[1] = append(matrix[1], matrix[2]...)
	matrix[2][0]++
	rec(matrix[1][0] - matrix[2][0])
	i := uint(a) % 3
	i, arr[i] = 3, 42 // the index is evaluated first
	rec(arr[uint(a)%3])
	rec(i)
	arr[0], arr[1], arr[2] = arr[2], arr[0], arr[1]
	rec(arr[0] ^ arr[1]<<1)
	var boxes [2]any = [2]any{a, b}
	recBool(boxes == [2]any{a, any(b)})
	s := struct {
		e error
		_ int
		n namer
	}{n: trunk{1}}
	t := s
	t.n = trunk{1}
	recBool(s == t)
}
