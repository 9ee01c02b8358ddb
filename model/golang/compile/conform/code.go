package conform

// CheckClosures exercises captured variables, by value and by reference.
func CheckClosures(a, b int) {
	n := a
	inc := func(k int) int { n += k; return n }
	rec(inc(1))
	rec(inc(b))
	rec(n)
	var list []func() int
	for i := range 4 {
		list = append(list, func() int { i += b; return i * n })
	}
	for _, f := range list {
		rec(f())
		rec(f())
	}
	k := a
	byValue := func() int { return k + b }
	rec(byValue())
	next := counter(b)
	rec(next())
	rec(next())
	var fib func(int) int
	fib = func(n int) int {
		if n < 2 {
			return n
		}
		return fib(n-1) + fib(n-2)
	}
	rec(fib(a & 7))
	p := point{int32(a), int32(b)}
	q := p
	add := q.add
	q.x = 1000
	recPoint(add(point{1, 1}))
	scale := p.scale
	scale(3)
	recPoint(p)
	expr := point.add
	recPoint(expr(p, q))
	ptrExpr := (*point).scale
	ptrExpr(&p, 2)
	recPoint(p)
	rec(func(x int) int { return x * n }(3))
	rec(apply(double, a))
	rec(apply(func(x int) int { return x - b }, a))
	var none func()
	recBool(none == nil)
	sum := 0
	for v := range upTo(a & 7) {
		if v == 5 {
			break
		}
		sum += v
	}
	rec(sum)
	rec(find(upTo(9), b&15))
	late := 1
	show := func() int { return late }
	late = 2
	rec(show())
	var zero int
	rec(func() int { return zero }())
	loops(a)
}

// loops has a variable that is set once in the code, but again in every round.
func loops(a int) {
	var fs []func() int
	var shared int
	for i := range 3 {
		shared = i + a
		own := i * a
		fs = append(fs, func() int { return shared*100 + own })
	}
	for _, f := range fs {
		rec(f())
	}
}

func upTo(n int) func(func(int) bool) {
	return func(yield func(int) bool) {
		for i := range n {
			if !yield(i) {
				return
			}
		}
	}
}

func find(seq func(func(int) bool), want int) int {
	for v := range seq {
		if v*v >= want {
			return v
		}
	}
	return -1
}

func counter(step int) func() int {
	n := 0
	return func() int { n += step; return n }
}

func double(x int) int { return 2 * x }

func apply(f func(int) int, x int) int { return f(f(x)) }

type shape interface {
	area() int
	name() string
}

type scaler interface{ grow(k int) }

type square struct{ side int }
type rect struct{ w, h int }
type unit struct{}
type celsius int
type op func(int) int

func (s *square) area() int    { return s.side * s.side }
func (s *square) name() string { return "square" }
func (s *square) grow(k int)   { s.side += k }
func (r rect) area() int       { return r.w * r.h }
func (r rect) name() string    { return "rectangle" }
func (unit) area() int         { return 1 }
func (unit) name() string      { return "unit" }
func (c celsius) area() int    { return int(c) }
func (c celsius) name() string { return "c" }
func (o op) area() int         { return o(10) }
func (o op) name() string      { return "operation" }

// labelled promotes the methods of an embedded interface, double those of a pointer.
type labelled struct {
	shape
	label string
}

type doubled struct{ *square }

func (d doubled) area() int { return 2 * d.square.area() }

// CheckInterfaces exercises dynamic dispatch, assertions, switches and comparison.
func CheckInterfaces(a, b int) {
	sq := &square{a & 15}
	shapes := []shape{sq, rect{a, b}, unit{}, celsius(b), op(double), &rect{b, 2}, labelled{sq, "l"}, doubled{sq}}
	for i, s := range shapes {
		rec(s.area())
		rec(len(s.name()))
		rec(classify(s))
		rec(classify(i))
		if g, ok := s.(scaler); ok {
			g.grow(1)
		}
		r, ok := s.(rect)
		recBool(ok)
		rec(r.w + r.h)
	}
	rec(sq.side)
	rec(classify(nil))
	rec(classify("text"))
	rec(classify(int8(a)))
	var x, y any = a, b
	recBool(x == y)
	recBool(x == any(a))
	recBool(x == any(int32(a)))
	recBool(any(rect{a, 1}) == any(rect{b, 1}))
	recBool(any(sq) == any(sq))
	recBool(shapes[0] == shape(sq))
	recBool(x != nil)
	recBool(any([2]any{a, "s"}) == any([2]any{a, "s"}))
	type pair struct {
		k any
		_ int
		v string
	}
	recBool(pair{a, 1, "v"} == pair{a, 2, "v"})
	recBool(pair{a, 1, "v"} == pair{b, 1, "v"})
	var s shape
	recBool(s == nil)
	s = (*square)(nil)
	recBool(s == nil)
	s = shapes[1]
	area := s.area
	s = nil
	rec(area())
	rec(shape.area(shapes[0]))
	rec(x.(int))
	var e error = fault{b}
	rec(len(e.Error()))
	f, _ := e.(fault)
	rec(f.code)
}

type fault struct{ code int }

func (fault) Error() string { return "fault" }

func classify(v any) int {
	switch v := v.(type) {
	case nil:
		return 1
	case int:
		return v
	case string:
		return 100 + len(v)
	case rect:
		return v.w * 3
	case *square:
		return v.side
	case scaler:
		return 7
	case shape:
		return v.area() + 1000
	case int8, int16:
		return 9
	}
	return -1
}

// CheckControl exercises loops, labels, goto, recursion and named results.
func CheckControl(a, b int) {
	x, y := a&63+1, b&63+1
	for y != 0 {
		x, y = y, x%y
	}
	rec(x)
outer:
	for i := range 5 {
		for j := range 5 {
			if i*j == a&7 {
				continue outer
			}
			if i+j > b&15 {
				break outer
			}
			rec(i*10 + j)
		}
	}
	i := 0
again:
	if i < a&3 {
		i++
		goto again
	}
	rec(i)
	q, r := divide(a, b)
	rec(q)
	rec(r)
	rec(ackermann(a&1, b&3))
	recBool(even(a & 15))
	p, s := 1, 2
	for range b & 7 {
		p, s = s, p+s
	}
	rec(p)
	rec(s)
	rec(total)
	rec(order)
	rec(table[a&3].x)
	total++
	rec(total)
	total-- // a native run must leave it as it was
}

var (
	total = base() + 1
	order = total * 2
	table = [4]point{{1, 2}, {3, 4}}
)

func base() int { return 41 }

func init() { table[2].x = int32(total) }

func divide(a, b int) (quo, rem int) {
	if b == 0 {
		rem = a
		return
	}
	quo = a / b
	rem = a % b
	return
}

func ackermann(m, n int) int {
	switch {
	case m == 0:
		return n + 1
	case n == 0:
		return ackermann(m-1, 1)
	}
	return ackermann(m-1, ackermann(m, n-1))
}

func even(n int) bool { return n == 0 || odd(n-1) }
func odd(n int) bool  { return n != 0 && even(n-1) }
