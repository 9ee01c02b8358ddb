package compile

import (
	"fmt"
	"go/types"
	"strconv"
	"strings"
)

// typeName prints t as Go's run-time messages do.
func typeName(t types.Type) string {
	return nameOf(t, func(p *types.Package) string { return p.Name() })
}

func nameOf(t types.Type, qualify types.Qualifier) string {
	name := func(t types.Type) string { return nameOf(t, qualify) }
	switch t := types.Unalias(t).(type) {
	case *types.Basic:
		return types.Typ[t.Kind()].Name() // not byte or rune
	case *types.Named:
		if p := t.Obj().Pkg(); p != nil && p.Path() == supportPath {
			return faultName
		}
		return namedName(t, qualify)
	case *types.Pointer:
		return "*" + name(t.Elem())
	case *types.Slice:
		return "[]" + name(t.Elem())
	case *types.Array:
		return fmt.Sprintf("[%d]%s", t.Len(), name(t.Elem()))
	case *types.Map:
		return "map[" + name(t.Key()) + "]" + name(t.Elem())
	case *types.Chan:
		elem := name(t.Elem())
		if c, ok := types.Unalias(t.Elem()).(*types.Chan); ok && c.Dir() == types.RecvOnly && t.Dir() != types.RecvOnly {
			elem = "(" + elem + ")"
		}
		return [...]string{types.SendRecv: "chan ", types.SendOnly: "chan<- ", types.RecvOnly: "<-chan "}[t.Dir()] + elem
	case *types.Signature:
		return "func" + signatureName(t, qualify)
	case *types.Struct:
		var fields []string
		for i := range t.NumFields() {
			f := t.Field(i)
			text := name(f.Type())
			if !f.Embedded() {
				text = f.Name() + " " + text
			}
			if tag := t.Tag(i); tag != "" {
				text += " " + strconv.Quote(tag)
			}
			fields = append(fields, text)
		}
		return braces("struct", fields)
	case *types.Interface:
		var methods []string
		for i := range t.NumMethods() {
			m := t.Method(i)
			text := m.Name() + signatureName(m.Signature(), qualify)
			if !m.Exported() {
				text = qualify(m.Pkg()) + "." + text
			}
			methods = append(methods, text)
		}
		return braces("interface", methods)
	}
	return types.TypeString(t, qualify)
}

func braces(word string, parts []string) string {
	if len(parts) == 0 {
		return word + " {}"
	}
	return word + " { " + strings.Join(parts, "; ") + " }"
}

// namedName prints a named type. Its type arguments have the paths of their packages.
func namedName(t *types.Named, qualify types.Qualifier) string {
	name := t.Obj().Name()
	if p := t.Obj().Pkg(); p != nil {
		name = qualify(p) + "." + name
	}
	var args []string
	for arg := range t.TypeArgs().Types() {
		args = append(args, nameOf(arg, (*types.Package).Path))
	}
	if len(args) > 0 {
		name += "[" + strings.Join(args, ",") + "]"
	}
	return name
}

func signatureName(s *types.Signature, qualify types.Qualifier) string {
	list := func(t *types.Tuple) []string {
		var names []string
		for v := range t.Variables() {
			names = append(names, nameOf(v.Type(), qualify))
		}
		return names
	}
	params, results := list(s.Params()), list(s.Results())
	if n := len(params); s.Variadic() {
		params[n-1] = "..." + strings.TrimPrefix(params[n-1], "[]")
	}
	text := "(" + strings.Join(params, ", ") + ")"
	switch len(results) {
	case 0:
		return text
	case 1:
		return text + " " + results[0]
	}
	return text + " (" + strings.Join(results, ", ") + ")"
}
