package report

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"heddle/checker/causality"
	"heddle/checker/result"
)

// DOT writes the run r of s as a graph in the language of Graphviz: a column for each process, whose events are in
// its order, and an edge for each message that is received. What else puts events in order is dotted. A message that is
// lost, or under way at the end, leads to a node that says so. Of faults of the network only crashes are shown.
func DOT(w io.Writer, s *result.Schedule, r *causality.Run, beside Beside) error {
	d := &dot{r: r, captions: captions(r, beside)}
	fmt.Fprintf(&d.b, "digraph %s {\n", dotString(clean(s.Target)))
	d.b.WriteString("\tnewrank=true;\n") // causes are above effects, whatever their clusters
	d.b.WriteString("\tnode [shape=box, style=rounded, fontname=\"Helvetica\", fontsize=10];\n")
	d.b.WriteString("\tedge [fontname=\"Helvetica\", fontsize=9];\n")
	fmt.Fprintf(&d.b, "\tlabel=%s;\n", dotString(clean(sentence(s))))
	for p := range r.Processes {
		d.cluster(p)
	}
	d.columns()
	for i := range r.Messages {
		d.message(&r.Messages[i])
	}
	d.others()
	d.b.WriteString("}\n")
	_, err := io.WriteString(w, d.b.String())
	return err
}

// dot is a graph that is being written.
type dot struct {
	b        strings.Builder
	r        *causality.Run
	captions []string
}

func dotString(text string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\uFFFD", "?").Replace(text) + `"`
}

func dotEvent(i int) string { return "e" + strconv.Itoa(i+1) }

func dotProcess(p int) string { return "p" + strconv.Itoa(p) }

// columns puts the names of the processes side by side, in their order.
func (d *dot) columns() {
	var names []string
	for p := range d.r.Processes {
		names = append(names, dotProcess(p))
	}
	if len(names) > 1 {
		fmt.Fprintf(&d.b, "\t{ rank=same; %s [style=invis]; }\n", strings.Join(names, " -> "))
	}
}

// cluster writes a process, its events and their order.
func (d *dot) cluster(p int) {
	last := dotProcess(p)
	fmt.Fprintf(&d.b, "\tsubgraph cluster_%d {\n\t\tlabel=\"\";\n\t\tcolor=gray;\n\t\t%s [label=%s, shape=plain, fontsize=14];\n", p, last, dotString(clean(d.r.Processes[p].Name)))
	for _, i := range d.r.Shown() {
		e := &d.r.Events[i]
		if e.Process != p {
			continue
		}
		look := ""
		if e.Name != "" {
			look = ", style=\"rounded,bold\""
		}
		fmt.Fprintf(&d.b, "\t\t%s [label=%s%s];\n", dotEvent(i), dotString(d.captions[i]), look)
		fmt.Fprintf(&d.b, "\t\t%s -> %s [color=gray, weight=100];\n", last, dotEvent(i))
		last = dotEvent(i)
	}
	d.b.WriteString("\t}\n")
}

// message writes an edge for each time that m is received, or one that leads nowhere.
func (d *dot) message(m *causality.Message) {
	if m.Sent < 0 || d.r.Events[m.Sent].Hidden {
		return
	}
	label := dotString(numbered(m))
	for i, to := range m.Received {
		look := ""
		if i > 0 {
			look = ", style=dashed"
		}
		if !d.r.Events[to].Hidden {
			fmt.Fprintf(&d.b, "\t%s -> %s [label=%s, color=blue%s];\n", dotEvent(m.Sent), dotEvent(to), label, look)
		}
	}
	if fate := fate(m); fate != "" {
		fmt.Fprintf(&d.b, "\tm%d [label=%s, shape=plain];\n", m.Number, dotString(fate))
		fmt.Fprintf(&d.b, "\t%s -> m%d [label=%s, color=blue, style=dashed];\n", dotEvent(m.Sent), m.Number, label)
	}
}

// fate says what has become of a message that is not received, "" of one that is.
func fate(m *causality.Message) string {
	switch {
	case m.Lost >= 0:
		return "✗ to " + target(m)
	case len(m.Received) == 0:
		return "under way to " + target(m)
	}
	return ""
}

// others writes what puts events in order beside processes and messages: starts, joins, closed channels.
func (d *dot) others() {
	for _, i := range d.r.Shown() {
		e := &d.r.Events[i]
		for _, c := range e.Causes {
			cause := &d.r.Events[c]
			if !cause.Hidden && cause.Process != e.Process && !slices.Contains(cause.Sends, e.Receives) {
				fmt.Fprintf(&d.b, "\t%s -> %s [style=dotted];\n", dotEvent(c), dotEvent(i))
			}
		}
	}
}
