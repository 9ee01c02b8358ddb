package report

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/jstemmer/go-junit-report/v2/junit"

	"heddle/checker/result"
)

// junitWriter writes JUnit's XML at the end: one suite, one case for each check. A
// violation is a failure with the table of its schedule; what could not be answered
// (incomplete, or bad input) is an error, for a build must not pass on it.
type junitWriter struct {
	w     io.Writer
	suite junit.Testsuite
	total time.Duration
}

func (j *junitWriter) Write(o Outcome) error {
	c := junit.Testcase{
		Name: clean(strings.TrimSpace("memory=" + o.Check.Memory + " " + o.Check.Bounds())), Classname: clean(o.Check.Target),
		Time: decimal(o.Result.Elapsed),
	}
	j.total += o.Result.Elapsed
	switch r := o.Result; {
	case o.Err != nil:
		c.Error = &junit.Result{Type: "input", Message: clean(o.Err.Error())}
	case r.Verdict == result.Violated:
		c.Failure = &junit.Result{Type: r.Property, Message: clean(r.Message), Data: cdata(plainTable(r.Schedule))}
	case o.accepted():
		c.SystemOut = &junit.Output{Data: cdata(unsettled(r) + ": " + counts(r))}
	case r.Verdict == result.Incomplete:
		c.Error = &junit.Result{Type: r.Verdict.String(), Message: strings.TrimPrefix(unsettled(r), "incomplete: "), Data: cdata(counts(r))}
	default:
		c.SystemOut = &junit.Output{Data: cdata(r.Verdict.String() + ": " + counts(r))}
	}
	j.suite.AddTestcase(c)
	return nil
}

func (j *junitWriter) Close() error {
	j.suite.Name, j.suite.Time = "heddle", decimal(j.total)
	all := junit.Testsuites{Name: "heddle", Time: decimal(j.total)}
	all.AddSuite(j.suite)
	if _, err := io.WriteString(j.w, `<?xml version="1.0" encoding="UTF-8"?>`+"\n"); err != nil {
		return err
	}
	return all.WriteXML(j.w)
}

func decimal(d time.Duration) string { return fmt.Sprintf("%.3f", d.Seconds()) }

// cdata cleans text of several lines: XML 1.0 cannot hold all that a program prints.
func cdata(text string) string {
	lines := strings.Split(text, "\n")
	for i := range lines {
		lines[i] = clean(lines[i])
	}
	return strings.Join(lines, "\n")
}
