package programs

import "fmt"

// paths gives what is of type t among the variables in scope and their parts.
func (g *gen) paths(t *typ) []string { return g.find(t, false) }

// targets gives what can be assigned a value of type t.
func (g *gen) targets(t *typ) []string { return g.find(t, true) }

func (g *gen) find(t *typ, toSet bool) []string {
	var list []string
	for _, v := range g.vars {
		if !toSet || !v.readOnly {
			list = parts(list, v.name, v.typ, t)
		}
	}
	return list
}

// parts appends what is of type want among x, of type t, and its parts.
func parts(list []string, x string, t, want *typ) []string {
	if t == want {
		list = append(list, x)
	}
	switch t.kind {
	case pointer:
		if t.elem == want {
			list = append(list, "(*"+x+")")
		}
		return fieldsOf(list, x, t.elem, want)
	case structure:
		return fieldsOf(list, x, t, want)
	case array:
		for i := range t.n {
			list = parts(list, fmt.Sprintf("%s[%d]", x, i), t.elem, want)
		}
	}
	return list
}

func fieldsOf(list []string, x string, t, want *typ) []string {
	for _, f := range t.fields {
		if f.typ.kind == pointer && !f.embedded {
			if f.typ == want {
				list = append(list, x+"."+f.name)
			}
			continue // it may be nil
		}
		list = parts(list, x+"."+f.name, f.typ, want)
		if f.embedded { // by promotion too
			list = fieldsOf(list, x, f.typ, want)
		}
	}
	return list
}

// variableOf draws a variable whose type is as wanted.
func (g *gen) variableOf(want func(t *typ) bool) (variable, bool) {
	var list []variable
	for _, v := range g.vars {
		if want(v.typ) {
			list = append(list, v)
		}
	}
	if len(list) == 0 {
		return variable{}, false
	}
	return pickOf(g, list), true
}

// show gives an expression for the text of x.
func (t *typ) show(x string) string { return t.shower() + "(" + x + ")" }

// shower gives the function from a value of type t to its text.
func (t *typ) shower() string {
	generic := func(name string) string { return name + "[" + t.name + "]" }
	switch t.kind {
	case integer:
		return generic("fmtInt")
	case float:
		return generic("fmtFloat")
	case text:
		return generic("fmtString")
	case boolean:
		return generic("fmtBool")
	case complexes:
		return "fmtComplex"
	case anything:
		return "fmtAny"
	case slice:
		return fmt.Sprintf("func(x %s) string { return fmtSlice(x, %s) }", t.name, t.elem.shower())
	case array:
		return fmt.Sprintf("func(x %s) string { return fmtSlice(x[:], %s) }", t.name, t.elem.shower())
	case mapping:
		return fmt.Sprintf("func(x %s) string { return fmtMap(x, %s, %s) }", t.name, t.key.shower(), t.elem.shower())
	case structure:
		return t.name + ".show"
	case pointer:
		return fmt.Sprintf("func(x %s) string { if x == nil { return \"nil\" }; return x.show() }", t.name)
	case function:
		return fmt.Sprintf("func(x %s) string { return fmtBool(x == nil) }", t.name)
	}
	return "func(x shower) string { if x == nil { return \"nil\" }; return x.show() }"
}
