package outcome

import (
	"bytes"
	"math"
	"unsafe"

	"github.com/zeebo/xxh3"

	"heddle/machine"
)

// graph is the states found and the steps between them. States are numbered in the
// order in which they are found; 0 is the initial one. Its memory is used again.
//
// The successors of state i are to[first[i]:first[i+1]], in the order of Expand.
type graph struct {
	bytes  []byte           // the encoded states, one after the other
	ends   []int            // by state: where it ends in bytes
	parent []uint32         // by state: whose successor it was found as, of 0 itself
	by     []machine.Action // … and by which action
	to     []uint32
	acts   []machine.Action // by which action
	first  []uint32
	slots  []uint32 // hash table: state plus one, 0 is free; a power of two, linear probing
	back   bool     // some step leads to a state that was found before the one it leaves
}

const fewSlots = 1 << 9

// muchHeld is how many bytes of states a graph keeps for the next search.
const muchHeld = 1 << 24

func (g *graph) reset() {
	if g.held() > muchHeld {
		*g = graph{}
	}
	g.bytes, g.ends, g.parent, g.by = g.bytes[:0], g.ends[:0], g.parent[:0], g.by[:0]
	g.to, g.acts, g.first, g.back = g.to[:0], g.acts[:0], append(g.first[:0], 0), false
	if len(g.slots) != fewSlots {
		g.slots = make([]uint32, fewSlots)
	}
	clear(g.slots)
}

// len is the number of states.
func (g *graph) len() int { return len(g.ends) }

// state gives the encoding of state i; it is valid until a state is added.
func (g *graph) state(i int) []byte {
	from := 0
	if i > 0 {
		from = g.ends[i-1]
	}
	return g.bytes[from:g.ends[i]]
}

// add gives the number of a state, which is a new one if it is not known.
func (g *graph) add(state []byte, parent int, a machine.Action) int {
	if 4*g.len() > 3*len(g.slots) {
		g.rehash()
	}
	mask := uint64(len(g.slots) - 1)
	for at := xxh3.Hash(state) & mask; ; at = (at + 1) & mask {
		switch i := int(g.slots[at]) - 1; {
		case i < 0:
			g.bytes = append(g.bytes, state...)
			g.ends, g.parent, g.by = append(g.ends, len(g.bytes)), append(g.parent, uint32(parent)), append(g.by, a)
			g.slots[at] = uint32(g.len())
			return g.len() - 1
		case bytes.Equal(g.state(i), state):
			return i
		}
	}
}

func (g *graph) rehash() {
	g.slots = make([]uint32, 2*len(g.slots))
	mask := uint64(len(g.slots) - 1)
	for i := range g.len() {
		at := xxh3.Hash(g.state(i)) & mask
		for g.slots[at] != 0 {
			at = (at + 1) & mask
		}
		g.slots[at] = uint32(i + 1)
	}
}

// expanded adds the successors of state i, the first that has none yet.
func (g *graph) expanded(i int, out *machine.Successors) {
	from := 0
	for _, it := range out.Items {
		j := g.add(out.Bytes[from:it.End], i, it.Action)
		from = it.End
		g.to, g.acts = append(g.to, uint32(j)), append(g.acts, it.Action)
		g.back = g.back || j <= i
	}
	g.first = append(g.first, uint32(len(g.to)))
}

// next gives the successors of state i.
func (g *graph) next(i int) []uint32 { return g.to[g.first[i]:g.first[i+1]] }

// full reports whether numbers of states or steps run out.
func (g *graph) full() bool {
	return g.len() >= math.MaxUint32-1<<16 || len(g.to) >= math.MaxUint32-1<<16
}

// held is the memory that the graph holds, in bytes.
func (g *graph) held() int {
	return cap(g.bytes) + int(unsafe.Sizeof(0))*cap(g.ends) + 4*(cap(g.parent)+cap(g.by)+cap(g.to)+cap(g.acts)+cap(g.first)+cap(g.slots))
}

// path gives the actions of the way by which state i was found, a shortest one.
func (g *graph) path(i int) []machine.Action {
	n := 0
	for j := i; j != 0; j = int(g.parent[j]) {
		n++
	}
	actions := make([]machine.Action, n)
	for ; i != 0; i = int(g.parent[i]) {
		n--
		actions[n] = g.by[i]
	}
	return actions
}

// order gives the states such that each comes after those that lead to it; ok is
// false if there is a cycle.
func (g *graph) order() (states []uint32, ok bool) {
	degree := make([]uint32, g.len())
	for _, j := range g.to {
		degree[j]++
	}
	states = make([]uint32, 0, g.len())
	for i, d := range degree {
		if d == 0 {
			states = append(states, uint32(i))
		}
	}
	for at := 0; at < len(states); at++ {
		for _, j := range g.next(int(states[at])) {
			if degree[j]--; degree[j] == 0 {
				states = append(states, j)
			}
		}
	}
	return states, len(states) == g.len()
}

// Many stands for a number of schedules that is this or more.
const Many = math.MaxUint64

// ways counts the ways from the initial state to each state; ok is false if there is
// a cycle, so that their number has no bound.
func (g *graph) ways() (ways []uint64, ok bool) {
	ways = make([]uint64, g.len())
	ways[0] = 1
	forward := func(i int) {
		for _, j := range g.next(i) {
			if ways[j] += ways[i]; ways[j] < ways[i] {
				ways[j] = Many
			}
		}
	}
	if !g.back { // the order in which they were found will do
		for i := range g.len() {
			forward(i)
		}
		return ways, true
	}
	states, ok := g.order()
	if ok {
		for _, i := range states {
			forward(int(i))
		}
	}
	return ways, ok
}

// doomed counts the states from which none of the ends can be reached.
func (g *graph) doomed(ends []bool) (n int) {
	good := append([]bool(nil), ends...)
	for changed := true; changed; {
		changed = false
		for i := g.len() - 1; i >= 0; i-- {
			if good[i] {
				continue
			}
			for _, j := range g.next(i) {
				if good[j] {
					good[i], changed = true, true
					break
				}
			}
		}
	}
	for _, ok := range good {
		if !ok {
			n++
		}
	}
	return n
}
