package recorded

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// jepsen is what the operations of a file mean, as far as one of them alone does not say it.
type jepsen struct {
	independent bool // values are pairs of a key and what is done to its object
	lists       bool // transactions read lists, and not registers
}

func jepsenOf(events []ednMap) jepsen {
	j := jepsen{independent: len(events) > 0}
	for _, m := range events {
		_, v, ok := pair(m.value)
		if ok && m.f == "cas" {
			_, _, ok = pair(v)
		}
		j.independent = j.independent && ok && m.f != "txn"
		if steps, ok := m.value.([]any); ok && m.f == "txn" {
			j.lists = j.lists || slices.ContainsFunc(steps, func(v any) bool { return micro(v) == "append" })
		}
	}
	return j
}

// pair gives the two values of a pair.
func pair(v any) (first, second any, ok bool) {
	list, ok := v.([]any)
	if !ok || len(list) != 2 {
		return nil, nil, false
	}
	return list[0], list[1], true
}

// event reads an event of a client.
func (j jepsen) event(m ednMap) (event, error) {
	e := event{line: m.line, client: m.process, kind: m.kind}
	value := m.value
	if j.independent {
		e.key, value, _ = pair(value)
		if _, ok := e.key.([]any); ok {
			return e, errors.New("found a vector as key, expected a number or a name")
		}
	}
	var err error
	e.steps, e.effect, err = j.steps(m.f, value, m.kind == succeeded)
	return e, err
}

// steps gives the calls of an operation; done says that value is what came out. Without effect
// are those that only look. Nothing is known of results that are nil.
func (j jepsen) steps(f string, value any, done bool) (steps []Step, effect bool, err error) {
	one := func(name string, arguments, results []any) []Step {
		if !done {
			results = nil
		}
		return []Step{{Name: name, Arguments: arguments, Results: results}}
	}
	switch f {
	case "read":
		return one("Read", nil, []any{value}), false, nil
	case "write":
		return one("Write", []any{value}, nil), true, nil
	case "cas":
		old, next, ok := pair(value)
		if !ok {
			return nil, false, fmt.Errorf("found :cas %s, expected [old new]", text(value))
		}
		return one("CompareAndSwap", []any{old, next}, []any{true}), true, nil
	case "add", "remove", "enqueue":
		return one(strings.ToUpper(f[:1])+f[1:], []any{value}, nil), true, nil
	case "dequeue":
		return one("Dequeue", nil, []any{value, true}), true, nil
	case "acquire":
		return one("Lock", nil, nil), true, nil
	case "release":
		return one("Unlock", nil, nil), true, nil
	case "txn":
		return j.transaction(value, done)
	}
	return nil, false, fmt.Errorf("found :f :%s, expected :read, :write, :cas, :add, :remove, :enqueue, :dequeue, :acquire, :release or :txn", f)
}

// transaction gives the calls of a transaction (jepsen.txn): [[:append k v] [:r k nil] …].
func (j jepsen) transaction(value any, done bool) (steps []Step, effect bool, err error) {
	list, _ := value.([]any)
	if len(list) == 0 {
		return nil, false, fmt.Errorf("found :txn %s, expected [[:append key value] [:r key values] …]", text(value))
	}
	for _, v := range list {
		parts, _ := v.([]any)
		s := Step{}
		switch micro(v) {
		case "append":
			s.Name, s.Arguments = "Append", parts[1:]
		case "w":
			s.Name, s.Arguments = "Put", parts[1:]
		case "r":
			s = j.read(parts, done)
		default:
			return nil, false, fmt.Errorf("found %s in :txn, expected [:append key value], [:w key value] or [:r key value]", text(v))
		}
		effect = effect || micro(v) != "r"
		steps = append(steps, s)
	}
	return steps, effect, nil
}

// read gives the call of [:r key value]. A list that was never appended to is nil.
func (j jepsen) read(parts []any, done bool) Step {
	s := Step{Name: "Get", Arguments: parts[1:2]}
	if done {
		s.Results = parts[2:]
	}
	if j.lists {
		s.Name = "List"
		if done && parts[2] == nil {
			s.Results = []any{[]any{}}
		}
	}
	return s
}

// micro is the name of an operation of a transaction, "" if it is none.
func micro(v any) string {
	parts, _ := v.([]any)
	if len(parts) != 3 {
		return ""
	}
	name, _ := parts[0].(Keyword)
	return string(name)
}
