package sequential

// Sum adds up.
type Sum struct{ total int }

// NewSum gives a sum that is 0.
func NewSum() *Sum { return new(Sum) }

// Add adds n.
func (s *Sum) Add(n int) { s.total += n }

// Read gives the sum.
func (s *Sum) Read() int { return s.total }
