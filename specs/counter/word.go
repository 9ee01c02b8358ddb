package counter

import "heddle/model"

// FetchAndAdd is a counter in one word. Wait-free: one operation a count.
type FetchAndAdd struct{ count model.Word }

// NewFetchAndAdd gives a counter that is 0.
func NewFetchAndAdd() *FetchAndAdd { return new(FetchAndAdd) }

// Next counts up, and gives the count before.
func (c *FetchAndAdd) Next() int { return c.count.FetchAndAdd(1) }

// Read gives the count.
func (c *FetchAndAdd) Read() int { return c.count.LoadSeqCst() }

// Relaxed is FetchAndAdd whose operations order nothing. All see the counts of one word in one order, which is enough
// where happens-before is all that orders operations, and not where time does: who reads may not have seen yet what was counted before.
type Relaxed struct{ count model.Word }

// NewRelaxed gives a counter that is 0.
func NewRelaxed() *Relaxed { return new(Relaxed) }

// Next counts up, and gives the count before.
func (c *Relaxed) Next() int { return c.count.FetchAndAdd(1, model.Relaxed) }

// Read gives the count.
func (c *Relaxed) Read() int { return c.count.LoadRelaxed() }

// CompareAndSwap is a counter in one word that has no fetch-and-add. Lock-free: who is too late tries again, because another
// was faster.
type CompareAndSwap struct{ count model.Word }

// NewCompareAndSwap gives a counter that is 0.
func NewCompareAndSwap() *CompareAndSwap { return new(CompareAndSwap) }

// Next counts up, and gives the count before.
func (c *CompareAndSwap) Next() int {
	for {
		n := c.count.LoadSeqCst()
		if c.count.CompareAndSwap(n, n+1) {
			return n
		}
	}
}

// Read gives the count.
func (c *CompareAndSwap) Read() int { return c.count.LoadSeqCst() }

// Split is a counter that is read and then written: counts are lost in between.
type Split struct{ count model.Word }

// NewSplit gives a counter that is 0.
func NewSplit() *Split { return new(Split) }

// Next counts up, and gives the count before.
func (c *Split) Next() int {
	n := c.count.LoadSeqCst()
	c.count.StoreSeqCst(n + 1)
	return n
}

// Read gives the count.
func (c *Split) Read() int { return c.count.LoadSeqCst() }

// Once is CompareAndSwap that does not try again.
type Once struct{ CompareAndSwap }

// NewOnce gives a counter that is 0.
func NewOnce() *Once { return new(Once) }

// Next counts up, and gives the count before.
func (c *Once) Next() int {
	n := c.count.LoadSeqCst()
	c.count.CompareAndSwap(n, n+1)
	return n
}
