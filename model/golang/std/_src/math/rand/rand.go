// Package rand draws as math/rand/v2 beside it does: by choice.
package rand

import "math/rand/v2"

// Source is a source of numbers.
type Source interface {
	Int63() int64
	Seed(seed int64)
}

// Source64 is a Source of more bits.
type Source64 interface {
	Source
	Uint64() uint64
}

// seeded is the Source of NewSource.
type seeded struct{}

func (seeded) Int63() int64    { return rand.Int64() }
func (seeded) Uint64() uint64  { return rand.Uint64() }
func (seeded) Seed(seed int64) {}

// NewSource gives a Source whose numbers are drawn by choice.
func NewSource(seed int64) Source { return seeded{} }

// Rand draws. It is not for several goroutines at a time: each draw writes to it.
type Rand struct{ rand *rand.Rand }

// numbers makes a Source of the checked program's own one of v2.
type numbers struct{ src Source }

func (n numbers) Uint64() uint64 {
	if s, ok := n.src.(Source64); ok {
		return s.Uint64()
	}
	return uint64(n.src.Int63()) << 1
}

// New gives a Rand that draws from src.
func New(src Source) *Rand {
	if _, ok := src.(seeded); ok {
		return &Rand{rand.New(rand.NewPCG(0, 0))}
	}
	return &Rand{rand.New(numbers{src})}
}

// Seed does nothing: seeds do not matter.
func Seed(seed int64)           {}
func (r *Rand) Seed(seed int64) {}

func positive(ok bool, function string) {
	if !ok {
		panic("invalid argument to " + function)
	}
}

func Read(p []byte) (n int, err error)
func (r *Rand) Read(p []byte) (n int, err error)

// Zipf is not supported.
type Zipf struct{}

func NewZipf(r *Rand, s float64, v float64, imax uint64) *Zipf

func (z *Zipf) Uint64() uint64
