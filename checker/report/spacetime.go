package report

import (
	"io"
	"slices"
	"strconv"
	"strings"

	"heddle/checker/causality"
	"heddle/checker/result"
)

// Spacetime writes s, whose run is r, as a space-time diagram (Lamport 1978, figure 1): one column a process, time
// downwards, and messages by their numbers.
//
//	step  P0              P1
//	   1  ● 1▶P1 REQ(7)   │
//	   2  │               ● ▶1 REQ(7)
//
// A column may get as narrow as spacetimeWidth; if that is not enough the diagram is wider than style.Width.
func Spacetime(w io.Writer, s *result.Schedule, r *causality.Run, beside Beside, style Style) error {
	var b strings.Builder
	for _, line := range Wrap(clean(sentence(s)), style.width()) {
		b.WriteString(style.paint(bold, line) + "\n")
	}
	for _, line := range Wrap(lengths(s)+traffic(r), style.width()) {
		b.WriteString(style.paint(faint, line) + "\n")
	}
	b.WriteString("\n")
	d := &spacetime{r: r, style: style, captions: captions(r, beside), down: make([]bool, len(r.Processes))}
	d.write(&b)
	if len(r.Messages) > 0 {
		b.WriteString("\n" + style.paint(faint, "n▶X: message n is sent to X; ▶n: it is received") + "\n")
	}
	pending(&b, r, style)
	ending(&b, s, style)
	_, err := io.WriteString(w, b.String())
	return err
}

// spacetimeWidth is how narrow a column of a space-time diagram may get.
const spacetimeWidth = 14

// spacetime is a diagram that is being written.
type spacetime struct {
	r        *causality.Run
	style    Style
	captions []string // of events
	widths   []int    // of the step's column, and those of processes
	down     []bool   // by process: it has crashed and not restarted
	step     int      // that was shown last; 0: none
}

// The lines of processes.
const (
	happens = "● "
	lives   = "│ "
	isDown  = "┊ "
)

// write lays out the columns and writes all events that are shown.
func (d *spacetime) write(b *strings.Builder) {
	g := grid{heads: []string{" step"}, least: []int{5}}
	for _, p := range d.r.Processes {
		g.heads = append(g.heads, clean(p.Name))
		g.least = append(g.least, spacetimeWidth)
	}
	for i := range d.r.Events {
		cells := make([]string, len(g.heads))
		if p := d.column(i); p >= 0 {
			cells[p+1] = happens + d.captions[i]
		}
		g.rows = append(g.rows, cells)
	}
	for i := range g.heads { // a column without any text has a width, too
		g.rows = append(g.rows, slices.Repeat([]string{""}, len(g.heads)))
		g.rows[len(g.rows)-1][i] = g.heads[i]
	}
	d.widths, _ = g.fit(d.style.width())
	var head strings.Builder
	g.line(&head, d.widths, g.heads, 0)
	b.WriteString(d.style.paint(bold, strings.TrimRight(head.String(), " ")) + "\n")
	for i := range d.r.Events {
		if i == d.r.Cycle {
			d.rule(b, "cycle: what follows repeats for ever")
		}
		if !d.r.Events[i].Hidden {
			d.event(b, i)
		}
	}
}

// column is the process whose column has event i: of the loss of a message that of the receiver. It is -1 if there is none.
func (d *spacetime) column(i int) int {
	e := &d.r.Events[i]
	switch {
	case e.Hidden:
		return -1
	case e.Process >= 0 || e.Faulty == 0:
		return e.Process
	}
	return d.r.ProcessNamed(causality.NodeName(d.r.Message(e.Faulty).To))
}

// event writes event i in the column of its process, or across all.
func (d *spacetime) event(b *strings.Builder, i int) {
	e := &d.r.Events[i]
	column := d.column(i)
	if column < 0 {
		d.rule(b, d.captions[i])
		return
	}
	step := ""
	if e.Step != d.step {
		d.step, step = e.Step, strconv.Itoa(e.Step)
	}
	glyph := happens
	if e.Process < 0 {
		glyph = d.line(column)
	}
	for j, text := range Wrap(d.captions[i], d.widths[column+1]-length(glyph)) {
		line := strings.Repeat(" ", max(0, 5-length(step))) + step
		if j > 0 {
			line, glyph = strings.Repeat(" ", 5), d.line(column)
		}
		for p := range d.r.Processes {
			cell := d.line(p)
			if p == column {
				cell = glyph + text
			}
			line += "  " + pad(cell, d.widths[p+1])
		}
		b.WriteString(strings.TrimRight(line, " ") + "\n")
		if e.Process >= 0 {
			d.down[column] = e.Kind == "crash" || e.Kind == "wipe" || d.down[column] && e.Kind != "restart"
		}
	}
}

// line is the line of a process to which nothing happens.
func (d *spacetime) line(p int) string {
	if d.down[p] {
		return isDown
	}
	return lives
}

// rule writes a line across all columns.
func (d *spacetime) rule(b *strings.Builder, text string) {
	b.WriteString(d.style.paint(bold, strings.Repeat(" ", 7)+"── "+text+" ──") + "\n")
}
