package counter

import "heddle/model"

// Network is a counting network of width 2: one balancer sends who comes to the one wire and the other in turn, and at the end
// of each wire a word counts in steps of 2. No count is given twice, and none is left out once nobody is on the way: it is
// quiescently consistent. It is not linearizable: who has passed the balancer first may come to the end last, after one who has come later
// than another whose number is greater.
//
// Source: J. Aspnes, M. Herlihy, N. Shavit, Counting networks, JACM 41(5), 1994, sections 2 and 3.
type Network struct {
	balancer model.Word
	ends     [2]model.Word // how often each was passed
}

// NewNetwork gives a counter that is 0.
func NewNetwork() *Network { return new(Network) }

// Next counts up, and gives a count that nobody else gets.
func (c *Network) Next() int {
	wire := c.balancer.FetchAndAdd(1) % 2
	return 2*c.ends[wire].FetchAndAdd(1) + wire
}

// Unbalanced is Network with a balancer that is read and then written: two who come at the same time go to the same wire.
type Unbalanced struct{ Network }

// NewUnbalanced gives a counter that is 0.
func NewUnbalanced() *Unbalanced { return new(Unbalanced) }

// Next counts up, and gives a count that nobody else gets.
func (c *Unbalanced) Next() int {
	passed := c.balancer.LoadSeqCst()
	c.balancer.StoreSeqCst(passed + 1)
	wire := passed % 2
	return 2*c.ends[wire].FetchAndAdd(1) + wire
}
