package scenario

import (
	"fmt"
	"strings"
)

// Path is the import path of the package that texts are of which are of no other.
const Path = "heddle/scenario"

// The functions of the texts.
const (
	ConcurrentFunc = "CheckConcurrent"
	SequentialFunc = "CheckSequential"
	ForeverFunc    = "CheckForever"
)

// Concurrent gives the Go text in which the clients call a new object at the same time.
func (f Family) Concurrent() string {
	w := f.writer()
	w.line("// %s lets the clients call the object at the same time.", ConcurrentFunc)
	w.line("func %s() {", ConcurrentFunc)
	w.start(f.Object.New)
	sorted := w.Sorted && w.Sortable()
	if sorted {
		w.plans()
	}
	w.line("%s.Run(clients, func(client int) {", w.model)
	if sorted {
		w.planned()
	} else if w.uniform() {
		if w.Object.numbered() {
			w.line("for round := range rounds {")
		} else {
			w.line("for range rounds {")
		}
		w.uniformSlot()
		w.line("}")
	} else {
		w.choose("client", len(f.Clients), func(client int) {
			for _, s := range f.Clients[client] {
				w.slot(s, "client")
			}
		})
	}
	w.line("})")
	w.calls(f.Final)
	if v := f.Object.Validate; v != "" {
		w.line("if wrong := object.%s(); wrong != \"\" {", v)
		w.line("%s.Violate(\"validation\", wrong)", w.model)
		w.line("}")
	}
	w.line("}")
	return w.text()
}

// Sequential gives the Go text in which the clients call a new specification one at a time, in any order that the order
// of each client's own operations allows; unless they are ordered, in any order.
func (f Family) Sequential(ordered bool) string {
	w := f.writer()
	w.line("// %s lets one client after the other call the object, in any order.", SequentialFunc)
	w.line("func %s() {", SequentialFunc)
	w.start(f.Object.Spec)
	if ordered {
		w.inOrder()
	} else {
		w.inAnyOrder()
	}
	w.calls(f.Final)
	w.line("}")
	return w.text()
}

// Forever gives the Go text in which threads call the object for ever, each all operations that it may make, with all arguments, one after
// the other. An operation is a section of its client's own, which is wanted when it is called and left when it returns. What fresh
// arguments are tells clients apart, not calls: so an object that is emptied as often as it is filled has finitely many states.
//
// No history is told of: it would have no end.
func (o *Object) Forever(threads int) string {
	w := o.All(threads, 1).writer()
	w.line("// %s lets the clients call the object for ever.", ForeverFunc)
	w.line("func %s() {", ForeverFunc)
	w.constants()
	w.line("object := %s", o.New)
	w.line("var operations [clients]%s.Section", w.model)
	for _, c := range o.Initial {
		w.line("%s", w.plain(c))
	}
	w.line("%s.Run(clients, func(client int) {", w.model)
	w.choose("client", threads, func(client int) {
		w.line("for {")
		for i := range o.Operations {
			op := &o.Operations[i]
			if !op.Clients.Has(client) {
				continue
			}
			for _, c := range op.calls(client, fresh(client, 0, 1)) {
				w.line("operations[client].Want()")
				w.line("%s", w.plain(c))
				w.line("operations[client].Enter()")
				w.line("operations[client].Leave()")
			}
		}
		w.line("}")
	})
	w.line("})")
	w.line("}")
	return w.text()
}

// inOrder writes a loop in which some client makes its next operation.
func (w *writer) inOrder() {
	var left []string
	for _, slots := range w.Clients {
		left = append(left, fmt.Sprint(len(slots)))
	}
	w.line("left := []int{%s} // operations that each client has yet to make", strings.Join(left, ", "))
	w.loop("client", func() {
		if w.uniform() {
			if w.Object.numbered() {
				w.line("round := rounds - left[client] - 1")
			}
			w.uniformSlot()
			return
		}
		w.choose("client", len(w.Clients), func(client int) {
			slots := w.Clients[client]
			w.choose(fmt.Sprintf("%d - left[client]", len(slots)-1), len(slots), func(round int) { w.slot(slots[round], "client") })
		})
	})
}

// inAnyOrder writes a loop in which some operation is made that has not been made.
func (w *writer) inAnyOrder() {
	type place struct{ client, round int }
	var places []place
	for client, slots := range w.Clients {
		for round := range slots {
			places = append(places, place{client, round})
		}
	}
	w.line("left := []int{%s} // 1 if an operation is yet to make", strings.TrimSuffix(strings.Repeat("1, ", len(places)), ", "))
	w.loop("operation", func() {
		w.choose("operation", len(places), func(i int) {
			p := places[i]
			w.slot(w.Clients[p.client][p.round], fmt.Sprint(p.client))
		})
	})
}

// loop writes a loop that goes on while a number in left is not 0: it takes 1 from any of those, and calls its index by name.
func (w *writer) loop(name string, body func()) {
	w.line(`for {
		able := 0
		for _, n := range left {
			if n > 0 {
				able++
			}
		}
		if able == 0 {
			break
		}
		skip := %[2]s.Choose(able)
		%[1]s := 0
		for left[%[1]s] == 0 || skip > 0 {
			if left[%[1]s] > 0 {
				skip--
			}
			%[1]s++
		}
		left[%[1]s]--`, name, w.model)
	body()
	w.line("}")
}
