package scenario

import (
	"fmt"
	"go/token"
	"slices"
	"strings"
)

// reserved names have a meaning in the texts, in which no operation may get them.
var reserved = func() map[string]bool {
	names := map[string]bool{}
	for _, n := range strings.Fields("object history client clients round rounds value left able skip operation operations sequences plans plan least place choose bit model heddlemodel wrong int nil string true") {
		names[n] = true
	}
	for t := token.BREAK; t <= token.VAR; t++ {
		names[t.String()] = true
	}
	return names
}()

// uniform reports whether every client makes the same number of operations, each one of all that there are: the
// choice can then be written once, and clients are interchangeable but for their numbers.
func (f Family) uniform() bool {
	if slices.ContainsFunc(f.Object.Operations, func(op Operation) bool { return op.Rounds > 0 }) {
		return false
	}
	rounds := f.Rounds()
	all := f.Object.All(len(f.Clients), rounds)
	choice := false
	for client, slots := range f.Clients {
		if len(slots) != rounds {
			return false
		}
		for round, s := range slots {
			choice = choice || len(s) > 1
			same := func(a, b Call) bool { return a.Operation == b.Operation && slices.Equal(a.Arguments, b.Arguments) }
			if round >= len(all.Clients[client]) || !slices.EqualFunc(s, all.Clients[client][round], same) {
				return false
			}
		}
	}
	return choice
}

// numbered reports whether arguments depend on the round.
func (o *Object) numbered() bool {
	return slices.ContainsFunc(o.Operations, func(op Operation) bool { return slices.ContainsFunc(op.Parameters, Parameter.isFresh) })
}

// Interchangeable reports whether it does not matter which client makes which operations: all may make the same, and no
// argument tells the object more of who calls than that it is another one.
func (o *Object) Interchangeable() bool {
	tells := func(p Parameter) bool { return p.Kind != Values }
	return !slices.ContainsFunc(o.Operations, func(op Operation) bool {
		return op.Clients != Anyone || op.Rounds > 0 || !o.Symmetric && slices.ContainsFunc(op.Parameters, tells)
	})
}

// Sortable reports whether f can be Sorted: any order of the clients is as good as another, and what they are all to do can be one number.
func (f Family) Sortable() bool {
	return f.uniform() && f.Object.Interchangeable() && !f.namesClients() && f.Scenarios().BitLen() < 63
}

// namesClients reports whether the number of a client is an argument that not the client gives, or a value that is fresh where it gives it: an
// object that compares those treats this client as no other.
func (f Family) namesClients() bool {
	isFresh := func(v int) bool {
		return f.Object.numbered() && fresh(0, 0, 1) <= v && v < fresh(len(f.Clients), 0, f.Rounds())
	}
	for _, op := range f.Object.Operations {
		for _, p := range op.Parameters {
			if p.Kind == Values && p.Type != "bool" && slices.ContainsFunc(p.Values, isFresh) {
				return true
			}
		}
	}
	return slices.ContainsFunc(slices.Concat(f.Initial, f.Final), func(c Call) bool {
		for i, p := range f.Object.operation(c.Operation).Parameters {
			v := c.Arguments[i]
			if p.Kind == Client && 0 <= v && v < len(f.Clients) || p.Kind == Fresh && isFresh(v) {
				return true
			}
		}
		return false
	})
}

// plans writes a choice of what all clients are to do. Since they are interchangeable only one order of them is chosen. That
// is many times less than what they can come to if each chooses when it is about to call.
func (w *writer) plans() {
	n, sequences := len(w.offered(0)), 1
	for range w.Rounds() {
		sequences *= n
	}
	w.line("const (")
	w.line("operations = %d", n)
	w.line("sequences = %d // of operations of a client", sequences)
	w.line(")")
	w.line("choose := func() (plans int) {")
	w.line("least, place := 0, 1")
	w.line("for range clients {")
	w.line("least += %s.Choose(sequences - least)", w.model)
	w.line("plans += least * place")
	w.line("place *= sequences")
	w.line("}")
	w.line("return plans")
	w.line("}")
	w.line("plans := choose() // a sequence for each client, in ascending order, as digits; so are the operations of each")
}

// planned writes what a client does by its plan.
func (w *writer) planned() {
	w.line("plan := plans")
	w.line("for range client {")
	w.line("plan /= sequences")
	w.line("}")
	if w.Object.numbered() {
		w.line("for round := range rounds {")
		w.line("value := client*rounds + round + 1")
	} else {
		w.line("for range rounds {")
	}
	w.line("operation := plan %% operations")
	w.line("plan /= operations")
	list := w.offered(0)
	w.choose("operation", len(list), func(i int) { w.line("%s", list[i]) })
	w.line("}")
}

// uniformSlot writes one slot of any client, in its number and that of the round.
func (w *writer) uniformSlot() {
	if w.Object.numbered() {
		w.line("value := client*rounds + round + 1")
	}
	owned := slices.ContainsFunc(w.Object.Operations, func(op Operation) bool { return op.Clients != Anyone })
	switch {
	case !owned || len(w.Clients) == 1:
		w.alternatives(0)
	default:
		w.line("if client == 0 {")
		w.alternatives(0)
		w.line("} else {")
		w.alternatives(1)
		w.line("}")
	}
}

// alternatives writes the choice among all that clients with the role of the given one can do.
func (w *writer) alternatives(client int) {
	list := w.offered(client)
	w.choose(fmt.Sprintf("%s.Choose(%d)", w.model, len(list)), len(list), func(i int) { w.line("%s", list[i]) })
}

// offered gives the calls of all that clients with the role of the given one can do.
func (w *writer) offered(client int) (list []string) {
	for i := range w.Object.Operations {
		if op := &w.Object.Operations[i]; op.Clients.Has(client) {
			for _, args := range op.arguments() {
				list = append(list, fmt.Sprintf("%s(%s)", w.names[op.Name], strings.Join(append([]string{"client"}, args...), ", ")))
			}
		}
	}
	return list
}

// arguments gives all arguments of the operation as Go expressions, in the order of Operation.calls.
func (op *Operation) arguments() [][]string {
	list := [][]string{nil}
	for _, p := range op.Parameters {
		values := []string{"value"}
		switch p.Kind {
		case Client:
			values[0] = "client"
		case Values:
			values = nil
			for _, v := range p.Values {
				values = append(values, fmt.Sprint(v))
			}
		}
		var longer [][]string
		for _, args := range list {
			for _, v := range values {
				longer = append(longer, append(slices.Clip(args), v))
			}
		}
		list = longer
	}
	return list
}

func (p Parameter) isFresh() bool { return p.Kind == Fresh }
