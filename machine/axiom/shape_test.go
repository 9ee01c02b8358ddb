package axiom

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"heddle/model/program"
)

// shape builds the execution that text draws: threads separated by |, events by ; where
//
//	Wx1 Rx1 F Ux01   write, read, fence, read-modify-write from 0 to 1
//	W.rel x1         the same with an order; without one it is Ordinary
//
// Locations begin at 0. Writes to a location are co-ordered by their values, which are
// distinct, and a read reads from the write of its value.
func shape(t testing.TB, text string) *Execution {
	x := New()
	x.Name = func(a uint64) string { return string(rune(a)) }
	var all []int
	for p, thread := range strings.Split(text, "|") {
		for _, s := range strings.Split(thread, ";") {
			if s = strings.TrimSpace(s); s != "" {
				all = append(all, add(t, x, p+1, s)...)
			}
		}
	}
	for _, i := range all {
		e := &x.Events[i]
		if e.Kind == Write {
			after := x.Writes(e.Addr)[0]
			for _, w := range x.Writes(e.Addr) {
				if x.Events[w].Value < e.Value {
					after = w
				}
			}
			x.Place(i, after)
		}
	}
	for _, i := range all {
		if e := &x.Events[i]; e.Kind == Read {
			for _, w := range x.Writes(e.Addr) {
				if x.Events[w].Value == e.Value {
					x.SetRf(i, w)
				}
			}
			require.NotEqual(t, None, x.Rf(i), "%s: event %d", text, i)
		}
	}
	return x
}

func add(t testing.TB, x *Execution, thread int, s string) []int {
	head, rest, _ := strings.Cut(s, " ")
	kind, order, dotted := strings.Cut(head, ".")
	if !dotted {
		kind, rest, order = s[:1], s[1:], ""
	}
	o := -1
	for i, name := range orderNames {
		if name == order {
			o = i
		}
	}
	require.GreaterOrEqual(t, o, 0, s)
	e := Event{Thread: thread, Order: program.Order(o)}
	digit := func(i int) uint64 {
		v, err := strconv.Atoi(rest[i : i+1])
		require.NoError(t, err, s)
		return uint64(v)
	}
	if kind == "F" {
		e.Kind = Fence
		return []int{x.Add(e)}
	}
	e.Addr, e.Value = uint64(rest[0]), digit(1)
	x.Init(e.Addr, 0)
	switch kind {
	case "W":
		e.Kind = Write
		return []int{x.Add(e)}
	case "R":
		return []int{x.Add(e)}
	case "U":
		r, w := e, e
		r.Locked, w.Locked = true, true
		r.Order, w.Order, w.Kind, w.Value = ReadOrder(e.Order), WriteOrder(e.Order), Write, digit(2)
		i := x.Add(r)
		j := x.Add(w)
		x.Pair(i, j)
		return []int{i, j}
	}
	require.Fail(t, fmt.Sprintf("unknown event %q", s))
	return nil
}
