package programs

import (
	"fmt"
	"strings"

	"pgregory.net/rapid"
)

// kind is a sort of types.
type kind int

const (
	integer kind = iota
	float
	complexes
	text
	boolean
	array
	slice
	mapping
	structure
	pointer // to a structure; never nil
	function
	anything // the empty interface
	shower   // the interface of the prelude
)

// typ is a type of a generated program.
type typ struct {
	kind   kind
	name   string // as Go code
	elem   *typ   // of arrays, slices, maps, pointers; the result of functions
	key    *typ
	n      int // length of arrays
	params []*typ
	fields []field
	bits   int
	signed bool
	equal  bool // == on it compiles, and does not panic
	pure   []method
}

type field struct {
	name     string
	typ      *typ
	embedded bool
}

// method is a method without effects.
type method struct {
	name   string
	param  *typ
	result *typ
}

// scalars are Go's own types.
func scalars() []*typ {
	var list []*typ
	for _, bits := range []int{8, 16, 32, 64} {
		list = append(list,
			&typ{kind: integer, name: fmt.Sprintf("int%d", bits), bits: bits, signed: true, equal: true},
			&typ{kind: integer, name: fmt.Sprintf("uint%d", bits), bits: bits, equal: true})
	}
	return append(list,
		&typ{kind: integer, name: "int", bits: 64, signed: true, equal: true},
		&typ{kind: integer, name: "uint", bits: 64, equal: true},
		&typ{kind: float, name: "float64", bits: 64, equal: true},
		&typ{kind: float, name: "float32", bits: 32, equal: true},
		&typ{kind: complexes, name: "complex128", bits: 128, equal: true},
		&typ{kind: text, name: "string", equal: true},
		&typ{kind: boolean, name: "bool", equal: true},
	)
}

// gen is a program under construction.
type gen struct {
	t      *rapid.T
	code   strings.Builder
	indent int
	all    []*typ          // Go's own
	basic  []*typ          // those of them that the program uses mostly, and named ones
	types  []*typ          // all that variables may have
	byName map[string]*typ // of composite types: one value for each
	vars   []variable      // in scope, innermost last
	funcs  []function0
	names  int
	loops  []*loop
	inFunc int // depth of function literals
	result *typ
}

type variable struct {
	name     string
	typ      *typ
	readOnly bool
}

// function0 is a declared function.
type function0 struct {
	name   string
	params []*typ
	result *typ
}

// loop is an enclosing loop of the statement under construction.
type loop struct {
	label  string
	used   bool
	breaks bool // a switch: it can be left, but has no next round
}

// n draws a number below limit.
func (g *gen) n(limit int) int { return rapid.IntRange(0, limit-1).Draw(g.t, "n") }

// chance is true once in n times.
func (g *gen) chance(n int) bool { return g.n(n) == 0 }

func pickOf[T any](g *gen, list []T) T { return list[g.n(len(list))] }

// fresh makes a new name.
func (g *gen) fresh(prefix string) string {
	g.names++
	return fmt.Sprintf("%s%d", prefix, g.names)
}

// line writes a line of code.
func (g *gen) line(format string, args ...any) {
	g.code.WriteString(strings.Repeat("\t", g.indent))
	fmt.Fprintf(&g.code, format, args...)
	g.code.WriteByte('\n')
}

// block writes a line that opens a block, the block, and its end.
func (g *gen) block(head string, body func(), tail ...string) {
	g.line("%s {", head)
	g.indent++
	scope := len(g.vars)
	body()
	g.vars = g.vars[:scope]
	g.indent--
	g.line("}%s", strings.Join(tail, ""))
}

func (g *gen) composite(t *typ) *typ {
	if known, ok := g.byName[t.name]; ok {
		return known
	}
	g.byName[t.name] = t
	return t
}

func (g *gen) sliceOf(e *typ) *typ {
	return g.composite(&typ{kind: slice, name: "[]" + e.name, elem: e})
}

func (g *gen) arrayOf(n int, e *typ) *typ {
	return g.composite(&typ{kind: array, name: fmt.Sprintf("[%d]%s", n, e.name), n: n, elem: e, equal: e.equal})
}

func (g *gen) mapOf(k, e *typ) *typ {
	return g.composite(&typ{kind: mapping, name: fmt.Sprintf("map[%s]%s", k.name, e.name), key: k, elem: e})
}

func (g *gen) funcOf(result *typ, params ...*typ) *typ {
	var names []string
	for _, p := range params {
		names = append(names, p.name)
	}
	name := fmt.Sprintf("func(%s) %s", strings.Join(names, ", "), result.name)
	return g.composite(&typ{kind: function, name: name, elem: result, params: params})
}

// basicType draws a scalar type of the program.
func (g *gen) basicType() *typ {
	if g.chance(3) {
		return g.intType()
	}
	return pickOf(g, g.basic)
}

// ofKind draws a type of a kind among the basic ones.
func (g *gen) ofKind(k kind) *typ {
	var list []*typ
	for _, t := range g.basic {
		if t.kind == k {
			list = append(list, t)
		}
	}
	return pickOf(g, list)
}

func (g *gen) intType() *typ { return g.named("int") }

// named gives a type of Go's own by its name.
func (g *gen) named(name string) *typ {
	for _, t := range g.all {
		if t.name == name {
			return t
		}
	}
	panic("programs: bug: no type " + name)
}

// anyType draws a type of a variable.
func (g *gen) anyType() *typ {
	switch g.n(10) {
	case 0, 1, 2:
		return g.basicType()
	case 3:
		return g.sliceOf(g.elemType())
	case 4:
		return g.arrayOf(1+g.n(3), g.elemType())
	case 5:
		return g.mapOf(g.keyType(), g.elemType())
	case 6:
		return g.byName["any"]
	}
	return pickOf(g, g.types)
}

// elemType draws a type of elements and fields.
func (g *gen) elemType() *typ {
	switch g.n(8) {
	case 0:
		return pickOf(g, g.types)
	case 1:
		return g.byName["any"]
	case 2:
		return g.sliceOf(g.basicType())
	}
	return g.basicType()
}

// keyType draws a type that the prelude can sort.
func (g *gen) keyType() *typ {
	if g.chance(2) {
		return g.ofKind(text)
	}
	return g.ofKind(integer)
}
