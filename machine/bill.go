package machine

import (
	"cmp"
	"encoding/binary"
	"slices"

	"heddle/model/program"
)

// bill collects what a step costs. A nil one collects nothing.
type bill struct{ charges []Charge }

// add charges an amount of a metric to a thread.
func (b *bill) add(m Metric, thread, amount int) {
	if b == nil || amount == 0 {
		return
	}
	for i := range b.charges {
		if c := &b.charges[i]; c.Metric == m && int(c.Thread) == thread {
			c.Amount += uint16(amount)
			return
		}
	}
	b.charges = append(b.charges, Charge{m, uint8(thread), uint16(amount)})
}

func (c Charge) compare(d Charge) int {
	return cmp.Or(cmp.Compare(c.Metric, d.Metric), cmp.Compare(c.Thread, d.Thread))
}

// labels numbers the labels of a pass.
type labels struct {
	list   []Label
	number map[string]uint32
	key    []byte
}

func (l *labels) reset() {
	l.list = append(l.list[:0], Label{})
	l.number = map[string]uint32{}
}

func (l *labels) bytes() int {
	n := 0
	for i := range l.list {
		n += 88 + 4*cap(l.list[i].Charges) + 16*cap(l.list[i].Touches)
	}
	return 2 * n
}

// intern gives the number of a label, whose charges it puts in order.
func (l *labels) intern(x Label) uint32 {
	if x.Thread == 0 && x.Phase == 0 && x.Events == 0 && !x.Ends && len(x.Charges) == 0 && len(x.Touches) == 0 {
		return 0
	}
	slices.SortFunc(x.Charges, Charge.compare)
	k := append(l.key[:0], byte(x.Thread), byte(x.Phase), byte(truth(x.Ends)), byte(x.Events), byte(x.Events>>8), byte(len(x.Charges)))
	for _, c := range x.Charges {
		k = append(k, byte(c.Metric), c.Thread)
		k = binary.LittleEndian.AppendUint16(k, c.Amount)
	}
	k = appendTouches(k, x.Touches)
	l.key = k
	n, ok := l.number[string(k)]
	if !ok {
		n = uint32(len(l.list))
		x.Charges = slices.Clone(x.Charges)
		l.list = append(l.list, x)
		l.number[string(k)] = n
	}
	return n
}

// Label is the label of that number, in the present pass. It must not be changed.
func (m *Machine) Label(i uint32) *Label { return &m.labels.list[i] }

// Labels is how many labels there are so far, with the empty one.
func (m *Machine) Labels() int { return len(m.labels.list) }

// phaseAfter is the phase of a thread that was in one when an event of its happens.
func phaseAfter(was Phase, e program.Event) Phase {
	switch e {
	case program.EventWant:
		return Trying
	case program.EventEnter:
		return Inside
	case program.EventLeave:
		return Leaving
	case program.EventArrive:
		return Meeting
	case program.EventDepart:
		return Parted
	}
	return was
}
