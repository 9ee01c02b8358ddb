package order

import (
	"heddle/model"
	"heddle/model/history"
)

// Causal is a causal broadcast by vector time: a message tells how many messages of each node its sender had delivered, its own
// included, and is held back until the receiver has delivered these.
//
// Source: K. Birman, A. Schiper, P. Stephenson, Lightweight causal and atomic group multicast, ACM TOCS 9(3), 1991, section 5.1.
type Causal struct {
	deliverer
	delivered vector // by node: how many of its messages
	held      [maxMessages]timed
	waiting   history.Set // the messages in held
}

type vector [maxNodes]int

// timed is a message with its vector time.
type timed struct {
	message int
	time    vector
}

func (c *Causal) broadcast(node model.Node[timed], message int) {
	c.delivered[c.me]++
	c.deliver(message)
	node.Broadcast(timed{message, c.delivered})
}

func (c *Causal) receive(_ model.Node[timed], _ int, m timed) {
	c.held[m.message], c.waiting = m, c.waiting.With(m.message)
	for i := 0; i < maxMessages; i++ {
		if c.waiting.Has(i) && c.ready(c.held[i]) {
			c.delivered[i/c.rounds]++
			c.deliver(i)
			c.held[i], c.waiting = timed{}, c.waiting&^history.Set(0).With(i)
			i = -1 // that may have been what others waited for
		}
	}
}

// ready reports whether m is the next of its sender's, and all that its sender had delivered has been.
func (c *Causal) ready(m timed) bool {
	for p, count := range m.time {
		if p == m.message/c.rounds {
			count--
			if c.delivered[p] != count {
				return false
			}
		}
		if c.delivered[p] < count {
			return false
		}
	}
	return true
}

func causal(d deliverer) member[timed] { return &Causal{deliverer: d} }

// CheckCausal checks Causal on links that keep no order.
func CheckCausal(threads, rounds int) {
	properties := append(history.Reliable(), history.FIFOOrder(), history.CausalOrder())
	newGroup[timed](threads, rounds, model.Behaviour{Unordered: true}, properties).run(causal)
}

// CheckCausalFIFO checks that links which keep their order are not enough: an answer may overtake the question, on another link.
func CheckCausalFIFO(threads, rounds int) {
	newGroup[numbered](threads, rounds, model.Behaviour{}, []history.Property{history.FIFOOrder(), history.CausalOrder()}).run(newUnheld)
}

// sendersOnly holds a message back for earlier ones of its sender only.
type sendersOnly struct{ Causal }

func (c *sendersOnly) broadcast(node model.Node[timed], message int) {
	c.delivered[c.me]++
	c.deliver(message)
	time := vector{}
	time[c.me] = c.delivered[c.me]
	node.Broadcast(timed{message, time})
}

func newSendersOnly(d deliverer) member[timed] { return &sendersOnly{Causal{deliverer: d}} }

// CheckCausalSendersOnly checks Causal with messages that tell of their sender's own only.
func CheckCausalSendersOnly(threads, rounds int) {
	properties := []history.Property{history.FIFOOrder(), history.CausalOrder()}
	newGroup[timed](threads, rounds, model.Behaviour{Unordered: true}, properties).run(newSendersOnly)
}
