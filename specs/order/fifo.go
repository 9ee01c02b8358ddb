package order

import (
	"heddle/model"
	"heddle/model/history"
)

// FIFO is a FIFO broadcast on a network that keeps no order and may deliver twice: messages of a node are numbered, and one that comes
// before its turn is held back.
//
// Source: V. Hadzilacos, S. Toueg, A modular approach to fault-tolerant broadcasts and related problems, Cornell
// TR 94-1425, 1994, section on FIFO broadcast.
type FIFO struct {
	deliverer
	next [maxNodes]int         // by sender: the number of the message to deliver next
	held [maxNodes]history.Set // … and of those that are held back
}

// numbered is a message: which of its sender's it is.
type numbered struct{ number int }

func (f *FIFO) broadcast(node model.Node[numbered], message int) {
	f.deliver(message)
	node.Broadcast(numbered{message % f.rounds})
}

func (f *FIFO) receive(_ model.Node[numbered], from int, m numbered) {
	if m.number < f.next[from] {
		return // again
	}
	f.held[from] = f.held[from].With(m.number)
	for f.held[from].Has(f.next[from]) {
		f.deliver(from*f.rounds + f.next[from])
		f.held[from] &^= history.Set(0).With(f.next[from])
		f.next[from]++
	}
}

func fifo(d deliverer) member[numbered] { return &FIFO{deliverer: d} }

// CheckFIFO checks FIFO.
func CheckFIFO(threads, rounds int) {
	as := model.Behaviour{Unordered: true, Duplicate: 1}
	newGroup[numbered](threads, rounds, as, append(history.Reliable(), history.FIFOOrder())).run(fifo)
}

// unheld delivers what comes when it comes.
type unheld struct{ FIFO }

func (f *unheld) receive(_ model.Node[numbered], from int, m numbered) {
	f.deliver(from*f.rounds + m.number)
}

func newUnheld(d deliverer) member[numbered] { return &unheld{FIFO{deliverer: d}} }

// CheckFIFOUnheld checks FIFO without holding messages back.
func CheckFIFOUnheld(threads, rounds int) {
	newGroup[numbered](threads, rounds, model.Behaviour{Unordered: true}, []history.Property{history.FIFOOrder()}).run(newUnheld)
}

// CheckFIFOLinks checks that on links that keep their order nothing need be held back.
func CheckFIFOLinks(threads, rounds int) {
	newGroup[numbered](threads, rounds, model.Behaviour{}, append(history.Reliable(), history.FIFOOrder())).run(newUnheld)
}

// CheckFIFORepeated checks that a message which the network repeats is delivered twice unless it is recognized.
func CheckFIFORepeated(threads, rounds int) {
	newGroup[numbered](threads, rounds, model.Behaviour{Duplicate: 1}, history.Reliable()).run(newUnheld)
}
