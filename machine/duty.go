package machine

import (
	"fmt"
	"slices"

	"heddle/model/program"
)

// Duty is an obligation that can be open in a state: that a thread that wants into a section gets
// in, or that what a client has asked for is granted.
type Duty struct {
	Name     string // "P1 gets into section g.inside"
	Property string // starvation or leads-to
	Thread   int    // -1 of a Response
	client   int
	object   uint64
}

// maxDuties bounds the obligations that are told apart: bits of a word.
const maxDuties = 64

// Duties lists the obligations met by Obligations so far, in the order of its bits.
func (m *Machine) Duties() []Duty { return m.duties }

// Obligations gives the obligations that are open in a state: bit i for Duties()[i].
// It takes a machine with Config.Ordered. The error is a *Limit.
func (m *Machine) Obligations(src []byte) (open uint64, err error) {
	st := &m.cur
	m.decode(st, src)
	add := func(d Duty) {
		i := slices.IndexFunc(m.duties, func(e Duty) bool {
			return e.Thread == d.Thread && e.client == d.client && e.object == d.object
		})
		if i < 0 {
			if i = len(m.duties); i == maxDuties {
				err = &Limit{fmt.Sprintf("more than %d different obligations", maxDuties)}
				return
			}
			m.duties = append(m.duties, m.described(d))
		}
		open |= 1 << i
	}
	for t := range st.Turns {
		if w := &st.Turns[t]; w.phase == Trying {
			add(Duty{Property: "starvation", Thread: t, object: w.section})
		}
	}
	for _, addr := range m.responses {
		word := m.base[addr]
		if slot := m.slot[addr]; slot >= 0 {
			word = st.Cells[slot]
		}
		for c := range maxClaimants {
			if word>>c&1 != 0 {
				add(Duty{Property: "leads-to", Thread: -1, client: c, object: addr})
			}
		}
	}
	return open, err
}

// described gives d its name.
func (m *Machine) described(d Duty) Duty {
	object := m.name(&m.initial, d.object)
	if d.Thread >= 0 {
		d.Name = fmt.Sprintf("%s gets into section %s", program.ThreadName(d.Thread), object)
	} else {
		d.Name = fmt.Sprintf("%s grants what client %d has asked for", object, d.client)
	}
	return d
}

// Inside gives the threads that are in a critical section: bit t for thread t.
func (m *Machine) Inside(src []byte) (set uint64) {
	m.decode(&m.cur, src)
	for t := range m.cur.Turns {
		if m.cur.Turns[t].phase == Inside {
			set |= 1 << t
		}
	}
	return set
}
