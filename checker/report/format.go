package report

import (
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"

	"heddle/checker/result"
)

// Outcome is the answer to one check, or why there is none.
type Outcome struct {
	Check  Check
	Result result.Result
	File   string // where its schedule was written, "" if nowhere
	Peak   int64  // the process's peak resident memory in bytes
	// Accepted says that "verified up to" the bound that was asked for, or that as many schedules as were asked for violate nothing, is as good as verified.
	Accepted bool
	Err      error // not nil: nothing was checked, Result says nothing
}

// Writer puts outcomes into a form that other programs read.
type Writer interface {
	Write(o Outcome) error
	// Close writes what can only be written at the end. Nothing may follow it.
	Close() error
}

// Formats lists the forms that NewWriter knows.
func Formats() []string { return []string{"json", "junit", "sarif", "github"} }

// NewWriter gives the writer of a format, which writes to w.
func NewWriter(format string, w io.Writer) (Writer, error) {
	switch format {
	case "json":
		return jsonWriter{w}, nil
	case "junit":
		return &junitWriter{w: w}, nil
	case "sarif":
		return newSARIF(w), nil
	case "github":
		return githubWriter{w}, nil
	}
	return nil, fmt.Errorf("format %q, want one of %s", format, strings.Join(Formats(), ", "))
}

// jsonWriter writes one object a line; an error has no line, it is on standard error.
type jsonWriter struct{ w io.Writer }

func (j jsonWriter) Write(o Outcome) error {
	if o.Err != nil {
		return nil
	}
	return JSON(j.w, o.Check, o.Result, o.File, o.Peak)
}

func (jsonWriter) Close() error { return nil }

// title names a check: "lock/ticket memory=sc threads=3 rounds=2".
func (c Check) title() string {
	return strings.TrimSpace(fmt.Sprintf("%s memory=%s %s", c.Target, c.Memory, c.Bounds()))
}

// site is a place in the source that a violation is about.
type site struct {
	file string
	line int
	text string // who does what there
}

// sites gives the places that a violation is about, the most telling first: the two
// accesses of a race, the operations that are blocked, else where the last step failed.
func sites(s *result.Schedule) []site {
	var list []site
	add := func(pos, text string) {
		if file, line, ok := splitPos(pos); ok {
			list = append(list, site{file, line, text})
		}
	}
	switch s.Property {
	case result.PropertyRace, result.PropertyDeadlock, result.PropertyLeak, result.PropertyStuck:
		for _, e := range s.End {
			add(e.Pos, name(s, e.Thread)+": "+e.Text)
		}
		return list
	}
	if at := atPos.FindStringSubmatch(s.Message); at != nil {
		add(at[1], strings.TrimSuffix(s.Message, at[0]))
	}
	for i := len(s.Steps) - 1; i >= 0 && len(list) == 0; i-- {
		for j := len(s.Steps[i].Events) - 1; j >= 0 && len(list) == 0; j-- {
			e := s.Steps[i].Events[j]
			add(e.Pos, name(s, e.Thread)+": "+e.Text)
		}
	}
	return list
}

// atPos finds the position that the message of a failed step ends with.
var atPos = regexp.MustCompile(` at (\S+:\d+)$`)

// splitPos splits "x.go:12"; ok is false if that is no position.
func splitPos(pos string) (file string, line int, ok bool) {
	i := strings.LastIndexByte(pos, ':')
	if i < 0 {
		return "", 0, false
	}
	line, err := strconv.Atoi(pos[i+1:])
	return pos[:i], line, err == nil && line > 0
}

// plainTable is the table of s without colours, for logs.
func plainTable(s *result.Schedule) string {
	var b strings.Builder
	_ = Table(&b, s, Style{}) // a strings.Builder does not fail
	return b.String()
}
