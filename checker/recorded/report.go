package recorded

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"

	"heddle/checker/report"
	"heddle/checker/result"
)

// Answer is a Result as it is reported.
type Answer struct {
	File, Specification string
	*Result
	Wall, CPU time.Duration
	Peak      int64  // peak resident memory of the process
	Picture   string // its file, "" if there is none
}

// Message says in one sentence what the answer is.
func (a *Answer) Message() string {
	what := result.Count(a.Operations, "operation") + " of " + result.Count(a.Clients, "client")
	if a.Objects > 1 {
		what += fmt.Sprintf(" on %d objects", a.Objects)
	}
	if a.Open > 0 {
		what += fmt.Sprintf(", %d without a return,", a.Open)
	}
	switch a.Verdict {
	case result.Verified:
		if a.Operations == 1 {
			return what + " is linearizable"
		}
		return what + " are linearizable"
	case result.Incomplete:
		return what + ": no answer: " + a.Reason
	}
	v := a.Violation
	text := fmt.Sprintf("%d of %s contradict each other", len(v.Part), what)
	if len(v.Part) == 1 {
		text = "1 of " + what + " cannot have happened"
	}
	if v.Object != "" {
		text += " on " + v.Object
	}
	return text
}

// Text writes the answer for a person.
func (a *Answer) Text(w io.Writer, style report.Style) error {
	property := ""
	if a.Verdict == result.Violated {
		property = " linearizability:"
	}
	if _, err := fmt.Fprintf(w, "%s  specification=%s  %v:%s %s (%.2f s)\n", a.File, a.Specification, a.Verdict, property, a.Message(), a.Wall.Seconds()); err != nil {
		return err
	}
	if a.Verdict != result.Violated {
		return nil
	}
	rows, left := a.Violation.Rows()
	table := [][]string{{"", "client", "operation", "real time", "written in"}}
	for _, r := range rows {
		table = append(table, []string{r.Name, r.Client, r.Call, r.After, r.Where})
	}
	if _, err := fmt.Fprintln(w); err != nil {
		return err
	}
	if err := report.Columns(w, table, style); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "\n%s\n", strings.Join(a.Violation.words(left), "\n"))
	if err == nil && a.Picture != "" {
		_, err = fmt.Fprintf(w, "picture: %s\n", a.Picture)
	}
	return err
}

// words says why the operations contradict each other, line by line; the table leaves out so many of them.
func (v *Violation) words(left int) []string {
	var lines []string
	if left > 0 {
		lines = append(lines, "Before them: "+result.Count(left, "operation")+".")
	}
	if v.Unfinished != "" {
		lines = append(lines, "There may be a smaller part: "+v.Unfinished+".")
	}
	if len(v.Orders) > 0 {
		lines = append(lines, "In no order does the specification do what was recorded:")
		for _, o := range v.Orders[:min(len(v.Orders), mostOrders)] {
			lines = append(lines, "  "+o)
		}
		if more := len(v.Orders) - mostOrders; more > 0 {
			lines = append(lines, fmt.Sprintf("  and %d orders like these", more))
		}
	}
	last := v.name(len(v.tasks) - 1)
	for i, t := range v.tasks {
		if t.Return == v.Last.Return {
			last = v.name(i)
		}
	}
	switch {
	case len(v.Possible) > 0:
		lines = append(lines, fmt.Sprintf("Until %s returned they were linearizable; it could have been %s.", last, strings.Join(v.Possible, " or ")))
	case v.Unfinished == "":
		lines = append(lines, fmt.Sprintf("Until %s returned they were linearizable; it could not have returned there.", last))
	}
	return lines
}

// JSON writes the answer as one line.
func (a *Answer) JSON(w io.Writer) error {
	type operation struct {
		Name   string `json:"name"`
		Client int    `json:"client"`
		Text   string `json:"operation"`
		After  string `json:"after,omitempty"`
		Line   int    `json:"line"`
		Back   int    `json:"return_line,omitempty"`
	}
	line := struct {
		Target     string      `json:"target"`
		Spec       string      `json:"specification"`
		Verdict    string      `json:"verdict"`
		Property   string      `json:"property"`
		Message    string      `json:"message"`
		Operations int         `json:"operations"`
		Clients    int         `json:"clients"`
		Open       int         `json:"open"`
		Objects    int         `json:"objects"`
		Violated   int         `json:"violated_objects"`
		Seconds    float64     `json:"seconds"`
		CPUSeconds float64     `json:"cpu_seconds"`
		PeakBytes  int64       `json:"peak_bytes"`
		Object     string      `json:"object,omitempty"`
		Part       []operation `json:"part,omitempty"`
		Orders     []string    `json:"orders,omitempty"`
		Possible   []string    `json:"possible,omitempty"`
		Picture    string      `json:"picture,omitempty"`
	}{
		Target: a.File, Spec: a.Specification, Verdict: a.Verdict.String(), Message: a.Message(),
		Operations: a.Operations, Clients: a.Clients, Open: a.Open, Objects: a.Objects, Violated: a.Violated,
		Seconds: a.Wall.Seconds(), CPUSeconds: a.CPU.Seconds(), PeakBytes: a.Peak, Picture: a.Picture,
	}
	if v := a.Violation; v != nil {
		line.Property, line.Object, line.Possible = "linearizability", v.Object, v.Possible
		line.Orders = v.Orders
		rows, left := v.Rows()
		for i, r := range rows {
			o := v.Part[left+i]
			line.Part = append(line.Part, operation{r.Name, o.Client, r.Call, strings.TrimPrefix(r.After, "after "), o.Line, o.LineBack})
		}
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e.Encode(line)
}
