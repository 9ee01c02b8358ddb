package report

import (
	"slices"
	"strings"

	"heddle/checker/result"
)

// grid is a table of text whose columns wrap. The first column is right-aligned;
// columns without any text are left out.
type grid struct {
	heads []string
	rows  [][]string
	least []int          // how narrow a column may get; its natural width if that is less
	faint int            // the column that is printed faintly
	rules map[int]string // lines across the table, by the row that comes next
}

// threadWidth is how narrow a thread's column may get before the table becomes a list.
const threadWidth = 16

// unbounded is the least width of a column that must not wrap.
const unbounded = 1 << 20

// layouts gives the ways to lay out rows, best first: the source line beside each
// operation, a column for source lines, and a list with a column for the thread.
func layouts(s *result.Schedule, rows []row) []grid {
	threads := []int{}
	rules := map[int]string{}
	for i, r := range rows {
		if r.rule != "" {
			rules[i] = r.rule
			rows = slices.Delete(slices.Clone(rows), i, i+1)
			break
		}
	}
	for _, r := range rows {
		if !slices.Contains(threads, r.thread) {
			threads = append(threads, r.thread)
		}
	}
	slices.Sort(threads)
	names, widths := []string{}, []int{}
	for _, t := range threads {
		names = append(names, name(s, t))
		widths = append(widths, threadWidth)
	}
	n, notes := len(threads), notesTitle(s)
	wide := grid{
		heads: slices.Concat([]string{" step"}, names, []string{notes}),
		least: slices.Concat([]int{5}, slices.Repeat([]int{unbounded}, n), []int{threadWidth}),
		faint: n + 1,
	}
	shared := grid{
		heads: slices.Concat([]string{" step"}, names, []string{"source", notes}),
		least: slices.Concat([]int{5}, widths, []int{20, threadWidth}),
		faint: n + 2,
	}
	list := grid{heads: []string{" step", "thread", "operation", "source", notes}, least: []int{5, 6, 12, 12, 12}, faint: 4}
	beside := besideWidths(rows)
	last := -1
	for i, r := range rows {
		if rules[i] != "" {
			last = -1
		}
		column := slices.Index(threads, r.thread) + 1
		cells := make([]string, n+2)
		cells[0], cells[n+1] = r.step, r.note
		cells[column] = r.text
		if r.pos != "" {
			cells[column] = pad(r.text, beside[r.thread]-length(r.pos)) + r.pos
		}
		wide.rows = append(wide.rows, cells)
		cells = make([]string, n+3)
		cells[0], cells[column], cells[n+1], cells[n+2] = r.step, r.text, r.pos, r.note
		shared.rows = append(shared.rows, cells)
		who := ""
		if r.thread != last {
			who, last = name(s, r.thread), r.thread
		}
		list.rows = append(list.rows, []string{r.step, who, r.text, r.pos, r.note})
	}
	wide.rules, shared.rules, list.rules = rules, rules, rules
	return []grid{wide, shared, list}
}

// notesTitle is what the column is about that says what no thread does: memory, or else a network.
func notesTitle(s *result.Schedule) string {
	network := false
	for i := range s.Steps {
		st := &s.Steps[i]
		network = network || st.Fault
		for _, e := range st.Events {
			onNetwork := e.Message > 0 && e.Loc == ""
			if network = network || onNetwork; e.Note != "" && !onNetwork || e.Kind == "message" {
				return "memory"
			}
		}
	}
	if network {
		return "network"
	}
	return "memory"
}

// bestLayout prints the grid that takes the fewest lines of those that fit, the
// earlier if two take as many. The last is for where no other fits.
func bestLayout(grids []grid, style Style) string {
	best := ""
	for i := range grids {
		widths, ok := grids[i].fit(style.width())
		last := i == len(grids)-1
		if last && best == "" || !last && ok {
			var b strings.Builder
			grids[i].write(&b, widths, style)
			if best == "" || strings.Count(b.String(), "\n") < strings.Count(best, "\n") {
				best = b.String()
			}
		}
	}
	return best
}

// besideWidths gives each thread's width of operation and source line together.
func besideWidths(rows []row) map[int]int {
	widths := map[int]int{}
	for _, r := range rows {
		if r.pos != "" {
			widths[r.thread] = max(widths[r.thread], length(r.text)+2+length(r.pos))
		}
	}
	return widths
}

// fit gives the columns' widths within width: the natural ones, or the widest
// columns narrowed. False if a column would get narrower than its least.
func (g *grid) fit(width int) ([]int, bool) {
	widths := make([]int, len(g.heads))
	for _, cells := range g.rows {
		for i, c := range cells {
			widths[i] = max(widths[i], length(c))
		}
	}
	total := -2
	for i, h := range g.heads {
		if widths[i] > 0 {
			widths[i] = max(widths[i], length(h))
			total += 2 + widths[i]
		}
	}
	for ; total > width; total-- {
		widest := -1
		for i, w := range widths {
			if w > g.least[i] && (widest < 0 || w >= widths[widest]) {
				widest = i
			}
		}
		if widest < 0 {
			return widths, false
		}
		widths[widest]--
	}
	return widths, true
}

// write prints the table with columns of the given widths.
func (g *grid) write(b *strings.Builder, widths []int, style Style) {
	var head strings.Builder
	g.line(&head, widths, g.heads, 0)
	b.WriteString(style.paint(bold, strings.TrimRight(head.String(), " ")) + "\n")
	for i, cells := range g.rows {
		if rule := g.rules[i]; rule != "" {
			b.WriteString(style.paint(bold, rule) + "\n")
		}
		height := 1
		wrapped := make([][]string, len(cells))
		for i, c := range cells {
			wrapped[i] = []string{c}
			if length(c) > widths[i] {
				wrapped[i] = Wrap(c, widths[i])
			}
			height = max(height, len(wrapped[i]))
		}
		for at := range height {
			texts := make([]string, len(cells))
			for i, lines := range wrapped {
				if at < len(lines) {
					texts[i] = lines[at]
				}
			}
			note := texts[g.faint]
			texts[g.faint] = ""
			var line strings.Builder
			end := g.line(&line, widths, texts, g.faint)
			text := strings.TrimRight(line.String(), " ")
			if note != "" {
				text = pad(text, end) + style.paint(faint, note)
			}
			b.WriteString(text + "\n")
		}
	}
}

// line prints one line of cells and gives where the column stop begins.
func (g *grid) line(b *strings.Builder, widths []int, texts []string, stop int) (start int) {
	end := 0
	for i, text := range texts {
		if widths[i] == 0 {
			continue
		}
		if end > 0 {
			b.WriteString("  ")
			end += 2
		}
		if i == stop {
			start = end
		}
		if i == 0 {
			text = strings.Repeat(" ", max(0, widths[i]-length(text))) + text
		}
		b.WriteString(pad(text, widths[i]))
		end += widths[i]
	}
	return start
}
