// Package rand draws by choice: a check tries every draw. Of up to 4 values a draw tries
// all, of more four of them: the first, the second, the middle and the last one. A
// permutation of more than 4 elements is a rotation, by a number that is drawn. What
// other draws would do is not explored; the bound is part of the verdict.
//
// A seed does not matter. A Rand on a Source of the checked program's own draws as Go's does not,
// but by what remains of its numbers when they are divided.
package rand

import (
	"heddle/model"
	"heddle/model/golang/step"
)

const (
	most  = 4
	bound = "rand≤4 values a draw"
)

// Source is a source of numbers.
type Source interface {
	Uint64() uint64
}

// draw gives a number less than n; 0 stands for 1<<64.
func draw(n uint64) uint64 {
	step.Bound(true, bound)
	if 0 < n && n <= most {
		return uint64(model.Choose(int(n)))
	}
	switch model.Choose(most) {
	case 0:
		return 0
	case 1:
		return 1
	case 2:
		if n == 0 {
			return 1 << 63
		}
		return n / 2
	}
	return n - 1
}

// Rand draws. It is not for several goroutines at a time: each draw writes to it.
type Rand struct {
	src   Source
	drawn bool
}

// New gives a Rand that draws from src.
func New(src Source) *Rand { return &Rand{src: src} }

// below gives a number less than n; 0 stands for 1<<64.
func (r *Rand) below(n uint64) uint64 {
	r.drawn = true
	switch r.src.(type) {
	case *PCG, *ChaCha8:
		return draw(n)
	}
	x := r.src.Uint64()
	if n == 0 {
		return x
	}
	return x % n
}

// global is the Rand of the functions; it has no state.
type global struct{}

func (global) below(n uint64) uint64 { return draw(n) }

type drawer interface{ below(n uint64) uint64 }

func positive[T ~int | ~int32 | ~int64 | ~uint | ~uint32 | ~uint64](n T, function string) uint64 {
	if n <= 0 {
		panic("invalid argument to " + function)
	}
	return uint64(n)
}

// fraction gives 0, the least number above it, a half, or the greatest number below 1.
func fraction(d drawer) float64 { return float64(d.below(1<<53)) / (1 << 53) }

func fraction32(d drawer) float32 { return float32(d.below(1<<24)) / (1 << 24) }

// normal gives numbers of both signs, and 0.
func normal(d drawer) float64 { return float64(d.below(3)) - 1 }

func exponential(d drawer) float64 { return float64(d.below(3)) / 2 }

func perm(d drawer, n int) []int {
	list := make([]int, n)
	for i := range list {
		list[i] = i
	}
	shuffle(d, n, func(i, j int) { list[i], list[j] = list[j], list[i] })
	return list
}

func shuffle(d drawer, n int, swap func(i, j int)) {
	if n < 0 {
		panic("invalid argument to Shuffle")
	}
	if n <= most {
		for i := n - 1; i > 0; i-- {
			swap(i, int(d.below(uint64(i+1))))
		}
		return
	}
	k := int(d.below(uint64(n)))
	reverse(0, k, swap)
	reverse(k, n, swap)
	reverse(0, n, swap)
}

// reverse reverses what is from i to j.
func reverse(i, j int, swap func(i, j int)) {
	for j--; i < j; i, j = i+1, j-1 {
		swap(i, j)
	}
}

// PCG is a source. Its numbers are drawn by choice.
type PCG struct{}

func NewPCG(seed1, seed2 uint64) *PCG { return &PCG{} }

func (p *PCG) Seed(seed1, seed2 uint64) {}
func (p *PCG) Uint64() uint64           { return draw(0) }

func (p *PCG) AppendBinary(b []byte) ([]byte, error)
func (p *PCG) MarshalBinary() ([]byte, error)
func (p *PCG) UnmarshalBinary(data []byte) error

// ChaCha8 is a source. Its numbers are drawn by choice.
type ChaCha8 struct{}

func NewChaCha8(seed [32]byte) *ChaCha8 { return &ChaCha8{} }

func (c *ChaCha8) Seed(seed [32]byte) {}
func (c *ChaCha8) Uint64() uint64     { return draw(0) }

func (c *ChaCha8) Read(p []byte) (n int, err error)
func (c *ChaCha8) AppendBinary(b []byte) ([]byte, error)
func (c *ChaCha8) MarshalBinary() ([]byte, error)
func (c *ChaCha8) UnmarshalBinary(data []byte) error

// Zipf is not supported.
type Zipf struct{}

func NewZipf(r *Rand, s float64, v float64, imax uint64) *Zipf

func (z *Zipf) Uint64() uint64
