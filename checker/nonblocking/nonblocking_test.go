package nonblocking

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"heddle/checker/graph"
	"heddle/machine"
	_ "heddle/model/drawn"
)

// system has by state its edges, those that complete an operation marked, and who has an operation.
type system struct {
	edges [][]graph.Edge
	open  []uint64
}

const threads = 2

// drawSystem draws a system all of whose states can be reached.
func drawSystem(t *rapid.T) system {
	n := rapid.IntRange(1, 6).Draw(t, "states")
	s := system{make([][]graph.Edge, n), make([]uint64, n)}
	add := func(from, to int) {
		thread := rapid.IntRange(0, threads-1).Draw(t, "thread")
		e := graph.Edge{To: uint32(to), Action: machine.StepOf(thread, len(s.edges[from]))}
		if rapid.IntRange(0, 1).Draw(t, "completes") == 1 {
			e.Mark = 1
		}
		s.edges[from] = append(s.edges[from], e)
	}
	for i := range n {
		s.open[i] = uint64(rapid.SampledFrom([]int{3, 3, 3, 3, 2, 1, 0}).Draw(t, "open"))
		if i > 0 {
			add(rapid.IntRange(0, i-1).Draw(t, "from"), i)
		}
	}
	for range rapid.IntRange(0, 2*n).Draw(t, "more edges") {
		add(rapid.IntRange(0, n-1).Draw(t, "from"), rapid.IntRange(0, n-1).Draw(t, "to"))
	}
	return s
}

func (s system) operations() Operations {
	g := graph.New(false)
	for _, row := range s.edges {
		for _, e := range row {
			g.Add(e)
		}
		g.End(false)
	}
	return Operations{
		Graph: g, Threads: threads, Stop: func() error { return nil },
		Open:      func(i uint32) uint64 { return s.open[i] },
		Completes: func(e *graph.Edge, t int) bool { return e.Mark != 0 && e.Action.Thread() == t },
	}
}

// vain reports whether an edge may be in a cycle that shows that a class is not reached, with thread t.
func vain(c Class, e graph.Edge, t int) bool {
	switch {
	case c == ObstructionFree:
		return e.Action.Thread() == t && e.Mark == 0
	case c == LockFree:
		return e.Mark == 0
	}
	return e.Mark == 0 || e.Action.Thread() != t
}

// class finds the class by the transitive closure of the edges that may be in a cycle.
func (s system) class() Class {
	for c := ObstructionFree; c <= WaitFree; c++ {
		for t := range threads {
			if c == ObstructionFree && s.waits(t) || s.works(t, s.closure(c, t), c) {
				return c - 1
			}
		}
	}
	return WaitFree
}

// waits reports whether thread t can do nothing in some state, and has an operation there.
func (s system) waits(t int) bool {
	for i, row := range s.edges {
		if s.open[i]>>t&1 != 0 && !slices.ContainsFunc(row, func(e graph.Edge) bool { return e.Action.Thread() == t }) {
			return true
		}
	}
	return false
}

// works reports whether a step of thread t in an operation is on a cycle.
func (s system) works(t int, reach [][]bool, c Class) bool {
	for i, row := range s.edges {
		for _, e := range row {
			if s.open[i]>>t&1 != 0 && e.Action.Thread() == t && vain(c, e, t) && reach[e.To][i] {
				return true
			}
		}
	}
	return false
}

// closure says which state leads to which.
func (s system) closure(c Class, t int) [][]bool {
	n := len(s.edges)
	reach := make([][]bool, n)
	for i := range reach {
		reach[i] = make([]bool, n)
		reach[i][i] = true
		for _, e := range s.edges[i] {
			reach[i][e.To] = reach[i][e.To] || vain(c, e, t)
		}
	}
	for k := range n {
		for i := range n {
			for j := range n {
				reach[i][j] = reach[i][j] || reach[i][k] && reach[k][j]
			}
		}
	}
	return reach
}

// steps finds the most steps of an operation, by trying ever longer ones.
func (s system) steps() (most int) {
	for t := range threads {
		left := make([]int, len(s.edges))
		for changed := true; changed; {
			changed = false
			for i, row := range s.edges {
				for _, e := range row {
					n := 0
					if e.Mark == 0 || e.Action.Thread() != t {
						n = left[e.To]
					}
					if e.Action.Thread() == t && s.open[i]>>t&1 != 0 {
						n++
					}
					if n > left[i] {
						left[i], changed = n, true
					}
				}
			}
		}
		most = max(most, slices.Max(left))
	}
	return most
}

// requireLack checks that a schedule is one of the system's and shows that it is not of the class after c.
func (s system) requireLack(t *rapid.T, c Class, lack *Lack) {
	at := uint32(0)
	for _, x := range slices.Concat(lack.Stem, lack.Cycle) {
		require.Equal(t, at, x.From)
		require.Contains(t, s.edges[at], x.Edge)
		at = x.To
	}
	if len(lack.Cycle) == 0 {
		require.Equal(t, Blocking, c)
		require.True(t, s.open[at]>>lack.Thread&1 != 0)
		require.False(t, slices.ContainsFunc(s.edges[at], func(e graph.Edge) bool { return e.Action.Thread() == lack.Thread }))
		return
	}
	require.Equal(t, lack.Cycle[0].From, at)
	works := false
	for _, x := range lack.Cycle {
		require.True(t, vain(c+1, x.Edge, lack.Thread), "%v", lack)
		works = works || x.Action.Thread() == lack.Thread && s.open[x.From]>>lack.Thread&1 != 0
	}
	require.True(t, works)
}

// TestClassAgainstClosures compares classes and bounds with those of other algorithms, and checks each schedule.
func TestClassAgainstClosures(t *testing.T) {
	met := map[Class]int{}
	rapid.Check(t, func(t *rapid.T) {
		s := drawSystem(t)
		o := s.operations()
		c, lack, err := o.Class()
		require.NoError(t, err)
		require.Equal(t, s.class(), c, "%v", s)
		if met[c]++; c == WaitFree {
			require.Nil(t, lack)
			require.Equal(t, s.steps(), o.Steps(), "%v", s)
			return
		}
		s.requireLack(t, c, lack)
	})
	assert.Positive(t, met[Blocking])
	assert.Positive(t, met[WaitFree])
}

// TestClasses has a smallest system of each class.
func TestClasses(t *testing.T) {
	step := func(thread, to int) graph.Edge { return graph.Edge{To: uint32(to), Action: machine.StepOf(thread, 0)} }
	done := func(thread, to int) graph.Edge {
		e := step(thread, to)
		e.Mark = 1
		return e
	}
	for want, edges := range map[Class][][]graph.Edge{
		Blocking:        {{step(0, 0), done(1, 0)}},
		ObstructionFree: {{step(0, 1), step(1, 2)}, {done(0, 0), step(1, 0)}, {step(0, 0), done(1, 0)}},
		LockFree:        {{step(0, 1), done(1, 0)}, {done(0, 0), done(1, 0)}},
		WaitFree:        {{step(0, 1), done(1, 0)}, {done(0, 0), done(1, 1)}},
	} {
		s := system{edges, slices.Repeat([]uint64{3}, len(edges))}
		c, _, err := s.operations().Class()
		require.NoError(t, err)
		assert.Equal(t, want, c)
		assert.Equal(t, want, s.class())
	}
}
