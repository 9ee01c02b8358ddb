package machine

import (
	"math"

	"heddle/model/program"
)

// extend brings the low bits of w to the canonical word of kind k.
func extend(k program.Kind, w uint64) uint64 {
	switch k {
	case program.KindInt8:
		return uint64(int64(int8(w)))
	case program.KindInt16:
		return uint64(int64(int16(w)))
	case program.KindInt32:
		return uint64(int64(int32(w)))
	case program.KindUint8:
		return uint64(uint8(w))
	case program.KindUint16:
		return uint64(uint16(w))
	case program.KindUint32:
		return uint64(uint32(w))
	}
	return w
}

func signed(k program.Kind) bool { return program.KindInt8 <= k && k <= program.KindInt64 }

func truth(b bool) uint64 {
	if b {
		return 1
	}
	return 0
}

func f32(w uint64) float32    { return math.Float32frombits(uint32(w)) }
func f64(w uint64) float64    { return math.Float64frombits(w) }
func from32(f float32) uint64 { return uint64(math.Float32bits(f)) }
func from64(f float64) uint64 { return math.Float64bits(f) }

// arithmetic computes Add … Shr. fault is Go's panic text, "" if there is none.
func arithmetic(in *program.Instr, x, y uint64) (w uint64, fault string) {
	k := in.Kind
	switch k {
	case program.KindFloat32:
		return from32(floatOp(in.Op, f32(x), f32(y))), ""
	case program.KindFloat64:
		return from64(floatOp(in.Op, f64(x), f64(y))), ""
	}
	switch in.Op {
	case program.Add:
		w = x + y
	case program.Sub:
		w = x - y
	case program.Mul:
		w = x * y
	case program.And:
		w = x & y
	case program.Or:
		w = x | y
	case program.Xor:
		w = x ^ y
	case program.AndNot:
		w = x &^ y
	case program.Div, program.Rem:
		return divide(in, x, y)
	case program.Shl, program.Shr:
		return shift(in, x, y)
	}
	return extend(k, w), ""
}

func floatOp[F float32 | float64](op program.Op, x, y F) F {
	switch op {
	case program.Add:
		return x + y
	case program.Sub:
		return x - y
	case program.Mul:
		return x * y
	}
	return x / y
}

func divide(in *program.Instr, x, y uint64) (uint64, string) {
	if y == 0 {
		return 0, "runtime error: integer divide by zero"
	}
	rem := in.Op == program.Rem
	var w uint64
	switch {
	case signed(in.Kind) && int64(y) == -1: // avoids the overflow of MinInt64 / -1
		if !rem {
			w = -x
		}
	case signed(in.Kind) && rem:
		w = uint64(int64(x) % int64(y))
	case signed(in.Kind):
		w = uint64(int64(x) / int64(y))
	case rem:
		w = x % y
	default:
		w = x / y
	}
	return extend(in.Kind, w), ""
}

func shift(in *program.Instr, x, y uint64) (uint64, string) {
	if signed(program.Kind(in.Aux)) && int64(y) < 0 {
		return 0, "runtime error: negative shift amount"
	}
	y = min(y, 64)
	var w uint64
	switch {
	case in.Op == program.Shl:
		w = x << y
	case signed(in.Kind):
		w = uint64(int64(x) >> y)
	default:
		w = x >> y
	}
	return extend(in.Kind, w), ""
}

// compare computes Eq … Ge.
func (m *Machine) compare(in *program.Instr, x, y uint64) uint64 {
	switch in.Kind {
	case program.KindFloat32:
		return ordered(in.Op, f32(x), f32(y))
	case program.KindFloat64:
		return ordered(in.Op, f64(x), f64(y))
	case program.KindString:
		return ordered(in.Op, m.strings.at(x), m.strings.at(y))
	}
	if signed(in.Kind) {
		return ordered(in.Op, int64(x), int64(y))
	}
	return ordered(in.Op, x, y)
}

func ordered[T int64 | uint64 | float32 | float64 | string](op program.Op, x, y T) uint64 {
	switch op {
	case program.Eq:
		return truth(x == y)
	case program.Ne:
		return truth(x != y)
	case program.Lt:
		return truth(x < y)
	case program.Le:
		return truth(x <= y)
	case program.Gt:
		return truth(x > y)
	}
	return truth(x >= y)
}

// unary computes Neg, Not and Com.
func unary(in *program.Instr, x uint64) uint64 {
	switch {
	case in.Op == program.Not:
		return x ^ 1
	case in.Op == program.Com:
		return extend(in.Kind, ^x)
	case in.Kind == program.KindFloat32:
		return from32(-f32(x))
	case in.Kind == program.KindFloat64:
		return from64(-f64(x))
	}
	return extend(in.Kind, -x)
}

// convert computes Convert. A float that does not fit an integer gives what
// Go's conversion gives on the machine that heddle itself runs on.
func convert(in *program.Instr, x uint64) uint64 {
	from, to := in.Kind, program.Kind(in.Aux)
	isFloat := func(k program.Kind) bool { return k == program.KindFloat32 || k == program.KindFloat64 }
	var f float64
	switch {
	case !isFloat(from) && !isFloat(to):
		return extend(to, x)
	case from == program.KindFloat32:
		f = float64(f32(x))
	case from == program.KindFloat64:
		f = f64(x)
	case signed(from) && to == program.KindFloat32:
		return from32(float32(int64(x)))
	case to == program.KindFloat32:
		return from32(float32(x))
	case signed(from):
		f = float64(int64(x))
	default:
		f = float64(x)
	}
	switch {
	case to == program.KindFloat32:
		return from32(float32(f))
	case to == program.KindFloat64:
		return from64(f)
	case signed(to):
		return extend(to, uint64(int64(f)))
	}
	return extend(to, uint64(f))
}
