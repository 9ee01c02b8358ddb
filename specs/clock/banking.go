package clock

import "heddle/model"

// transfer is an order to the bank.
type transfer struct {
	kind  string
	stamp int // hour, by the clock of who sends it
}

// The nodes of a day at the bank.
const (
	me = iota
	you
	bank
)

// day is a day on which clocks do not drift: mine is mine hours ahead of real time, yours yours. I send
// money at my 17:00, you spend it at your 20:00, and count on it, since 17 is before 20. Both messages take two hours, μ,
// so the bank has first what was sent first in real time. That is as the clocks have it for sure if
// they are no more than μ apart, ε ≤ μ: else the debit can come from a time that to the bank is still to come.
func day(mine, yours int) {
	n := model.NewNetwork[transfer](3)
	n.Run(func(node model.Node[transfer]) {
		switch node.ID() {
		case me:
			node.Send(bank, transfer{"CREDIT", 17})
		case you:
			node.Send(bank, transfer{"DEBIT", 20})
		case bank:
			first, second := me, you
			if 20-yours < 17-mine {
				first, second = you, me
			}
			node.ReceiveFrom(first)
			if first == you {
				model.Mark("declines the debit")
			}
			node.ReceiveFrom(second)
			model.Assert(first == me, "a debit of 20:00 was declined, though the credit is of 17:00")
		}
	})
}

// CheckBanking checks a day with clocks that are one hour apart: the debit leaves at 18:00, when the
// credit has arrived. threads is 3, rounds is 1.
func CheckBanking(threads, rounds int) {
	day(1, 2)
}

// CheckBankingApart checks a day with clocks that are five hours apart: the debit leaves at 14:00, before the credit.
func CheckBankingApart(threads, rounds int) {
	day(1, 6)
}
