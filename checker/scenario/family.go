package scenario

import (
	"fmt"
	"math/big"
	"slices"
	"strings"
)

// All gives every scenario of threads clients that make rounds operations each.
func (o *Object) All(threads, rounds int) Family {
	f := Family{Object: o, Initial: o.Initial, Final: o.Final, Clients: make([][]Slot, threads)}
	for client := range f.Clients {
		for round := range rounds {
			var s Slot
			for i := range o.Operations {
				if op := &o.Operations[i]; op.Clients.Has(client) && (op.Rounds == 0 || round < op.Rounds) {
					s = append(s, op.calls(client, fresh(client, round, rounds))...)
				}
			}
			if len(s) > 0 {
				f.Clients[client] = append(f.Clients[client], s)
			}
		}
	}
	return f
}

// fresh is the argument of kind Fresh of an operation.
func fresh(client, round, rounds int) int { return client*rounds + round + 1 }

// calls gives the operation with all arguments that a client can give.
func (op *Operation) calls(client, value int) []Call {
	list := []Call{{Operation: op.Name}}
	for _, p := range op.Parameters {
		values := p.Values
		switch p.Kind {
		case Fresh:
			values = []int{value}
		case Client:
			values = []int{client}
		}
		var longer []Call
		for _, c := range list {
			for _, v := range values {
				longer = append(longer, Call{op.Name, append(slices.Clip(c.Arguments), v)})
			}
		}
		list = longer
	}
	return list
}

// Rounds is how many operations a client makes at most.
func (f Family) Rounds() int {
	n := 0
	for _, slots := range f.Clients {
		n = max(n, len(slots))
	}
	return n
}

// Scenarios is how many scenarios f has.
func (f Family) Scenarios() *big.Int {
	n := big.NewInt(1)
	for _, slots := range f.Clients {
		for _, s := range slots {
			n.Mul(n, big.NewInt(int64(len(s))))
		}
	}
	return n
}

// operation gives the operation of that name, nil if there is none.
func (o *Object) operation(name string) *Operation {
	i := slices.IndexFunc(o.Operations, func(op Operation) bool { return op.Name == name })
	if i < 0 {
		return nil
	}
	return &o.Operations[i]
}

// Valid says what is wrong with f, if anything is.
func (f Family) Valid() error {
	if len(f.Clients) == 0 {
		return fmt.Errorf("scenario: %s: no clients, want at least 1", f.Object.New)
	}
	for client, slots := range f.Clients {
		if len(slots) == 0 {
			return fmt.Errorf("scenario: %s: client %d has no operation", f.Object.New, client)
		}
		for _, s := range slots {
			if len(s) == 0 {
				return fmt.Errorf("scenario: %s: an operation of client %d has no alternatives, want at least 1", f.Object.New, client)
			}
			if err := f.Object.valid(s); err != nil {
				return err
			}
		}
	}
	return f.Object.valid(slices.Concat(f.Initial, f.Final))
}

// valid says what is wrong with calls.
func (o *Object) valid(calls []Call) error {
	for _, c := range calls {
		op := o.operation(c.Operation)
		if op == nil {
			var names []string
			for _, op := range o.Operations {
				names = append(names, op.Name)
			}
			return fmt.Errorf("scenario: %s: no operation %s, want one of %s", o.New, c.Operation, strings.Join(names, ", "))
		}
		if got, want := len(c.Arguments), len(op.Parameters); got != want {
			return fmt.Errorf("scenario: %s: %s with %d arguments, want %d", o.New, c.Operation, got, want)
		}
	}
	return nil
}

// Single reports whether f is one scenario.
func (f Family) Single() bool {
	for _, slots := range f.Clients {
		for _, s := range slots {
			if len(s) > 1 {
				return false
			}
		}
	}
	return true
}
