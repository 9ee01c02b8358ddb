package compile

import (
	"cmp"
	"fmt"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// maxRefusals is how many refusals one error lists.
const maxRefusals = 10

// Refused is the error for constructs that have no code: "x.go:12: defer is not supported", …
type Refused []string

func (r Refused) Error() string { return strings.Join(r, "\n") }

// refusals collects the constructs refused so far, each once.
type refusals struct {
	list []refusal
	seen map[refusal]bool
}

type refusal struct {
	file string
	line int
	text string
}

func (r *refusals) err() error {
	if len(r.list) == 0 {
		return nil
	}
	slices.SortStableFunc(r.list, func(a, b refusal) int {
		return cmp.Or(strings.Compare(a.file, b.file), a.line-b.line)
	})
	var list Refused
	for _, x := range r.list[:min(len(r.list), maxRefusals)] {
		text := x.text
		if x.line > 0 {
			text = fmt.Sprintf("%s:%d: %s", x.file, x.line, text)
		}
		list = append(list, text)
	}
	return list
}

// refuse notes that what stands at pos is not supported. Of those on a line that
// have the same key other than "" only the first is kept.
func (c *compiler) refuse(pos token.Pos, key, format string, args ...any) {
	x := refusal{text: fmt.Sprintf(format, args...)}
	if pos.IsValid() {
		at := c.in.Fset.PositionFor(pos, false)
		x.file, x.line = at.Filename, at.Line
	}
	r := &c.refusals
	if r.seen == nil {
		r.seen = map[refusal]bool{}
	}
	id := x
	if key != "" {
		id.text = key
	}
	if !r.seen[id] {
		r.seen[id] = true
		r.list = append(r.list, x)
	}
}

// typeOf refuses types that have no representation.
func (r *reach) typeOf(t types.Type, pos token.Pos) {
	r.sizeOf(t, pos)
	switch u := t.Underlying().(type) {
	case *types.Pointer:
		r.sizeOf(u.Elem(), pos)
	case *types.Slice:
		r.sizeOf(u.Elem(), pos)
	case *types.Chan:
		r.sizeOf(u.Elem(), pos)
	case *types.Map:
		r.sizeOf(u.Key(), pos)
		r.sizeOf(u.Elem(), pos)
	}
}

// sizeOf refuses values of t if they are too large.
func (r *reach) sizeOf(t types.Type, pos token.Pos) {
	if r.c.types.size(t) > maxWords {
		r.c.refuse(pos, "", "type %s is too large: want at most %d words", shortName(t), maxWords)
	}
}

// unsupported names what in has no code for, "" if nothing.
func unsupported(in ssa.Instruction) string {
	switch in := in.(type) {
	case *ssa.Convert:
		return unsupportedConversion(in.X.Type(), in.Type())
	case *ssa.MultiConvert:
		return "this conversion of a type parameter is not supported"
	case ssa.CallInstruction:
		return unsupportedCall(in)
	}
	return ""
}

func unsupportedConversion(from, to types.Type) string {
	if isUnsafe(from) || isUnsafe(to) {
		return "conversion through unsafe.Pointer is not supported"
	}
	return ""
}

func unsupportedCall(in ssa.CallInstruction) string {
	b, ok := in.Common().Value.(*ssa.Builtin)
	if !ok {
		return ""
	}
	switch name := b.Name(); name {
	case "recover":
		if isYield(in.Parent()) { // it would be called for a frame further down
			return "recover in the body of a range over a function is not supported"
		}
	case "len", "cap", "close", "append", "copy", "clear", "delete", "min", "max", "complex", "real", "imag", "Sizeof", "Alignof",
		"ssa:wrapnilchk", "panic", "print", "println", "ssa:deferstack":
	case "String", "StringData", "Slice", "SliceData", "Add", "Offsetof":
		return "unsafe." + name + " is not supported"
	default:
		return name + " is not supported"
	}
	return ""
}

func isMap(t types.Type) bool {
	_, ok := t.Underlying().(*types.Map)
	return ok
}

func isString(t types.Type) bool { return isBasic(t, types.IsString) }

func isComplex(t types.Type) bool { return isBasic(t, types.IsComplex) }

func isBasic(t types.Type, info types.BasicInfo) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&info != 0
}

func isUnsafe(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Kind() == types.UnsafePointer
}
