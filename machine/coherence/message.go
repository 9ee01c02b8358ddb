package coherence

import (
	"cmp"
	"slices"
	"strings"
)

// Message travels between a processor and the home of a line.
type Message struct {
	Kind  MessageKind
	Line  uint64
	Home  int      // one end: the node at which the line lies, see Memory
	Proc  int      // the processor, at the other
	Flag  bool     // see MessageKind
	Word  int      // of what is asked for, or renewed
	Value uint64   // … the word's: the new one, or the one expected
	Words []uint64 // all the line's
}

// MessageKind says what a message is for.
type MessageKind uint8

// The kinds of messages.
const (
	AskRead    MessageKind = iota // a processor asks for a copy
	AskWrite                      // … to write; Flag: it has a copy
	AskModify                     // … for a read-modify-write; Words: those of the copy that it owns
	AskCompare                    // … that writes only if the word is Value

	Share // the home asks a cache: give the words back, if you own them, and share. Flag: you do
	Drop  // … and drop the copy. Flag likewise
	Hold  // … and let nobody read the copy. Flag likewise
	Renew // the held copy has a new word
	Data  // the home answers: the words. Flag: nobody else has a copy
	Grant // … the copy may be written
	Told  // … it is written at the home. Flag: the word has changed

	Ack  // a cache answers. Flag: it has a copy
	Back // … with the words that it owned. Flag likewise
	Done // the processor leaves the bus
)

// Names is how to call things in texts.
type Names struct {
	Line func(line uint64) string
	Word func(line uint64, word int) string
	Show func(line uint64, word int, w uint64) string
	Proc func(proc int) string
}

// channels of a link between two nodes: a message waits for none on another.
const (
	requests = iota
	fromHome
	replies
)

func (k MessageKind) channel() int {
	switch {
	case k <= AskCompare:
		return requests
	case k <= Told:
		return fromHome
	}
	return replies
}

// Asks reports whether messages of the kind are requests.
func (k MessageKind) Asks() bool { return k.channel() == requests }

// FromHome reports whether messages of the kind go from a home to a processor.
func (k MessageKind) FromHome() bool { return k.channel() == fromHome }

// Text says what a message is about, without its ends: "read x", "invalidate x", "data x = 1".
func (m *Message) Text(n Names) string {
	line := n.Line(m.Line)
	word := func(i int, w uint64) string { return n.Word(m.Line, i) + " = " + n.Show(m.Line, i, w) }
	switch m.Kind {
	case AskRead:
		return "read " + line
	case AskWrite:
		return "write " + line
	case AskModify:
		return "modify " + line + m.carried(word, ", ")
	case AskCompare:
		return "modify " + line + ", if " + word(m.Word, m.Value) + m.carried(word, ", ")
	case Share:
		return "share " + line
	case Drop:
		return "invalidate " + line
	case Hold:
		return "hold " + line
	case Renew:
		return "update " + word(m.Word, m.Value)
	case Data:
		text := "data" + m.carried(word, " ")
		if m.Flag {
			text += ", exclusive"
		}
		return text
	case Grant:
		return "grant " + line
	case Told:
		return "modified " + line
	case Back:
		return "data" + m.carried(word, " ")
	case Done:
		return "done with " + line
	}
	return "acknowledge " + line
}

// carried lists the words of a message, if it has some.
func (m *Message) carried(word func(int, uint64) string, before string) string {
	var list []string
	for i, w := range m.Words {
		list = append(list, word(i, w))
	}
	if len(list) == 0 {
		return ""
	}
	return before + strings.Join(list, ", ")
}

// link orders messages by what they would have to overtake.
func (p *Protocol) link(a, b *Message) int {
	homes := cmp.Compare(a.Home, b.Home)
	if p.Apart {
		homes = cmp.Compare(a.Line, b.Line)
	}
	return cmp.Or(homes, cmp.Compare(a.Proc, b.Proc), cmp.Compare(a.Kind.channel(), b.Kind.channel()))
}

// compare orders the messages of one link, of which none is the first.
func compare(a, b *Message) int {
	if c := cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Word, b.Word),
		cmp.Compare(a.Value, b.Value), slices.Compare(a.Words, b.Words)); c != 0 || a.Flag == b.Flag {
		return c
	}
	if b.Flag {
		return -1
	}
	return 1
}

// send puts a message behind those of its link, or, where none keeps to any order, where it belongs.
func (p *Protocol) send(s *State, m Message) {
	i, _ := slices.BinarySearchFunc(s.network, &m, func(e Message, m *Message) int {
		c := p.link(&e, m)
		switch {
		case c != 0:
			return c
		case !p.Unordered:
			return -1
		}
		return compare(&e, m)
	})
	s.network = slices.Insert(s.network, i, m)
}

// first reports whether nothing of its link is before message i, or none equal to it.
func (p *Protocol) first(s *State, i int) bool {
	if i == 0 || p.link(&s.network[i-1], &s.network[i]) != 0 {
		return true
	}
	return p.Unordered && compare(&s.network[i-1], &s.network[i]) != 0
}

// Messages are those in the network.
func (s *State) Messages() []Message { return s.network }

// Remote reports whether a message leaves its node.
func (m *Message) Remote() bool { return m.Home != m.Proc }
