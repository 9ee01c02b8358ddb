package conform

type void struct{}

func (void) one() int    { return 1 }
func (*void) two() int   { return 2 }
func (v void) self() any { return v }

// tailed ends in a field without words.
type tailed struct {
	a    int
	tail void
}

type inner struct{ n int }

func (i *inner) bump() int { i.n++; return i.n }
func (i inner) get() int   { return i.n }

type outer struct {
	void
	*inner
	other inner
	tail  [0]int
}

// CheckEdges exercises what is rare: types without words, promotion, nil of every type, big values.
func CheckEdges(a, b int) {
	var v void
	w := &v
	rec(v.one() + w.two())
	recBool(v == *w)
	recBool(v.self() == any(void{}))
	list := make([]void, a&3)
	list = append(list, v, v)
	rec(len(list))
	for range list {
		rec(7)
	}
	rec(copy(list, list[1:]))
	pair := [2]tailed{{a: a}, {a: b}}
	t := &pair[0].tail
	rec(t.two())
	pair[1] = pair[0]
	recBool(pair[0] == pair[1])
	tails := []tailed{{a: 1}, {a: 2}}
	tails = append(tails, tailed{a: b})
	for _, x := range tails[1:] {
		rec(x.a)
	}

	o := outer{inner: &inner{a}, other: inner{b}}
	rec(o.bump())
	rec(o.get())
	rec(o.inner.get())
	rec(o.other.bump())
	rec(o.one())
	copied := o
	copied.bump()
	copied.other.bump()
	rec(o.n)
	rec(o.other.n)
	bump := o.bump
	o.inner = &inner{100}
	rec(bump())
	rec(o.get())

	var m map[string]int
	var c chan int
	var f func()
	var p *outer
	var e error
	var s []int
	recBool(m == nil && c == nil && f == nil && p == nil && e == nil && s == nil)
	var x any = m
	recBool(x == nil)
	recBool(s[:0] == nil)
	recBool(len(s[:0:0]) == cap(s))

	var big [40]int
	for i := range big {
		big[i] = i * a
	}
	again := big
	again[b&31]++
	recBool(again == big)
	rec(total40(big))
	rec(total40(again))
	ptr := &big
	for i, x := range *ptr {
		ptr[39] = 0
		if i == 39 {
			rec(x)
		}
	}
	for i, x := range ptr {
		ptr[39] = 5
		if i == 39 {
			rec(x)
		}
	}
	rec(len(ptr))
	rec(cap(ptr[2:5]))
	rec(cap(ptr[2:5:6]))
	var pp **inner = &o.inner
	(*pp).n = 55
	rec(o.n)
	new1 := new(a + 1)
	*new1 *= 2
	rec(*new1)
	func() {
		a, b = b, a
		rec(a - b)
	}()
	rec(a)
	anon := struct {
		x int
		f func(int) int
	}{a, func(k int) int { return k + a }}
	rec(anon.f(anon.x))
	type rec2 struct {
		next *rec2
		val  uint8
	}
	r := &rec2{val: 200}
	r.next = &rec2{r, 100}
	r.next.next.val += r.next.val
	rec(r.val)
}

func total40(list [40]int) (n int) {
	for i := range list {
		n += list[i]
		list[i] = 0
	}
	return n
}
