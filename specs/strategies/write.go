package strategies

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"

	"heddle/checker/cost/sheet"
	"heddle/checker/report"
)

// Write writes a table in one of sheet.Formats. The form csv has a line for each repetition.
func (t *Table) Write(w io.Writer, format string, style report.Style) error {
	switch format {
	case "csv":
		return t.csv(w)
	case "markdown":
		if err := sheet.Markdown(w, t.grid()); err != nil {
			return err
		}
		_, err := fmt.Fprintf(w, "\n%s\n", strings.Join(t.legend(), "\n\n"))
		return err
	case "text":
		if err := report.Columns(w, t.grid(), style); err != nil {
			return err
		}
		_, err := fmt.Fprintf(w, "\n%s\n", strings.Join(t.legend(), "\n"))
		return err
	}
	return fmt.Errorf("strategies: format %q, want one of %s", format, strings.Join(sheet.Formats(), ", "))
}

// grid gives the table as text.
func (t *Table) grid() [][]string {
	heading := append([]string{"program", "bug"}, t.Columns...)
	grid := [][]string{append(heading, "search")}
	for _, r := range t.Rows {
		line := []string{r.Name, r.Property}
		if r.Memory != "go" {
			line[1] += " under " + r.Memory
		}
		for _, c := range r.Cells {
			line = append(line, c.text())
		}
		grid = append(grid, append(line, strconv.Itoa(r.States)))
	}
	return grid
}

// text gives the median, and in how many repetitions the bug was found if not in all.
func (c Cell) text() string {
	found := c.Found()
	median, ok := c.Median()
	switch {
	case found == 0:
		return "–"
	case !ok:
		return fmt.Sprintf("> (%d/%d)", found, len(c))
	case found < len(c):
		return fmt.Sprintf("%.0f (%d/%d)", median, found, len(c))
	}
	return fmt.Sprintf("%.0f", median)
}

// legend is what stands under the table.
func (t *Table) legend() []string {
	lines := []string{
		fmt.Sprintf("Schedules until the first that shows the bug: the median of %d repetitions, each given up after %d.", t.Seeds, t.Schedules),
		"(k/n): found in k of n; > more than that, in the median; – never. search: states of a search of all schedules until it has found the bug.",
	}
	if t.Native > 0 {
		lines = append(lines, fmt.Sprintf("go test -race: runs of the same program as ordinary Go until one fails, or hangs; each repetition given up after %d.", t.Native))
	}
	return lines
}

func (t *Table) csv(w io.Writer) error {
	out := csv.NewWriter(w)
	out.Write([]string{"program", "memory", "bug", "strategy", "seed", "schedules"})
	for _, r := range t.Rows {
		for i, c := range r.Cells {
			for seed, n := range c {
				text := "" // not found
				if n > 0 {
					text = strconv.Itoa(n)
				}
				out.Write([]string{r.Name, r.Memory, r.Property, t.Columns[i], strconv.Itoa(seed + 1), text})
			}
		}
	}
	out.Flush()
	return out.Error()
}
