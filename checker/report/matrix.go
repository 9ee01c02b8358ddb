package report

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"heddle/checker/result"
)

// Cell is one verdict of the matrix of targets and memory models, with the
// numbers that a silent change of semantics would move.
type Cell struct {
	Check
	Verdict     string // as result.Verdict prints
	Bounded     string // as in result.Result; not in files
	Property    string // of the violation, else ""
	States      int
	Transitions int
	Depth       int
	Steps       int // of the schedule
	Switches    int
}

// CellOf gives the cell of a result.
func CellOf(c Check, r result.Result) Cell {
	cell := Cell{Check: c, Verdict: r.Verdict.String(), Bounded: r.Bounded, Property: r.Property, States: r.States, Transitions: r.Transitions, Depth: r.Depth}
	if r.Schedule != nil {
		cell.Steps, cell.Switches = len(r.Schedule.Steps), r.Schedule.Switches
	}
	return cell
}

// Short is the verdict in a word: the violated property, "verified" or "incomplete";
// of a bounded search "up to 2 preemptions".
func (c Cell) Short() string {
	switch {
	case c.Property != "":
		return c.Property
	case c.Bounded != "":
		return upTo(c.Bounded)
	}
	return c.Verdict
}

const matrixHead = "# target, memory model, threads, rounds, verdict: states, transitions, depth; steps and context switches of the shortest schedule\n"

// WriteMatrix writes cells one a line, as a golden file.
func WriteMatrix(w io.Writer, cells []Cell) error {
	var b strings.Builder
	b.WriteString(matrixHead)
	for _, c := range cells {
		b.WriteString(c.line() + "\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (c Cell) line() string {
	property := c.Property
	if property == "" {
		property = "-"
	}
	return fmt.Sprintf("%-40s %-4s %d %d  %-10s %-16s  %d %d %d  %d %d",
		c.Target, c.Memory, c.Threads, c.Rounds, c.Verdict, property, c.States, c.Transitions, c.Depth, c.Steps, c.Switches)
}

// ParseMatrix reads what WriteMatrix wrote. name is what errors call it.
func ParseMatrix(name string, r io.Reader) ([]Cell, error) {
	var cells []Cell
	lines := bufio.NewScanner(r)
	for number := 1; lines.Scan(); number++ {
		text := lines.Text()
		if text == "" || strings.HasPrefix(text, "#") {
			continue
		}
		var c Cell
		n, err := fmt.Sscan(text, &c.Target, &c.Memory, &c.Threads, &c.Rounds, &c.Verdict, &c.Property, &c.States, &c.Transitions, &c.Depth, &c.Steps, &c.Switches)
		if err != nil {
			return nil, fmt.Errorf("%s:%d: field %d of 11: %w", name, number, n+1, err)
		}
		if c.Property == "-" {
			c.Property = ""
		}
		cells = append(cells, c)
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return cells, nil
}

// DiffMatrix gives the lines that differ: "- " what was wanted, "+ " what was got,
// in the order of want, then what only got has.
func DiffMatrix(want, got []Cell) []string {
	type key struct{ target, memory string }
	found := map[key]Cell{}
	for _, c := range got {
		found[key{c.Target, c.Memory}] = c
	}
	diff := []string{}
	known := map[key]bool{}
	for _, w := range want {
		k := key{w.Target, w.Memory}
		known[k] = true
		g, ok := found[k]
		if ok && g == w {
			continue
		}
		diff = append(diff, "- "+w.line())
		if ok {
			diff = append(diff, "+ "+g.line())
		}
	}
	for _, g := range got {
		if !known[key{g.Target, g.Memory}] {
			diff = append(diff, "+ "+g.line())
		}
	}
	return diff
}

// Matrix writes cells as a table: one line a target, one column a memory model. A verdict
// for other bounds than those of the target's first one says so; what was not checked is a dash.
func Matrix(w io.Writer, cells []Cell, style Style) error {
	targets, memories := []string{}, []string{}
	bounds, verdicts := map[string]string{}, map[[2]string]string{}
	for _, c := range cells {
		if _, ok := bounds[c.Target]; !ok {
			targets = append(targets, c.Target)
			bounds[c.Target] = c.Bounds()
		}
		if !slices.Contains(memories, c.Memory) {
			memories = append(memories, c.Memory)
		}
		verdict := c.Short()
		if b := c.Bounds(); b != bounds[c.Target] {
			verdict += " (" + b + ")"
		}
		verdicts[[2]string{c.Target, c.Memory}] = verdict
	}
	table := [][]string{append([]string{"target", "bounds"}, memories...)}
	for _, t := range targets {
		line := []string{t, bounds[t]}
		for _, m := range memories {
			line = append(line, cmp.Or(verdicts[[2]string{t, m}], "-"))
		}
		table = append(table, line)
	}
	return Columns(w, table, style)
}

// Columns writes a table, its first line as a heading, each column as wide as its
// longest text. Verdicts are coloured.
func Columns(w io.Writer, table [][]string, style Style) error {
	widths := []int{}
	for _, line := range table {
		for i, text := range line {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], length(text))
		}
	}
	var b strings.Builder
	for at, line := range table {
		for i, text := range line {
			padding := strings.Repeat(" ", widths[i]-length(text)+2)
			if i == len(line)-1 {
				padding = ""
			}
			b.WriteString(style.paint(shade(at, text), text) + padding)
		}
		b.WriteString("\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// shade is the colour of a text in line at.
func shade(at int, text string) string {
	text, _, _ = strings.Cut(text, " (")
	switch {
	case at == 0:
		return bold
	case text == result.Verified.String():
		return green
	case text == result.Incomplete.String(), strings.HasPrefix(text, "up to "):
		return amber
	case slices.Contains(result.Properties(), text):
		return red
	}
	return ""
}
