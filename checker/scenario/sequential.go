package scenario

import (
	"fmt"
	"strings"
)

// Sequential gives the Go text in which the clients call a new specification one at a time, in any order that the order
// of each client's own operations allows; unless they are ordered, in any order.
func (f Family) Sequential(ordered bool) string {
	w := f.writer()
	w.header(f.Object.Spec)
	w.line("")
	w.line("// %s lets one client after the other make its next operation, in any order.", SequentialFunc)
	w.line("func %s() {", SequentialFunc)
	w.operations(f.Object.Spec)
	w.calls(f.Initial)
	if ordered {
		w.inOrder()
	} else {
		w.inAnyOrder()
	}
	w.calls(f.Final)
	w.line("}")
	w.line(`
// next gives one that has operations left, one less from now on; -1 if none has.
func next(left []int) int {
	able := 0
	for _, n := range left {
		if n > 0 {
			able++
		}
	}
	if able == 0 {
		return -1
	}
	skip := model.Choose(able)
	one := 0
	for left[one] == 0 || skip > 0 {
		if left[one] > 0 {
			skip--
		}
		one++
	}
	left[one]--
	return one
}`)
	w.support()
	return w.text()
}

// inOrder writes a loop in which some client makes its next operation.
func (w *writer) inOrder() {
	var left []string
	for _, slots := range w.Clients {
		left = append(left, fmt.Sprint(len(slots)))
	}
	w.line("left := []int{%s} // operations that each client has yet to make", strings.Join(left, ", "))
	w.line("for {")
	w.line("client := next(left)")
	w.line("if client < 0 {")
	w.line("break")
	w.line("}")
	if w.uniform() {
		w.line("round := rounds - left[client] - 1")
		w.uniformSlot()
	} else {
		w.choose("client", len(w.Clients), func(client int) {
			slots := w.Clients[client]
			w.choose(fmt.Sprintf("%d - left[client]", len(slots)-1), len(slots), func(round int) { w.slot(slots[round], "client") })
		})
	}
	w.line("}")
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
	w.line("for {")
	w.line("operation := next(left)")
	w.line("if operation < 0 {")
	w.line("break")
	w.line("}")
	w.choose("operation", len(places), func(i int) {
		p := places[i]
		w.slot(w.Clients[p.client][p.round], fmt.Sprint(p.client))
	})
	w.line("}")
}
