package candidate

import (
	"fmt"

	"heddle/model/program"
)

// evaluate computes an operation on the words b and c that touches nothing but
// registers; ok is false if a litmus test has no such operation.
func evaluate(in *program.Instr, b, c uint64) (v uint64, ok bool) {
	if k := in.Kind; k == program.KindFloat32 || k == program.KindFloat64 || k == program.KindString {
		return 0, false
	}
	switch in.Op {
	case program.Const:
		return uint64(in.Imm), true
	case program.Move:
		return b, true
	case program.Add, program.AtomicAdd:
		return narrow(in.Kind, b+c), true
	case program.Sub:
		return narrow(in.Kind, b-c), true
	case program.Mul:
		return narrow(in.Kind, b*c), true
	case program.Div, program.Rem:
		return divided(in, b, c)
	case program.And, program.AtomicAnd:
		return b & c, true
	case program.Or, program.AtomicOr:
		return b | c, true
	case program.Xor, program.AtomicXor:
		return b ^ c, true
	case program.AndNot:
		return b &^ c, true
	case program.AtomicSwap:
		return c, true
	case program.Neg:
		return narrow(in.Kind, -b), true
	case program.Com:
		return narrow(in.Kind, ^b), true
	case program.Not:
		return 1 - b, true
	case program.Convert:
		return narrow(program.Kind(in.Aux), b), program.Kind(in.Aux) != program.KindFloat32 && program.Kind(in.Aux) != program.KindFloat64
	case program.Index:
		return b + c*uint64(in.Imm), true
	case program.Shl, program.Shr:
		return shifted(in, b, c)
	}
	return compare(in, b, c)
}

func divided(in *program.Instr, b, c uint64) (v uint64, ok bool) {
	switch {
	case c == 0:
		return 0, false
	case in.Op == program.Div && wide(in.Kind):
		return narrow(in.Kind, uint64(int64(b)/int64(c))), true
	case in.Op == program.Div:
		return b / c, true
	case wide(in.Kind):
		return uint64(int64(b) % int64(c)), true
	}
	return b % c, true
}

func shifted(in *program.Instr, b, c uint64) (v uint64, ok bool) {
	switch {
	case wide(program.Kind(in.Aux)) && int64(c) < 0:
		return 0, false
	case in.Op == program.Shl:
		return narrow(in.Kind, b<<c), true
	case wide(in.Kind):
		return uint64(int64(b) >> c), true
	}
	return b >> c, true
}

func compare(in *program.Instr, b, c uint64) (v uint64, ok bool) {
	less := b < c
	if wide(in.Kind) {
		less = int64(b) < int64(c)
	}
	holds := false
	switch in.Op {
	case program.Eq:
		holds = b == c
	case program.Ne:
		holds = b != c
	case program.Lt:
		holds = less
	case program.Le:
		holds = less || b == c
	case program.Gt:
		holds = !less && b != c
	case program.Ge:
		holds = !less
	default:
		return 0, false
	}
	if holds {
		return 1, true
	}
	return 0, true
}

// wide reports whether words of kind k have a sign, and are extended by it.
func wide(k program.Kind) bool { return k >= program.KindInt8 && k <= program.KindInt64 }

// narrow cuts v to the width of k and extends it to a word again.
func narrow(k program.Kind, v uint64) uint64 {
	var cut uint // bits
	switch k {
	case program.KindInt8, program.KindUint8:
		cut = 56
	case program.KindInt16, program.KindUint16:
		cut = 48
	case program.KindInt32, program.KindUint32:
		cut = 32
	}
	if wide(k) {
		return uint64(int64(v<<cut) >> cut)
	}
	return v << cut >> cut
}

// refuse is the error for code that no litmus test has.
func (t *thread) refuse(p *program.Program, what string) error {
	return fmt.Errorf("candidate: %s: %s, want the code of a litmus test", t.where(p), what)
}

// failure says that a thread ends the program.
type failure struct{ text string }

func (f failure) Error() string { return f.text }

// fail is the failure of t at its instruction.
func (t *thread) fail(p *program.Program, what string) error {
	return failure{t.where(p) + ": " + what}
}

func (t *thread) where(p *program.Program) string {
	if pos := p.Position(t.fn.Pos[t.pc]); pos != "" {
		return t.fn.Name + ": " + pos
	}
	return t.fn.Name
}
