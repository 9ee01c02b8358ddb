package reference

import (
	"heddle/machine/axiom"
	"heddle/model/program"
)

// Operation is a call or a return.
type Operation struct {
	Thread, Client int
	Return         bool
	Name           string   // of a call
	Words          []uint64 // its arguments, or the results
	// Before says of a call under rc11 which returns happen before it, by their places in History.
	Before []int

	from int // of a return: events of its thread with this index or a higher one come after it
}

// History gives the calls and returns so far, if config.Recorded.
func (m *Machine) History() []Operation { return m.operations }

// record adds a call or a return by thread t to the history.
func (m *Machine) record(t int, e program.Event, words []uint64) {
	o := Operation{Thread: t, Client: int(words[0]), Return: true, Words: words[1:]}
	if e == program.EventCall {
		o.Return, o.Name, o.Words = false, m.text(words[1]), words[2:]
	}
	if g, ok := m.weak.(*graph); ok {
		if last := g.x.Last(t); last != axiom.None {
			o.from = g.x.Events[last].Index + 1
		}
		if !o.Return {
			o.Before = g.returned(t, m.operations)
		}
	}
	m.operations = append(m.operations, o)
}

// returned gives the places of the returns in a history that happen before what thread t does next: they are its own, or an
// event that comes after one in its thread happens before that.
func (g *graph) returned(t int, history []Operation) (list []int) {
	hb, _ := g.x.Relation("hb")
	known := g.knows(t)
	for at, o := range history {
		before := o.Return && o.Thread == t
		for i, e := range g.x.Events {
			if before || !o.Return || e.Thread != o.Thread || e.Index < o.from {
				continue
			}
			for _, k := range known {
				before = before || i == k || hb.Has(i, k)
			}
		}
		if before {
			list = append(list, at)
		}
	}
	return list
}
