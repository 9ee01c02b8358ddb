package conform

import (
	"cmp"
	"container/heap"
	"container/list"
	"container/ring"
	"errors"
	"math"
	"math/bits"
	"slices"
	"sort"
)

var errBad = errors.New("bad")

type ints []int

func (h ints) Len() int           { return len(h) }
func (h ints) Less(i, j int) bool { return h[i] < h[j] }
func (h ints) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *ints) Push(x any)        { *h = append(*h, x.(int)) }
func (h *ints) Pop() any {
	old := *h
	x := old[len(old)-1]
	*h = old[:len(old)-1]
	return x
}

// CheckStandard exercises plain parts of Go's own library.
func CheckStandard(a, b int) {
	var s []int
	for i := range 20 {
		s = append(s, (i*a+b)%17)
	}
	t, u := slices.Clone(s), slices.Clone(s)
	slices.Sort(s)
	sort.Ints(t)
	recSlice(s)
	recBool(slices.Equal(s, t))
	slices.SortStableFunc(u, func(x, y int) int { return cmp.Compare(y&3, x&3) })
	recSlice(u)
	i, ok := slices.BinarySearch(s, b)
	rec(i)
	recBool(ok)
	rec(sort.SearchInts(s, a))
	u = slices.Insert(u, 3, u[1:5]...)
	u = slices.Delete(u, 0, 2)
	slices.Reverse(u)
	recSlice(u)
	rec(slices.Index(u, s[4]))
	rec(slices.Max(u))
	recSlice(slices.Compact(s))
	recSlice(slices.Concat(s[:2], u[:3]))
	for i, v := range slices.Backward(u[:4]) {
		rec(i * v)
	}
	recSlice(slices.Collect(slices.Values(u[2:5])))

	h := &ints{a & 31, b & 31, 2, 8}
	heap.Init(h)
	heap.Push(h, 3)
	for h.Len() > 0 {
		rec(heap.Pop(h).(int))
	}
	l := list.New()
	mark := l.PushBack(a)
	l.PushFront(b)
	l.InsertBefore(7, mark)
	for e := l.Front(); e != nil; e = e.Next() {
		rec(e.Value.(int))
	}
	r := ring.New(3)
	for range 4 {
		r.Value = a
		r = r.Next()
	}
	rec(r.Len())

	rec(bits.OnesCount64(uint64(a)))
	rec(bits.LeadingZeros32(uint32(b)))
	rec(bits.TrailingZeros(uint(a)))
	rec(bits.Reverse16(uint16(b)))
	hi, lo := bits.Mul64(uint64(a), uint64(b))
	rec(hi)
	rec(lo)
	recFloat(math.Abs(float64(a)))
	recFloat(math.Floor(float64(b) / 3))
	recFloat(math.Sqrt(float64(b & 1023)))
	recBool(math.IsNaN(math.NaN()))
	recFloat(math.Max(float64(a), math.Inf(-1)))

	var err error = errBad
	recBool(err == errBad)
	rec(len(errBad.Error()))
}
