package recorded_test

import (
	"math/rand/v2"
	"testing"

	"github.com/anishathalye/porcupine"
	"github.com/stretchr/testify/require"

	"heddle/checker/recorded"
	"heddle/checker/result"
	"heddle/specs/queue"
)

// registerCall is an operation of a register in a history for a model that is written by hand.
type registerCall struct {
	name      string
	old, next int64
}

// registerModel is a register with compare and swap, as one writes it for porcupine.
var registerModel = porcupine.Model{
	Init: func() any { return int64(0) },
	Step: func(state, input, output any) (bool, any) {
		value, call := state.(int64), input.(registerCall)
		switch {
		case call.name == "Read":
			return output == any(value), value
		case call.name == "Write":
			return true, call.next
		case value == call.old:
			return output == any(true), call.next
		}
		return output == any(false), value
	},
}

// registerHistory gives a history of a register for porcupine.
func registerHistory(h *recorded.History) []porcupine.Operation {
	var list []porcupine.Operation
	for _, o := range h.Operations {
		s := o.Steps[0]
		p := porcupine.Operation{ClientId: o.Client, Call: o.Call, Return: o.Return}
		if len(s.Results) > 0 {
			p.Output = s.Results[0]
		}
		c := registerCall{name: s.Name}
		switch len(s.Arguments) {
		case 1:
			c.next = s.Arguments[0].(int64)
		case 2:
			c.old, c.next = s.Arguments[0].(int64), s.Arguments[1].(int64)
		}
		p.Input = c
		list = append(list, p)
	}
	return list
}

// BenchmarkRegister compares 10,000 operations of 10 clients judged by a Go type that runs natively with porcupine and a model that is written by hand:
// "heddle history" of the README's trace does the second, and porcupine alone the first.
func BenchmarkRegister(b *testing.B) {
	s := spec(b, "register")
	h, err := recorded.Generate(b.Context(), s, recorded.Plan{Operations: 10_000, Clients: 10}, rand.New(rand.NewPCG(1, 0)).IntN)
	require.NoError(b, err)
	list := registerHistory(h)
	b.Run("by hand", func(b *testing.B) {
		for b.Loop() {
			require.True(b, porcupine.CheckOperations(registerModel, list))
		}
	})
	b.Run("specification", func(b *testing.B) {
		for b.Loop() {
			r, err := recorded.Check(b.Context(), h, s)
			require.NoError(b, err)
			require.Equal(b, result.Verified, r.Verdict)
		}
	})
}

// BenchmarkRecorded judges 10,000 operations of 10 clients that were recorded of a queue of the library, which takes no search: see fifo.go.
func BenchmarkRecorded(b *testing.B) {
	h, err := recorded.ReadJSON("trace.jsonl", recordedOf(b, queue.NewMichaelScott(), 10, 500))
	require.NoError(b, err)
	for b.Loop() {
		r, err := recorded.Check(b.Context(), h, spec(b, "queue"))
		require.NoError(b, err)
		require.Equal(b, result.Verified, r.Verdict)
	}
}
