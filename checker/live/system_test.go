package live

import (
	"slices"

	"pgregory.net/rapid"

	"heddle/checker/graph"
	"heddle/machine"
)

// system is a graph written out.
type system [][]graph.Edge

func (s system) graph() *graph.Graph {
	g := graph.New(false)
	for _, edges := range s {
		for _, e := range edges {
			g.Add(e)
		}
		g.End(len(edges) == 0)
	}
	return g
}

// drawSystem draws a system whose states can all be reached, with threads, buffers, steps of two threads, and a network
// that delivers and fails.
func drawSystem(t *rapid.T) system {
	s := make(system, rapid.IntRange(1, 7).Draw(t, "states"))
	edge := func(i, to int) {
		e := graph.Edge{To: uint32(to), Action: machine.StepOf(rapid.IntRange(0, 2).Draw(t, "thread"), 0)}
		switch rapid.IntRange(0, 9).Draw(t, "kind") {
		case 0:
			e.Action = machine.FlushOf(e.Action.Thread(), 0)
		case 2:
			e.Action = machine.DeliverOf(e.Action.Thread(), rapid.IntRange(0, 2).Draw(t, "message"))
		case 1:
			e.Partner = uint8((e.Action.Thread()+1)%3 + 1)
		case 3:
			e.Action = machine.FaultOf(0)
			e.Takes = rapid.SampledFrom([]uint32{0, 0, 3}).Draw(t, "heals")
		case 4, 5:
			e.Takes = rapid.SampledFrom([]uint32{1, 2, 70}).Draw(t, "takes")
		}
		s[i] = append(s[i], e)
	}
	for i := range s {
		if i > 0 {
			edge(rapid.IntRange(0, i-1).Draw(t, "from"), i)
		}
	}
	for i := range s {
		for range rapid.IntRange(0, 3).Draw(t, "degree") {
			edge(i, rapid.IntRange(0, len(s)-1).Draw(t, "to"))
		}
	}
	return s.breadthFirst()
}

// breadthFirst numbers the states by their distance.
func (s system) breadthFirst() system {
	order, number := []uint32{0}, map[uint32]uint32{0: 0}
	for at := 0; at < len(order); at++ {
		for _, e := range s[order[at]] {
			if _, ok := number[e.To]; !ok {
				number[e.To] = uint32(len(order))
				order = append(order, e.To)
			}
		}
	}
	var out system
	for _, i := range order {
		edges := slices.Clone(s[i])
		for j := range edges {
			edges[j].To = number[edges[j].To]
		}
		out = append(out, edges)
	}
	return out
}
