package report

import (
	"fmt"
	"io"
	"strings"

	"heddle/checker/outcome"
)

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
	for _, line := range Wrap(clean(text), style.width()) {
		b.WriteString(style.paint(bold, line) + "\n")
	}
	for _, line := range Wrap(clean(r.Cycle), style.width()-2) {
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
		for _, line := range Wrap(clean(note), style.width()-2) {
			b.WriteString(style.paint(faint, "  "+line) + "\n")
		}
	}
	b.WriteString("\n")
	_, err := io.WriteString(w, b.String())
	return err
}
