package checker_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/checker"
)

// TestServeFailsRightAfterIt: what a node does once all is at rest may fail in that very step. The schedule is then
// followed to it.
func TestServeFailsRightAfterIt(t *testing.T) {
	p := compile(t, `package p
import "heddle/model"
func CheckServe() {
	net := model.NewNetwork[int](2)
	net.Run(func(n model.Node[int]) {
		n.Broadcast(n.ID())
		for served := 0; ; served++ {
			if _, _, ok := n.Serve(); !ok {
				model.Assert(served != 1, "one message came")
				return
			}
		}
	})
}
`, "")
	r, err := checker.Check(context.Background(), p, checker.Options{})
	require.NoError(t, err)
	require.Equal(t, checker.Violated, r.Verdict, r.Message)
	assert.Equal(t, checker.PropertyAssert, r.Property)
	steps := r.Schedule.Steps
	require.Len(t, steps, 3)
	assert.Equal(t, "finds all at rest", steps[2].Events[0].Text)
}
