package linear

import (
	"fmt"
	"iter"
	"slices"
	"strings"
)

// Paths gives all paths of an automaton, beginnings of others among them.
func (a *Automaton) Paths() iter.Seq[[]Operation] {
	return func(yield func([]Operation) bool) {
		var follow func(node uint32, path []Operation) bool
		follow = func(node uint32, path []Operation) bool {
			if !yield(path) {
				return false
			}
			for _, e := range a.nodes[node] {
				op := Operation{Call: a.calls[e.call], Results: a.results[e.result], Returned: true}
				if !follow(e.to, append(slices.Clip(path), op)) {
					return false
				}
			}
			return true
		}
		follow(0, nil)
	}
}

func (op Operation) String() string {
	return fmt.Sprintf("client %d: %s", op.Client, Signatures{}.Operation(op.Operation, op.Arguments, op.Results))
}

func (h History) String() string {
	var texts []string
	for _, op := range h {
		texts = append(texts, op.String())
	}
	return strings.Join(texts, "; ")
}
