package checker

import (
	"fmt"
	"maps"
	"slices"

	"heddle/machine/reference"
	"heddle/model/program"
)

// bruteEdge is a step of the reference interpreter.
type bruteEdge struct {
	to     int
	by     string // process; "" of what nobody is asked for
	takes  string // what a network owes, too
	enters bool
}

// bruteGraph is all states of a program, each instruction a step.
type bruteGraph struct {
	edges [][]bruteEdge
	open  []map[string]bool // by state: what is waited for, as property and number
	ended []bool
	bad   bool // something is violated, or nothing can happen

	halted []bool // it has ended but for nodes that are down
}

func explored(p *program.Program, memory string, limit int, e *endless) (*bruteGraph, bool) {
	config := reference.Under(memory)
	config.Ordered = true
	g := &bruteGraph{}
	var states []*reference.Machine
	index := map[string]int{}
	add := func(m *reference.Machine) int {
		key := m.Key()
		i, ok := index[key]
		if !ok {
			i = len(states)
			index[key] = i
			states = append(states, m)
		}
		return i
	}
	add(reference.New(p, config))
	for i := 0; i < len(states); i++ {
		if i > limit {
			return nil, false
		}
		m := states[i]
		states[i] = nil
		open := map[string]bool{}
		var edges []bruteEdge
		for t := range m.Threads() {
			if m.Wants(t) && !m.Finished(t) {
				open[fmt.Sprint(PropertyStarvation, t)] = true
				open[PropertyProgress] = true
			}
			in, _ := m.Next(t)
			var deliveries []reference.Delivery
			if in.Op == program.NetReceive {
				deliveries = m.Deliveries(t)
			}
			for alt := range m.Alternatives(t) {
				takes := ""
				if len(deliveries) > 0 {
					takes = m.Owed(t, deliveries[alt])
				}
				next := m.Clone()
				_, err := next.Step(t, alt)
				if err == reference.ErrBlocked {
					continue
				}
				if err != nil {
					g.bad = true
					return g, true
				}
				enters := in.Op == program.Ghost && program.Event(in.Aux) == program.EventEnter
				edges = append(edges, bruteEdge{add(next), fmt.Sprint("thread ", t), takes, enters})
			}
			for entry, a := range m.Buffer(t) {
				next := m.Clone()
				if _, err := next.Flush(t, entry); err == nil {
					edges = append(edges, bruteEdge{add(next), fmt.Sprint("buffer ", t, a.Loc), "", false})
				}
			}
		}
		quiet, down := len(edges) == 0, false
		for _, f := range m.Faults() {
			next := m.Clone()
			if err := next.Suffer(f); err != nil {
				g.bad = true
				return g, true
			}
			takes := ""
			if f.Kind == reference.FaultHeal {
				takes = "healing"
			}
			down = down || f.Kind == reference.FaultRestart
			edges = append(edges, bruteEdge{add(next), "", takes, false})
		}
		for c := range 2 {
			if m.Asked(e.response, c) {
				open[fmt.Sprint(PropertyLeadsTo, c)] = true
			}
		}
		g.edges, g.open, g.ended = append(g.edges, edges), append(g.open, open), append(g.ended, m.Ended())
		g.halted = append(g.halted, m.Halted())
		g.bad = g.bad || quiet && !down && !m.Ended()
	}
	return g, true
}

// does reports whether an edge is a step of a process, or what a network owes.
func (e bruteEdge) does(p string) bool { return e.by == p || e.takes == p }

// processes gives those that can step in a state, and what networks owe there.
func (g *bruteGraph) processes(i int) (procs, owed map[string]bool) {
	procs, owed = map[string]bool{}, map[string]bool{}
	for _, e := range g.edges[i] {
		procs[e.by], owed[e.takes] = true, true
	}
	delete(procs, "")
	delete(owed, "")
	return procs, owed
}

// violates reports whether a fair run stays for ever where what is open; "" is anywhere. (A cell's
// entries in a store buffer are a process: each must be written some time.)
func (g *bruteGraph) violates(open string, strong bool) bool {
	in := make([]bool, len(g.edges))
	procs, owed := map[string]bool{}, map[string]bool{}
	for i := range g.edges {
		in[i] = !g.ended[i] && (open == "" || g.open[i][open])
		p, o := g.processes(i)
		if in[i] && len(p)+len(o) == 0 && !(open == "" && g.halted[i]) {
			return true // it stays there
		}
		maps.Copy(procs, p)
		maps.Copy(owed, o)
	}
	weak, again := slices.Sorted(maps.Keys(procs)), slices.Sorted(maps.Keys(owed))
	if strong {
		weak, again = nil, append(weak, again...)
	}
	able := func(p string, i int) bool {
		return slices.ContainsFunc(g.edges[i], func(e bruteEdge) bool { return e.does(p) })
	}
	for set := range 1 << len(again) { // these step again and again, and no others can
		rest, step := slices.Clone(in), slices.Clone(weak)
		for k, p := range again {
			if set>>k&1 != 0 {
				step = append(step, p)
				continue
			}
			for i := range rest {
				rest[i] = rest[i] && !able(p, i)
			}
		}
		if g.cycles(rest, step, open, func(p string, i int) bool { return slices.Contains(weak, p) && !able(p, i) }) {
			return true
		}
	}
	return false
}

// ends reports whether the program can end where something is open.
func (g *bruteGraph) ends(open string) bool {
	for i, ended := range g.ended {
		if ended && g.open[i][open] {
			return true
		}
	}
	return false
}

// cycles reports whether a run can stay in a set of states for ever so that each process again and again
// steps, or is excused: the greatest fixpoint of E. A. Emerson and C.-L. Lei (1987), backwards over all edges.
func (g *bruteGraph) cycles(in []bool, procs []string, open string, excused func(p string, i int) bool) bool {
	counts := func(i int, e bruteEdge) bool { return in[i] && in[e.to] && !(open == PropertyProgress && e.enters) }
	reaches := func(good func(i int, e bruteEdge) bool) []bool {
		reach := make([]bool, len(in))
		before := make([][]int, len(in))
		var queue []int
		for i := range g.edges {
			for _, e := range g.edges[i] {
				if !counts(i, e) {
					continue
				}
				before[e.to] = append(before[e.to], i)
				if good(i, e) && !reach[i] {
					reach[i] = true
					queue = append(queue, i)
				}
			}
		}
		for len(queue) > 0 {
			i := queue[0]
			queue = queue[1:]
			for _, j := range before[i] {
				if !reach[j] {
					reach[j] = true
					queue = append(queue, j)
				}
			}
		}
		return reach
	}
	for {
		keep := reaches(func(int, bruteEdge) bool { return true })
		for _, p := range procs {
			reach := reaches(func(i int, e bruteEdge) bool { return e.does(p) || excused(p, i) })
			for i := range keep {
				keep[i] = keep[i] && reach[i]
			}
		}
		changed, some := false, false
		for i := range in {
			if in[i] && !keep[i] {
				in[i], changed = false, true
			}
			some = some || in[i]
		}
		if !changed {
			return some
		}
	}
}
