package rand

// On the package's own Rand.

func Int64() int64                       { return int64(global{}.below(1 << 63)) }
func Uint32() uint32                     { return uint32(global{}.below(1 << 32)) }
func Uint64() uint64                     { return global{}.below(0) }
func Int32() int32                       { return int32(global{}.below(1 << 31)) }
func Int() int                           { return int(global{}.below(1 << 63)) }
func Uint() uint                         { return uint(global{}.below(0)) }
func Int64N(n int64) int64               { return int64(global{}.below(positive(n, "Int64N"))) }
func Uint64N(n uint64) uint64            { return uint64(global{}.below(positive(n, "Uint64N"))) }
func Int32N(n int32) int32               { return int32(global{}.below(positive(n, "Int32N"))) }
func Uint32N(n uint32) uint32            { return uint32(global{}.below(positive(n, "Uint32N"))) }
func IntN(n int) int                     { return int(global{}.below(positive(n, "IntN"))) }
func UintN(n uint) uint                  { return uint(global{}.below(positive(n, "UintN"))) }
func Float64() float64                   { return fraction(global{}) }
func Float32() float32                   { return fraction32(global{}) }
func NormFloat64() float64               { return normal(global{}) }
func ExpFloat64() float64                { return exponential(global{}) }
func Perm(n int) []int                   { return perm(global{}, n) }
func Shuffle(n int, swap func(i, j int)) { shuffle(global{}, n, swap) }

// On a Rand.

func (r *Rand) Int64() int64                       { return int64(r.below(1 << 63)) }
func (r *Rand) Uint32() uint32                     { return uint32(r.below(1 << 32)) }
func (r *Rand) Uint64() uint64                     { return r.below(0) }
func (r *Rand) Int32() int32                       { return int32(r.below(1 << 31)) }
func (r *Rand) Int() int                           { return int(r.below(1 << 63)) }
func (r *Rand) Uint() uint                         { return uint(r.below(0)) }
func (r *Rand) Int64N(n int64) int64               { return int64(r.below(positive(n, "Int64N"))) }
func (r *Rand) Uint64N(n uint64) uint64            { return uint64(r.below(positive(n, "Uint64N"))) }
func (r *Rand) Int32N(n int32) int32               { return int32(r.below(positive(n, "Int32N"))) }
func (r *Rand) Uint32N(n uint32) uint32            { return uint32(r.below(positive(n, "Uint32N"))) }
func (r *Rand) IntN(n int) int                     { return int(r.below(positive(n, "IntN"))) }
func (r *Rand) UintN(n uint) uint                  { return uint(r.below(positive(n, "UintN"))) }
func (r *Rand) Float64() float64                   { return fraction(r) }
func (r *Rand) Float32() float32                   { return fraction32(r) }
func (r *Rand) NormFloat64() float64               { return normal(r) }
func (r *Rand) ExpFloat64() float64                { return exponential(r) }
func (r *Rand) Perm(n int) []int                   { return perm(r, n) }
func (r *Rand) Shuffle(n int, swap func(i, j int)) { shuffle(r, n, swap) }

type intType interface {
	~int | ~int8 | ~int16 | ~int32 | ~int64 |
		~uint | ~uint8 | ~uint16 | ~uint32 | ~uint64 | ~uintptr
}

// N gives a number less than n.
func N[Int intType](n Int) Int {
	if n <= 0 {
		panic("invalid argument to N")
	}
	return Int(draw(uint64(n)))
}
