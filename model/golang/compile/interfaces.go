package compile

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"heddle/model/program"
)

// describeTypes fills Types.
func (c *compiler) describeTypes() {
	c.prog.Types = make([]program.Type, len(c.reach.types))
	for i, t := range c.reach.types[1:] {
		c.prog.Types[i+1] = program.Type{
			Name: typeName(t), Boxed: !pointerShaped(t), Comparable: types.Comparable(t),
			Words: c.types.of(t).words,
		}
	}
}

// fillMethods sets the entries of Methods that are not set yet; it may add functions to compile.
func (c *compiler) fillMethods() {
	r := c.reach
	if c.prog.Methods == nil {
		c.prog.Methods = make([][]int32, len(r.types))
		for t := range c.prog.Methods {
			c.prog.Methods[t] = make([]int32, len(r.methods))
			for m := range c.prog.Methods[t] {
				c.prog.Methods[t][m] = -1
			}
		}
	}
	for t, typ := range r.types[1:] {
		for _, call := range r.calls {
			if fn := r.target(typ, call); fn != nil {
				c.prog.Methods[t+1][r.methods[call.method.Id()]] = c.funcIndex(fn)
			}
		}
	}
}

// makeInterface emits the conversion of a value to an interface.
func (d *body) makeInterface(in *ssa.MakeInterface) {
	d.vals[in] = value{words: d.toInterface(in.X.Type(), d.words(in.X))}
}

func (d *body) toInterface(t types.Type, words []loc) []loc {
	id := known(uint64(d.c.reach.id(t)))
	if pointerShaped(t) {
		return []loc{id, words[0]}
	}
	constant := true
	for _, w := range words {
		constant = constant && w.known
	}
	if constant {
		return []loc{id, knownPtr(d.c.static.boxed(t, words))}
	}
	box := d.b.alloc(d.c.static.box(t), "")
	d.write(&place{base: box, nonnil: true}, d.c.types.of(t), program.Plain, words)
	return []loc{id, box}
}

// typeAssert emits X.(T), with or without ok.
func (d *body) typeAssert(in *ssa.TypeAssert) {
	b := d.b
	x := d.words(in.X)
	f := d.c.types.of(in.AssertedType)
	ok := d.hasType(x[0], in.AssertedType)
	yes, no, end := b.newLabel(), b.newLabel(), b.newLabel()
	if !in.CommaOk {
		b.branch(ok, yes, no)
		b.label(no)
		d.assertFailure(in, x[0])
		b.label(yes)
		d.vals[in] = value{words: d.unpack(in.AssertedType, x)}
		return
	}
	if !usesValue(in) {
		d.vals[in] = value{words: append(make([]loc, len(f.words)), ok)}
		return
	}
	res := b.freshes(f)
	for _, r := range res {
		b.move(r, loc{known: true})
	}
	b.branch(ok, yes, end)
	b.label(yes)
	b.moves(res, d.unpack(in.AssertedType, x))
	b.jump(end)
	b.label(end)
	d.vals[in] = value{words: append(res, ok)}
}

// usesValue reports whether the value, and not only the ok, of in is used.
func usesValue(in *ssa.TypeAssert) bool {
	for _, ref := range *in.Referrers() {
		if ex, ok := ref.(*ssa.Extract); !ok || ex.Index == 0 {
			return true
		}
	}
	return false
}

// hasType emits the test whether the type word id is, or implements, t.
func (d *body) hasType(id loc, t types.Type) loc {
	b := d.b
	if iface, ok := t.Underlying().(*types.Interface); ok {
		return d.typeIn(id, func(t types.Type) bool { return types.Implements(t, iface) })
	}
	n := d.c.reach.id(t)
	if n == 0 {
		return known(0)
	}
	return b.binary(program.Eq, program.KindUint64, id, known(uint64(n)))
}

// unpack gives the value of type t in the interface x, whose dynamic type is right.
func (d *body) unpack(t types.Type, x []loc) []loc {
	if _, ok := t.Underlying().(*types.Interface); ok {
		return x
	}
	if pointerShaped(t) {
		return x[1:2]
	}
	return d.load(&place{base: x[1], nonnil: true}, d.c.types.of(t), program.Plain, nil)
}

// typeSet gives the index in Sets of the dynamic types for which is holds.
func (c *compiler) typeSet(is func(types.Type) bool) int64 {
	set := make([]bool, len(c.reach.types))
	for i, t := range c.reach.types[1:] {
		set[i+1] = is(t)
	}
next:
	for i, s := range c.prog.Sets {
		for j := range s {
			if s[j] != set[j] {
				continue next
			}
		}
		return int64(i)
	}
	c.prog.Sets = append(c.prog.Sets, set)
	return int64(len(c.prog.Sets) - 1)
}

// assertFailure emits Go's panic for a failed assertion, which names the dynamic type.
func (d *body) assertFailure(in *ssa.TypeAssert, id loc) {
	b := d.b
	from, to := typeName(in.X.Type()), typeName(in.AssertedType)
	iface, toIface := in.AssertedType.Underlying().(*types.Interface)
	if toIface {
		from = "interface"
	}
	source := in.X.Type().Underlying().(*types.Interface)
	for i, t := range d.c.reach.types[1:] {
		if toIface && types.Implements(t, iface) || !toIface && types.Identical(t, in.AssertedType) ||
			!types.Implements(t, source) {
			continue
		}
		yes, no := b.newLabel(), b.newLabel()
		b.branch(b.binary(program.Eq, program.KindUint64, id, known(uint64(i+1))), yes, no)
		b.label(yes)
		if toIface {
			b.fail(program.FailPanic, "interface conversion: %s is not %s: missing method %s",
				typeName(t), to, missingMethod(t, iface))
		} else {
			b.fail(program.FailPanic, "interface conversion: %s is %s, not %s", from, typeName(t), to)
		}
		b.label(no)
	}
	b.fail(program.FailPanic, "interface conversion: %s is nil, not %s", from, to)
}

func missingMethod(t types.Type, iface *types.Interface) string {
	if m, _ := types.MissingMethod(t, iface, true); m != nil {
		return m.Name()
	}
	return "?"
}

// makeClosure allocates a closure.
func (d *body) makeClosure(in *ssa.MakeClosure) {
	fn := in.Fn.(*ssa.Function)
	if d.c.reach.closedCall(fn) {
		return // its calls pass the captured words
	}
	words := append([]loc{known(uint64(d.c.funcIndex(fn)))}, d.captured(in)...)
	obj := d.b.alloc(d.c.static.closureLayout(fn), "")
	d.b.fill(obj, words)
	d.vals[in] = value{words: []loc{obj}, nonnil: true}
}

// captured gives the words that a closure of in.Fn holds.
func (d *body) captured(in *ssa.MakeClosure) []loc {
	var words []loc
	for i, v := range in.Fn.(*ssa.Function).FreeVars {
		if d.c.capturesValue(v) {
			words = append(words, d.vals[in.Bindings[i]].place.slot...)
			continue
		}
		words = append(words, d.words(in.Bindings[i])...)
	}
	return words
}
