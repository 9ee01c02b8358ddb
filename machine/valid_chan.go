package machine

import (
	"fmt"

	"heddle/model/program"
)

// validChannels checks the objects of channels.
func (m *Machine) validChannels(st *State) error {
	for i := range m.objs {
		if o := &m.objs[i]; m.chanLayouts[o.layout] {
			if err := m.validChannel(st, o.base); err != nil {
				return err
			}
		}
	}
	for i := range st.Objects {
		if o := &st.Objects[i]; m.chanLayouts[o.layout] {
			if err := m.validChannel(st, o.base); err != nil {
				return err
			}
		}
	}
	return nil
}

func (m *Machine) validChannel(st *State, ch uint64) error {
	c := m.channelIn(st, ch)
	buffer := m.word(st, ch+program.ChanBuffer)
	if c.count > c.capacity || c.closed > 1 || (buffer != 0) != (c.capacity > 0) {
		return fmt.Errorf("machine: channel %s: %d of %d elements, closed %d, buffer %d", m.target(st, ch), c.count, c.capacity, c.closed, buffer)
	}
	if buffer == 0 {
		return nil
	}
	words, slots := 0, 0
	if buffer < m.fixed {
		o := m.objs.at(buffer)
		words, slots = o.size, o.count
	} else {
		o := &st.Objects[st.objectAt(buffer)]
		words, slots = o.size, o.count
	}
	if uint64(slots) != c.capacity {
		return fmt.Errorf("machine: channel %s: %d slots for %d elements", m.target(st, ch), slots, c.capacity)
	}
	for i := int(c.count) * words / slots; i < words; i++ {
		if w := m.word(st, buffer+uint64(i)); w != 0 {
			return fmt.Errorf("machine: channel %s: %d elements, but word %d is %d", m.target(st, ch), c.count, i, w)
		}
	}
	return nil
}
