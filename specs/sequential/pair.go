package sequential

// Pair is two numbers that are read and changed together.
type Pair struct{ first, second int }

// NewPair gives a pair of zeros.
func NewPair() *Pair { return new(Pair) }

// Read gives both.
func (p *Pair) Read() (first, second int) { return p.first, p.second }

// Write sets both to v.
func (p *Pair) Write(v int) { p.first, p.second = v, v }

// Advance adds 1 to both, and gives the first.
func (p *Pair) Advance() int {
	p.first++
	p.second++
	return p.first
}
