package reference_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"heddle/machine/reference"
	_ "heddle/model/drawn"
	"heddle/model/program"
	"heddle/model/program/build"
)

// integer is any Go integer type that has a kind.
type integer interface {
	int8 | int16 | int32 | int64 | uint8 | uint16 | uint32 | uint64
}

// evaluate gives the word that an instruction leaves in its A, with the words x
// and y in its B and C.
func evaluate(in program.Instr, x, y uint64) (uint64, error) {
	b := build.New()
	result := b.Global("result", 1)
	f := b.Func("main")
	in.A, in.B, in.C = f.Reg(), f.Const(int64(x)), f.Const(int64(y))
	f.Emit(in)
	f.Store(result, in.A, program.Plain)
	f.Return()
	m, err := reference.Run(b.Program(f), 100)
	return m.Global("result")[0], err
}

// interesting draws any value, corners often.
func interesting[T integer](t *rapid.T, name string) T {
	corners := []uint64{0, 1, 2, 7, 8, 31, 32, 63, 64, 65, math.MaxInt8, 1 << 7, math.MaxInt16, 1 << 15, math.MaxInt32, 1 << 31, math.MaxInt64, 1 << 63, math.MaxUint64}
	if rapid.Bool().Draw(t, "corner") {
		return T(rapid.SampledFrom(corners).Draw(t, name))
	}
	return T(rapid.Uint64().Draw(t, name))
}

// checkIntegers compares every operation on T with Go's own.
func checkIntegers[T integer](t *testing.T, k program.Kind) {
	t.Run(fmt.Sprintf("%T", T(0)), func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			x, y := interesting[T](t, "x"), interesting[T](t, "y")
			n := interesting[uint8](t, "shift")
			truth := map[bool]T{true: 1}
			want := map[program.Op]T{
				program.Add: x + y, program.Sub: x - y, program.Mul: x * y,
				program.And: x & y, program.Or: x | y, program.Xor: x ^ y, program.AndNot: x &^ y,
				program.Neg: -x, program.Com: ^x,
				program.Eq: truth[x == y], program.Ne: truth[x != y], program.Lt: truth[x < y],
				program.Le: truth[x <= y], program.Gt: truth[x > y], program.Ge: truth[x >= y],
			}
			if y != 0 {
				want[program.Div], want[program.Rem] = x/y, x%y
			}
			for op, w := range want {
				got, err := evaluate(program.Instr{Op: op, Kind: k}, uint64(x), uint64(y))
				require.NoError(t, err)
				require.Equal(t, uint64(w), got, "operation %d of %d and %d", op, x, y)
			}
			for op, w := range map[program.Op]T{program.Shl: x << n, program.Shr: x >> n} {
				got, err := evaluate(program.Instr{Op: op, Kind: k, Aux: uint8(program.KindUint8)}, uint64(x), uint64(n))
				require.NoError(t, err)
				require.Equal(t, uint64(w), got, "shift %d of %d by %d", op, x, n)
			}
			checkConversions(t, k, x)
		})
	})
}

func checkConversions[T integer](t *rapid.T, k program.Kind, x T) {
	for to, w := range map[program.Kind]uint64{
		program.KindInt8: uint64(int8(x)), program.KindInt16: uint64(int16(x)), program.KindInt32: uint64(int32(x)), program.KindInt64: uint64(int64(x)),
		program.KindUint8: uint64(uint8(x)), program.KindUint16: uint64(uint16(x)), program.KindUint32: uint64(uint32(x)), program.KindUint64: uint64(x),
		program.KindFloat32: uint64(math.Float32bits(float32(x))), program.KindFloat64: math.Float64bits(float64(x)),
	} {
		got, err := evaluate(program.Instr{Op: program.Convert, Kind: k, Aux: uint8(to)}, uint64(x), 0)
		require.NoError(t, err)
		require.Equal(t, w, got, "%d to kind %d", x, to)
	}
}

func TestIntegers(t *testing.T) {
	checkIntegers[int8](t, program.KindInt8)
	checkIntegers[int16](t, program.KindInt16)
	checkIntegers[int32](t, program.KindInt32)
	checkIntegers[int64](t, program.KindInt64)
	checkIntegers[uint8](t, program.KindUint8)
	checkIntegers[uint16](t, program.KindUint16)
	checkIntegers[uint32](t, program.KindUint32)
	checkIntegers[uint64](t, program.KindUint64)
}

func TestFloats(t *testing.T) {
	word := func(f float64) uint64 { return math.Float64bits(f) }
	word32 := func(f float32) uint64 { return uint64(math.Float32bits(f)) }
	truth := map[bool]uint64{true: 1}
	rapid.Check(t, func(t *rapid.T) {
		corners := rapid.SampledFrom([]float64{0, math.Copysign(0, -1), 1, 0.1, -3, 1e300, 1e-300, math.Inf(1), math.Inf(-1), math.NaN()})
		any := rapid.OneOf(corners, rapid.Float64())
		x, y := any.Draw(t, "x"), any.Draw(t, "y")
		a, b := float32(x), float32(y)
		for op, w := range map[program.Op][2]uint64{
			program.Add: {word(x + y), word32(a + b)}, program.Sub: {word(x - y), word32(a - b)},
			program.Mul: {word(x * y), word32(a * b)}, program.Div: {word(x / y), word32(a / b)},
			program.Neg: {word(-x), word32(-a)},
			program.Eq:  {truth[x == y], truth[a == b]}, program.Ne: {truth[x != y], truth[a != b]},
			program.Lt: {truth[x < y], truth[a < b]}, program.Ge: {truth[x >= y], truth[a >= b]},
		} {
			got, err := evaluate(program.Instr{Op: op, Kind: program.KindFloat64}, word(x), word(y))
			require.NoError(t, err)
			requireFloat(t, math.Float64frombits(w[0]), math.Float64frombits(got), op)
			got, err = evaluate(program.Instr{Op: op, Kind: program.KindFloat32}, word32(a), word32(b))
			require.NoError(t, err)
			requireFloat(t, math.Float32frombits(uint32(w[1])), math.Float32frombits(uint32(got)), op)
		}
		for to, w := range map[program.Kind][2]uint64{
			program.KindInt64: {uint64(int64(x)), uint64(int64(a))}, program.KindUint64: {uint64(x), uint64(a)},
			program.KindInt32: {uint64(int32(x)), uint64(int32(a))}, program.KindUint8: {uint64(uint8(x)), uint64(uint8(a))},
		} {
			got, err := evaluate(program.Instr{Op: program.Convert, Kind: program.KindFloat64, Aux: uint8(to)}, word(x), 0)
			require.NoError(t, err)
			require.Equal(t, w[0], got, "%g to kind %d", x, to)
			got, err = evaluate(program.Instr{Op: program.Convert, Kind: program.KindFloat32, Aux: uint8(to)}, word32(a), 0)
			require.NoError(t, err)
			require.Equal(t, w[1], got, "%g to kind %d", a, to)
		}
	})
}

// requireFloat takes all NaNs for one.
func requireFloat[F float32 | float64](t *rapid.T, want, got F, op program.Op) {
	if want != want {
		require.NotEqual(t, got, got, "operation %d", op)
		return
	}
	require.Equal(t, want, got, "operation %d", op)
}

// TestRuntimePanics has Go's own texts.
func TestRuntimePanics(t *testing.T) {
	minus := func(n int64) uint64 { return uint64(-n) }
	for _, c := range []struct {
		in   program.Instr
		x, y uint64
		want string // "" if nothing is wrong
	}{
		{program.Instr{Op: program.Div, Kind: program.KindInt64}, 1, 0, "runtime error: integer divide by zero"},
		{program.Instr{Op: program.Rem, Kind: program.KindUint8}, 1, 0, "runtime error: integer divide by zero"},
		{program.Instr{Op: program.Shl, Kind: program.KindInt64, Aux: uint8(program.KindInt8)}, 1, minus(1), "runtime error: negative shift amount"},
		{program.Instr{Op: program.Shr, Kind: program.KindInt64, Aux: uint8(program.KindUint64)}, 1, minus(1), ""},
		{program.Instr{Op: program.AddrAdd, Imm: 1}, 0, 0, "runtime error: invalid memory address or nil pointer dereference"},
		{program.Instr{Op: program.Load}, 0, 0, "runtime error: invalid memory address or nil pointer dereference"},
		{program.Instr{Op: program.AtomicCAS}, 0, 0, "runtime error: invalid memory address or nil pointer dereference"},
		{program.Instr{Op: program.Bounds, Kind: program.KindInt64}, 5, 3, "runtime error: index out of range [5] with length 3"},
		{program.Instr{Op: program.Bounds, Kind: program.KindInt64}, 3, 3, "runtime error: index out of range [3] with length 3"},
		{program.Instr{Op: program.Bounds, Kind: program.KindInt8}, minus(2), 3, "runtime error: index out of range [-2]"},
		{program.Instr{Op: program.Bounds, Kind: program.KindUint64}, minus(1), 3, "runtime error: index out of range [18446744073709551615] with length 3"},
		{program.Instr{Op: program.Bounds, Kind: program.KindInt64}, 2, 3, ""},
		{program.Instr{Op: program.Len, Imm: 0}, minus(1), 0, "runtime error: makeslice: len out of range"},
		{program.Instr{Op: program.Len, Imm: 1}, 1<<32 + 1, 0, "runtime error: makeslice: cap out of range"},
		{program.Instr{Op: program.Len}, 1 << 32, 0, ""},
		{program.Instr{Op: program.Choose}, 0, 0, "model: Choose(0): want at least 1"},
	} {
		_, err := evaluate(c.in, c.x, c.y)
		requireFailure(t, err, "panic", c.want)
	}
}

func TestSliceBounds(t *testing.T) {
	for _, c := range []struct {
		low, high, limit int64
		want             string
	}{
		{0, 3, 3, ""}, {3, 3, 3, ""}, {0, 0, 0, ""},
		{0, 5, 3, "runtime error: slice bounds out of range [:5] with capacity 3"},
		{3, 2, 5, "runtime error: slice bounds out of range [3:2]"},
		{-1, 2, 5, "runtime error: slice bounds out of range [-1:]"},
		{0, -1, 5, "runtime error: slice bounds out of range [:-1]"},
	} {
		b := build.New()
		f := b.Func("main")
		low, high, limit := f.Const(c.low), f.Const(c.high), f.Const(c.limit)
		f.Emit(program.Instr{Op: program.Slice, B: low, C: high, D: limit})
		f.Return()
		_, err := reference.Run(b.Program(f), 10)
		requireFailure(t, err, "panic", c.want)
	}
}

// requireFailure wants that failure, or none if the message is "".
func requireFailure(t *testing.T, err error, property, message string) {
	t.Helper()
	if message == "" {
		require.NoError(t, err)
		return
	}
	var failure *reference.Failure
	require.ErrorAs(t, err, &failure)
	assert.Equal(t, property, failure.Property)
	assert.Equal(t, message, failure.Message)
}
