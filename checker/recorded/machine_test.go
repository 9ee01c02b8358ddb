package recorded_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"heddle/checker"
	"heddle/checker/linear"
	"heddle/checker/recorded"
	"heddle/checker/result"
	"heddle/checker/scenario"
	"heddle/model"
	"heddle/model/golang"
	"heddle/specs"
	"heddle/specs/sequential"
)

// TestAgainstMachine: a history is linearizable by the specification that runs natively, as porcupine finds, if it
// is by the automaton of the same specification, which our machine has explored, as trying all orders finds.
func TestAgainstMachine(t *testing.T) {
	value := []scenario.Parameter{{}}
	for _, test := range []struct {
		spec       recorded.Specification
		object     scenario.Object
		most       int // results are less
		operations []scenario.Operation
	}{
		{recorded.Specification{New: sequential.NewQueue, Parts: []string{"Enqueue", "Dequeue"}, Symbols: true}, scenario.Object{New: "queue.NewMichaelScott()", Spec: "sequential.NewQueue()"}, 5, []scenario.Operation{
			{Name: "Enqueue", Parameters: value}, {Name: "Dequeue", Results: []scenario.Result{scenario.Int, scenario.Bool}}}},
		{recorded.Specification{New: sequential.NewSemaphore, Arguments: []int{1}, Parameters: []string{"permits"}}, scenario.Object{New: "semaphore.New(1)", Spec: "sequential.NewSemaphore(1)"}, 1, []scenario.Operation{
			{Name: "Acquire"}, {Name: "TryAcquire", Results: []scenario.Result{scenario.Bool}}, {Name: "Release"}}},
		{recorded.Specification{New: sequential.NewExchanger, Arguments: []int{4}, Parameters: []string{"values"}}, scenario.Object{New: "exchanger.NewSlot()", Spec: "sequential.NewExchanger(4)"}, 5, []scenario.Operation{
			{Name: "Exchange", Parameters: value, Results: []scenario.Result{scenario.Int, scenario.Bool}}}},
	} {
		o := test.object
		o.Imports = []string{"heddle/specs/queue", "heddle/specs/semaphore", "heddle/specs/exchanger", "heddle/specs/sequential"}
		o.Operations = test.operations
		f := o.All(2, 2)
		l, err := checker.LoadObject(t.Context(), &golang.Loader{Library: specs.Sources()}, "an object", f, linear.Linearizable)
		require.NoError(t, err)
		seen := map[bool]int{}
		rapid.Check(t, func(t *rapid.T) {
			for range 8 {
				events := drawEvents(t, f, test.most)
				h, err := linear.NewHistory(events)
				require.NoError(t, err)
				want := l.Automaton.Accepts(h, linear.Linearizable)
				history, err := recorded.OfEvents(natively(events))
				require.NoError(t, err)
				r, err := recorded.Check(t.Context(), history, test.spec)
				require.NoError(t, err)
				require.Equal(t, want, r.Verdict == result.Verified, "%v", events)
				seen[want]++
			}
		})
		assert.NotZero(t, seen[true], o.Spec)
		assert.NotZero(t, seen[false], o.Spec)
	}
}

// drawEvents draws a history of a scenario of f, with any results.
func drawEvents(t *rapid.T, f scenario.Family, most int) []result.HistoryEvent {
	var events []result.HistoryEvent
	next, open := make([]int, len(f.Clients)), make([]*scenario.Call, len(f.Clients))
	for range rapid.IntRange(1, 8).Draw(t, "events") {
		client := rapid.IntRange(0, len(f.Clients)-1).Draw(t, "client")
		if call := open[client]; call != nil {
			e := result.HistoryEvent{Client: client, Return: true}
			for _, kind := range resultsOf(f, call.Operation) {
				limit := most - 1
				if kind == scenario.Bool {
					limit = 1
				}
				e.Results = append(e.Results, rapid.IntRange(0, limit).Draw(t, "result"))
			}
			events = append(events, e)
			open[client] = nil
			continue
		}
		if next[client] == len(f.Clients[client]) {
			continue
		}
		slot := f.Clients[client][next[client]]
		call := slot[rapid.IntRange(0, len(slot)-1).Draw(t, "call")]
		next[client], open[client] = next[client]+1, &call
		events = append(events, result.HistoryEvent{Client: client, Operation: call.Operation, Arguments: call.Arguments})
	}
	return events
}

func resultsOf(f scenario.Family, operation string) []scenario.Result {
	for _, o := range f.Object.Operations {
		if o.Name == operation {
			return o.Results
		}
	}
	return nil
}

// natively gives events as model.History has them.
func natively(events []result.HistoryEvent) []model.HistoryEvent {
	var list []model.HistoryEvent
	for i, e := range events {
		list = append(list, model.HistoryEvent{Client: e.Client, Return: e.Return, Operation: e.Operation, Arguments: e.Arguments, Results: e.Results, At: time.Duration(i)})
	}
	return list
}
