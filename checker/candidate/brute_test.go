package candidate

import (
	"fmt"
	"slices"
	"strings"

	"heddle/model/program"
)

// brute lists the outcomes of src under model by listing all candidates and then judging
// each by axioms of its own (naive_test.go). It shares nothing with the package but the
// meaning of an access.
func brute(src source, model string) (list []string, races bool) {
	b := &bruteForce{src: src, judge: naive[model], outcomes: map[string]bool{}}
	for i, thread := range src {
		for k, a := range thread {
			b.ops = append(b.ops, operation{access: a, thread: i, index: k, source: -2})
		}
	}
	b.sources(0)
	for o := range b.outcomes {
		list = append(list, o)
	}
	return list, b.races
}

type bruteForce struct {
	src      source
	ops      []operation
	judge    func(*graph) bool
	outcomes map[string]bool
	races    bool // a consistent candidate has a race
}

// operation is an access in a candidate; source is the operation that it reads from, -1 the
// initial value, -2 for one that does not read.
type operation struct {
	access
	thread, index, source int
	known                 bool // what follows is
	skipped               bool // the thread ended before it
	read, wrote           uint64
	writes                bool
}

func (a access) reads() bool    { return strings.Contains("RXAC", a.kind) }
func (a access) mayWrite() bool { return strings.Contains("WXAC", a.kind) }

// sources tries all sources of the reads from the k-th operation on.
func (b *bruteForce) sources(k int) {
	switch {
	case k == len(b.ops):
		if b.evaluate() {
			b.orders(nil)
		}
	case !b.ops[k].reads():
		b.sources(k + 1)
	default:
		for s := -1; s < len(b.ops); s++ {
			if s == k || s >= 0 && !(b.ops[s].mayWrite() && b.ops[s].loc == b.ops[k].loc) {
				continue
			}
			b.ops[k].source = s
			b.sources(k + 1)
		}
	}
}

// evaluate computes all values; it is false if some depend on themselves, or if a read has
// a source that does not write.
func (b *bruteForce) evaluate() bool {
	for i := range b.ops {
		b.ops[i].known = false
	}
	for range b.ops {
		for i := range b.ops {
			b.value(i)
		}
	}
	for _, o := range b.ops {
		if !o.known || o.source >= 0 && !o.skipped && !b.ops[o.source].writes {
			return false
		}
	}
	return true
}

// value computes operation i if what it needs is known.
func (b *bruteForce) value(i int) {
	o := &b.ops[i]
	o.skipped, o.writes, o.read = false, false, 0
	for j := range b.ops {
		if p := &b.ops[j]; p.thread == o.thread && p.index < o.index && p.kind == "?" {
			if !p.known {
				return
			}
			o.skipped = o.skipped || p.skipped || p.wrote == 0
		}
	}
	if o.skipped {
		o.known = true
		return
	}
	if o.source >= 0 && !b.ops[o.source].known {
		return
	}
	if o.source >= 0 {
		o.read = b.ops[o.source].wrote
	}
	v := o.access.value
	if o.from >= 0 {
		r, known := b.fromRegister(o)
		if !known {
			return
		}
		v += r
	}
	o.known, o.writes, o.wrote = true, o.mayWrite(), v
	switch {
	case o.kind == "A":
		o.wrote = o.read + v
	case o.kind == "C":
		o.writes = o.read == o.old
	}
}

// fromRegister is what the register that o uses holds.
func (b *bruteForce) fromRegister(o *operation) (v uint64, known bool) {
	n := 0
	for j := range b.ops {
		if p := &b.ops[j]; p.thread == o.thread && p.index < o.index && p.reads() {
			if n == o.from {
				return p.register(), p.known
			}
			n++
		}
	}
	return 0, true
}

// register is what the operation leaves in its register.
func (o *operation) register() uint64 {
	if o.kind != "C" {
		return o.read
	}
	if o.writes {
		return 1
	}
	return 0
}

// orders tries all orders of the writes, location by location.
func (b *bruteForce) orders(order []int) {
	least := byte(255) // the first location with writes that are not in order
	for i := range b.ops {
		if b.ops[i].writes && !slices.Contains(order, i) {
			least = min(least, b.ops[i].loc)
		}
	}
	if least == 255 {
		if g := b.graph(order); b.judge(g) {
			b.outcomes[b.outcome(order)] = true
			b.races = b.races || g.races()
		}
		return
	}
	for i := range b.ops {
		if b.ops[i].writes && b.ops[i].loc == least && !slices.Contains(order, i) {
			b.orders(append(slices.Clip(order), i))
		}
	}
}

func (b *bruteForce) outcome(order []int) string {
	var parts []string
	for i := range b.src {
		n := 0
		for k := range b.ops {
			if o := &b.ops[k]; o.thread == i && o.reads() {
				parts = append(parts, fmt.Sprintf("P%d:r%d=%d", i, n, o.register()))
				n++
			}
		}
	}
	for _, l := range b.src.locations() {
		v := uint64(0)
		for _, w := range order {
			if b.ops[w].loc == l {
				v = b.ops[w].wrote
			}
		}
		parts = append(parts, fmt.Sprintf("%c=%d", l, v))
	}
	return strings.Join(parts, " ")
}

// graph is a candidate as events and relations between them, for naive_test.go.
type graph struct {
	events      []node
	rf, co, rmw pairs
}

type node struct {
	thread, index int
	kind          byte // R, W, F, or I: an initial write
	loc           byte
	order         program.Order
	locked        bool
}

func (b *bruteForce) graph(order []int) *graph {
	g := &graph{}
	first, reader, writer := map[byte]int{}, map[int]int{}, map[int]int{}
	for _, l := range b.src.locations() {
		first[l] = g.add(node{thread: -1, kind: 'I', loc: l})
	}
	for i, o := range b.ops {
		if o.skipped {
			continue
		}
		n := node{thread: o.thread, index: 2 * o.index, loc: o.loc, order: o.order, locked: strings.Contains("XAC", o.kind)}
		if o.kind == "F" {
			n.kind = 'F'
			g.add(n)
		}
		if o.reads() {
			n.kind = 'R'
			n.order = half(o.order, program.Release, program.Acquire)
			reader[i] = g.add(n)
		}
		if o.writes {
			n.kind, n.index = 'W', n.index+1
			n.order = half(o.order, program.Acquire, program.Release)
			writer[i] = g.add(n)
		}
	}
	g.rf, g.co, g.rmw = none(len(g.events)), none(len(g.events)), none(len(g.events))
	for i, r := range reader {
		w := first[b.ops[i].loc]
		if s := b.ops[i].source; s >= 0 {
			w = writer[s]
		}
		g.rf[w][r] = true
		if m, ok := writer[i]; ok {
			g.rmw[r][m] = true
		}
	}
	for k, w := range order {
		g.co[first[b.ops[w].loc]][writer[w]] = true
		for _, v := range order[:k] {
			if b.ops[v].loc == b.ops[w].loc {
				g.co[writer[v]][writer[w]] = true
			}
		}
	}
	return g
}

func (g *graph) add(n node) int {
	g.events = append(g.events, n)
	return len(g.events) - 1
}

// half is what is left of order o for one half of a read-modify-write: not weak; strong if both.
func half(o, weak, strong program.Order) program.Order {
	switch o {
	case weak:
		return program.Relaxed
	case program.AcqRel:
		return strong
	}
	return o
}
