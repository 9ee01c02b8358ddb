package conform

import "container/ring"

type opaque interface{ hidden() }

func (root[T]) hidden() {}

type root[T any] struct{ v T }

// CheckTypeNames panics with the names of types of all sorts.
func CheckTypeNames(a, b int) {
	values := []any{
		1, "x", byte(1), 'x', 2i, uintptr(1), nil, []byte{}, [2]rune{}, map[string]any{}, map[point][]error{}, &a,
		func() {}, func(int, ...string) (x int, err error) { return }, func(...byte) any { return nil },
		make(chan int), make(<-chan []int), make(chan<- any), make(chan (<-chan int)), make(<-chan chan<- int),
		struct{}{}, struct {
			a, b int
			point
			c *ring.Ring `tag:"x"`
		}{}, []interface{ hidden() }{}, []interface {
			Error() string
			opaque
		}{}, root[int]{}, root[any]{}, root[map[point]string]{}, &root[root[[]byte]]{}, ring.New(1), []opaque{},
		root[func(*ring.Ring) struct{ P point }]{}, failure(1), [3][]func(){},
	}
	v := values[uint(a)%uint(len(values))]
	switch uint(b) % 3 {
	case 0:
		rec(int(v.(int16)))
	case 1:
		rec(len(v.(interface{ missing() string }).missing()))
	default:
		rec(len(v.(map[string]map[string]struct{ x interface{ m(int) bool } })))
	}
}
