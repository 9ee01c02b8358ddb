package sequential

// Counter counts up, and down if it has to.
type Counter struct{ count int }

// NewCounter gives a counter that is 0.
func NewCounter() *Counter { return new(Counter) }

// Next counts up, and gives the count before.
func (c *Counter) Next() int {
	c.count++
	return c.count - 1
}

// Increment counts up.
func (c *Counter) Increment(client int) { c.count++ }

// Decrement counts down.
func (c *Counter) Decrement(client int) { c.count-- }

// Read gives the count.
func (c *Counter) Read() int { return c.count }
