package machine

import (
	"fmt"
	"strings"

	"heddle/model/program"
)

// netEvent reports what p does on a link. In the text %s is the message.
func (tr *tracer) netEvent(p *proc, kind, text string, link int, words []uint64, number int) {
	n := tr.m.networks.of(link)
	e := Event{Kind: kind, Message: number, Value: tr.messageOf(n, words), Note: tr.remarked()}
	e.From, e.To = n.ends(link)
	e.Text = fmt.Sprintf(text, e.Value)
	tr.add(p, e)
}

// netSent reports a send. One that is lost is never received.
func (tr *tracer) netSent(p *proc, link int, words []uint64, lost bool) {
	n := tr.m.networks.of(link)
	_, to := n.ends(link)
	if lost {
		tr.remark = fmt.Sprintf("lost: P%d cannot be reached", to)
	}
	tr.messages++
	tr.letters[tr.messages] = len(tr.letters) + 1
	tr.netEvent(p, "send", fmt.Sprintf("sends %%s to P%d", to), link, words, tr.messages)
}

func (tr *tracer) netReceived(p *proc, link int, words []uint64, number int) {
	from, _ := tr.m.networks.of(link).ends(link)
	tr.reception = &Received{tr.letters[number], from}
	tr.netEvent(p, "receive", fmt.Sprintf("receives %%s from P%d", from), link, words, number)
}

// unreceived reports that p goes on without a message.
func (tr *tracer) unreceived(p *proc, how program.Receiving) {
	tr.reception = &Received{}
	if how == program.ReceiveServe {
		tr.note(p, "rest", "finds all at rest")
		return
	}
	tr.note(p, "timeout", "times out")
}

// netFault reports a fault that is about to happen.
func (tr *tracer) netFault(f netFault) {
	m, t := tr.m, &tr.m.step.state.Net
	n := &m.networks.list[f.net]
	e := Event{Kind: faultNames[f.kind]}
	node := func() int { return t.nodes[n.node+f.at].thread }
	switch f.kind {
	case faultKind(Lose), faultKind(Duplicate), faultKind(Reorder):
		entry := t.entry(f.at)
		e.Message, e.Value = t.number(f.at), tr.messageOf(n, entry[1:1+n.size])
		e.From, e.To = n.ends(int(entry[0]))
		e.Text = fmt.Sprintf([...]string{"loses %s from P%d to P%d", "duplicates %s from P%d to P%d", "lets %s from P%d to P%d overtake"}[f.kind], e.Value, e.From, e.To)
	case faultKind(Partition):
		all := uint64(1)<<n.nodes - 1
		e.Text = fmt.Sprintf("falls apart: %s | %s", nodeNames(all&^f.sides), nodeNames(f.sides))
	case faultHeal:
		e.Text = "heals"
	case faultKind(Crash):
		e.Thread, e.Text = node(), fmt.Sprintf("P%d crashes", f.at)
	case faultKind(Wipe):
		e.Thread, e.Text = node(), fmt.Sprintf("P%d crashes, and its disk is wiped", f.at)
	case faultRestart:
		e.Thread, e.Text = node(), fmt.Sprintf("P%d starts again", f.at)
	}
	tr.fault = &Fault{Kind: e.Kind, Network: f.net, Message: tr.letters[e.Message], From: e.From, To: e.To, Far: f.sides}
	if e.Message == 0 {
		tr.fault.Node = f.at
	}
	tr.events = append(tr.events, e)
}

// messageOf prints a message: a string among its words first, then the others with their names, "REQ(ts=1 id=0)".
func (tr *tracer) messageOf(n *network, words []uint64) string {
	l := &tr.m.prog.Layouts[n.layout]
	kind := func(i int) program.Kind {
		if l.Kinds == nil {
			return program.KindNone
		}
		return l.Kinds[i]
	}
	if len(words) == 1 && l.Cells[0] == "" {
		return tr.m.format(kind(0), words[0])
	}
	tag := ""
	tagged := -1
	for i := range words {
		if kind(i) == program.KindString {
			tag, tagged = tr.m.format(kind(i), words[i]), i
			break
		}
	}
	var list []string
	for i, w := range words {
		if i != tagged {
			list = append(list, strings.TrimPrefix(l.Cells[i], ".")+"="+tr.m.format(kind(i), w))
		}
	}
	if tag != "" && len(list) == 0 {
		return tag
	}
	return tag + "(" + strings.Join(list, " ") + ")"
}

// marked reports a Mark.
func (tr *tracer) marked(p *proc, name string) { tr.note(p, "mark", name) }

// netIntention says what a thread at an operation on a network is about to do, or waits for.
func (m *Machine) netIntention(q *pending, blocked bool) string {
	r := &q.receives
	switch {
	case q.op == program.NetAttach:
		return "is down"
	case q.op == program.NetSend && blocked:
		return fmt.Sprintf("waits for room on the link to P%d", r.from)
	case q.op == program.NetSend:
		return fmt.Sprintf("sends to P%d", r.from)
	case blocked && r.how == program.ReceiveServe:
		return "serves"
	case blocked:
		return r.text("waits for")
	}
	return r.text("receives")
}
