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
	for _, n := range strings.Fields("object history client clients round rounds value left able skip operation bit model heddlemodel wrong int nil string true") {
		names[n] = true
	}
	for t := token.BREAK; t <= token.VAR; t++ {
		names[t.String()] = true
	}
	return names
}()

// uniform reports whether every client makes the same number of operations, each one of all that there are: the
// choice can then be written once, and clients are interchangeable but for their numbers.
func (w *writer) uniform() bool {
	if slices.ContainsFunc(w.Object.Operations, func(op Operation) bool { return op.Rounds > 0 }) {
		return false
	}
	rounds := w.Rounds()
	all := w.Object.All(len(w.Clients), rounds)
	choice := false
	for client, slots := range w.Clients {
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
	var list []string
	for i := range w.Object.Operations {
		if op := &w.Object.Operations[i]; op.Clients.Has(client) {
			for _, args := range op.arguments() {
				list = append(list, fmt.Sprintf("%s(%s)", w.names[op.Name], strings.Join(append([]string{"client"}, args...), ", ")))
			}
		}
	}
	w.choose(fmt.Sprintf("%s.Choose(%d)", w.model, len(list)), len(list), func(i int) { w.line("%s", list[i]) })
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
