// Package transfers books money at a bank across a network that may lose a message: a customer who hears nothing
// sends again.
package transfers

import "heddle/model"

const (
	customer = iota
	bank
)

// transfer is a request; the bank's answer is the same one.
type transfer struct {
	Number, Amount int
}

// order sends t until the bank confirms it. The last time it waits: the network loses one message at most, in all.
func order(n model.Node[transfer], t transfer) {
	for range 2 {
		n.Send(bank, t)
		if _, answer, ok := n.TryReceive(); ok && answer == t {
			return
		}
	}
	n.Send(bank, t)
	for {
		if _, answer := n.Receive(); answer == t {
			return
		}
	}
}

// CheckBooksTwice: the bank books whatever comes.
func CheckBooksTwice() {
	net := model.NewNetwork[transfer](2, model.Behaviour{Lose: 1})
	balance := 0
	net.Run(func(n model.Node[transfer]) {
		if n.ID() == customer {
			order(n, transfer{Number: 1, Amount: 10})
			return
		}
		for {
			from, t, ok := n.Serve()
			if !ok {
				return
			}
			balance += t.Amount
			n.Send(from, t)
		}
	})
	model.Assert(balance == 10, "10 was sent, once") // want violated assert in CheckBooksTwice
}

// CheckBooksOnce: it remembers the last number that it has booked.
func CheckBooksOnce() { // want verified
	net := model.NewNetwork[transfer](2, model.Behaviour{Lose: 1})
	balance := 0
	net.Run(func(n model.Node[transfer]) {
		if n.ID() == customer {
			order(n, transfer{Number: 1, Amount: 10})
			order(n, transfer{Number: 2, Amount: 5})
			return
		}
		booked := 0
		for {
			from, t, ok := n.Serve()
			if !ok {
				return
			}
			if t.Number > booked {
				booked = t.Number
				balance += t.Amount
			}
			n.Send(from, t)
		}
	})
	model.Assert(balance == 15, "10 and 5 were sent, once each")
}
