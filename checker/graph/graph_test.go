package graph

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"heddle/machine"
	_ "heddle/model/drawn"
)

// plain is a graph written out.
type plain struct {
	edges [][]Edge
	ended []bool
}

// draw draws a graph of at most n states with every kind of edge.
func draw(t *rapid.T, n int) (p plain, g *Graph) {
	labels := rapid.Bool().Draw(t, "labels")
	g = New(labels)
	p.edges = make([][]Edge, rapid.IntRange(1, n).Draw(t, "states"))
	for i := range p.edges {
		plain := rapid.Bool().Draw(t, "one of each thread")
		for thread := range rapid.IntRange(0, 3).Draw(t, "degree") {
			e := Edge{
				Mark:   uint8(rapid.IntRange(0, 3).Draw(t, "mark")),
				To:     uint32(rapid.IntRange(0, len(p.edges)-1).Draw(t, "to")),
				Action: machine.StepOf(rapid.IntRange(0, 63).Draw(t, "thread"), rapid.SampledFrom([]int{0, 1, 1<<15 - 1}).Draw(t, "alt")),
			}
			if plain {
				e.Action = machine.StepOf(thread*30+i%3, 0)
				e.Mark &= 1
			}
			switch kind := rapid.IntRange(0, 5).Draw(t, "kind"); {
			case plain:
			case kind == 0:
				e.Action = machine.FlushOf(e.Action.Thread(), e.Action.Alt())
			case kind == 1:
				e.Partner = uint8(rapid.IntRange(1, 64).Draw(t, "partner"))
			case kind == 2:
				e.Takes = rapid.SampledFrom([]uint32{1, 64, 1<<32 - 1}).Draw(t, "takes")
			case kind == 3:
				e.Action = machine.FaultOf(rapid.IntRange(0, 1<<14-1).Draw(t, "fault"))
			}
			if labels {
				e.Label = rapid.SampledFrom([]uint32{0, 1, 127, 128, 1<<32 - 1}).Draw(t, "label")
			}
			p.edges[i] = append(p.edges[i], e)
			g.Add(e)
		}
		p.ended = append(p.ended, rapid.Bool().Draw(t, "ended"))
		g.End(p.ended[i])
	}
	return p, g
}

// drawFilter draws a set of states and of edges, and gives the graph of what is in it.
func (p plain) drawFilter(t *rapid.T) (Filter, [][]int) {
	states := rapid.SliceOfN(rapid.SampledFrom([]bool{true, true, true, false}), len(p.edges), len(p.edges)).Draw(t, "states that count")
	thread := rapid.SampledFrom([]int{-1, -1, 2}).Draw(t, "thread that does not count")
	next := make([][]int, len(p.edges))
	for i, list := range p.edges {
		for _, e := range list {
			if states[i] && states[e.To] && e.Action.Thread() != thread {
				next[i] = append(next[i], int(e.To))
			}
		}
	}
	return Filter{
		State: func(i uint32) bool { return states[i] },
		Edge:  func(_ uint32, e *Edge) bool { return e.Action.Thread() != thread },
	}, next
}

// distances from a state, -1 if there is no path, of at least one step if back to it.
func distances(next [][]int, from int) []int {
	d := slices.Repeat([]int{-1}, len(next))
	layer := []int{from}
	for n := 1; len(layer) > 0; n++ {
		var after []int
		for _, i := range layer {
			for _, j := range next[i] {
				if d[j] < 0 {
					d[j] = n
					after = append(after, j)
				}
			}
		}
		layer = after
	}
	return d
}

func TestRows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, g := draw(t, 40)
		require.Equal(t, len(p.edges), g.N())
		edges, faults := 0, 0
		for i := range p.edges {
			require.Equal(t, p.edges[i], slices.Collect(g.Edges(uint32(i))))
			require.Equal(t, p.ended[i], g.Ended(uint32(i)))
			edges += len(p.edges[i])
			for _, e := range p.edges[i] {
				if e.Action.Fault() {
					faults++
				}
			}
		}
		require.Equal(t, edges, g.Transitions())
		require.Equal(t, faults, g.Faults())
	})
}

// TestLargeRows fills more than a chunk, in rows of many sizes.
func TestLargeRows(t *testing.T) {
	g := New(true)
	degree := func(i int) int { return i * 7919 % 300 }
	for i := range 4000 {
		for j := range degree(i) {
			g.Add(Edge{To: uint32(j), Action: machine.StepOf(j%64, 0), Label: uint32(i)})
		}
		g.End(i%3 == 0)
	}
	require.Greater(t, len(g.chunks), 9)
	for i := range 4000 {
		j := 0
		for e := range g.Edges(uint32(i)) {
			require.Equal(t, Edge{To: uint32(j), Action: machine.StepOf(j%64, 0), Label: uint32(i)}, e)
			j++
		}
		require.Equal(t, degree(i), j)
	}
}

func TestComponents(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, g := draw(t, 12)
		f, next := p.drawFilter(t)
		met := map[uint32]bool{}
		g.Components(f, func(c *Component) bool {
			component := c.States
			for _, i := range component {
				require.False(t, met[i], "%d is in two components", i)
				require.True(t, f.State(i))
				met[i] = true
			}
			inside := false
			for _, i := range component {
				for _, j := range next[i] {
					inside = inside || slices.Contains(component, uint32(j))
				}
			}
			require.Equal(t, inside, c.Edges)
			for _, i := range component {
				d := distances(next, int(i))
				for j := range uint32(g.N()) {
					mutual := i == j || d[j] >= 0 && distances(next, int(j))[i] >= 0
					require.Equal(t, mutual, slices.Contains(component, j), "%d and %d of %v", i, j, component)
					require.Equal(t, mutual, c.Has(j))
					require.True(t, d[j] < 0 || met[j], "%d comes after %d, which it is reached from", j, i)
				}
			}
			return true
		})
		for i := range uint32(g.N()) {
			require.Equal(t, f.State(i), met[i])
		}
	})
}

func TestPath(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, g := draw(t, 12)
		f, next := p.drawFilter(t)
		d := NewFinder(g)
		for range 3 { // of one finder
			from := uint32(rapid.IntRange(0, g.N()-1).Draw(t, "from"))
			to := uint32(rapid.IntRange(0, g.N()-1).Draw(t, "to"))
			path, ok := d.Path([]uint32{from}, func(i uint32) bool { return i == to }, f)
			want := -1
			if f.State(from) {
				want = distances(next, int(from))[to]
				require.Equal(t, want >= 0, ok)
			}
			if !ok {
				continue
			}
			at := from
			for i, s := range path {
				require.Equal(t, at, s.From)
				require.Contains(t, p.edges[at], s.Edge)
				require.True(t, f.admits(at, &path[i].Edge))
				at = s.To
			}
			require.Equal(t, to, at)
			if want >= 0 {
				require.Len(t, path, want)
			}
		}
	})
}
