// Package sheet puts costs into forms that people and other programs read. Like package report it decides
// nothing, and the same costs give the same bytes.
package sheet

import (
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"heddle/checker/cost"
	"heddle/checker/report"
	"heddle/checker/result"
)

// Sheet is what one target costs, for several numbers of threads.
type Sheet struct {
	report.Check // of all columns but for the threads
	Columns      []cost.Column
	Zeros        bool // what nothing pays is shown too
}

// Formats lists the forms of sheets for people.
func Formats() []string { return []string{"text", "markdown", "csv"} }

// Write writes sheets in one of Formats.
func Write(w io.Writer, format string, sheets []Sheet, style report.Style) error {
	switch format {
	case "text":
		return text(w, sheets, style)
	case "markdown":
		return markdown(w, sheets)
	case "csv":
		return asCSV(w, sheets)
	}
	return fmt.Errorf("sheet: format %q, want one of %s", format, strings.Join(Formats(), ", "))
}

// head says what a sheet is of.
func (s Sheet) head() string {
	parts := []string{s.Target, s.Memory}
	if text := s.System.String(); text != "" {
		parts = append(parts, text)
	}
	if b := s.Bounds(); b != "" {
		parts = append(parts, b)
	}
	return strings.Join(parts, "  ")
}

// table gives the lines of a sheet, the first as a heading.
func (s Sheet) table() [][]string {
	heading := []string{"window", "metric"}
	for _, c := range s.Columns {
		text := "cost"
		if c.Threads > 0 {
			text = fmt.Sprintf("N=%d", c.Threads)
		}
		heading = append(heading, text)
	}
	grows := len(s.Columns) > 1
	if grows {
		heading = append(heading, "growth")
	}
	table := [][]string{heading}
	if !s.measured() {
		line := []string{"", "verdict"}
		for _, c := range s.Columns {
			line = append(line, unmeasured(c.Result))
		}
		if grows {
			line = append(line, "")
		}
		table = append(table, line)
	}
	last := ""
	for _, l := range cost.Lines(s.Columns, s.Zeros) {
		line := []string{l.Window.String(), l.Metric.Name}
		if line[0] == last {
			line[0] = ""
		} else {
			last = line[0]
		}
		for i, r := range l.Rows {
			if !s.Columns[i].Measured {
				line = append(line, "–")
				continue
			}
			line = append(line, r.Short())
		}
		if grows {
			line = append(line, l.Growth)
		}
		table = append(table, line)
	}
	return table
}

// measured reports whether all columns are.
func (s Sheet) measured() bool {
	return !slices.ContainsFunc(s.Columns, func(c cost.Column) bool { return !c.Measured })
}

// unmeasured says why there is no cost.
func unmeasured(r result.Result) string {
	if r.Property != "" {
		return r.Property
	}
	return r.Verdict.String()
}

func text(w io.Writer, sheets []Sheet, style report.Style) error {
	for i, s := range sheets {
		if i > 0 {
			fmt.Fprintln(w)
		}
		fmt.Fprintln(w, style.Bold(s.head()))
		if err := report.Columns(w, s.table(), style); err != nil {
			return err
		}
	}
	if len(sheets) == 0 {
		return nil
	}
	_, err := fmt.Fprint(w, "\n", strings.Join(legend(sheets), "\n"), "\n")
	return err
}

// legend explains the signs that sheets use.
func legend(sheets []Sheet) []string {
	lines := []string{"The worst case over all schedules within the bounds, and the best in brackets if it is another."}
	if slices.ContainsFunc(sheets, func(s Sheet) bool { return !s.Zeros }) {
		lines[0] += " What nothing pays is left out."
	}
	fits, unbounded, held := false, false, false
	for _, s := range sheets {
		fits = fits || len(s.Columns) > 1
		for _, l := range cost.Lines(s.Columns, s.Zeros) {
			for _, r := range l.Rows {
				unbounded = unbounded || r.Worst.Infinite && r.Fair
				held = held || r.Worst.Infinite && !r.Fair
			}
		}
	}
	if unbounded {
		lines = append(lines, "∞: a cycle pays, and a schedule that is fair to all threads can go round it for ever.")
	}
	if held {
		lines = append(lines, "∞*: a cycle pays, for as long as the schedule holds another thread back.")
	}
	if fits {
		lines = append(lines, "growth: the slowest of 1, log₂N, N, N log₂N and N² that the worst cases are, exactly and with a number to spare; –: none is.")
	}
	return lines
}

func markdown(w io.Writer, sheets []Sheet) error {
	for i, s := range sheets {
		if i > 0 {
			fmt.Fprintln(w)
		}
		fmt.Fprintf(w, "**%s**\n\n", s.head())
		if err := Markdown(w, s.table()); err != nil {
			return err
		}
	}
	if len(sheets) == 0 {
		return nil
	}
	_, err := fmt.Fprint(w, "\n", strings.Join(legend(sheets), "\n\n"), "\n")
	return err
}

// Markdown writes a table, its first line as a heading.
func Markdown(w io.Writer, table [][]string) error {
	var b strings.Builder
	for at, line := range table {
		b.WriteString("|")
		for _, text := range line {
			b.WriteString(" " + strings.ReplaceAll(strings.ReplaceAll(text, "|", `\|`), "*", `\*`) + " |")
		}
		b.WriteString("\n")
		if at == 0 {
			b.WriteString(strings.Repeat("|---", len(line)) + "|\n")
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func asCSV(w io.Writer, sheets []Sheet) error {
	out := csv.NewWriter(w)
	out.Write([]string{"target", "memory", "machine", "threads", "rounds", "window", "metric", "worst", "fair", "best", "growth"})
	for _, s := range sheets {
		for _, l := range cost.Lines(s.Columns, s.Zeros) {
			for i, r := range l.Rows {
				c := s.Columns[i]
				line := []string{s.Target, s.Memory, s.System.String(), number(c.Threads), number(c.Rounds), l.Window.String(), l.Metric.Name}
				if !c.Measured {
					line = append(line, unmeasured(c.Result), "", "")
				} else {
					line = append(line, worst(r), fairly(r), best(r))
				}
				out.Write(append(line, l.Growth))
			}
		}
	}
	out.Flush()
	return out.Error()
}

func number(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}
