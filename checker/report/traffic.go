package report

import (
	"fmt"
	"strings"

	"heddle/checker/causality"
	"heddle/checker/result"
)

// traffic counts the messages of a run: ", 6 messages, 1 of them lost".
func traffic(r *causality.Run) string {
	if len(r.Messages) == 0 {
		return ""
	}
	lost := 0
	for i := range r.Messages {
		if r.Messages[i].Lost >= 0 {
			lost++
		}
	}
	text := ", " + result.Count(len(r.Messages), "message")
	if lost > 0 {
		text += fmt.Sprintf(", %d of them lost", lost)
	}
	return text
}

// pending writes which messages are neither received nor lost.
func pending(b *strings.Builder, r *causality.Run, style Style) {
	var list []string
	for _, m := range r.Pending() {
		list = append(list, numbered(m)+" to "+target(m))
	}
	if len(list) == 0 {
		return
	}
	for _, line := range Wrap("under way at the end: "+strings.Join(list, ", "), style.width()) {
		b.WriteString(line + "\n")
	}
}

// Relations writes of each event of a run which ones it happened before, and which ones it is concurrent with:
//
//	a → b, c
//	b ∥ c
//	c ∥ b
//	3 pairs: 2 ordered, 1 concurrent
func Relations(b *strings.Builder, r *causality.Run, style Style) {
	o, labels, shown := r.Order(), r.Labels(), r.Shown()
	list := func(sign string, a int, events []string) {
		if len(events) == 0 {
			return
		}
		first := clean(labels[a]) + " " + sign + " "
		for i, line := range Wrap(strings.Join(events, ", "), max(style.width()-length(first), spacetimeWidth)) {
			if i > 0 {
				first = strings.Repeat(" ", length(first))
			}
			b.WriteString(first + line + "\n")
		}
	}
	for _, a := range shown {
		var after, beside []string
		for _, c := range shown {
			switch {
			case o.Before(a, c):
				after = append(after, clean(labels[c]))
			case o.Concurrent(a, c):
				beside = append(beside, clean(labels[c]))
			}
		}
		list("→", a, after)
		list("∥", a, beside)
	}
	ordered, concurrent := o.Pairs()
	fmt.Fprintf(b, "%s: %d ordered, %d concurrent\n", result.Count(ordered+concurrent, "pair"), ordered, concurrent)
}

// Total writes the events of a run in their total order: see causality.Run.Total.
//
//	total order, by timestamps and then P0 < P1:
//	  a(1) ⇒ b(2) ⇒ c(2)
func Total(b *strings.Builder, r *causality.Run, timestamps, rank []int, style Style) {
	names := make([]string, len(r.Processes))
	for i, p := range r.Processes {
		if rank != nil {
			names[rank[i]] = clean(p.Name)
		} else {
			names[i] = clean(p.Name)
		}
	}
	labels := r.Labels()
	var events []string
	for _, i := range r.Total(timestamps, rank) {
		events = append(events, fmt.Sprintf("%s(%d)", clean(labels[i]), timestamps[i]))
	}
	b.WriteString("total order, by timestamps and then " + strings.Join(names, " < ") + ":\n")
	for _, line := range Wrap(strings.Join(events, " ⇒ "), style.width()-2) {
		b.WriteString("  " + line + "\n")
	}
}
