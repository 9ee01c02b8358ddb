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
			for i, line := range Wrap(clean(title+": "+strings.Join(names, ", ")), style.width()-2) {
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
