package axiom

import (
	"fmt"
	"testing"

	"heddle/model/program"
)

// BenchmarkConsistent judges executions of four threads that hand a counter on.
func BenchmarkConsistent(b *testing.B) {
	for _, n := range []int{16, 64, 256} {
		x := New()
		last := x.Init(1, 0)
		for i := range n / 2 {
			e := Event{Thread: i % 4, Order: program.SeqCst, Locked: true, Addr: 1, Value: uint64(i)}
			r := x.Add(e)
			x.SetRf(r, last)
			e.Kind, e.Value = Write, uint64(i+1)
			w := x.Add(e)
			x.Pair(r, w)
			x.Place(w, last)
			last = w
		}
		for _, m := range Models() {
			b.Run(fmt.Sprintf("%d/%s", n, m.Name), func(b *testing.B) {
				var s Scratch
				for b.Loop() {
					if !s.Consistent(m.Axioms, x) {
						b.Fatal("not consistent")
					}
				}
			})
		}
	}
}
