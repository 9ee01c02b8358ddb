package report

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"heddle/checker/outcome"
	"heddle/checker/result"
)

// LitmusMeaning explains the words of a table of litmus tests; it is printed once below it.
const LitmusMeaning = `Sometimes, Always, Never: the condition is true in some, in all or in none of the
final states, so it is allowed or forbidden. Ok, No: what the test claims of it is
true or not (exists: in some state, ~exists: in none, forall: in all).`

// Litmus writes one line a test, one column a memory model. Tests that were tried under
// different memory models get tables of their own.
func Litmus(w io.Writer, answers []outcome.Answer, style Style) error {
	var b strings.Builder
	var columns []string
	var table [][]string
	flush := func() {
		if len(table) > 1 {
			narrow(&b, table, style)
		}
	}
	for _, test := range ByTest(answers) {
		var models []string
		line := []string{clean(test[0].Name), ""}
		for _, a := range test {
			if a.Skipped || a.Refused != nil || a.Foreign {
				continue
			}
			models = append(models, a.Memory)
			line[1] = a.Test.Final.String()
			line = append(line, cell(&a))
		}
		if len(models) == 0 {
			continue
		}
		if !slices.Equal(models, columns) {
			flush()
			columns, table = models, [][]string{append([]string{"test", "claim"}, models...)}
		}
		table = append(table, line)
	}
	flush()
	b.WriteString(notes(answers, style))
	_, err := io.WriteString(w, b.String())
	return err
}

// ByTest groups answers that are of one test; they follow each other.
func ByTest(answers []outcome.Answer) [][]outcome.Answer {
	var tests [][]outcome.Answer
	for i, a := range answers {
		if i > 0 && answers[i-1].File == a.File {
			tests[len(tests)-1] = append(tests[len(tests)-1], a)
		} else {
			tests = append(tests, []outcome.Answer{a})
		}
	}
	return tests
}

// What a cell says of a test that has no answer.
const (
	notRun     = "not run"
	incomplete = "incomplete"
)

// cell is the answer in two words.
func cell(a *outcome.Answer) string {
	switch {
	case a.Result == nil:
		return notRun
	case a.Result.Limit != "":
		return incomplete
	}
	return a.Result.Observation() + " " + a.Result.Validation()
}

// notes says of each answer what its cell does not.
func notes(answers []outcome.Answer, style Style) string {
	var b strings.Builder
	for i := range answers {
		a := &answers[i]
		for _, note := range notesOf(a) {
			for n, line := range Wrap(clean(a.Name)+" "+a.Memory+": "+note, style.width()-2) {
				b.WriteString(map[bool]string{true: "  "}[n > 0] + line + "\n")
			}
		}
	}
	return b.String()
}

func notesOf(a *outcome.Answer) (list []string) {
	r := a.Result
	if r == nil {
		return nil
	}
	if r.Limit != "" {
		list = append(list, fmt.Sprintf("incomplete: %s; %s reached", r.Limit, result.Count(len(r.Outcomes), "outcome")))
	}
	if r.Race != "" {
		list = append(list, "undefined: "+clean(r.Race))
	}
	if r.Stuck > 0 {
		list = append(list, result.Count(r.Stuck, "state")+" from which no schedule ends; what is listed is what those end with that do")
	}
	if r.Failure != "" {
		list = append(list, "a step can fail, and its schedule has no outcome: "+r.Failure)
	}
	if r.Limit == "" && len(r.Outcomes) == 0 {
		list = append(list, "there is no final state to judge")
	}
	return list
}

// Outcomes writes the final states of one test, one column a memory model: whether each
// is allowed, by how many schedules, and with a star those with the condition true.
func Outcomes(w io.Writer, test []outcome.Answer, style Style) error {
	var states []string
	holds := map[string]bool{}
	head, any := []string{"outcome", ""}, false
	for _, a := range test {
		if a.Result == nil {
			continue
		}
		any = true
		head = append(head, a.Memory)
		for _, o := range a.Result.Outcomes {
			if _, known := holds[o.State]; !known {
				states = append(states, o.State)
			}
			holds[o.State] = o.Holds
		}
	}
	if !any {
		return nil
	}
	slices.Sort(states)
	table := [][]string{head}
	for _, s := range states {
		line := []string{s, map[bool]string{true: "*"}[holds[s]]}
		for _, a := range test {
			if a.Result != nil {
				line = append(line, allowed(a.Result, s))
			}
		}
		table = append(table, line)
	}
	var b strings.Builder
	t := test[0].Test
	for _, line := range Wrap(clean(t.Name+": "+t.Condition()), style.width()) {
		b.WriteString(style.paint(bold, line) + "\n")
	}
	narrow(&b, table, style)
	b.WriteString(style.paint(faint, "*: the condition is true; a number is that of schedules that end so") + "\n\n")
	_, err := io.WriteString(w, b.String())
	return err
}

// allowed says whether a result has a state.
func allowed(r *outcome.Result, state string) string {
	i := r.Find(state)
	switch {
	case i < 0 && r.Limit != "":
		return "not met"
	case i < 0:
		return "forbidden"
	case !r.Counted:
		return "allowed"
	}
	return "allowed " + schedules(r.Outcomes[i].Schedules)
}

// schedules prints a number of schedules.
func schedules(n uint64) string {
	if n == outcome.Many {
		return "≥" + strconv.FormatUint(n, 10)
	}
	return strconv.FormatUint(n, 10)
}

// narrow writes a table as Columns does; where a first column does not fit it has a line of its own.
func narrow(b *strings.Builder, table [][]string, style Style) {
	widths := make([]int, len(table[0]))
	for _, line := range table {
		for i, text := range line {
			widths[i] = max(widths[i], length(text))
		}
	}
	room := style.width()
	for _, n := range widths[1:] {
		if n > 0 {
			room -= n + 2
		}
	}
	widths[0] = min(widths[0], max(room, 12))
	for at, line := range table {
		first := line[0]
		if length(first) > widths[0] {
			b.WriteString(style.paint(shade(at, first), first) + "\n")
			first = ""
		}
		text := style.paint(shade(at, first), first)
		blank := widths[0] - length(first)
		for i, cell := range line[1:] {
			if widths[i+1] == 0 {
				continue
			}
			if cell != "" {
				text += strings.Repeat(" ", blank+2) + style.paint(verdictShade(at, cell), cell)
				blank = widths[i+1] - length(cell)
			} else {
				blank += 2 + widths[i+1]
			}
		}
		b.WriteString(text + "\n")
	}
}

// verdictShade is the colour of a cell in line at.
func verdictShade(at int, text string) string {
	switch {
	case at == 0:
		return bold
	case strings.HasSuffix(text, " "+outcome.Ok):
		return green
	case strings.HasSuffix(text, " "+outcome.No), text == "forbidden":
		return red
	case strings.HasSuffix(text, " "+outcome.Undef), text == incomplete, text == notRun, text == "not met":
		return amber
	}
	return ""
}
