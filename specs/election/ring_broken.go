package election

import "heddle/model"

// electPassAll passes on identities that are less than its own, too: they all come back.
func (m *member) electPassAll() (leader int, self bool) {
	m.pass("ELECTION", m.id)
	for {
		switch got := m.next(); {
		case got.kind == "ELECTED":
			m.pass("ELECTED", got.id)
			return got.id, false
		case got.id == m.id:
			return m.lead()
		default:
			m.pass("ELECTION", got.id)
		}
	}
}

// CheckRingPassAll checks the election with nodes that pass on what is less than their own, too.
func CheckRingPassAll(threads, rounds int) {
	ring(threads, rounds, model.Behaviour{}, anyhow(), (*member).electPassAll)
}

// electFirstLess takes the first identity that is less than its own for a sign that its own is the greatest.
func (m *member) electFirstLess() (leader int, self bool) {
	m.pass("ELECTION", m.id)
	for {
		switch got := m.next(); {
		case got.kind == "ELECTED":
			m.pass("ELECTED", got.id)
			return got.id, false
		case got.id > m.id:
			m.pass("ELECTION", got.id)
		default:
			return m.lead()
		}
	}
}

// CheckRingFirstLess checks the election with nodes that need not see their identity come back.
func CheckRingFirstLess(threads, rounds int) {
	ring(threads, rounds, model.Behaviour{}, anyhow(), (*member).electFirstLess)
}

// twice gives the greatest identity to two nodes.
func twice() arrangement {
	return arrangement{
		ways: func(n int) int { return (n - 1) * orders(n) },
		identity: func(n, way, node int) int {
			if node == 1+way%(n-1) {
				return n
			}
			return distinct(n, way/(n-1), node)
		},
	}
}

// CheckRingEqual checks the election among nodes of which two have the same identity.
func CheckRingEqual(threads, rounds int) {
	ring(threads, rounds, model.Behaviour{}, twice(), (*member).elect)
}

// CheckRingLossy checks the election on a network that loses a message.
func CheckRingLossy(threads, rounds int) {
	ring(threads, rounds, model.Behaviour{Lose: 1}, anyhow(), (*member).elect)
}

// CheckRingUnordered checks the election on links that deliver in any order. One election goes well: no identity but the
// greatest gets past the node that has it. But when all know of the leader there can still be lesser ones under way, which the
// next election takes for its own.
func CheckRingUnordered(threads, rounds int) {
	ring(threads, rounds, model.Behaviour{Unordered: true}, anyhow(), (*member).elect)
}

// electUntold stops when the leader is known to itself: the others wait on.
func (m *member) electUntold() (leader int, self bool) {
	m.pass("ELECTION", m.id)
	for {
		got := m.next()
		if got.id > m.id {
			m.pass("ELECTION", got.id)
		}
		if got.id == m.id {
			return m.id, true
		}
	}
}

// CheckRingUntold checks the election with a leader that does not tell the others.
func CheckRingUntold(threads, rounds int) {
	ring(threads, rounds, model.Behaviour{}, anyhow(), (*member).electUntold)
}
