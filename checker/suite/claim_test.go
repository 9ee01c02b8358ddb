package suite

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/checker"
	"heddle/checker/outcome"
	"heddle/machine"
	"heddle/model/litmus"
	"heddle/model/litmus/diy"
)

// TestClaims: to check what a test claims, as a program of its own with an assertion, and
// to search for all outcomes give one answer, for cycles of up to four edges.
func TestClaims(t *testing.T) {
	answers := map[string]int{}
	for _, c := range []struct {
		arch, order string
		edges       []string
	}{
		{"X86", "", []string{"Pod**", "MFenced**", "Rfe", "Fre", "Coe"}},
		{"C", "Rlx", []string{"Pod**", "FenceScd**", "FenceARd**", "Rfe", "Fre", "Coe"}},
		{"C", "", []string{"Pod**", "Rfe", "Fre", "Coe"}}, // plain accesses: under rc11 they race
	} {
		arch, err := diy.FindArch(c.arch)
		require.NoError(t, err)
		cycles, err := diy.Cycles(arch, c.edges, c.order, diy.Bounds{Size: 4, Critical: true})
		require.NoError(t, err)
		for _, cycle := range cycles {
			src, err := cycle.Source(arch, diy.Options{})
			require.NoError(t, err)
			for _, quantifier := range []litmus.Quantifier{litmus.Exists, litmus.NotExists, litmus.Forall} {
				test, err := litmus.Parse(cycle.Name(), []byte(src))
				require.NoError(t, err)
				test.Final = quantifier
				code, err := test.Compile()
				require.NoError(t, err)
				for _, name := range Models(test.Arch) {
					memory, err := machine.FindMemory(name)
					require.NoError(t, err)
					r, err := outcome.Explore(code, memory, outcome.Limits{})
					require.NoError(t, err)
					got, err := checker.Check(t.Context(), code.Claim(), checker.Options{Memory: name})
					require.NoError(t, err)
					want := checker.Verified
					if r.Race != "" || (r.Validation() == outcome.No) != (quantifier == litmus.Exists) {
						want = checker.Violated
					}
					assert.Equal(t, want, got.Verdict, "%s %s %s: %s", cycle, quantifier, name, got.Message)
					answers[r.Validation()]++
				}
			}
		}
	}
	assert.Greater(t, answers[outcome.Ok], 100)
	assert.Greater(t, answers[outcome.Undef], 10)
	assert.Greater(t, answers[outcome.No], 100)
}
