package scenario

import (
	"fmt"
	"go/format"
	"slices"
	"strings"
)

// writer writes one text, which is formatted in the end.
type writer struct {
	Family
	b     strings.Builder
	model string            // what the package of the vocabulary is called
	names map[string]string // of the functions that make operations, by operation
	bits  bool              // some operation has a result that is no integer
}

// writer gives a writer that has written what stands before the function.
func (f Family) writer() *writer {
	w := &writer{Family: f, model: "model", names: map[string]string{}}
	if f.Object.Package != "" {
		w.model = "heddlemodel" // which nobody has declared there
	}
	for _, op := range f.Object.Operations {
		w.names[op.Name] = localName(op.Name)
		w.bits = w.bits || w.uses(op.Name) && (slices.Contains(op.Results, Bool) || slices.Contains(op.Results, Error))
	}
	w.header()
	return w
}

func (w *writer) line(text string, args ...any) { fmt.Fprintf(&w.b, text+"\n", args...) }

func (w *writer) text() string {
	text, err := format.Source([]byte(w.b.String()))
	if err != nil {
		panic(fmt.Sprintf("scenario: bug: the text is no Go: %v\n%s", err, w.b.String()))
	}
	return string(text)
}

// header writes what stands before the function.
func (w *writer) header() {
	name := w.Object.Package
	if name == "" {
		name = "scenario"
	}
	w.line("package %s", name)
	w.line("")
	w.line("import (")
	imports := slices.Clone(w.Object.Imports)
	if w.model == "model" {
		imports = append(imports, "heddle/model")
	} else {
		imports = append(imports, w.model+" heddle/model")
	}
	slices.SortFunc(imports, func(a, b string) int { return strings.Compare(importPath(a), importPath(b)) })
	for _, spec := range slices.Compact(imports) {
		w.line("%s %q", strings.TrimSuffix(spec, importPath(spec)), importPath(spec))
	}
	w.line(")")
	w.line("")
}

// importPath gives the path of an import that may have a name before it.
func importPath(spec string) string { return spec[strings.LastIndexByte(spec, ' ')+1:] }

// start writes the start of the function: the object, for each operation that is used a function that records it, and what is
// done before the clients start. The history is there before the object, which may start threads and wait for them: see machine.Monitor.
func (w *writer) start(subject string) {
	w.constants()
	w.line("var history %s.History", w.model)
	w.line("object := %s", subject)
	if w.bits {
		w.line(`bit := func(is bool) int {
			if is {
				return 1
			}
			return 0
		}`)
	}
	for i := range w.Object.Operations {
		if op := &w.Object.Operations[i]; w.uses(op.Name) {
			w.operation(op)
		}
	}
	w.calls(w.Initial)
}

// constants writes the constants that expressions for objects may use.
func (w *writer) constants() {
	w.line("const (")
	w.line("clients = %d", len(w.Clients))
	w.line("rounds = %d // operations of a client at most", w.Rounds())
	w.line(")")
}

// plain gives a call of the object itself, which is not recorded.
func (w *writer) plain(c Call) string {
	var args []string
	for i, p := range w.Object.operation(c.Operation).Parameters {
		args = append(args, p.literal(c.Arguments[i]))
	}
	return fmt.Sprintf("object.%s(%s)", c.Operation, strings.Join(args, ", "))
}

// literal gives an int as an argument for the parameter.
func (p Parameter) literal(value int) string {
	if p.Type == "bool" {
		return fmt.Sprint(value != 0)
	}
	return fmt.Sprint(value)
}

// uses reports whether a call of f is of that operation.
func (f Family) uses(operation string) bool {
	of := func(c Call) bool { return c.Operation == operation }
	for _, slots := range f.Clients {
		for _, s := range slots {
			if slices.ContainsFunc(s, of) {
				return true
			}
		}
	}
	return slices.ContainsFunc(f.Initial, of) || slices.ContainsFunc(f.Final, of)
}

// operation writes the function that makes an operation and records it.
func (w *writer) operation(op *Operation) {
	params, recorded, given := []string{"client"}, []string{"client", fmt.Sprintf("%q", op.Name)}, []string{}
	for i, p := range op.Parameters {
		name := "value"
		if len(op.Parameters) > 1 {
			name = fmt.Sprintf("value%d", i+1)
		}
		params, recorded = append(params, name), append(recorded, name)
		given = append(given, p.convert(name))
	}
	var results []string
	returned := []string{"client"}
	for i, r := range op.Results {
		name := "result"
		if len(op.Results) > 1 {
			name = fmt.Sprintf("result%d", i+1)
		}
		results, returned = append(results, name), append(returned, r.convert(name))
	}
	assign := ""
	if len(results) > 0 {
		assign = strings.Join(results, ", ") + " := "
	}
	w.line("%s := func(%s int) {", w.names[op.Name], strings.Join(params, ", "))
	w.line("history.Call(%s)", strings.Join(recorded, ", "))
	w.line("%sobject.%s(%s)", assign, op.Name, strings.Join(given, ", "))
	w.line("history.Return(%s)", strings.Join(returned, ", "))
	w.line("}")
}

// convert gives an int as an argument for the parameter.
func (p Parameter) convert(name string) string {
	switch p.Type {
	case "", "int":
		return name
	case "bool":
		return name + " != 0"
	}
	return p.Type + "(" + name + ")"
}

// convert gives a result as an int.
func (r Result) convert(name string) string {
	switch r {
	case Bool:
		return "bit(" + name + ")"
	case Error:
		return "bit(" + name + " != nil)"
	case Integer:
		return "int(" + name + ")"
	}
	return name
}

// choose writes a switch over 0 … n-1, or what each does alone if there is but one.
func (w *writer) choose(tag string, n int, each func(i int)) {
	if n == 1 {
		each(0)
		return
	}
	w.line("switch %s {", tag)
	for i := range n {
		w.line("case %d:", i)
		each(i)
	}
	w.line("}")
}

// slot writes the choice of one alternative of a slot.
func (w *writer) slot(s Slot, client string) {
	w.choose(fmt.Sprintf("%s.Choose(%d)", w.model, len(s)), len(s), func(i int) { w.call(s[i], client) })
}

// calls writes operations that the main thread makes, as one more client.
func (w *writer) calls(list []Call) {
	for _, c := range list {
		w.call(c, "clients")
	}
}

func (w *writer) call(c Call, client string) {
	args := []string{client}
	for _, a := range c.Arguments {
		args = append(args, fmt.Sprint(a))
	}
	w.line("%s(%s)", w.names[c.Operation], strings.Join(args, ", "))
}

// localName gives the name of the function that makes an operation.
func localName(operation string) string {
	name := strings.ToLower(operation[:1]) + operation[1:]
	if reserved[name] {
		return "call" + operation
	}
	return name
}
