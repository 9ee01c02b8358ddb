package report

import (
	"fmt"
	"io"
	"strings"

	"heddle/checker/causality"
	"heddle/checker/result"
)

// Mermaid writes the run r of s as a sequence diagram of Mermaid's. An arrow of those has no slope: it is drawn
// where its message is received, or lost. If anything happens to either side between then and the sending a note is where it is
// sent, as there is for all events if they have labels or timestamps beside them.
func Mermaid(w io.Writer, s *result.Schedule, r *causality.Run, beside Beside) error {
	d := &mermaid{r: r, captions: captions(r, beside), notes: beside.Lamport || beside.Vector || beside.Labels}
	d.b.WriteString("---\ntitle: " + mermaidTitle(sentence(s)) + "\n---\nsequenceDiagram\n")
	for p := range r.Processes {
		d.line("participant %s as %s", mermaidProcess(p), mermaidText(r.Processes[p].Name))
	}
	for i := range r.Events {
		if i == r.Cycle {
			d.line("loop for ever")
		}
		switch e := &r.Events[i]; {
		case e.Hidden:
		case e.Process == causality.Nobody:
			d.fault(i)
		default:
			d.event(i)
		}
	}
	if r.Cycle >= 0 {
		d.line("end")
	}
	for _, m := range r.Pending() {
		d.arrow(m, "--)", numbered(m)+" (under way at the end)")
	}
	_, err := io.WriteString(w, d.b.String())
	return err
}

// mermaid is a sequence diagram that is being written.
type mermaid struct {
	b        strings.Builder
	r        *causality.Run
	captions []string
	notes    bool // beside all events
}

func (d *mermaid) line(format string, args ...any) { fmt.Fprintf(&d.b, "    "+format+"\n", args...) }

func mermaidProcess(p int) string { return fmt.Sprintf("p%d", p) }

// mermaidText is text without what has a meaning in Mermaid's language.
func mermaidText(text string) string {
	return strings.NewReplacer("#", "#35;", ";", "#59;", "<", "#lt;", ">", "#gt;").Replace(clean(text))
}

// mermaidTitle is text as a string of YAML.
func mermaidTitle(text string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(clean(text)) + `"`
}

func (d *mermaid) note(p int, text string) {
	d.line("Note over %s: %s", mermaidProcess(p), mermaidText(text))
}

// event writes event i of a process: arrows for the messages that it receives, or that are lost by it, and a note if
// these do not say all.
func (d *mermaid) event(i int) {
	e := &d.r.Events[i]
	said := len(e.Sends) > 0
	if e.Receives > 0 {
		m := d.r.Message(e.Receives)
		text := numbered(m)
		if m.Received[0] != i {
			text += " (once more)"
		}
		said = d.arrow(m, "-)", text)
	}
	for _, n := range e.Sends {
		said = said && d.prompt(d.r.Message(n))
	}
	switch {
	case !said || d.notes:
		d.note(e.Process, d.captions[i])
	case e.Name != "":
		d.note(e.Process, e.Name)
	}
	for _, n := range e.Sends {
		if m := d.r.Message(n); m.Lost == i {
			d.arrow(m, "-x", numbered(m))
		}
	}
}

// prompt reports whether the arrow of m is drawn before anything else happens to its sender or receiver.
func (d *mermaid) prompt(m *causality.Message) bool {
	end := len(d.r.Events)
	switch {
	case m.Lost >= 0:
		end = m.Lost
	case len(m.Received) > 0:
		end = m.Received[0]
	}
	from, to := d.ends(m)
	for i := m.Sent + 1; i < end; i++ {
		if e := &d.r.Events[i]; !e.Hidden && (e.Process == from || e.Process == to || e.Process == causality.Nobody) {
			return false
		}
	}
	return end < len(d.r.Events)
}

// ends gives the processes at both ends of a message, or Nobody.
func (d *mermaid) ends(m *causality.Message) (from, to int) {
	from, to = causality.Nobody, causality.Nobody
	if m.Sent >= 0 {
		from = d.r.Events[m.Sent].Process
	}
	if len(m.Received) > 0 {
		to = d.r.Events[m.Received[0]].Process
	} else if m.Channel == "" {
		to = d.r.ProcessNamed(causality.NodeName(m.To))
	}
	return from, to
}

// arrow draws a message, if it is known where from and where to.
func (d *mermaid) arrow(m *causality.Message, arrow, text string) bool {
	from, to := d.ends(m)
	if from == causality.Nobody || to == causality.Nobody {
		return false
	}
	d.line("%s%s%s: %s", mermaidProcess(from), arrow, mermaidProcess(to), mermaidText(text))
	return true
}

// fault writes what the network does by itself.
func (d *mermaid) fault(i int) {
	e := &d.r.Events[i]
	if m := d.r.Message(e.Faulty); m.Lost == i && d.arrow(m, "-x", numbered(m)) {
		return
	}
	if n := len(d.r.Processes); n > 1 {
		d.line("Note over %s,%s: %s", mermaidProcess(0), mermaidProcess(n-1), mermaidText(d.captions[i]))
	} else if n == 1 {
		d.note(0, d.captions[i])
	}
}
