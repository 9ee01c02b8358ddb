package order

import (
	"heddle/model"
	"heddle/specs/clock"
)

// CheckTotalUnordered checks Total on links that keep no order: what a node said earlier may come later.
func CheckTotalUnordered(threads, rounds int) {
	checkTotal(threads, rounds, model.Behaviour{Unordered: true}, lowerFirst)
}

// CheckTotalTies checks Total with times alone: of two messages with the same time the first that comes goes first.
func CheckTotalTies(threads, rounds int) {
	checkTotal(threads, rounds, model.Behaviour{}, func(_ int, a, b clock.Stamp) bool { return a.Time < b.Time })
}

// CheckTotalOwnFirst checks Total with nodes each of which puts its own message first, if two have the same time.
func CheckTotalOwnFirst(threads, rounds int) {
	checkTotal(threads, rounds, model.Behaviour{}, func(me int, a, b clock.Stamp) bool {
		return a.Time < b.Time || a.Time == b.Time && a.Process == me && b.Process != me
	})
}

// totalHasty delivers what goes first of what it has, whatever others may yet send.
type totalHasty struct{ *Total }

func (l totalHasty) broadcast(node model.Node[stamped], message int) {
	l.hurry()
	l.Total.broadcast(node, message)
}

func (l totalHasty) receive(node model.Node[stamped], from int, m stamped) {
	l.hurry()
	l.Total.receive(node, from, m)
}

// hurry takes all others for heard of at any time.
func (l totalHasty) hurry() {
	for id := range l.heard {
		l.heard[id] = maxMessages * maxMessages
	}
}

// CheckTotalHasty checks Total with nodes that do not wait to hear from the others.
func CheckTotalHasty(threads, rounds int) {
	checkTotalAs(threads, rounds, model.Behaviour{}, func(d deliverer) member[stamped] {
		return totalHasty{newTotal(d, threads, lowerFirst)}
	})
}
