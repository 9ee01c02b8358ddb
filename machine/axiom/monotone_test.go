package axiom

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"

	"heddle/model/program"
)

// TestMonotone builds executions in an order that extends po ∪ rf: an axiom that is violated
// on the way is violated at the end. Who enumerates executions relies on it.
func TestMonotone(t *testing.T) {
	var judge Scratch
	rapid.Check(t, func(t *rapid.T) {
		x := New()
		for _, addr := range []uint64{1, 2} {
			x.Init(addr, 0)
		}
		violated := map[string]bool{}
		for range rapid.IntRange(1, 10).Draw(t, "events") {
			grow(t, x)
			for _, m := range Models() {
				for _, a := range m.Axioms {
					holds := judge.Consistent([]Axiom{a}, x)
					name := m.Name + " " + a.Name
					assert.False(t, holds && violated[name], "%s\n%s", name, x.DOT("", nil))
					violated[name] = !holds
				}
			}
		}
	})
}

// grow adds an event, or a read-modify-write, which reads from what is there already.
func grow(t *rapid.T, x *Execution) {
	e := Event{
		Thread: rapid.IntRange(0, 2).Draw(t, "thread"),
		Kind:   rapid.SampledFrom([]Kind{Read, Write, Read, Write, Fence}).Draw(t, "kind"),
		Order:  program.Order(rapid.IntRange(int(program.Plain), int(program.SeqCst)).Draw(t, "order")),
	}
	if e.Kind == Fence {
		x.Add(e)
		return
	}
	e.Addr = uint64(rapid.IntRange(1, 2).Draw(t, "addr"))
	other := rapid.SampledFrom(x.Writes(e.Addr)).Draw(t, "other")
	e.Locked = rapid.IntRange(0, 2).Draw(t, "locked") == 0
	if e.Kind == Read || e.Locked {
		e.Kind = Read
		r := x.Add(e)
		x.SetRf(r, other)
		if !e.Locked {
			return
		}
		e.Kind = Write
		w := x.Add(e)
		x.Pair(r, w)
		x.Place(w, rapid.SampledFrom(x.Writes(e.Addr)).Draw(t, "place"))
		return
	}
	x.Place(x.Add(e), other)
}
