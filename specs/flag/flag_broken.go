package flag

import "heddle/model"

func (m *Mailbox) putUnfenced(item int) {
	for m.full.Load() != 0 {
		model.Pause()
	}
	m.item = item
	m.full.Store(1)
}

func (m *Mailbox) getUnfenced() int {
	for m.full.Load() != 1 {
		model.Pause()
	}
	item := m.item
	m.full.Store(0)
	return item
}

// CheckUnfenced checks Mailbox as written for sequential consistency.
func CheckUnfenced(threads, rounds int) {
	var m Mailbox
	exchange(rounds, m.putUnfenced, m.getUnfenced)
}

// putSwapped raises the flag before the item is there.
func (m *Mailbox) putSwapped(item int) {
	m.await(0)
	m.full.StoreRelease(1)
	m.item = item
}

// CheckSwapped checks Mailbox with the flag raised before the item is written.
func CheckSwapped(threads, rounds int) {
	var m Mailbox
	exchange(rounds, m.putSwapped, m.Get)
}

// putNoWait does not wait until the last item is taken.
func (m *Mailbox) putNoWait(item int) {
	m.item = item
	m.full.StoreRelease(1)
}

// CheckNoWait checks Mailbox with a producer that does not wait.
func CheckNoWait(threads, rounds int) {
	var m Mailbox
	exchange(rounds, m.putNoWait, m.Get)
}
