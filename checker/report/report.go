// Package report puts results and schedules into forms that people and other
// programs read: verdict lines, the table of a schedule, schedule files, JSON
// lines and the matrix of verdicts.
//
// It decides nothing about a program and reads no clock: the same result always
// gives the same bytes.
package report

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"heddle/checker/result"
	"heddle/machine"
	"heddle/model"
)

// Check names one check: a target under one memory model, with its bounds.
type Check struct {
	Target  string
	Memory  string
	Threads int  // of a library target; 0 if it has no such parameter
	Rounds  int  // likewise; model.Forever is without end
	Sorted  bool // of an object: of scenarios that differ only in which client does what one is explored
	System  machine.System
	Network machine.NetworkOverride
	Word    int    // bits of atomic integers; 0 is those of their type
	Endless bool   // it need not end
	Program string // what the front end has bounded in the program: "clock≤2 jumps of 1h"; "" if nothing
}

// Bounds gives the parameters that a verdict holds for: "threads=3 rounds=2",
// "" if the target has none.
func (c Check) Bounds() string {
	var parts []string
	if c.Threads > 0 {
		parts = append(parts, fmt.Sprintf("threads=%d", c.Threads))
	}
	if c.Rounds > 0 {
		parts = append(parts, fmt.Sprintf("rounds=%d", c.Rounds))
	}
	if c.Rounds == model.Forever {
		parts = append(parts, "rounds=forever")
	}
	if c.Sorted {
		parts = append(parts, "clients=sorted")
	}
	if c.Endless && c.Rounds != model.Forever {
		parts = append(parts, "endless")
	}
	if c.Word > 0 {
		parts = append(parts, fmt.Sprintf("word-bits=%d", c.Word))
	}
	if c.Network.Given() {
		parts = append(parts, c.Network.String())
	}
	if c.Program != "" {
		parts = append(parts, c.Program)
	}
	return strings.Join(parts, " ")
}

// Of gives the check that s was found by.
func Of(s *result.Schedule) Check {
	system, err := machine.ParseSystem(s.System)
	if err != nil {
		panic("report: bug: a schedule with " + err.Error())
	}
	network, err := machine.ParseNetworkOverride(s.Network)
	if err != nil {
		panic("report: bug: a schedule with " + err.Error())
	}
	return Check{Target: s.Target, System: system, Network: network, Memory: s.Memory, Threads: s.Threads, Rounds: s.Rounds, Sorted: s.Sorted, Word: s.WordBits}
}

// Style says how text is laid out.
type Style struct {
	Width int  // columns of the terminal; 0 is 100
	Color bool // use ANSI colours
	All   bool // show each step in library code
}

func (s Style) width() int {
	if s.Width <= 0 {
		return 100
	}
	return s.Width
}

// The colours, as ANSI escapes.
const (
	red   = "31"
	green = "32"
	amber = "33"
	bold  = "1"
	faint = "2"
)

func (s Style) paint(code, text string) string {
	if !s.Color || text == "" || code == "" {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}

// Bold is text as headings are printed.
func (s Style) Bold(text string) string { return s.paint(bold, text) }

// clean makes text of the checked program safe for a terminal: what does not
// print is escaped as in a Go string.
func clean(text string) string {
	if strings.IndexFunc(text, func(r rune) bool { return !unicode.IsPrint(r) || r == utf8.RuneError }) < 0 {
		return text
	}
	var b strings.Builder
	for _, r := range text {
		if unicode.IsPrint(r) {
			b.WriteRune(r)
			continue
		}
		quoted := fmt.Sprintf("%q", r)
		b.WriteString(quoted[1 : len(quoted)-1])
	}
	return b.String()
}

func length(text string) int { return utf8.RuneCountInString(text) }

func pad(text string, width int) string {
	return text + strings.Repeat(" ", max(0, width-length(text)))
}

// Wrap breaks text at spaces into lines of at most width runes; a longer word is cut.
func Wrap(text string, width int) []string {
	width = max(width, 1)
	lines := []string{}
	line := ""
	for word := range strings.FieldsSeq(text) {
		for {
			switch {
			case line == "" && length(word) <= width:
				line = word
			case line != "" && length(line)+1+length(word) <= width:
				line += " " + word
			case line != "":
				lines = append(lines, line)
				line = ""
				continue
			default:
				cut := string([]rune(word)[:width])
				lines = append(lines, cut)
				word = word[len(cut):]
				continue
			}
			break
		}
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}
