package axiom

import (
	"fmt"
	"strings"

	"heddle/model/program"
)

// DOT draws x as a directed graph in the language of Graphviz: threads as columns, the
// edges that x is given by, and those of cycle c in red.
func (x *Execution) DOT(title string, c Cycle) string {
	d := drawing{x: x, names: x.letters()}
	fmt.Fprintf(&d.b, "digraph %q {\n\tlabel=%q;\n\tnode [shape=plaintext];\n", title, title)
	d.events()
	inCycle := map[[2]int]bool{}
	for _, s := range c {
		d.edge(s.From, s.To, s.Name, "color=red, fontcolor=red, penwidth=2")
		inCycle[[2]int{s.From, s.To}] = true
	}
	for _, e := range d.given() {
		if !inCycle[[2]int{e.From, e.To}] {
			d.edge(e.From, e.To, e.Name, "color=gray40, fontcolor=gray40")
		}
	}
	return d.b.String() + "}\n"
}

// drawing is a graph being written.
type drawing struct {
	x     *Execution
	names []string
	b     strings.Builder
}

// events writes the nodes, in a cluster for each thread.
func (d *drawing) events() {
	thread := Initial
	for _, i := range d.x.sorted() {
		if t := d.x.Events[i].Thread; t != thread {
			if thread != Initial {
				d.b.WriteString("\t}\n")
			}
			fmt.Fprintf(&d.b, "\tsubgraph cluster%d {\n\tlabel=%q;\n", t, program.ThreadName(t))
			thread = t
		}
		fmt.Fprintf(&d.b, "\te%d [label=%q];\n", i, d.x.describe(d.names, i))
	}
	if thread != Initial {
		d.b.WriteString("\t}\n")
	}
}

func (d *drawing) edge(from, to int, name, style string) {
	fmt.Fprintf(&d.b, "\te%d -> e%d [label=%q, %s];\n", from, to, name, style)
}

// given lists the edges that x was given, po and co without those that follow from others.
func (d *drawing) given() []Step {
	x := d.x
	var list []Step
	sorted := x.sorted()
	for k, i := range sorted {
		if k > 0 && x.Events[i].Thread != Initial && x.Events[sorted[k-1]].Thread == x.Events[i].Thread {
			list = append(list, Step{sorted[k-1], i, "po"})
		}
	}
	for i, w := range x.rf {
		if w != None {
			list = append(list, Step{w, i, "rf"})
		}
	}
	for _, l := range x.locations {
		for k := range l.writes[1:] {
			list = append(list, Step{l.writes[k], l.writes[k+1], "co"})
		}
	}
	for kind, name := range []string{EdgeSync: "sync", EdgeAddr: "addr", EdgeData: "data", EdgeCtrl: "ctrl"} {
		for _, e := range x.edges[kind] {
			list = append(list, Step{e[0], e[1], name})
		}
	}
	return list
}
