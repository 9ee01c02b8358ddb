package compile

import (
	"go/constant"
	"go/types"
	"math"
	"unicode/utf8"

	"golang.org/x/tools/go/ssa"

	"heddle/model/program"
)

// words gives the words of v. An address that was kept as a place is made now.
func (d *body) words(v ssa.Value) []loc {
	switch v := v.(type) {
	case *ssa.Const:
		return d.constant(v)
	case *ssa.Global:
		return []loc{knownPtr(d.c.static.global(v))}
	case *ssa.Function:
		return []loc{knownPtr(d.c.static.closure(v))}
	}
	val, ok := d.vals[v]
	if !ok {
		panic(bugf("%s: %s = %s has no value", d.fn, v.Name(), v))
	}
	if val.place != nil {
		return []loc{d.address(val.place)}
	}
	return val.words
}

// constant gives the words of a constant.
func (d *body) constant(v *ssa.Const) []loc {
	f := d.c.types.of(v.Type())
	if v.Value == nil {
		list := make([]loc, len(f.words))
		for i := range list {
			list[i] = loc{known: true, ptr: f.pointer(i)}
		}
		return list
	}
	if k := f.words[0].Kind; isComplex(v.Type()) {
		re, im := constant.Real(v.Value), constant.Imag(v.Value)
		return []loc{known(d.c.constWord(re, k)), known(d.c.constWord(im, k))}
	}
	return []loc{known(d.c.constWord(v.Value, f.words[0].Kind))}
}

// constWord gives a constant of one word.
func (c *compiler) constWord(v constant.Value, k program.Kind) uint64 {
	switch k {
	case program.KindBool:
		if constant.BoolVal(v) {
			return 1
		}
		return 0
	case program.KindString:
		if v.Kind() == constant.Int { // ssa folds string(65) in instances of generic code
			return c.text(runeText(v))
		}
		return c.text(constant.StringVal(v))
	case program.KindFloat32:
		f, _ := constant.Float32Val(constant.ToFloat(v))
		return uint64(math.Float32bits(f))
	case program.KindFloat64:
		f, _ := constant.Float64Val(constant.ToFloat(v))
		return math.Float64bits(f)
	}
	v = constant.ToInt(v)
	if n, ok := constant.Int64Val(v); ok {
		return uint64(n)
	}
	if n, ok := constant.Uint64Val(v); ok {
		return n
	}
	panic(bugf("constant %s does not fit a word", v))
}

// runeText gives the string of the rune v.
func runeText(v constant.Value) string {
	if n, ok := constant.Int64Val(v); ok && int64(rune(n)) == n {
		return string(rune(n))
	}
	return string(utf8.RuneError)
}

// instr emits one instruction that does not end a block.
func (d *body) instr(in ssa.Instruction) {
	if d.postpone(in) {
		return
	}
	d.make(in)
}

func (d *body) make(in ssa.Instruction) {
	switch in := in.(type) {
	case *ssa.Phi, *ssa.DebugRef, *ssa.RunDefers: // of RunDefers see fillHoles
	case *ssa.Alloc:
		d.alloc(in)
	case *ssa.BinOp:
		d.binOp(in)
	case *ssa.UnOp:
		d.unOp(in)
	case *ssa.ChangeType:
		d.vals[in] = d.same(in.X)
	case *ssa.ChangeInterface:
		d.vals[in] = d.same(in.X)
	case *ssa.Convert:
		d.convert(in)
	case *ssa.SliceToArrayPointer:
		d.sliceToArray(in)
	case *ssa.MakeInterface:
		d.makeInterface(in)
	case *ssa.MakeClosure:
		d.makeClosure(in)
	case *ssa.MakeSlice:
		d.makeSlice(in)
	case *ssa.Slice:
		d.slice(in)
	case *ssa.FieldAddr:
		d.fieldAddr(in)
	case *ssa.IndexAddr:
		d.indexAddr(in)
	case *ssa.Field:
		st := in.X.Type().Underlying().(*types.Struct)
		d.sub(in, in.X, d.c.types.offset(st, in.Field))
	case *ssa.Extract:
		d.sub(in, in.Tuple, d.c.types.tupleOffset(in.Tuple.Type().(*types.Tuple), in.Index))
	case *ssa.Index:
		d.index(in)
	case *ssa.MakeMap:
		d.makeMap(in)
	case *ssa.Lookup:
		d.lookup(in)
	case *ssa.MapUpdate:
		d.mapUpdate(in)
	case *ssa.Range:
		if isString(in.X.Type()) {
			d.strRange(in)
		} else {
			d.mapRange(in)
		}
	case *ssa.Next:
		if in.IsString {
			d.strNext(in)
		} else {
			d.mapNext(in)
		}
	case *ssa.TypeAssert:
		d.typeAssert(in)
	case *ssa.Store:
		d.store(in)
	case *ssa.MakeChan:
		d.makeChan(in)
	case *ssa.Send:
		d.send(in)
	case *ssa.Select:
		d.vals[in] = value{words: d.selection(in.States, in.Blocking)}
	case *ssa.Call:
		d.call(in)
	case *ssa.Go:
		d.goStmt(in)
	case *ssa.Defer:
		d.deferCall(in)
	default:
		panic(bugf("%s: %T is not refused", d.fn, in))
	}
}

// same gives the value of v: words or place.
func (d *body) same(v ssa.Value) value {
	if val, ok := d.vals[v]; ok {
		return val
	}
	_, global := v.(*ssa.Global)
	return value{words: d.words(v), nonnil: global}
}

// sub makes v the part of whole from word at.
func (d *body) sub(v, whole ssa.Value, at int) {
	n := d.c.types.size(v.Type())
	d.vals[v] = value{words: d.words(whole)[at : at+n : at+n]}
}

// set gives v its only word.
func (d *body) set(v ssa.Value, w loc) { d.vals[v] = value{words: []loc{w}} }
