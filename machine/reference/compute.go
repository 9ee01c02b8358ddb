package reference

import (
	"fmt"
	"math"

	"heddle/model/program"
)

// compute executes an instruction that touches registers only.
func (m *Machine) compute(t int, in program.Instr) error {
	r := m.threads[t].top().regs
	switch in.Op {
	case program.Nop:
	case program.Const:
		r[in.A] = uint64(in.Imm)
	case program.Move:
		r[in.A] = r[in.B]
	case program.Neg:
		r[in.A] = negate(in.Kind, r[in.B])
	case program.Not:
		r[in.A] = 1 - r[in.B]
	case program.Com:
		r[in.A] = wrap(in.Kind, ^r[in.B])
	case program.Convert:
		r[in.A] = convert(in.Kind, program.Kind(in.Aux), r[in.B])
	case program.AddrAdd:
		if r[in.B] == 0 {
			return m.fault(t, nilMessage)
		}
		r[in.A] = r[in.B] + uint64(in.Imm)
	case program.Index:
		r[in.A] = r[in.B] + r[in.C]*uint64(in.Imm)
	case program.Bounds, program.Slice, program.Len:
		if message := boundsError(in, r); message != "" {
			return m.fault(t, "runtime error: "+message)
		}
	case program.TypeIn:
		r[in.A] = bit(r[in.B] != 0 && m.prog.Sets[in.Imm][r[in.B]])
	case program.IfaceEq:
		same, bad := m.ifaceEqual(r[in.B], r[in.B+1], r[in.C], r[in.C+1])
		if bad != "" {
			return m.fault(t, "runtime error: comparing uncomparable type "+bad)
		}
		r[in.A] = bit(same)
	case program.Eq, program.Ne, program.Lt, program.Le, program.Gt, program.Ge:
		r[in.A] = bit(m.compare(in.Op, in.Kind, r[in.B], r[in.C]))
	case program.Shl, program.Shr:
		if signed(program.Kind(in.Aux)) && int64(r[in.C]) < 0 {
			return m.fault(t, "runtime error: negative shift amount")
		}
		r[in.A] = shift(in.Op, in.Kind, r[in.B], r[in.C])
	case program.Add, program.Sub, program.Mul, program.Div, program.Rem,
		program.And, program.Or, program.Xor, program.AndNot:
		if (in.Op == program.Div || in.Op == program.Rem) && !float(in.Kind) && r[in.C] == 0 {
			return m.fault(t, "runtime error: integer divide by zero")
		}
		r[in.A] = arithmetic(in.Op, in.Kind, r[in.B], r[in.C])
	default:
		return m.malformed(t, fmt.Sprintf("operation %d is unknown", in.Op))
	}
	return nil
}

func bit(b bool) uint64 {
	if b {
		return 1
	}
	return 0
}

func signed(k program.Kind) bool { return program.KindInt8 <= k && k <= program.KindInt64 }

func float(k program.Kind) bool { return k == program.KindFloat32 || k == program.KindFloat64 }

// wrap keeps the low bits of v that Kind has, extended to 64.
func wrap(k program.Kind, v uint64) uint64 {
	switch k {
	case program.KindInt8:
		return uint64(int8(v))
	case program.KindInt16:
		return uint64(int16(v))
	case program.KindInt32:
		return uint64(int32(v))
	case program.KindUint8:
		return uint64(uint8(v))
	case program.KindUint16:
		return uint64(uint16(v))
	case program.KindUint32:
		return uint64(uint32(v))
	}
	return v
}

func arithmetic(op program.Op, k program.Kind, x, y uint64) uint64 {
	switch {
	case k == program.KindFloat32:
		return fromFloat(k, float64(float32(floatOp(op, toFloat(k, x), toFloat(k, y)))))
	case k == program.KindFloat64:
		return fromFloat(k, floatOp(op, toFloat(k, x), toFloat(k, y)))
	}
	switch op {
	case program.Add:
		x += y
	case program.Sub:
		x -= y
	case program.Mul:
		x *= y
	case program.Div:
		if signed(k) {
			x = uint64(int64(x) / int64(y))
		} else {
			x /= y
		}
	case program.Rem:
		if signed(k) {
			x = uint64(int64(x) % int64(y))
		} else {
			x %= y
		}
	case program.And:
		x &= y
	case program.Or:
		x |= y
	case program.Xor:
		x ^= y
	case program.AndNot:
		x &^= y
	}
	return wrap(k, x)
}

// floatOp is the operation on float64. Rounded to float32 it is also right for
// float32 operands: for + - * / the double rounding does no harm.
func floatOp(op program.Op, x, y float64) float64 {
	switch op {
	case program.Add:
		return x + y
	case program.Sub:
		return x - y
	case program.Mul:
		return x * y
	default:
		return x / y
	}
}

func toFloat(k program.Kind, v uint64) float64 {
	if k == program.KindFloat32 {
		return float64(math.Float32frombits(uint32(v)))
	}
	return math.Float64frombits(v)
}

func fromFloat(k program.Kind, v float64) uint64 {
	if k == program.KindFloat32 {
		return uint64(math.Float32bits(float32(v)))
	}
	return math.Float64bits(v)
}

func negate(k program.Kind, v uint64) uint64 {
	if float(k) {
		return fromFloat(k, -toFloat(k, v))
	}
	return wrap(k, -v)
}

// shift is by n bits, n unsigned; 64 or more shift everything out, as in Go.
func shift(op program.Op, k program.Kind, v, n uint64) uint64 {
	if op == program.Shl {
		return wrap(k, v<<n)
	}
	if signed(k) {
		return uint64(int64(v) >> n)
	}
	return v >> n
}

// boundsError is the text of a failed Bounds, Slice or Len, "" if it holds.
func boundsError(in program.Instr, r []uint64) string {
	switch in.Op {
	case program.Bounds:
		i, n := int64(r[in.B]), int64(r[in.C])
		switch {
		case !signed(in.Kind) && r[in.B] >= r[in.C]:
			return fmt.Sprintf("index out of range [%d] with length %d", r[in.B], n)
		case i < 0:
			return fmt.Sprintf("index out of range [%d]", i)
		case i >= n:
			return fmt.Sprintf("index out of range [%d] with length %d", i, n)
		}
	case program.Slice:
		low, high, limit := int64(r[in.B]), int64(r[in.C]), int64(r[in.D])
		if text := sliceError(in.Imm, low, high, limit); text != "" {
			return "slice bounds out of range " + text
		}
	case program.Len:
		if n := int64(r[in.B]); n < 0 || n > 1<<32 {
			return [...]string{"makeslice: len out of range", "makeslice: cap out of range"}[in.Imm]
		}
	}
	return ""
}

// sliceError is the end of the text of a failed Slice, "" if it holds: Go names
// the bound that it was checking.
func sliceError(form, low, high, limit int64) string {
	formats := map[int64][2]string{ // when high is too large, and when it is negative
		0: {"[:%d] with capacity %d", "[:%d]"},
		1: {"[:%d] with length %d", "[:%d]"},
		2: {"[::%d] with capacity %d", "[::%d]"},
		3: {"[::%d] with length %d", "[::%d]"},
		4: {"[:%d:%d]", "[:%d:]"},
		6: {"", ""}, // high has been checked before
	}
	lowFormats := [2]string{"[%d:%d]", "[%d:]"}
	if form == 6 {
		lowFormats = [2]string{"[%d:%d:]", "[%d::]"}
	}
	switch {
	case high < 0:
		return fmt.Sprintf(formats[form][1], high)
	case high > limit:
		return fmt.Sprintf(formats[form][0], high, limit)
	case low < 0:
		return fmt.Sprintf(lowFormats[1], low)
	case low > high:
		return fmt.Sprintf(lowFormats[0], low, high)
	}
	return ""
}
