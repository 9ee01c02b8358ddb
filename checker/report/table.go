package report

import (
	"fmt"
	"io"
	"path"
	"slices"
	"strconv"
	"strings"

	"heddle/checker/result"
)

// row is one event of a schedule as it is shown.
type row struct {
	step   string // "12", "4-9"; "" for a further event of the same step
	kind   string // of the event; "" for none
	thread int
	text   string
	pos    string
	note   string
	rule   string // not "": no event, but a line across the table
}

// Table writes s for a person: what is violated and why, one column a thread
// with the source line of each operation, and what each thread is about to do at
// the end. If that does not fit style.Width the source lines get a column of their
// own; if that does not fit either, the threads share one.
func Table(w io.Writer, s *result.Schedule, style Style) error {
	var b strings.Builder
	for _, line := range Wrap(clean(sentence(s)), style.width()) {
		b.WriteString(style.paint(bold, line) + "\n")
	}
	if len(s.Steps) == 0 {
		b.WriteString(style.paint(faint, "before the first step: in what main does before another thread could notice") + "\n")
	} else {
		b.WriteString(style.paint(faint, lengths(s)) + "\n")
	}
	if len(s.Steps)+len(s.Initial) > 0 {
		rows := nameOperations(s.Property, nameChoices(lassoRows(s, style.All)))
		b.WriteString("\n" + bestLayout(layouts(s, rows), style))
	}
	ending(&b, s, style)
	_, err := io.WriteString(w, b.String())
	return err
}

// lengths gives the length of s: "4 steps, 2 context switches, 1 preemption".
func lengths(s *result.Schedule) string {
	text := result.Count(len(s.Steps), "step") + ", " + switches(s.Switches)
	if s.Preemptions != nil {
		text += ", " + result.Count(*s.Preemptions, "preemption")
	}
	return text
}

// sentence says what is violated and why; the property is named once.
func sentence(s *result.Schedule) string {
	switch {
	case s.Property == "" && s.Message != "":
		return s.Message
	case s.Property == "":
		return "nothing is violated at the end of this schedule"
	case s.Message == "":
		return s.Property + " is violated"
	case strings.Contains(s.Message, s.Property):
		return s.Message
	}
	return s.Property + ": " + s.Message
}

// lassoRows lists the events of s, with a line before the steps that repeat for ever.
func lassoRows(s *result.Schedule, all bool) []row {
	if s.Cycle == 0 {
		return append(initialRows(s), rowsOf(s, 0, len(s.Steps), all)...)
	}
	n := len(s.Steps) - s.Cycle + 1
	text := fmt.Sprintf("cycle: these %d steps repeat for ever", n)
	switch n {
	case 0:
		text = "from here on nothing need happen, for ever"
	case 1:
		text = "cycle: this step repeats for ever"
	}
	return slices.Concat(initialRows(s), rowsOf(s, 0, s.Cycle-1, all), []row{{rule: text}}, rowsOf(s, s.Cycle-1, len(s.Steps), all))
}

// rowsOf lists the events of the steps from … to-1 of s, with repetitions of a thread's steps folded and, unless
// all is asked for, steps in one call of a library function too.
func rowsOf(s *result.Schedule, from, to int, all bool) []row {
	rows := []row{}
	for i := from; i < to; {
		rest := s.Steps[i:to]
		if n := libraryCall(rest); n > 0 && !all {
			rows = append(rows, callRows(s, i, n)...)
			i += n
			continue
		}
		if r, n := variable(rest); n > 1 && !all {
			r.step = fmt.Sprintf("%d-%d", i+1, i+n)
			rows = append(rows, r)
			i += n
			continue
		}
		block, times := repetition(rest)
		for j := range block {
			step := strconv.Itoa(i + j + 1)
			at := len(rows)
			rows = append(rows, stepRows(&s.Steps[i+j], step)...)
			if times > 1 && j == block-1 {
				note := fmt.Sprintf("again %d times, to step %d", times-1, i+block*times)
				rows[at].note = strings.TrimPrefix(rows[at].note+"; "+note, "; ")
			}
		}
		i += block * times
	}
	return rows
}

// initialRows lists what has been sent, marked and claimed before the first step.
func initialRows(s *result.Schedule) []row {
	if len(s.Initial) == 0 {
		return nil
	}
	return stepRows(&result.Step{Events: s.Initial}, "0")
}

// variable makes one row of the steps, from the first of steps on, in which a thread reads
// or writes the words of one slice or interface; n is their number.
func variable(steps []result.Step) (r row, n int) {
	first := stepRows(&steps[0], "")
	if len(steps[0].Events) != 1 || first[0].kind != "load" && first[0].kind != "store" {
		return row{}, 1
	}
	whole := &steps[0].Events[0]
	r, n = first[0], 1
	var more []string
	for n < len(steps) && steps[n].Thread == steps[0].Thread && len(steps[n].Events) == 1 {
		e := &steps[n].Events[0]
		word, ok := strings.CutPrefix(e.Loc, whole.Loc+".")
		if !ok || e.Kind != whole.Kind || e.Pos != whole.Pos || e.Note != whole.Note || word != "len" && word != "cap" && word != "data" {
			break
		}
		more = append(more, strings.TrimPrefix(word+" ", "data ")+clean(e.Value))
		n++
	}
	r.text += " (" + strings.Join(more, ", ") + ")"
	return r, n
}

// libraryCall is the number of steps, from the first of steps on, that one thread takes
// in one call of a library function, as far as can be seen.
func libraryCall(steps []result.Step) int {
	n := 0
	for n < len(steps) && len(steps[n].Events) > 0 {
		first, e := &steps[0].Events[0], &steps[n].Events[0]
		if e.Inside == "" || steps[n].Thread != steps[0].Thread || e.Inside != first.Inside || e.Pos != first.Pos {
			break
		}
		n++
	}
	return n
}

// callRows is what the user sees of n steps in a library function: the call, and
// what they do beside accesses to the library's own memory.
func callRows(s *result.Schedule, at, n int) []row {
	first := s.Steps[at].Events[0]
	number := strconv.Itoa(at + 1)
	if n > 1 {
		number = fmt.Sprintf("%d-%d", at+1, at+n)
	}
	rows := []row{{
		step: number, thread: first.Thread, text: "in " + clean(first.Inside), pos: base(first.Pos),
	}}
	for _, step := range s.Steps[at : at+n] {
		for _, r := range stepRows(&step, "") {
			switch r.kind {
			case "load", "store", "rmw", "section", "fence":
			default:
				rows = append(rows, r)
			}
		}
	}
	return rows
}

func stepRows(step *result.Step, number string) []row {
	if len(step.Events) == 0 {
		return []row{{step: number, thread: step.Thread, text: "runs on"}}
	}
	rows := []row{}
	for i, e := range step.Events {
		r := row{kind: e.Kind, thread: e.Thread, text: clean(e.Text), pos: base(e.Pos), note: clean(e.Note)}
		if i == 0 {
			r.step = number
		}
		if e.Kind == "message" || step.Fault && i == 0 { // it is nobody's doing
			r.text, r.note = "", r.text
		}
		rows = append(rows, r)
	}
	return rows
}

// repetition finds the shortest block of at most four steps of one thread that
// steps begin with at least three times over, and how often it is repeated; 1, 1 if none.
func repetition(steps []result.Step) (block, times int) {
	for block = 1; block <= 4 && block <= len(steps); block++ {
		if steps[block-1].Thread != steps[0].Thread {
			break
		}
		times = 1
		for same(steps, times*block, block) {
			times++
		}
		if times >= 3 {
			return block, times
		}
	}
	return 1, 1
}

// same reports whether the block steps from index at on equal the first block.
func same(steps []result.Step, at, block int) bool {
	if at+block > len(steps) {
		return false
	}
	for i := range block {
		a, b := &steps[i], &steps[at+i]
		if a.Thread != b.Thread || a.Alt != b.Alt || a.Flush != b.Flush || a.Deliver != b.Deliver || a.Fault != b.Fault || len(a.Events) != len(b.Events) {
			return false
		}
		for j := range a.Events {
			if a.Events[j] != b.Events[j] {
				return false
			}
		}
	}
	return true
}

// stack writes where the thread that failed was.
func stack(b *strings.Builder, s *result.Schedule, style Style) {
	if len(s.Stack) == 0 {
		return
	}
	b.WriteString("\n" + style.paint(bold, "the stack:") + "\n")
	for _, line := range s.Stack {
		b.WriteString("  " + clean(line) + "\n")
	}
}

// ending writes what the threads are about to do after the last step.
func ending(b *strings.Builder, s *result.Schedule, style Style) {
	stack(b, s, style)
	if len(s.End) == 0 {
		return
	}
	title := map[string]string{
		result.PropertyRace:     "the two accesses, unordered:",
		result.PropertyDeadlock: "every goroutine waits:",
		result.PropertyStuck:    "no continuation ends; the threads are at:",
		result.PropertyLeak:     "left behind:",
	}[s.Property]
	if s.Property == result.PropertyDeadlock && slices.ContainsFunc(s.End, func(e result.Event) bool { return e.Kind != "blocked" }) {
		title = "the goroutines are at:"
	}
	switch {
	case s.Cycle > len(s.Steps):
		title = "there the threads are at:"
	case s.Cycle > 0:
		title = "where the cycle begins, and ends, the threads are at:"
	}
	if title == "" {
		title = "then:"
	}
	b.WriteString("\n" + style.paint(bold, title) + "\n")
	waits := waitsOf(s)
	names, texts, places := 0, 0, 0
	for _, e := range s.End {
		names = max(names, length(name(s, e.Thread)))
		texts = max(texts, length(clean(e.Text)))
		places = max(places, length(base(e.Pos)))
	}
	for _, e := range s.End {
		line := "  " + pad(name(s, e.Thread), names) + "  " + pad(clean(e.Text), texts) + "  " + pad(base(e.Pos), places)
		if e.Note != "" {
			line += "  " + clean(e.Note)
		}
		if i := slices.IndexFunc(waits, func(w wait) bool { return w.Thread == e.Thread }); i >= 0 {
			keeps := waits[i].text(s)
			if length(line)+2+length(keeps) > style.width() {
				b.WriteString(strings.TrimRight(line, " ") + "\n")
				line = strings.Repeat(" ", names+4)
			}
			line += "  " + keeps
		}
		if line = strings.TrimRight(line, " "); line != "" {
			b.WriteString(line + "\n")
		}
	}
	if text := cycle(s, waits); text != "" {
		for _, line := range Wrap("cycle: "+text, style.width()-2) {
			b.WriteString("  " + style.paint(bold, line) + "\n")
		}
	}
}

func name(s *result.Schedule, thread int) string {
	if thread < 0 || thread >= len(s.Names) {
		return "thread " + strconv.Itoa(thread)
	}
	return clean(s.Names[thread])
}

// base shortens a position to the file's base name and the line: "peterson:12"; of a
// litmus test, which is one file, to the line.
func base(pos string) string {
	if pos == "" {
		return ""
	}
	if i := strings.LastIndex(pos, ".litmus:"); i >= 0 {
		return clean("line " + pos[i+len(".litmus:"):])
	}
	return clean(strings.Replace(path.Base(pos), ".go:", ":", 1))
}
