package report

import (
	"fmt"
	"io"
	"strings"

	"heddle/checker/result"
)

// githubWriter writes the workflow commands of GitHub Actions: the verdict as a line
// of the log, an annotation for each place that a violation is about, and the table
// of the schedule in a group that can be unfolded.
type githubWriter struct{ w io.Writer }

func (g githubWriter) Write(o Outcome) error {
	_, err := io.WriteString(g.w, annotations(o))
	return err
}

func (githubWriter) Close() error { return nil }

func annotations(o Outcome) string {
	title := "heddle: " + o.Check.title()
	r := o.Result
	switch {
	case o.Err != nil:
		return command("error", site{}, title, o.Err.Error())
	case o.accepted():
		return Verdict(o.Check, r, Style{}) + "\n"
	case r.Verdict == result.Incomplete:
		return Verdict(o.Check, r, Style{}) + "\n" + command("warning", site{}, title, unsettled(r))
	case r.Verdict == result.Verified:
		return Verdict(o.Check, r, Style{}) + "\n"
	}
	var b strings.Builder
	fmt.Fprintln(&b, Verdict(o.Check, r, Style{}))
	list := sites(r.Schedule)
	if len(list) == 0 {
		list = []site{{}}
	}
	for _, at := range list {
		message := sentence(r.Schedule)
		if at.text != "" && !strings.Contains(message, at.text) {
			message += "\n" + at.text
		}
		b.WriteString(command("error", at, title+": "+r.Property, message))
	}
	fmt.Fprintf(&b, "::group::%s\n%s::endgroup::\n", escapeData("schedule of "+o.Check.title()), disarmed(plainTable(r.Schedule)))
	return b.String()
}

// command gives one workflow command: ::error file=x.go,line=12,title=…::message
func command(level string, at site, title, message string) string {
	place := ""
	if at.line > 0 {
		place = fmt.Sprintf("file=%s,line=%d,", escapeProperty(at.file), at.line)
	}
	return fmt.Sprintf("::%s %stitle=%s::%s\n", level, place, escapeProperty(title), escapeData(message))
}

var dataEscapes = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")

var propertyEscapes = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")

func escapeData(text string) string { return dataEscapes.Replace(text) }

func escapeProperty(text string) string { return propertyEscapes.Replace(text) }

// disarmed keeps text of the checked program from being taken for a command.
func disarmed(text string) string {
	lines := strings.SplitAfter(text, "\n")
	for i, line := range lines {
		if strings.HasPrefix(strings.TrimLeft(line, " \t"), "::") || strings.Contains(line, "##[") {
			lines[i] = "| " + strings.ReplaceAll(line, "##[", "## [")
		}
	}
	return strings.Join(lines, "")
}
