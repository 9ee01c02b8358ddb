package conform

import (
	"errors"
	"runtime"
)

// recText records the length of s and a sum of its bytes.
func recText(s string) {
	sum := uint32(len(s))
	for i := range len(s) {
		sum = sum*31 + uint32(s[i])
	}
	rec(sum)
}

// recPanic records what a panic was called with.
func recPanic(v any) {
	switch v := v.(type) {
	case nil:
		rec(0)
	case runtime.Error:
		rec(1)
		recText(v.Error())
	case error:
		rec(2)
		recText(v.Error())
	case string:
		rec(3)
		recText(v)
	case int:
		rec(4)
		rec(v)
	default:
		rec(5)
	}
}

// CheckDefers exercises the order of deferred calls, their operands and named results.
func CheckDefers(a, b int) {
	rec(deferOrder(a & 3))
	rec(deferNamed(a, b))
	r, err := deferResults(a & 7)
	rec(r)
	recBool(err != nil)
	deferKinds(a, b)
	rec(deferLoop(a & 7))
	rec(deferRange(a & 7))
	rec(deferBranches(a&7, b&3))
	deferEarly(a & 3)
	rec(deferLabels(a&7, b&7))
	rec(deferOverwritten(a))
	deferArguments(a)
	rec(deferMethods(a, b))
}

func deferOrder(n int) (r int) {
	defer func() { r = r*10 + 1 }()
	if n > 0 {
		defer func() { r = r*10 + 2 }()
	}
	if n > 1 {
		defer func(k int) { r = r*10 + k }(n)
		return 7
	}
	defer rec(n)
	return 5
}

func deferNamed(a, b int) (x int) {
	x = a
	defer func() { x += b }()
	y := x * 2
	defer func() { y++; x ^= y }()
	return y
}

func deferResults(n int) (r int, err error) {
	defer func() {
		if v := recover(); v != nil {
			err = errors.New("recovered")
		}
	}()
	r = 3
	r = 12 / (n - 3)
	r++
	return r, nil
}

type tally struct{ n int }

func (t tally) show()      { rec(t.n) }
func (t *tally) bump()     { t.n++; rec(t.n) }
func (t *tally) add(k int) { t.n += k }

type shower interface{ show() }

func deferKinds(a, b int) {
	t := tally{a}
	s := []int{1, 2, 3}
	m := map[int]int{1: a, 2: b}
	defer func() { rec(len(m)) }()
	defer delete(m, 1)
	defer t.show()
	defer t.bump()
	t.n = b
	show := t.show
	defer show()
	t.n++
	var i shower = t
	defer i.show()
	i = &t
	t.n++
	defer i.show()
	defer copy(s, s[1:])
	defer recSlice(s)
	defer clear(m)
	f := func(x, y int) { rec(x - y); rec(t.n) }
	defer f(a, b)
	f = nil
	defer (*tally).add(&t, 5)
	defer tally.show(t)
	c := make(chan int, 1)
	defer func() { _, ok := <-c; recBool(ok) }()
	defer close(c)
}

func deferLoop(n int) (r int) {
	for i := range n {
		if i&1 == 0 {
			defer func() { r = r*3 + i }()
		} else {
			defer func(k int) { r += k * i }(r + i)
		}
	}
	return 1
}

func deferRange(n int) (r int) {
	defer func() { r += 1000 }()
	for i := range upTo(n) {
		defer func() { r = r*3 + i }()
		if i == 4 {
			return i
		}
	}
	return 1
}

func deferBranches(n, k int) (r int) {
	switch {
	case n < 2:
		defer func() { r += 1 }()
	case n < 4:
		defer func(x int) { r += x }(n * 10)
		fallthrough
	case n < 6:
		defer func() { r *= 3 }()
	default:
		return k
	}
	if k > 1 {
		defer func() { r -= 2 }()
	}
	r = n
	return
}

func deferEarly(n int) {
	if n == 0 {
		return
	}
	defer rec(n)
	if n == 1 {
		return
	}
	defer rec(n * n)
}

func deferLabels(n, k int) (r int) {
	i := 0
again:
	if i < n {
		defer func() { r += i }()
		i++
		if i != k {
			goto again
		}
	}
outer:
	for x := range 4 {
		for y := range 4 {
			switch {
			case y == k:
				continue outer
			case x*y > n:
				break outer
			}
			r += x ^ y
		}
	}
	return r + 1
}

func deferOverwritten(a int) int {
	x := a
	defer func() { rec(x) }()
	x++
	defer rec(x)
	x++
	return x
}

func deferArguments(a int) {
	next := func() int { a++; rec(a); return a }
	pick := func() func(int, int) { rec(99); return func(x, y int) { rec(x); rec(y) } }
	defer pick()(next(), next())
	defer func(p point, e error, s []int, str string) {
		recPoint(p)
		recBool(e == nil)
		recSlice(s)
		recText(str)
	}(point{int32(a), 2}, nil, []int{a, 2}, "deferred")
	next()
}

type embedding struct{ *tally }

func deferMethods(a, b int) int {
	e := embedding{&tally{a}}
	defer e.bump()
	defer e.show()
	e.tally = &tally{b}
	e.add(1)
	f := e.bump
	e.tally = &tally{0}
	defer f()
	defer func(e embedding) { e.bump() }(e)
	return e.n
}
