package candidate

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/machine/axiom"
)

// TestOutcomes lists whole sets of outcomes of store buffering.
func TestOutcomes(t *testing.T) {
	src := parse(t, "Wx1; Ry | Wy1; Rx")
	strong := "P0:r0=0 P1:r0=1 x=1 y=1\nP0:r0=1 P1:r0=0 x=1 y=1\nP0:r0=1 P1:r0=1 x=1 y=1"
	weak := "P0:r0=0 P1:r0=0 x=1 y=1\n" + strong
	for model, want := range map[string]string{"sc": strong, "tso": weak, "pso": weak, "rc11": weak} {
		list, res := outcomes(t, src, model)
		assert.Equal(t, want, strings.Join(list, "\n"), model)
		assert.Equal(t, len(list), res.Executions, model)
		assert.Empty(t, res.Incomplete)
	}
}

// TestContention counts the consistent executions of tests that are hard for whoever lists
// all candidates first: 246,960 of them in the first, whose outcomes are 63 with the registers.
func TestContention(t *testing.T) {
	tests := []struct {
		name, text           string
		outcomes, executions int
	}{
		{"writes and reads of one location", "Wx1; Wx2; Rx | Wx3; Wx4; Rx | Wx5; Wx6; Rx", 63, 762},
		{"exchanges of one location", "Xx1 | Xx2 | Xx3 | Xx4 | Xx5 | Xx6", 720, 720},
	}
	for _, test := range tests {
		for _, m := range axiom.Models() {
			list, res := outcomes(t, parse(t, test.text), m.Name)
			assert.Len(t, list, test.outcomes, "%s: %s", test.name, m.Name)
			assert.Equal(t, test.executions, res.Executions, "%s: %s", test.name, m.Name)
		}
	}
}

func TestLoops(t *testing.T) {
	p := spin(t)
	m, _ := axiom.Find("sc")
	res, err := Enumerate(p.Program, p.observe, m, Limits{})
	require.NoError(t, err)
	assert.Equal(t, "the loop at built.go:3 is unrolled 2 times", res.Incomplete)
	require.Len(t, res.Outcomes, 1)
	assert.Equal(t, []uint64{1}, res.Outcomes[0].Values)
	assert.Equal(t, 3, res.Executions, "the read sees the write at its first, second or third time")

	res, err = Enumerate(p.Program, p.observe, m, Limits{Unroll: 5, Executions: 4})
	require.NoError(t, err)
	assert.Equal(t, 4, res.Executions)
	assert.Contains(t, res.Incomplete, "4 executions were looked at")
}
