package report

import (
	"testing"

	"github.com/stretchr/testify/require"

	"heddle/checker/result"
)

// TestHistoryJSON: calls have their arguments, returns their results, and both the operation.
func TestHistoryJSON(t *testing.T) {
	got, err := ScheduleJSON(&result.Schedule{
		Names: []string{"main", "P0", "P1"}, Scenario: "Push(3) | Pop()",
		History: []result.HistoryEvent{
			{Step: 1, Thread: 2, Client: 1, Operation: "Pop", Before: []int{2}},
			{Step: 1, Thread: 1, Client: 0, Operation: "Push", Arguments: []int{3}},
			{Step: 2, Thread: 2, Client: 1, Return: true, Results: []int{0, 0}},
			{Step: 4, Thread: 1, Client: 0, Return: true},
		},
	})
	require.NoError(t, err)
	require.JSONEq(t, `{"steps": 0, "switches": 0, "file": "", "scenario": "Push(3) | Pop()", "history": [
		{"step": 1, "thread": "P1", "client": 1, "event": "call", "operation": "Pop", "arguments": [], "before": [2]},
		{"step": 1, "thread": "P0", "client": 0, "event": "call", "operation": "Push", "arguments": [3]},
		{"step": 2, "thread": "P1", "client": 1, "event": "return", "operation": "Pop", "results": [0, 0]},
		{"step": 4, "thread": "P0", "client": 0, "event": "return", "operation": "Push", "results": []}
	], "trace": [], "end": []}`, string(got))
}
