package agreement_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/model/litmus/diy"
)

// TestCycles: sequential consistency forbids every cycle, so the condition of its
// test is never true; and schedules and axioms agree on the weaker models.
func TestCycles(t *testing.T) {
	for _, group := range []struct {
		arch, edges, other string
		size               int
		memories           []string
	}{
		{"X86", "Rfe Fre Coe Rfi Fri Coi Pod** Pos** Rmw", "", 4, []string{"tso", "pso"}},
		{"X86", "Rfe Fre Coe FreAP PodWR PodWRAP PodWW PodWWPA MFencedWR SFencedWW LFencedRR DpAddrdR DpDatadW DpCtrldW", "", 4, []string{"tso", "pso"}},
		{"X86_64", "Rfe Fre Coe Pod** MFencedWR SFencedWW DpDatadW Rmw", "", 4, []string{"tso", "pso"}},
		{"C", "Rfe Fre Coe Rfi PodWW PodRR PodWR PosRR PosRW RmwRlxRlx", "Rlx", 4, []string{"rc11"}},
		{"C", "Rfe Fre Coe PodWW PodRR PodWR DpDatadW PodWWRlxRel PodRRAcqRlx PodWRScSc FenceScdWR FenceARdRR FenceReldWW Fetch.AddRlxRlx", "Rlx", 4, []string{"rc11"}},
	} {
		a, err := diy.FindArch(group.arch)
		require.NoError(t, err)
		cycles, err := diy.Cycles(a, strings.Fields(group.edges), group.other, diy.Bounds{Size: group.size})
		require.NoError(t, err)
		assert.Greater(t, len(cycles), 40)
		for _, c := range cycles {
			source, err := c.Source(a, diy.Options{})
			require.NoError(t, err)
			code := compile(t, c.Name(), source)
			assert.Equal(t, "never", operational(t, code, "sc").observation(), source)
			for _, memory := range group.memories {
				byAxioms, _ := axiomatic(t, code, memory)
				assert.Equal(t, byAxioms, operational(t, code, memory), "axioms and schedules under %s of\n%s", memory, source)
			}
		}
		t.Logf("%s: %d cycles", group.arch, len(cycles))
	}
}
