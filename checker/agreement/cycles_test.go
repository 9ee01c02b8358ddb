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

// TestStrongCycles: where every access is sequentially consistent, or a full fence
// is between every two of a thread, weak models forbid what sequential consistency does.
func TestStrongCycles(t *testing.T) {
	for _, group := range []struct {
		arch, edges, other string
		critical           bool
		size               int
		memories           []string
	}{
		{"X86", "Rfe Fre Coe MFenced** MFences**", "", false, 5, []string{"tso", "pso"}},
		{"X86", "Rfe Fre Coe PodWWAA PodWRAP PodRR PodRWPA", "", true, 6, []string{"tso", "pso"}},
		{"C", "Rfe Fre Coe Pod** Pos** RmwScSc", "Sc", false, 4, []string{"rc", "rc11"}},
		{"C", "Rfe Fre Coe Pod**", "Sc", true, 6, []string{"rc", "rc11"}},
		{"C", "Rfe Fre Coe FenceScd**", "Rlx", true, 6, []string{"rc", "rc11"}},
	} {
		a, err := diy.FindArch(group.arch)
		require.NoError(t, err)
		cycles, err := diy.Cycles(a, strings.Fields(group.edges), group.other, diy.Bounds{Size: group.size, Threads: 3, Critical: group.critical})
		require.NoError(t, err)
		assert.GreaterOrEqual(t, len(cycles), 23)
		for _, c := range cycles {
			source, err := c.Source(a, diy.Options{})
			require.NoError(t, err)
			code := compile(t, c.Name(), source)
			for _, memory := range group.memories {
				assert.Equal(t, "never", operational(t, code, memory).observation(), "%s of\n%s", memory, source)
			}
		}
		t.Logf("%s %s: %d cycles", group.arch, group.edges, len(cycles))
	}
}
