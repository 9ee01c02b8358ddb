package checker

import (
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"heddle/checker/sample"
	"heddle/machine"
	"heddle/machine/reference/generate"
	"heddle/model/program"
)

// drawPrograms are generators of programs of all kinds.
var drawPrograms = map[string]func(*rapid.T) *program.Program{
	"plain": generate.Program, "channels": generate.Channels, "maps": generate.Maps, "ghosts": generate.Ghosts, "panics": generate.Panics,
	"networks": generate.Networks, "histories": generate.Histories,
}

// TestAccessesCommute: two steps from one state that have no access in common of which one writes commute.
func TestAccessesCommute(t *testing.T) {
	pairs := 0
	rapid.Check(t, func(t *rapid.T) {
		p := drawPrograms[rapid.SampledFrom([]string{"plain", "channels", "maps", "ghosts", "panics", "networks", "networks", "histories"}).Draw(t, "kind")](t)
		memory := rapid.SampledFrom(slices.DeleteFunc(machine.Memories(), func(m machine.Memory) bool { return m.Views })).Draw(t, "memory")
		k, ok := exploreKnown(t, machine.New(p, machine.Config{Memory: memory, Accesses: true}), 400)
		if !ok {
			return
		}
		for n := range k.nodes {
			pairs += k.commutes(t, uint32(n), p)
		}
	})
	require.Positive(t, pairs)
}

// exploreKnown expands all states, if there are at most so many; ok is false if there are more.
func exploreKnown(t require.TestingT, m *machine.Machine, most int) (k *known, ok bool) {
	for {
		k = newKnown(m, 1<<30)
		initial, fail, err := m.Start(nil)
		if fail != nil || err != nil && err != machine.ErrAgain {
			return nil, false
		}
		if err == nil {
			k.begin(initial)
			for n := 0; n < len(k.nodes) && err == nil; n++ {
				if len(k.nodes) > most {
					return nil, false
				}
				_, err = k.expand(uint32(n))
			}
		}
		if err == nil {
			return k, true
		}
		if err != machine.ErrAgain {
			return nil, false
		}
	}
}

// commutes takes each two steps from a state that are independent in both orders, and gives how many there are.
func (k *known) commutes(t require.TestingT, n uint32, p *program.Program) (pairs int) {
	first, edges := k.nodes[n].first, k.nodes[n].edges
	for i := first; i < first+edges; i++ {
		for j := i + 1; j < first+edges; j++ {
			a, b := k.edges[i], k.edges[j]
			if k.last(a.to) || k.last(b.to) || !independent(&k.steps[i], &k.steps[j], a, b) {
				continue
			}
			if len(a.origins)+len(b.origins) > 0 {
				continue // whether an object is one thread's own tells how much is one step
			}
			pairs++
			ab, ok := k.edge(a.to, b.action)
			require.True(t, ok, "%v then %v\n%v", a.action, b.action, p)
			ba, ok := k.edge(b.to, a.action)
			require.True(t, ok, "%v then %v\n%v", b.action, a.action, p)
			require.Equal(t, k.state(k.edges[ab].to), k.state(k.edges[ba].to), "%v and %v\n%v", a.action, b.action, p)
		}
	}
	return pairs
}

// edge gives the step of a state by an action.
func (k *known) edge(n uint32, a machine.Action) (i uint32, ok bool) {
	s := &k.nodes[n]
	for i := s.first; i < s.first+s.edges; i++ {
		if k.edges[i].action == a {
			return i, true
		}
	}
	return 0, false
}

// independent reports whether two steps are of different processes, and have no access in common of which one writes.
func independent(s, u *sample.Step, a, b knownStep) bool {
	moves := func(s *sample.Step, e knownStep) map[int]bool {
		return map[int]bool{s.Process: true, int(e.partner) - 1: true}
	}
	of := moves(s, a)
	delete(of, -1)
	for p := range moves(u, b) {
		if of[p] || of[p^sample.Buffer] { // a thread and its store buffer
			return false
		}
	}
	for _, x := range s.Touches {
		for _, y := range u.Touches {
			if x.Cell == y.Cell && (x.Write || y.Write) {
				return false
			}
		}
	}
	return true
}

// TestOrderIsOfCommutingSteps compares the hashes of all runs of small programs with classes of runs that are the same but for the order of
// neighbouring steps that are independent.
func TestOrderIsOfCommutingSteps(t *testing.T) {
	compared := 0
	rapid.Check(t, func(t *rapid.T) {
		p := drawPrograms[rapid.SampledFrom([]string{"plain", "channels", "ghosts", "networks", "histories"}).Draw(t, "kind")](t)
		k, ok := exploreKnown(t, machine.New(p, machine.Config{Memory: machine.Memories()[1], Accesses: true}), 100)
		if !ok {
			return
		}
		e := &runGraph{known: k, index: map[string]int{}}
		if !e.runs(0, nil) {
			return
		}
		e.join()
		compared++
		classes, hashes := map[int]uint64{}, map[uint64]int{}
		for i, path := range e.all {
			h, class := e.hash(path), e.find(i)
			if was, ok := classes[class]; ok {
				require.Equal(t, was, h, "equivalent runs: %v", p)
			}
			if was, ok := hashes[h]; ok {
				require.Equal(t, was, class, "runs that are not: %v", p)
			}
			classes[class], hashes[h] = h, class
		}
	})
	require.Positive(t, compared)
}

// runGraph has all runs of a graph, as the edges that they take, and joins those that are equivalent.
type runGraph struct {
	*known
	all    [][]uint32
	index  map[string]int
	class  []int
	hashes []uint64
}

// runs adds all runs that begin with some edges and go on from a state; ok is false if there are too many.
func (e *runGraph) runs(n uint32, path []uint32) (ok bool) {
	s := &e.nodes[n]
	if s.edges == 0 || s.wrong != nil {
		e.index[key(path)] = len(e.all)
		e.class = append(e.class, len(e.all))
		e.all = append(e.all, slices.Clone(path))
		return len(e.all) <= 2000
	}
	for i := s.first; i < s.first+s.edges; i++ {
		if len(path) > 30 || !e.runs(e.edges[i].to, append(path, i)) {
			return false
		}
	}
	return true
}

func key(path []uint32) string { return fmt.Sprint(path) }

// join joins runs that differ in the order of two neighbouring independent steps.
func (e *runGraph) join() {
	for i, path := range e.all {
		from := uint32(0)
		for j := 0; j+1 < len(path); j++ {
			a, b := e.edges[path[j]], e.edges[path[j+1]]
			if other, ok := e.swapped(from, a, b); ok {
				swap := slices.Clone(path)
				swap[j], swap[j+1] = other[0], other[1]
				if k, ok := e.index[key(swap)]; ok {
					e.class[e.find(k)] = e.find(i)
				}
			}
			from = a.to
		}
	}
}

// swapped gives the edges by which b and then a are taken from a state, if they are independent there.
func (e *runGraph) swapped(n uint32, a, b knownStep) (path [2]uint32, ok bool) {
	i, ok := e.edge(n, a.action)
	j, ok2 := e.edge(n, b.action)
	if !ok || !ok2 || !independent(&e.steps[i], &e.steps[j], e.edges[i], e.edges[j]) {
		return path, false
	}
	l, ok := e.edge(e.edges[j].to, a.action)
	return [2]uint32{j, l}, ok
}

func (e *runGraph) find(i int) int {
	for e.class[i] != i {
		i = e.class[i]
	}
	return i
}

// hash is that of a run.
func (e *runGraph) hash(path []uint32) uint64 {
	var o runOrder
	o.begin()
	n := uint32(0)
	for _, i := range path {
		alt := 0
		for first := e.nodes[n].first; alt < int(i-first) && e.steps[int(i)-alt-1].Process == e.steps[i].Process; alt++ {
		}
		o.step(&e.steps[i], &e.edges[i], alt)
		n = e.edges[i].to
	}
	return o.hash()
}

// last reports whether nothing follows a state: the program has ended, perhaps by os.Exit, or a violation was found.
func (k *known) last(n uint32) bool { return k.nodes[n].ended || k.nodes[n].wrong != nil }
