package specs_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/checker"
	"heddle/specs/sequential"
	"heddle/specs/stack"
)

// failing is a test that is to fail: it keeps what it is told.
type failing struct {
	*testing.T
	said string
}

func (f *failing) Context() context.Context          { return f.T.Context() }
func (f *failing) Fatalf(format string, args ...any) { f.said = fmt.Sprintf(format, args...) }

// TestABA finds the ABA problem of nodes that are used again among all scenarios of two clients and three operations
// each, and nothing where tops have tags.
func TestABA(t *testing.T) {
	t.Cleanup(func() {
		kept, err := filepath.Glob(filepath.Join("testdata", "heddle", "TestABA*"))
		require.NoError(t, err)
		for _, file := range kept {
			assert.NoError(t, os.Remove(file))
		}
		os.Remove(filepath.Join("testdata", "heddle")) // unless there is something else
		os.Remove("testdata")
	})
	f := &failing{T: t}
	checker.Linearizable(f,
		func() *sequential.ClientStack { return sequential.NewClientStack(100, 101) },
		func() *stack.TreiberReused { return stack.NewTreiberReused(2, 100, 101) },
		checker.Threads(2), checker.Operations(3), checker.Exhaustive(), checker.Caller("Push", "Pop"))
	assert.Contains(t, f.said, "violated: linearizability")
	assert.Contains(t, f.said, "\n20 steps, 2 context switches")
	assert.Contains(t, f.said, `checker.Scenario("Pop(0); Pop(0); Push(0, 3)", "Pop(1); Pop(1)")`)

	checker.Linearizable(t,
		func() *sequential.ClientStack { return sequential.NewClientStack(100, 101) },
		func() *stack.Tagged { return stack.NewTagged(2, 2, 100, 101) },
		checker.Threads(2), checker.Operations(2), checker.Exhaustive(), checker.Caller("Push", "Pop"))
}

func TestCallerWantsANumber(t *testing.T) {
	f := &failing{T: t}
	checker.Linearizable(f, func() *sequential.Stack { return sequential.NewStack() }, func() *stack.Treiber { return stack.NewTreiber() },
		checker.Caller("Pop"))
	assert.Equal(t, "checker: Caller: want an operation Pop whose first parameter is an integer", f.said)
}
