package linear

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/anishathalye/porcupine"

	"heddle/checker/result"
)

// Rejected asks package porcupine whether a history is not linearizable. A history whose
// operations are ordered by what they know (Operation.Before) is beyond it.
func (a *Automaton) Rejected(h History) (bool, porcupine.LinearizationInfo) {
	result, info := porcupine.CheckOperationsVerbose(a.model(), a.operations(h), 0)
	return result == porcupine.Illegal, info
}

// draw writes what Rejected found out about a history as a page of HTML.
func (a *Automaton) draw(w io.Writer, info porcupine.LinearizationInfo) error {
	if err := porcupine.Visualize(a.model(), info, w); err != nil {
		return fmt.Errorf("linear: picture of a history: %w", err)
	}
	return nil
}

// operations gives a history as package porcupine has it. What has not returned ends after all else.
func (a *Automaton) operations(h History) []porcupine.Operation {
	end := 0
	for _, op := range h {
		end = max(end, op.Begin+1, op.End+1)
	}
	var list []porcupine.Operation
	for _, op := range h {
		p := porcupine.Operation{ClientId: op.Client, Input: op.Call, Call: int64(op.Begin), Output: op, Return: int64(op.End)}
		if !op.Returned {
			p.Return = int64(end)
		}
		list = append(list, p)
	}
	return list
}

// model gives the automaton as package porcupine has it: states are nodes.
func (a *Automaton) model() porcupine.Model {
	n := porcupine.NondeterministicModel{
		Init: func() []any { return []any{uint32(0)} },
		Step: func(state, _, output any) (next []any) {
			node, op := state.(uint32), output.(Operation)
			if !op.Returned {
				next = append(next, node) // it need not take effect
			}
			for _, e := range a.nodes[node] {
				if a.labels(e, op, Linearizable) {
					next = append(next, e.to)
				}
			}
			return next
		},
		DescribeOperation: func(_, output any) string {
			op := output.(Operation)
			if !op.Returned {
				return a.Signatures.Call(op.Operation, op.Arguments) + " has not returned"
			}
			return a.Signatures.Operation(op.Operation, op.Arguments, op.Results)
		},
	}
	m := n.ToModel()
	m.DescribeState = func(state any) string { return a.allows(state.([]any)) }
	return m
}

// allows says which operations are possible in one of some nodes, whoever makes them.
func (a *Automaton) allows(nodes []any) string {
	var texts []string
	for _, n := range nodes {
		for _, e := range a.nodes[n.(uint32)] {
			texts = append(texts, a.operationText(e.call, e.result))
		}
	}
	slices.Sort(texts)
	texts = slices.Compact(texts)
	switch n := len(texts) - mostAllowed; {
	case len(texts) == 0:
		return "allows nothing more"
	case n > 0:
		return fmt.Sprintf("allows %s and %s", strings.Join(texts[:mostAllowed], "; "), result.Count(n, "other"))
	}
	return "allows " + strings.Join(texts, "; ")
}

// mostAllowed is how many operations are listed.
const mostAllowed = 12
