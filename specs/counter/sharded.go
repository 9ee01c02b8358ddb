package counter

import "heddle/model"

// Sharded is a counter in as many words as there are clients: each counts in its own, and who reads adds them up, one after
// the other.
//
// As long as it only counts up it is linearizable: the sum is at least the count when the reading begins and at most the one when it
// ends, and the count takes every value between. Once it counts down too it is not: see sharded's Decrement. It is
// quiescently consistent: while nobody counts, the sum is the count.
//
// Source of the criterion: J. Aspnes, M. Herlihy, N. Shavit, Counting networks, JACM 41(5), 1994, section 1.
type Sharded struct{ shards []model.Word }

// NewSharded gives a counter for so many clients that is 0.
func NewSharded(clients int) Sharded { return Sharded{make([]model.Word, clients)} }

// Increment counts up.
func (c Sharded) Increment(client int) { c.shards[client].StoreSeqCst(c.shards[client].Load() + 1) }

// Decrement counts down. Who reads may have passed the client that counted up before, and come to this one only now.
func (c Sharded) Decrement(client int) { c.shards[client].StoreSeqCst(c.shards[client].Load() - 1) }

// Read gives the sum.
func (c Sharded) Read() int {
	sum := 0
	for i := range c.shards {
		sum += c.shards[i].LoadSeqCst()
	}
	return sum
}
