package report

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"heddle/checker/outcome"
)

// Compared writes how tests differ from a log, and how many do not.
func Compared(w io.Writer, c outcome.Comparison, log string, style Style) error {
	var b strings.Builder
	for _, d := range c.Different {
		b.WriteString(style.paint(bold, clean(d.Name)) + "  memory=" + d.Memory + "  " + style.paint(red, "differs") + "\n")
		for _, s := range d.OnlyHere {
			b.WriteString("  only here:        " + clean(s) + "\n")
		}
		for _, s := range d.OnlyThere {
			b.WriteString("  only in the log:  " + clean(s) + "\n")
		}
		if len(d.Unknown) > 0 {
			b.WriteString("  not observed here: " + clean(strings.Join(d.Unknown, ", ")) + "\n")
		}
		if d.Validation != "" {
			b.WriteString("  validation: " + clean(d.Validation) + "\n")
		}
	}
	list := func(title string, names []string) {
		if len(names) > 0 {
			for i, line := range wrap(clean(title+": "+strings.Join(names, ", ")), style.width()-2) {
				b.WriteString(map[bool]string{true: "  "}[i > 0] + line + "\n")
			}
		}
	}
	list("only here", c.OnlyHere)
	list("only in the log", c.OnlyThere)
	list("not judged here", slices.Compact(c.Unjudged))
	fmt.Fprintf(&b, "%s: %d agree, %d differ, %d only here, %d only in the log, %d not judged\n",
		clean(log), len(c.Equal), len(c.Different), len(c.OnlyHere), len(c.OnlyThere), len(c.Unjudged))
	_, err := io.WriteString(w, b.String())
	return err
}

// Forbidden writes why no schedule ends as a condition asks.
func Forbidden(w io.Writer, a *outcome.Answer, r outcome.Reason, style Style) error {
	text := fmt.Sprintf("%s under %s never ends with %s: ", a.Name, a.Memory, r.Asked)
	switch {
	case r.Axiom != "":
		text += fmt.Sprintf("axiom %s, %s", r.Axiom, r.Doc)
	case r.None != "":
		text += r.None
	case r.Incomplete != "":
		text += "no execution with it was found"
	default:
		text += "no execution has it: a value that is never written, or comes out of thin air"
	}
	var b strings.Builder
	for _, line := range wrap(clean(text), style.width()) {
		b.WriteString(style.paint(bold, line) + "\n")
	}
	for _, line := range wrap(clean(r.Cycle), style.width()-2) {
		b.WriteString("  " + line + "\n")
	}
	var notes []string
	if len(r.Others) > 0 {
		notes = append(notes, "other executions with it violate "+strings.Join(r.Others, ", "))
	}
	if r.Incomplete != "" {
		notes = append(notes, "not all executions were looked at: "+r.Incomplete)
	}
	for _, note := range notes {
		b.WriteString(style.paint(faint, "  "+clean(note)) + "\n")
	}
	b.WriteString("\n")
	_, err := io.WriteString(w, b.String())
	return err
}
