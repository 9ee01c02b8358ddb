package clock

import (
	"heddle/model"
	"heddle/specs/round"
)

// Physical says how good clocks are and how fast messages. Real time goes in ticks, and clocks show integers, Rate of
// them a tick:
//
//	PC1  in a tick a clock goes on by Rate ± Drift, so κ = Drift/Rate
//	PC2  at any time two clocks show less than Apart from each other, so ε = Apart/Rate ticks
//	     a message is under way for Least ticks or more: μ
//
// No message comes from the future, that is, the receiver's clock shows more at the receipt than
// the sender's did at the sending, whatever clocks do within these bounds, if and only if μ ≥ ε/(1-κ):
//
//	Least·(Rate-Drift) ≥ Apart
//
// For let j send at t and i receive at t' ≥ t+μ. By PC1 Ci(t') ≥ Ci(t) + Least·(Rate-Drift), and by PC2, in
// integers, Ci(t) ≥ Cj(t) - (Apart-1); so Ci(t') - Cj(t) ≥ Least·(Rate-Drift) - Apart + 1. It is as
// little as that if i is as far behind as it may be, and both go as slowly as they may.
//
// The paper has |dC/dt - 1| < κ where equality is allowed here: over the reals a clock comes as near to the
// slowest rate as one likes, over the integers it gets there, and the condition is the same.
// Within a tick clocks go evenly, so two are never further apart than at its start or its end.
//
// Source: L. Lamport, Time, clocks, and the ordering of events in a distributed system, CACM
// 21(7), 1978, section "Physical clocks".
type Physical struct {
	Rate, Drift, Apart int
	Least              int // at least 1
}

// maxClocks is the most clocks of a Physical.
const maxClocks = 8

// clocks is what n ≤ maxClocks clocks show. Only differences matter, so they are counted from the one that shows least.
type clocks struct {
	n    int
	show [maxClocks]int
}

func (c *clocks) least() int {
	least := c.show[0]
	for i := 1; i < c.n; i++ {
		least = min(least, c.show[i])
	}
	return least
}

func (c *clocks) most() int {
	most := c.show[0]
	for i := 1; i < c.n; i++ {
		most = max(most, c.show[i])
	}
	return most
}

// letter is the message that is watched.
type letter struct {
	sent  bool
	to    int
	left  int // ticks until it can arrive
	stamp int // what the sender's clock showed, counted as clocks; -1 is less than all of them show
	since int // how far the receiver's clock has gone on, while left > 0
}

// Run follows n clocks through ticks of real time, or for model.Forever. One message is sent at any of them, by any
// clock to any other, and received at any that is late enough. If the clocks are synchronized the run
// is over where PC2 would not hold: it is no run of such clocks.
func (p Physical) Run(n, ticks int, synchronized bool) {
	if n < 2 || n > maxClocks {
		panic("clock: want 2 to 8 clocks")
	}
	c := p.start(n)
	if c.least() > 0 {
		return // the same clocks are there counted from 0
	}
	m := letter{}
	for r := 0; r != ticks; r = round.Next(r, ticks, 1) {
		if !m.sent && sends() {
			m = p.send(&c)
		}
		p.tick(&c, &m)
		if synchronized && c.most() >= p.Apart {
			return
		}
		if m.sent && m.left == 0 && arrives() {
			receive(&c, m)
			return
		}
	}
}

func sends() bool { return model.Choose(2) == 1 }

func arrives() bool { return model.Choose(2) == 1 }

// start sets the clocks anyhow within PC2.
func (p Physical) start(n int) clocks {
	c := clocks{n: n}
	for i := range n {
		c.show[i] = model.Choose(p.Apart)
	}
	return c
}

func (p Physical) send(c *clocks) letter {
	sender := model.Choose(c.n)
	receiver := (sender + 1 + model.Choose(c.n-1)) % c.n
	return letter{sent: true, to: receiver, left: p.Least, stamp: c.show[sender]}
}

// tick lets a tick pass: the clocks go on anyhow within PC1. When m can arrive at last it claims condition (2)
// of the paper, of one clock.
func (p Physical) tick(c *clocks, m *letter) {
	for i := range c.n {
		faster := model.Choose(2*p.Drift + 1) // than the slowest
		c.show[i] += p.Rate - p.Drift + faster
		if m.left > 0 && i == m.to {
			m.since += p.Rate - p.Drift + faster
		}
	}
	if m.left > 0 {
		m.left--
		if m.left == 0 {
			model.Assert(m.since >= p.Least*(p.Rate-p.Drift), "a clock went more slowly than PC1 allows")
			m.since = 0
		}
	}
	least := c.least()
	for i := range c.n {
		c.show[i] -= least
	}
	m.stamp = max(m.stamp-least, -1)
}

// receive claims condition (1) of the paper, of two clocks.
func receive(c *clocks, m letter) {
	model.Assert(c.show[m.to] > m.stamp, "a message comes from the future: the receiver's clock shows no more than the sender's did")
}
