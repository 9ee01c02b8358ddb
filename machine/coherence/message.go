package coherence

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Message travels between a processor and the home of a line.
type Message struct {
	Kind  MessageKind
	Line  uint64
	Proc  int      // the processor; the other end is the home
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
	messageKinds
)

var messageNames = [messageKinds]string{
	"read", "write", "modify", "compare", "share", "drop", "hold", "renew", "data", "grant", "told", "acknowledge", "data", "done",
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

// FromHome reports whether messages of the kind go from a home to a processor.
func (k MessageKind) FromHome() bool { return k.channel() == fromHome }

// String gives "read", "drop", "data 1 exclusive": all but the line and the ends.
func (m *Message) String() string {
	b := strings.Builder{}
	b.WriteString(messageNames[m.Kind])
	switch m.Kind {
	case Data, Back, AskModify:
		for _, w := range m.Words {
			fmt.Fprintf(&b, " %d", int64(w))
		}
	case Renew:
		fmt.Fprintf(&b, " word %d to %d", m.Word, int64(m.Value))
	case AskCompare:
		fmt.Fprintf(&b, " with %d", int64(m.Value))
	}
	if m.Kind == Data && m.Flag {
		b.WriteString(" exclusive")
	}
	return b.String()
}

// link orders messages by what they would have to overtake.
func (p *Protocol) link(a, b *Message) int {
	return cmp.Or(cmp.Compare(p.Home(a.Line), p.Home(b.Line)), cmp.Compare(a.Proc, b.Proc),
		cmp.Compare(a.Kind.channel(), b.Kind.channel()))
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
func (p *Protocol) Remote(m *Message) bool { return p.Home(m.Line) != m.Proc }
