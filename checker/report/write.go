package report

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"heddle/checker/result"
)

// fileVersion is raised when an older heddle would misread a newer file.
const fileVersion = 1

const fileNotes = `# Steps: number, agent, operation, location, value, source line, text, note for the memory
# column; then alt=K if the K-th alternative of a choice was taken, and flush if a store buffer
# wrote to memory. Lines with + are further events of the step above; "end" lines say what a
# thread is about to do after the last step. A dash is an empty field.
`

// Write writes s as a schedule file: text with one field a line, then one step a line.
// Parse reads it back.
func Write(w io.Writer, s *result.Schedule) error {
	var b strings.Builder
	fmt.Fprintf(&b, "heddle schedule %d\n", fileVersion)
	field := func(key, value string) { fmt.Fprintf(&b, "%-8s  %s\n", key, token(value)) }
	field("target", s.Target)
	field("memory", s.Memory)
	if s.System != "" {
		field("system", s.System)
	}
	if s.Threads != 0 {
		field("threads", strconv.Itoa(s.Threads))
	}
	if s.Rounds != 0 {
		field("rounds", strconv.Itoa(s.Rounds))
	}
	if s.Sorted {
		field("clients", "sorted")
	}
	if s.Scenario != "" {
		field("scenario", s.Scenario)
	}
	if s.Network != "" {
		field("network", s.Network)
	}
	if s.WordBits != 0 {
		field("word-bits", strconv.Itoa(s.WordBits))
	}
	if s.Visible {
		field("visible", "all")
	}
	if s.Outcomes {
		field("search", "outcomes")
	}
	if s.Turns != "" {
		field("turns", s.Turns)
	}
	if s.Criterion != "" {
		field("criterion", s.Criterion)
	}
	field("property", s.Property)
	field("message", s.Message)
	field("steps", strconv.Itoa(len(s.Steps)))
	field("switches", strconv.Itoa(s.Switches))
	if s.Preemptions != nil {
		field("preemptions", strconv.Itoa(*s.Preemptions))
	}
	if s.Cycle > 0 {
		field("cycle", strconv.Itoa(s.Cycle))
		field("fairness", s.Fairness)
	}
	if s.Duty != "" {
		field("duty", s.Duty)
	}
	for _, n := range s.Names {
		field("thread", n)
	}
	for _, n := range s.Shared {
		field("shared", n)
	}
	for _, n := range s.Tracked {
		field("tracked", n)
	}
	for _, n := range s.Touched {
		field("touched", n)
	}
	b.WriteString("\n" + fileNotes)
	if slices.ContainsFunc(s.Steps, func(st result.Step) bool { return st.Deliver }) {
		b.WriteString("# deliver: a message has come to its end, alt=K is its place among those on their way.\n")
	}
	if slices.ContainsFunc(s.Steps, func(st result.Step) bool { return st.Fault }) {
		b.WriteString("# fault: a network fails, or is mended, alt=K is which of the ways to.\n")
	}
	agents := agentsOf(s.Names)
	if len(s.Initial) > 0 {
		b.WriteString("# 0: what happens before the first step. message=K: the K-th message that is sent, from and to which node.\n")
	}
	for _, e := range s.Initial {
		writeLine(&b, "0", eventFields(agents, e))
	}
	for i := range s.Steps {
		writeStep(&b, agents, i+1, &s.Steps[i])
	}
	for _, e := range s.End {
		writeLine(&b, "end", eventFields(agents, e))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// writeStep writes the step with its first event, if that is by the step's own
// thread, and the other events below.
func writeStep(b *strings.Builder, agents agents, number int, step *result.Step) {
	events := step.Events
	fields := []string{agents.token(step.Thread), noEvent}
	if len(events) > 0 && events[0].Thread == step.Thread {
		fields = eventFields(agents, events[0])
		events = events[1:]
	}
	if step.Alt != 0 {
		fields = append(fields, "alt="+strconv.Itoa(step.Alt))
	}
	if step.Flush {
		fields = append(fields, "flush")
	}
	if step.Fault {
		fields = append(fields, "fault")
	}
	if step.Deliver {
		fields = append(fields, "deliver")
	}
	writeLine(b, strconv.Itoa(number), fields)
	for _, e := range events {
		writeLine(b, "+", eventFields(agents, e))
	}
}

// noEvent stands for the event of a step that has none of its own.
const noEvent = "()"

func eventFields(a agents, e result.Event) []string {
	fields := []string{a.token(e.Thread), token(e.Kind), token(e.Loc), token(e.Value), token(e.Pos), token(e.Text), token(e.Note)}
	for _, n := range messageFields(&e) {
		if *n.of != 0 {
			fields = append(fields, n.key+"="+strconv.Itoa(*n.of))
		}
	}
	return fields
}

// messageField is a number that says which message an event is about.
type messageField struct {
	key string
	of  *int
}

func messageFields(e *result.Event) []messageField {
	return []messageField{{"message", &e.Message}, {"from", &e.From}, {"to", &e.To}}
}

// columns are fixed widths, so that a step that changes touches one line of a diff.
var columns = [...]int{6, 7, 16, 6, 28, 30}

func writeLine(b *strings.Builder, first string, fields []string) {
	fmt.Fprintf(b, "%4s", first)
	for i, f := range fields {
		b.WriteString("  ")
		if i < len(columns) && i < len(fields)-1 {
			f = pad(f, columns[i])
		}
		b.WriteString(f)
	}
	b.WriteString("\n")
}

// token writes text as one field: as it is if it reads back as itself, else quoted.
func token(text string) string {
	if text == "" {
		return "-"
	}
	if text == "-" || text == noEvent || strings.ContainsAny(text, "\"#") || strings.ContainsFunc(text, notBare) {
		return strconv.Quote(text)
	}
	return text
}

// notBare holds for runes that a bare field can't have; invalid UTF-8 shows as U+FFFD.
func notBare(r rune) bool {
	return unicode.IsSpace(r) || !unicode.IsPrint(r) || r == unicode.ReplacementChar
}

// agents names threads in a file: by display name where that is unambiguous.
type agents struct {
	names  []string
	number map[string]int // of unique names
}

func agentsOf(names []string) agents {
	a := agents{names, map[string]int{}}
	seen := map[string]bool{}
	for i, n := range names {
		if seen[n] || n == "" {
			delete(a.number, n)
			continue
		}
		seen[n] = true
		a.number[n] = i
	}
	return a
}

// token gives the field for a thread: its name, or @N.
func (a agents) token(thread int) string {
	if thread >= 0 && thread < len(a.names) {
		n := a.names[thread]
		if i, ok := a.number[n]; ok && i == thread && !strings.HasPrefix(n, "@") {
			return token(n)
		}
	}
	return "@" + strconv.Itoa(thread)
}

// thread is the inverse of token, of an unquoted field.
func (a agents) thread(field string) (int, bool) {
	if digits, ok := strings.CutPrefix(field, "@"); ok {
		n, err := strconv.Atoi(digits)
		return n, err == nil
	}
	n, ok := a.number[field]
	return n, ok
}
