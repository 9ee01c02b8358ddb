package checker_test

import (
	"context"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/checker"
	"heddle/checker/linear"
	"heddle/machine"
	"heddle/model/golang"
	"heddle/specs"
)

// plainMonitor is a monitor that does not compare words.
type plainMonitor struct{ machine.Monitor }

// TestStricterStates counts the states of a stack without a monitor, with one, and with one whose words are not compared.
func TestStricterStates(t *testing.T) {
	library := specs.All()
	e := library[slices.IndexFunc(library, func(e specs.Entry) bool { return e.Name == "stack/treiber" })]
	l, err := checker.LoadObject(context.Background(), &golang.Loader{Library: specs.Sources()}, e.Name, e.Object.All(2, 3), linear.Linearizable)
	require.NoError(t, err)
	judged := l.Judged(checker.Options{})
	plain := judged
	plain.Monitor = plainMonitor{judged.Monitor}
	for want, opts := range map[int]checker.Options{8968: {}, 9296: judged, 18956: plain} {
		r, err := checker.Check(context.Background(), l.Program, opts)
		require.NoError(t, err)
		assert.Equal(t, checker.Verified, r.Verdict)
		assert.Equal(t, want, r.States)
	}
}
