package fences

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"heddle/checker"
	"heddle/checker/report"
	"heddle/checker/result"
	"heddle/model/program"
)

// Layout says how an answer is written for a person.
type Layout struct {
	report.Style
	Witness bool                               // show the schedules that need the orders that must stay
	Source  func(file string, line int) string // gives a line of the source, "" if it is not known; nil: none is shown
}

// Text writes an answer about c for a person: a table of sites for each part, and what it means.
func Text(w io.Writer, c report.Check, a Answer, l Layout) error {
	t := &text{w: w, c: c, Layout: l, asWritten: a.AsWritten.Schedule}
	t.printf("%s  memory=%s %s  as written: %s\n", c.Target, c.Memory, c.Bounds(), outcome(a.AsWritten))
	if l.Witness {
		t.schedule("", a.AsWritten)
	}
	for _, p := range a.Parts {
		t.part(p)
	}
	hint := ""
	if !l.Witness && needed(a) {
		hint = "; --witness shows the schedules"
	}
	t.printf("%s, %.2f s CPU%s\n", result.Count(a.Checks, "check"), a.CPU.Seconds(), hint)
	return t.err
}

// needed reports whether some order was found to be.
func needed(a Answer) bool {
	for _, p := range a.Parts {
		for _, f := range p.Findings {
			if len(f.Needed) > 0 {
				return true
			}
		}
	}
	return false
}

// text writes until there is an error.
type text struct {
	Layout
	w   io.Writer
	c   report.Check
	err error

	asWritten *checker.Schedule
}

func (t *text) printf(format string, args ...any) {
	if t.err == nil {
		_, t.err = fmt.Fprintf(t.w, format, args...)
	}
}

// outcome says what a check found: "verified", "mutual-exclusion in 6 steps".
func outcome(r checker.Result) string {
	switch {
	case r.Verdict == checker.Violated && r.Schedule != nil:
		return fmt.Sprintf("%s in %s", r.Property, result.Count(len(r.Schedule.Steps), "step"))
	case r.Verdict == checker.Incomplete:
		return "undecided: " + r.Message
	}
	return r.Verdict.String()
}

func (t *text) part(p Part) {
	t.printf("\n%s\n", title(p))
	if p.Holds && len(p.Findings) > 0 {
		t.sites(p)
		t.printf("\n%s\n", t.meaning(p))
	}
	if !t.Witness {
		return
	}
	for i := range p.Findings {
		f := &p.Findings[i]
		for _, n := range f.Needed {
			t.schedule(fmt.Sprintf("%s %s %s", f.Place(), f.Operation, f.kind.name(n.Weaker)), n.Result)
		}
	}
}

// title says what a part has tried.
func title(p Part) string {
	switch {
	case p.Means == Weaken && len(p.Findings) == 0:
		return "no order or fence could be weaker"
	case p.Means == Weaken:
		return "orders and fences that could be weaker, and what suffices:"
	case p.Means == Strengthen && p.Holds:
		return "mended by stronger orders:"
	case p.Means == Strengthen:
		return "not mended by orders: with all of them seqcst, " + outcome(p.Remains)
	case p.Holds:
		return "mended by fences:"
	}
	return "not mended by fences: with seqcst ones before and after each access, " + outcome(p.Remains)
}

// codeWidth is how much of a source line is shown.
const codeWidth = 44

// sites writes the table of a part. A place has its column if the same operation is there twice.
func (t *text) sites(p Part) {
	count := map[string]int{}
	for i := range p.Findings {
		count[p.Findings[i].Place()+p.Findings[i].Operation]++
	}
	table := [][]string{{"site", "operation", "written", "suffices", "a weaker one"}}
	if t.Source != nil {
		table[0] = slices.Insert(table[0], 1, "code")
	}
	for i := range p.Findings {
		f := &p.Findings[i]
		place := f.Place()
		if count[place+f.Operation] > 1 {
			place += fmt.Sprintf(":%d", f.Column)
		}
		var needed []string
		for _, n := range f.Needed {
			needed = append(needed, f.kind.name(n.Weaker)+": "+outcome(n.Result))
		}
		row := []string{place, f.Operation, f.kind.name(f.Written), f.kind.name(f.Suffices), strings.Join(needed, "; ")}
		if t.Source != nil {
			row = slices.Insert(row, 1, cut(strings.TrimSpace(t.Source(f.File, f.Line))))
		}
		table = append(table, row)
	}
	t.printf("\n")
	if t.err == nil {
		t.err = report.Columns(t.w, table, t.Style)
	}
}

func cut(code string) string {
	if r := []rune(code); len(r) > codeWidth {
		return string(r[:codeWidth-1]) + "…"
	}
	return code
}

// meaning says what a table stands for.
func (t *text) meaning(p Part) string {
	weaker, stay := 0, 0
	for i := range p.Findings {
		f := &p.Findings[i]
		if f.Suffices != f.Written {
			weaker++
		}
		if len(f.Needed) > 0 {
			stay++
		}
	}
	head := fmt.Sprintf("%d changed", len(p.Findings))
	if p.Means == Weaken {
		head = fmt.Sprintf("%d of %d could be weaker; ", weaker, len(p.Findings))
		switch stay {
		case 0:
			head += "none matters"
		case len(p.Findings):
			head += "all matter"
		default:
			head += fmt.Sprintf("%d order nothing that matters", len(p.Findings)-stay)
		}
	}
	if !p.Minimal {
		return head + "; a limit was met before each weaker one was refuted: this may not be minimal"
	}
	bounds := strings.TrimSpace("memory=" + t.c.Memory + " " + t.c.Bounds())
	return head + ", for " + bounds + ": minimal (no single one can be weaker\nwith the others as in this table), not the minimum"
}

// schedule writes what a schedule shows, if there is one.
func (t *text) schedule(title string, r checker.Result) {
	switch {
	case r.Schedule == nil:
		return
	case title != "" && r.Schedule == t.asWritten:
		t.printf("\n%s: as written, above\n", title)
		return
	case title != "":
		title += ": "
	}
	t.printf("\n%s", title)
	if t.err == nil {
		t.err = report.Table(t.w, r.Schedule, t.Style)
	}
}

// name is how an order of such an operation is called.
func (k kind) name(o program.Order) string {
	if k == kindFence && o == None {
		return "none"
	}
	return o.String()
}
