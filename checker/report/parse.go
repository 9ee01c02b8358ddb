package report

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"

	"heddle/checker/result"
	"heddle/machine"
)

// maxLine bounds a line of a schedule file, in bytes.
const maxLine = 1 << 20

// Parse reads a schedule file. name is what errors call it: "file:line: …".
// Empty slices come back as nil.
func Parse(name string, r io.Reader) (*result.Schedule, error) {
	p := &parser{name: name, s: &result.Schedule{}, seen: map[string]bool{}}
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, maxLine)
	for lines.Scan() {
		p.line++
		if err := p.parse(lines.Text()); err != nil {
			return nil, err
		}
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("%s:%d: %w", name, p.line+1, err)
	}
	if p.line == 0 {
		p.line = 1
		return nil, p.errorf("the file is empty, want a schedule: %q", "heddle schedule 1")
	}
	for _, key := range []string{"target", "memory", "property"} {
		if !p.seen[key] {
			return nil, p.errorf("no %q line before the end of the file", key)
		}
	}
	if p.steps != nil && *p.steps != len(p.s.Steps) { // none is in files of older versions
		return nil, p.errorf("the file ends after %s, want %d", result.Count(len(p.s.Steps), "step"), *p.steps)
	}
	if p.s.Cycle < 0 || p.s.Cycle > len(p.s.Steps)+1 {
		return nil, p.errorf("a cycle from step %d on, want one of the %s, or the next", p.s.Cycle, result.Count(len(p.s.Steps), "step"))
	}
	return p.s, nil
}

// IsSchedule reports whether f begins as a schedule file does, of any version. It goes back to where it was.
func IsSchedule(f io.ReadSeeker) bool {
	start := make([]byte, len(fileStart))
	n, _ := io.ReadFull(f, start)
	_, err := f.Seek(0, io.SeekStart)
	return err == nil && string(start[:n]) == fileStart
}

// fileStart is how a schedule file begins.
const fileStart = "heddle schedule "

// parser reads one line after the other.
type parser struct {
	name   string
	line   int
	s      *result.Schedule
	seen   map[string]bool // header fields
	steps  *int            // that the header says there are
	agents agents
	body   bool // steps have begun
	end    bool // "end" lines have begun
}

func (p *parser) errorf(format string, args ...any) error {
	return fmt.Errorf("%s:%d: %s", p.name, p.line, fmt.Sprintf(format, args...))
}

func (p *parser) parse(text string) error {
	if p.line == 1 {
		return p.version(text)
	}
	fields, err := split(text)
	if err != nil {
		return p.errorf("%v", err)
	}
	if len(fields) == 0 {
		return nil
	}
	switch first := fields[0].text; {
	case first == "+", first == "end", startsWithDigit(first):
		if !p.body {
			p.body = true
			p.agents = agentsOf(p.s.Names)
		}
		return p.step(first, fields[1:])
	case p.body:
		return p.errorf("found %q, want a step's number, + or end", first)
	}
	return p.header(fields)
}

func startsWithDigit(text string) bool { return text != "" && text[0] >= '0' && text[0] <= '9' }

func (p *parser) version(text string) error {
	var version int
	if n, err := fmt.Sscanf(text, "heddle schedule %d", &version); n != 1 || err != nil {
		return p.errorf("found %q, want a schedule: %q", shorten(text), "heddle schedule 1")
	}
	if version != fileVersion {
		return p.errorf("schedule version %d, want %d: it is from another version of heddle", version, fileVersion)
	}
	return nil
}

func shorten(text string) string {
	if runes := []rune(text); len(runes) > 40 {
		return string(runes[:40]) + "…"
	}
	return text
}

func (p *parser) header(fields []field) error {
	key := fields[0].text
	if len(fields) != 2 {
		return p.errorf("%s: %d fields, want 1", shorten(key), len(fields)-1)
	}
	value := fields[1].value()
	if key != "thread" && key != "shared" && key != "tracked" && key != "touched" {
		if p.seen[key] {
			return p.errorf("%s is given twice", key)
		}
		p.seen[key] = true
	}
	var err error
	switch key {
	case "target":
		p.s.Target = value
	case "memory":
		p.s.Memory = value
	case "system":
		if _, err := machine.ParseSystem(value); err != nil {
			return p.errorf("system: %v", err)
		}
		p.s.System = value
	case "scenario":
		p.s.Scenario = value
	case "network":
		if _, err := machine.ParseNetworkOverride(value); err != nil {
			return p.errorf("network: %v", err)
		}
		p.s.Network = value
	case "property":
		p.s.Property = value
	case "criterion":
		p.s.Criterion = value
	case "message":
		p.s.Message = value
	case "thread":
		p.s.Names = append(p.s.Names, value)
	case "shared":
		p.s.Shared = append(p.s.Shared, value)
	case "tracked":
		p.s.Tracked = append(p.s.Tracked, value)
	case "touched":
		p.s.Touched = append(p.s.Touched, value)
	case "threads":
		p.s.Threads, err = strconv.Atoi(value)
	case "rounds":
		p.s.Rounds, err = strconv.Atoi(value)
	case "word-bits":
		p.s.WordBits, err = strconv.Atoi(value)
	case "steps":
		p.steps = new(int)
		*p.steps, err = strconv.Atoi(value)
	case "switches":
		p.s.Switches, err = strconv.Atoi(value)
	case "preemptions":
		p.s.Preemptions = new(int)
		*p.s.Preemptions, err = strconv.Atoi(value)
	case "clients":
		p.s.Sorted = true
		if value != "sorted" {
			return p.errorf("clients: %q, want sorted", shorten(value))
		}
	case "visible":
		p.s.Visible = true
		if value != "all" {
			return p.errorf("visible: %q, want all", shorten(value))
		}
	case "search":
		p.s.Outcomes = true
		if value != "outcomes" {
			return p.errorf("search: %q, want outcomes", shorten(value))
		}
	case "turns":
		p.s.Turns = value
		if value != "wants" && value != "order" {
			return p.errorf("turns: %q, want wants or order", shorten(value))
		}
	case "cycle":
		p.s.Cycle, err = strconv.Atoi(value)
	case "fairness":
		p.s.Fairness = value
		if value != "weak" && value != "strong" && value != "none" {
			return p.errorf("fairness: %q, want weak, strong or none", shorten(value))
		}
	case "duty":
		p.s.Duty = value
	default:
		return p.errorf("unknown field %q, want target, memory, system, threads, rounds, clients, scenario, network, word-bits, visible, search, turns, criterion, property, message, steps, switches, preemptions, cycle, fairness, duty, thread, shared, tracked or touched", shorten(key))
	}
	if err != nil {
		return p.errorf("%s: %q, want a number", key, shorten(value))
	}
	return nil
}

// step reads a line of the body: first is its number, "+" or "end".
func (p *parser) step(first string, fields []field) error {
	s := p.s
	if p.end && first != "end" {
		return p.errorf("found %q after an end line", shorten(first))
	}
	if len(fields) < 2 {
		return p.errorf("%d fields, want agent, operation, location, value, source line, text, note", len(fields))
	}
	thread, ok := p.agents.thread(fields[0].text)
	if !ok {
		return p.errorf("unknown agent %q, want one of %s or @N", shorten(fields[0].text), strings.Join(s.Names, ", "))
	}
	switch first {
	case "0", "+", "end":
		e, rest, err := p.event(thread, fields[1:])
		if err == nil && len(rest) > 0 {
			err = p.errorf("found %q after the note", shorten(rest[0].text))
		}
		if err != nil {
			return err
		}
		if first == "end" {
			p.end = true
			s.End = append(s.End, e)
			return nil
		}
		if first == "0" {
			if len(s.Steps) > 0 {
				return p.errorf("0 after the first step")
			}
			s.Initial = append(s.Initial, e)
			return nil
		}
		if len(s.Steps) == 0 {
			return p.errorf("+ before the first step")
		}
		step := &s.Steps[len(s.Steps)-1]
		step.Events = append(step.Events, e)
		return nil
	}
	if first != strconv.Itoa(len(s.Steps)+1) {
		return p.errorf("step %s, want %d", shorten(first), len(s.Steps)+1)
	}
	return p.numbered(thread, fields[1:])
}

// numbered reads a step from its operation on.
func (p *parser) numbered(thread int, fields []field) error {
	step := result.Step{Thread: thread}
	rest := fields[1:]
	if fields[0] != (field{text: noEvent}) {
		e, more, err := p.event(thread, fields)
		if err != nil {
			return err
		}
		step.Events = []result.Event{e}
		rest = more
	}
	for _, f := range rest {
		alt, isAlt := strings.CutPrefix(f.text, "alt=")
		switch {
		case f.text == "flush":
			step.Flush = true
		case f.text == "fault":
			step.Fault = true
		case f.text == "deliver":
			step.Deliver = true
		case isAlt:
			n, err := strconv.Atoi(alt)
			if err != nil {
				return p.errorf("%q, want alt= and a number", shorten(f.text))
			}
			step.Alt = n
		default:
			return p.errorf("found %q after the note, want alt=K, flush, deliver or fault", shorten(f.text))
		}
	}
	p.s.Steps = append(p.s.Steps, step)
	return nil
}

func (p *parser) event(thread int, fields []field) (result.Event, []field, error) {
	if len(fields) < 6 {
		return result.Event{}, nil, p.errorf("%d fields after the agent, want 6: operation, location, value, source line, text, note", len(fields))
	}
	e := result.Event{
		Thread: thread,
		Kind:   fields[0].value(), Loc: fields[1].value(), Value: fields[2].value(),
		Pos: fields[3].value(), Text: fields[4].value(), Note: fields[5].value(),
	}
	rest, err := p.messageOf(&e, fields[6:])
	return e, rest, err
}

// messageOf reads which message an event is about.
func (p *parser) messageOf(e *result.Event, fields []field) (rest []field, err error) {
	for _, n := range messageFields(e) {
		if len(fields) == 0 {
			break
		}
		value, ok := strings.CutPrefix(fields[0].text, n.key+"=")
		if !ok {
			continue
		}
		if *n.of, err = strconv.Atoi(value); err != nil {
			return nil, p.errorf("%q, want %s= and a number", shorten(fields[0].text), n.key)
		}
		fields = fields[1:]
	}
	return fields, nil
}

// field is one field of a line, unquoted.
type field struct {
	text   string
	quoted bool
}

func (f field) value() string {
	if f.text == "-" && !f.quoted {
		return ""
	}
	return f.text
}

// split cuts a line into fields; a bare # begins a comment.
func split(line string) ([]field, error) {
	fields := []field{}
	for {
		line = strings.TrimLeftFunc(line, unicode.IsSpace)
		if line == "" || line[0] == '#' {
			return fields, nil
		}
		if line[0] == '"' {
			quoted, err := strconv.QuotedPrefix(line)
			if err != nil {
				return nil, fmt.Errorf("a quoted field does not end: %s", shorten(line))
			}
			text, err := strconv.Unquote(quoted)
			if err != nil {
				return nil, fmt.Errorf("a quoted field is malformed: %s", shorten(quoted))
			}
			fields = append(fields, field{text, true})
			line = line[len(quoted):]
			continue
		}
		end := strings.IndexFunc(line, unicode.IsSpace)
		if end < 0 {
			end = len(line)
		}
		fields = append(fields, field{text: line[:end]})
		line = line[end:]
	}
}
