package linear

import (
	"encoding/binary"
	"slices"
)

// graph is what the exploration of a specification finds: states, and steps between them. State 0 is the first one.
type graph struct {
	steps [][]transition // by state
}

// transition is a step of the specification: with the label of the operation that it ends, or call 0 if it ends none.
type transition struct {
	call, result uint32
	to           uint32
}

// minimizer makes a graph without cycles into the nodes of an automaton, those without successors first: states from which the
// same can follow are one node.
type minimizer struct {
	graph *graph
	node  []uint32 // by state: its node, from 1; 0 is not known yet
	open  []bool   // by state: it lies on the path to the present one
	nodes [][]edge // by number, from 1
	found map[string]uint32
	path  []visit
	key   []byte
}

type visit struct {
	state uint32
	next  int // the step to go on with
}

// minimize gives the nodes that are reachable from that of the first state, which is 0. If there is a cycle it gives a state on it.
func (g *graph) minimize() (nodes [][]edge, cycle uint32, ok bool) {
	m := &minimizer{
		graph: g, node: make([]uint32, len(g.steps)), open: make([]bool, len(g.steps)),
		nodes: make([][]edge, 1), found: map[string]uint32{},
	}
	m.enter(0)
	for len(m.path) > 0 {
		v := &m.path[len(m.path)-1]
		if v.next == len(g.steps[v.state]) {
			m.leave(v.state)
			continue
		}
		to := g.steps[v.state][v.next].to
		switch v.next++; {
		case m.open[to]:
			return nil, to, false
		case m.node[to] == 0:
			m.enter(to)
		}
	}
	return m.renumber(m.node[0]), 0, true
}

func (m *minimizer) enter(state uint32) {
	m.open[state] = true
	m.path = append(m.path, visit{state: state})
}

// leave finds the node of a state all of whose successors have theirs. What follows steps without a label follows the state.
func (m *minimizer) leave(state uint32) {
	var edges []edge
	for _, t := range m.graph.steps[state] {
		if t.call == 0 {
			edges = append(edges, m.nodes[m.node[t.to]]...)
		} else {
			edges = append(edges, edge{t.call, t.result, m.node[t.to]})
		}
	}
	slices.SortFunc(edges, edge.compare)
	edges = slices.Compact(edges)
	m.key = m.key[:0]
	for _, e := range edges {
		m.key = binary.LittleEndian.AppendUint32(m.key, e.call)
		m.key = binary.LittleEndian.AppendUint32(m.key, e.result)
		m.key = binary.LittleEndian.AppendUint32(m.key, e.to)
	}
	n, ok := m.found[string(m.key)]
	if !ok {
		n = uint32(len(m.nodes))
		m.found[string(m.key)] = n
		m.nodes = append(m.nodes, edges)
	}
	m.node[state], m.open[state] = n, false
	m.path = m.path[:len(m.path)-1]
}

// renumber gives the nodes that can be reached from root numbers in the order of a breadth-first search.
func (m *minimizer) renumber(root uint32) [][]edge {
	number := make([]uint32, len(m.nodes)) // plus 1
	number[root] = 1
	order := []uint32{root}
	var nodes [][]edge
	for len(nodes) < len(order) {
		list := slices.Clone(m.nodes[order[len(nodes)]])
		for i, e := range list {
			if number[e.to] == 0 {
				order = append(order, e.to)
				number[e.to] = uint32(len(order))
			}
			list[i].to = number[e.to] - 1
		}
		slices.SortFunc(list, edge.compare)
		nodes = append(nodes, list)
	}
	return nodes
}
