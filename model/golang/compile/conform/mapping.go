package conform

type place struct {
	x, y int8
	name string
}

type registry[K comparable, V any] struct {
	m     map[K]V
	order []K
}

func (r *registry[K, V]) set(k K, v V) {
	if r.m == nil {
		r.m = map[K]V{}
	}
	if _, ok := r.m[k]; !ok {
		r.order = append(r.order, k)
	}
	r.m[k] = v
}

func (r *registry[K, V]) each(yield func(K, V) bool) {
	for _, k := range r.order {
		if !yield(k, r.m[k]) {
			return
		}
	}
}

// CheckMaps exercises maps of all sorts of keys and elements.
func CheckMaps(a, b int) {
	m := map[int]int{1: a, b: 2}
	m[a] += 3
	m[a%3]++
	rec(len(m))
	rec(m[1])
	rec(m[77])
	v, ok := m[b]
	rec(v)
	recBool(ok)
	delete(m, 1)
	delete(m, 78)
	_, ok = m[1]
	recBool(ok)
	sum, count := 0, 0
	for k, v := range m {
		sum += k ^ v
		count++
	}
	rec(sum)
	rec(count)
	for k := range m {
		if k == b {
			delete(m, k)
		}
	}
	rec(len(m))
	clear(m)
	rec(len(m))

	var none map[string]int
	rec(none["x"])
	rec(len(none))
	delete(none, "x")
	clear(none)
	for range none {
		rec(9)
	}
	recBool(none == nil)

	places := map[place][]int{{1, 2, "p"}: {a}, {1, 2, "q"}: {b, a}}
	places[place{1, 2, "p"}] = append(places[place{1, 2, "p"}], 5)
	rec(len(places[place{1, 2, "p"}]))
	rec(places[place{y: 2, x: 1, name: "q"}][1])

	arrays := map[[2]bool]map[string]place{{true, false}: {"a": {name: "z"}}}
	arrays[[2]bool{true}]["b"] = place{x: int8(a)}
	rec(arrays[[2]bool{true, false}]["b"].x)
	rec(len(arrays[[2]bool{}]))

	mixed := map[any]int{1: 1, "1": 2, int8(1): 3, 1.0: 4, place{}: 5, nil: 6, [1]int{1}: 7}
	mixed[any(a)]++
	rec(mixed[1])
	rec(mixed["1"])
	rec(mixed[1.0])
	rec(mixed[place{}])
	rec(mixed[nil])
	rec(mixed[[1]int{1}])
	rec(mixed[uint(1)])

	zero := 0.0
	floats := map[float64]int{0: 1, zero / zero: 2}
	floats[-zero] += 10
	floats[zero/zero] = 3
	rec(len(floats))
	rec(floats[0])
	rec(floats[zero/zero])

	funcs := map[string]func(int) int{"add": func(n int) int { return n + a }, "mul": func(n int) int { return n * a }}
	rec(funcs["mul"](funcs["add"](b)))

	var r registry[string, *place]
	for _, name := range []string{"x", "y", "x"} {
		r.set(name, &place{name: name})
	}
	r.m["y"].x = 4
	for k, v := range r.each {
		rec(len(k))
		rec(v.x)
	}
	set := map[struct{}]struct{}{{}: {}}
	rec(len(set))
	for k, v := range set {
		recBool(k == struct{}{} && v == struct{}{})
	}
	var i any = none
	_, ok = i.(map[string]int)
	recBool(ok)
	p := &none
	*p = map[string]int{"q": 1}
	rec(none["q"])
	none["q"], none["w"] = none["w"], none["q"]
	rec(none["w"])
	grow := map[int]bool{0: true}
	for k := range grow {
		if k < 5 {
			grow[k+1] = true
			delete(grow, k)
		}
	}
	recBool(len(grow) >= 1)
}

// CheckMapFaults exercises what panics on maps.
func CheckMapFaults(a, b int) {
	var none map[place]int
	mixed := map[any]int{0: 0} // one without entries words its panics differently
	var keys = []any{1, []int{2}, func() {}, map[int]int{}, place{}, [1]any{[]int{}}, struct{ f any }{3}, &a}
	key := keys[uint(b)%8]
	switch uint(a) % 5 {
	case 0:
		none[place{}] = 1
	case 1:
		mixed[key] = 1
	case 2:
		rec(mixed[key])
	case 3:
		delete(mixed, key)
	default:
		none[place{}]++
	}
	rec(len(mixed))
}
