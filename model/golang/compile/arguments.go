package compile

import (
	"fmt"
	"go/constant"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// checkArgs gives an error unless the arguments fit the check's parameters.
func checkArgs(in Input) error {
	fn := in.Check
	at := in.Fset.PositionFor(fn.Pos(), false)
	if got, want := len(in.Args), len(fn.Params); got != want {
		return fmt.Errorf("%s:%d: %s: number of arguments: got %d, want %d", at.Filename, at.Line, fn.Name(), got, want)
	}
	for i, p := range fn.Params {
		if b, ok := p.Type().Underlying().(*types.Basic); !ok || !fits(in.Args[i], b) {
			return fmt.Errorf("%s:%d: %s: parameter %s has type %s, got argument %s", at.Filename, at.Line, fn.Name(), paramName(p), p.Type(), in.Args[i])
		}
	}
	return nil
}

func paramName(p *ssa.Parameter) string {
	if p.Name() == "" {
		return "_"
	}
	return p.Name()
}

// fits reports whether a constant can be of a type.
func fits(v constant.Value, b *types.Basic) bool {
	info := b.Info()
	switch {
	case info&types.IsBoolean != 0:
		return v.Kind() == constant.Bool
	case info&types.IsString != 0:
		return v.Kind() == constant.String
	case info&types.IsFloat != 0:
		return constant.ToFloat(v).Kind() == constant.Float
	case info&types.IsInteger != 0:
		return fitsInteger(constant.ToInt(v), b)
	}
	return false
}

func fitsInteger(v constant.Value, b *types.Basic) bool {
	if v.Kind() != constant.Int {
		return false
	}
	bits := 8 * int(sizes.Sizeof(b))
	if b.Info()&types.IsUnsigned != 0 {
		return constant.Sign(v) >= 0 && constant.BitLen(v) <= bits
	}
	if constant.Sign(v) < 0 { // the least one has one bit more than the greatest
		v = constant.BinaryOp(v, token.ADD, constant.MakeInt64(1))
	}
	return constant.BitLen(v) < bits
}
