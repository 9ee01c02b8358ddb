package reference

import (
	"cmp"

	"heddle/model/program"
)

// convert is Go's conversion of a numeric word. What Go leaves open, a float out
// of the integer's range, is what the host's Go does.
func convert(from, to program.Kind, v uint64) uint64 {
	switch {
	case float(to) && float(from):
		return fromFloat(to, toFloat(from, v))
	case to == program.KindFloat32 && signed(from):
		return fromFloat(to, float64(float32(int64(v))))
	case to == program.KindFloat32:
		return fromFloat(to, float64(float32(v)))
	case to == program.KindFloat64 && signed(from):
		return fromFloat(to, float64(int64(v)))
	case to == program.KindFloat64:
		return fromFloat(to, float64(v))
	case from == program.KindFloat32:
		return truncate(to, float32(toFloat(from, v)))
	case from == program.KindFloat64:
		return truncate(to, toFloat(from, v))
	}
	return wrap(to, v)
}

// truncate converts a float to an integer of kind k.
func truncate[F float32 | float64](k program.Kind, f F) uint64 {
	switch k {
	case program.KindInt8:
		return uint64(int8(f))
	case program.KindInt16:
		return uint64(int16(f))
	case program.KindInt32:
		return uint64(int32(f))
	case program.KindInt64:
		return uint64(int64(f))
	case program.KindUint8:
		return uint64(uint8(f))
	case program.KindUint16:
		return uint64(uint16(f))
	case program.KindUint32:
		return uint64(uint32(f))
	}
	return uint64(f)
}

// compare is a comparison of two words of kind k.
func (m *Machine) compare(op program.Op, k program.Kind, x, y uint64) bool {
	switch {
	case float(k):
		return holds(op, toFloat(k, x), toFloat(k, y))
	case k == program.KindString:
		return holds(op, m.text(x), m.text(y))
	case signed(k):
		return holds(op, int64(x), int64(y))
	}
	return holds(op, x, y)
}

func holds[T cmp.Ordered](op program.Op, x, y T) bool {
	switch op {
	case program.Eq:
		return x == y
	case program.Ne:
		return x != y
	case program.Lt:
		return x < y
	case program.Le:
		return x <= y
	case program.Gt:
		return x > y
	default:
		return x >= y
	}
}

func (m *Machine) equal(k program.Kind, x, y uint64) bool { return m.compare(program.Eq, k, x, y) }

// ifaceEqual compares two interface values. bad is the dynamic type that cannot be compared, if any.
func (m *Machine) ifaceEqual(xt, x, yt, y uint64) (same bool, bad string) {
	if xt != yt {
		return false, ""
	}
	if xt == 0 {
		return true, ""
	}
	typ := m.prog.Types[xt]
	if !typ.Comparable {
		return false, typ.Name
	}
	if !typ.Boxed {
		return x == y, ""
	}
	return m.sameWords(typ.Words, m.mem[x:], m.mem[y:])
}

// sameWords compares two values of these words.
func (m *Machine) sameWords(kinds []program.WordKind, x, y []uint64) (same bool, bad string) {
	for i := 0; i < len(kinds); i++ {
		w := kinds[i]
		switch {
		case w.Kind == program.KindIface:
			same, bad = m.ifaceEqual(x[i], x[i+1], y[i], y[i+1])
			i++
			if w.Blank {
				same, bad = true, ""
			}
		default:
			same = w.Blank || m.equal(w.Kind, x[i], y[i])
		}
		if !same {
			return false, bad
		}
	}
	return true, ""
}
