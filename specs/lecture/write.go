package lecture

import (
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strings"

	"heddle/checker/cost/sheet"
	"heddle/checker/report"
)

// Write writes a table in one of sheet.Formats. The form csv has a line for each cell, with what the lecture says.
func (t *Table) Write(w io.Writer, format string, style report.Style) error {
	switch format {
	case "csv":
		return t.csv(w)
	case "markdown":
		grid, notes := t.grid()
		if err := sheet.Markdown(w, grid); err != nil {
			return err
		}
		_, err := fmt.Fprintf(w, "\n%s\n", strings.Join(t.legend(notes), "\n\n"))
		return err
	case "text":
		grid, notes := t.grid()
		if err := report.Columns(w, grid, style); err != nil {
			return err
		}
		_, err := fmt.Fprintf(w, "\n%s\n", strings.Join(t.legend(notes), "\n"))
		return err
	}
	return fmt.Errorf("lecture: format %q, want one of %s", format, strings.Join(sheet.Formats(), ", "))
}

// grid gives the table as text, with the marks, and the notes that they refer to.
func (t *Table) grid() (grid [][]string, notes []string) {
	grid = append(grid, append([]string{fmt.Sprintf("N=%s", t.numbers())}, t.Columns...))
	for _, r := range t.Rows {
		line := []string{r.Entry}
		for i, c := range r.Cells {
			text := c.Text
			switch {
			case c.Text == missing:
			case c.Mark == Silent:
				text += " ·"
			case c.Mark == Refuted:
				notes = append(notes, fmt.Sprintf("%s, %s: %s; %s.", r.Entry, t.Columns[i], c.Said, c.Note))
				text += fmt.Sprintf(" ≠%d", len(notes))
			}
			line = append(line, text)
		}
		grid = append(grid, line)
	}
	return grid, notes
}

// numbers lists the numbers of threads.
func (t *Table) numbers() string {
	return strings.Trim(strings.ReplaceAll(fmt.Sprint(t.Threads), " ", ","), "[]")
}

// legend is what stands under the table.
func (t *Table) legend(notes []string) []string {
	lines := []string{
		fmt.Sprintf("Worst cases over all schedules for N = %s threads, best ones in brackets; one number stands for all N.", t.numbers()),
		"∞: without bound, on a fair schedule; ∞*: for as long as the schedule holds another thread back.",
		"After a colon the growth that the worst cases show, exactly; with ? of too few numbers to be sure.",
		"≠ what the lecture says is refuted; · the lecture is silent.",
		t.Bounds,
	}
	for i, n := range notes {
		lines = append(lines, fmt.Sprintf("≠%d %s", i+1, n))
	}
	return lines
}

func (t *Table) csv(w io.Writer) error {
	out := csv.NewWriter(w)
	out.Write([]string{"algorithm", "threads", "column", "computed", "mark", "lecture", "note"})
	for _, r := range t.Rows {
		for i, c := range r.Cells {
			mark := [...]string{"silent", "agrees", "refuted"}[c.Mark]
			out.Write([]string{r.Entry, t.numbers(), t.Columns[i], c.Text, mark, c.Said, c.Note})
		}
	}
	out.Flush()
	return out.Error()
}

// Refuted counts the cells in which the lecture is refuted.
func (t *Table) Refuted() (n int) {
	for _, r := range t.Rows {
		n += len(slices.DeleteFunc(slices.Clone(r.Cells), func(c Cell) bool { return c.Mark != Refuted }))
	}
	return n
}
