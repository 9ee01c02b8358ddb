package report

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// TestNameChoices: a choice is named after the call that its thread makes next, whatever others do; other choices are as they were.
func TestNameChoices(t *testing.T) {
	rows := []row{
		{kind: "choose", thread: 1, text: "chooses 1 of 2"},
		{kind: "choose", thread: 2, text: "chooses 0 of 2"},
		{kind: "claim", thread: 2, text: "calls Push(3)"},
		{kind: "claim", thread: 1, text: "calls Pop()"},
		{kind: "choose", thread: 1, text: "chooses 2 of 3 for v"},
		{kind: "claim", thread: 1, text: "calls Push(2)"},
		{kind: "choose", thread: 2, text: "chooses 1 of 2"},
		{kind: "load", thread: 2, text: "x = 1"},
		{kind: "choose", thread: 1, text: "chooses 0 of 2"},
		{rule: "cycle"},
		{kind: "claim", thread: 1, text: "calls Pop()"},
	}
	var texts []string
	for _, r := range nameChoices(rows) {
		texts = append(texts, r.text)
	}
	require.Equal(t, []string{
		"chooses Pop()", "chooses Push(3)", "calls Push(3)", "calls Pop()", "chooses 2 of 3 for v", "calls Push(2)",
		"chooses 1 of 2", "x = 1", "chooses 0 of 2", "", "calls Pop()",
	}, texts)
}

// TestNameOperations: only where operations are what a schedule is about.
func TestNameOperations(t *testing.T) {
	texts := func(property string) (list []string) {
		rows := []row{
			{kind: "claim", text: "wants into the critical section"}, {kind: "load", text: "x = 1"},
			{kind: "claim", text: "enters the critical section"}, {kind: "claim", text: "leaves the critical section"},
		}
		for _, r := range nameOperations(property, rows) {
			list = append(list, r.text)
		}
		return list
	}
	require.Equal(t, []string{"begins an operation", "x = 1", "completes the operation", "goes on"}, texts("wait-free"))
	require.Equal(t, []string{"wants into the critical section", "x = 1", "enters the critical section", "leaves the critical section"}, texts("starvation"))
}
