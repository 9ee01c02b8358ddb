package rand

import "math/rand/v2"

// On the package's own Rand.

func Int63() int64   { return rand.Int64() }
func Uint32() uint32 { return rand.Uint32() }
func Uint64() uint64 { return rand.Uint64() }
func Int31() int32   { return rand.Int32() }
func Int() int       { return rand.Int() }
func Int63n(n int64) int64 {
	positive(n > 0, "Int63n")
	return rand.Int64N(n)
}
func Int31n(n int32) int32 {
	positive(n > 0, "Int31n")
	return rand.Int32N(n)
}
func Intn(n int) int {
	positive(n > 0, "Intn")
	return rand.IntN(n)
}
func Float64() float64                   { return rand.Float64() }
func Float32() float32                   { return rand.Float32() }
func NormFloat64() float64               { return rand.NormFloat64() }
func ExpFloat64() float64                { return rand.ExpFloat64() }
func Perm(n int) []int                   { return rand.Perm(n) }
func Shuffle(n int, swap func(i, j int)) { rand.Shuffle(n, swap) }

// On a Rand.

func (r *Rand) Int63() int64   { return r.rand.Int64() }
func (r *Rand) Uint32() uint32 { return r.rand.Uint32() }
func (r *Rand) Uint64() uint64 { return r.rand.Uint64() }
func (r *Rand) Int31() int32   { return r.rand.Int32() }
func (r *Rand) Int() int       { return r.rand.Int() }
func (r *Rand) Int63n(n int64) int64 {
	positive(n > 0, "Int63n")
	return r.rand.Int64N(n)
}
func (r *Rand) Int31n(n int32) int32 {
	positive(n > 0, "Int31n")
	return r.rand.Int32N(n)
}
func (r *Rand) Intn(n int) int {
	positive(n > 0, "Intn")
	return r.rand.IntN(n)
}
func (r *Rand) Float64() float64                   { return r.rand.Float64() }
func (r *Rand) Float32() float32                   { return r.rand.Float32() }
func (r *Rand) NormFloat64() float64               { return r.rand.NormFloat64() }
func (r *Rand) ExpFloat64() float64                { return r.rand.ExpFloat64() }
func (r *Rand) Perm(n int) []int                   { return r.rand.Perm(n) }
func (r *Rand) Shuffle(n int, swap func(i, j int)) { r.rand.Shuffle(n, swap) }
