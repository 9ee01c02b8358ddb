package candidate

import (
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/machine/axiom"
)

// classics are the tests of the literature, each with the final state that it asks about and the
// axiom that forbids it under sc, tso, pso and rc11; - if it is allowed, none if it has no candidate.
//
// Sources: Owens, Sarkar, Sewell, TPHOLs 2009; Alglave, Maranget, Tautschnig, TOPLAS 2014; The SPARC
// Architecture Manual, Version 8; Lahav et al., PLDI 2017; Boehm and Adve, PLDI 2008.
var classics = []struct{ name, text, state, sc, tso, pso, rc11 string }{
	{"SB", "Wx1; Ry | Wy1; Rx", "P0:r0=0 P1:r0=0", "sc", "-", "-", "-"},
	{"SB+fences", "Wx1; F.sc ; Ry | Wy1; F.sc ; Rx", "P0:r0=0 P1:r0=0", "sc", "ghb", "ghb", "sc"},
	{"SB+acqrel fences", "Wx1; F.acqrel ; Ry | Wy1; F.acqrel ; Rx", "P0:r0=0 P1:r0=0", "sc", "-", "-", "-"},
	{"SB+sc", "W.sc x1; R.sc y | W.sc y1; R.sc x", "P0:r0=0 P1:r0=0", "sc", "ghb", "ghb", "sc"},
	{"SB+xchgs", "X.sc x1; R.sc y | X.sc y1; R.sc x", "P0:r1=0 P1:r1=0", "sc", "ghb", "ghb", "sc"},
	{"SB+relaxed xchgs", "X.rlx x1; Ry | X.rlx y1; Rx", "P0:r1=0 P1:r1=0", "sc", "ghb", "ghb", "-"},
	{"SB+failed cas", "Wx1; C.rlx y98 | Wy1; C.rlx x98", "P0:r0=0 P1:r0=0 x=1 y=1", "-", "-", "-", "-"},
	{"SB+rfis", "Wx1; Rx; Ry | Wy1; Ry; Rx", "P0:r0=1 P0:r1=0 P1:r0=1 P1:r1=0", "sc", "-", "-", "-"},
	{"MP", "Wx1; Wy1 | Ry; Rx", "P1:r0=1 P1:r1=0", "sc", "ghb", "-", "-"},
	{"MP+rel+acq", "Wx1; W.rel y1 | R.acq y; Rx", "P1:r0=1 P1:r1=0", "sc", "ghb", "ghb", "coherence"},
	{"MP+fences", "Wx1; F.rel ; Wy1 | Ry; F.acq ; Rx", "P1:r0=1 P1:r1=0", "sc", "ghb", "ghb", "coherence"},
	{"MP+rel+data", "Wx1; W.rel y1 | Ry; Wz=r0; Rx", "P1:r0=1 P1:r1=0", "sc", "ghb", "ghb", "-"},
	{"MP+rel sequence", "Wx1; W.rel y1 | A.rlx y1 | R.acq y; Rx", "P1:r0=1 P2:r0=2 P2:r1=0", "sc", "ghb", "ghb", "coherence"},
	{"MP+own sequence", "Wx1; W.rel y1; W.rlx y2 | R.acq y; Rx", "P1:r0=2 P1:r1=0", "sc", "ghb", "ghb", "coherence"},
	{"MP+broken sequence", "Wx1; W.rel y1 | W.rlx y2 | R.acq y; Rx", "P2:r0=2 P2:r1=0 y=2", "sc", "ghb", "ghb", "-"},
	{"LB", "Rx; Wy1 | Ry; Wx1", "P0:r0=1 P1:r0=1", "sc", "ghb", "ghb", "no-thin-air"},
	{"LB+datas", "Rx; Wy=r0 | Ry; Wx=r0", "P0:r0=1 P1:r0=1", "none", "none", "none", "none"},
	{"LB+datas+write", "Rx; Wy=r0 | Ry; Wx=r0 | Wx1", "P0:r0=1 P1:r0=1", "-", "-", "-", "-"},
	{"S", "Wx2; Wy1 | Ry; Wx1", "P1:r0=1 x=2", "sc", "ghb", "-", "-"},
	{"S+rel+acq", "Wx2; W.rel y1 | R.acq y; Wx1", "P1:r0=1 x=2", "sc", "ghb", "ghb", "coherence"},
	{"R", "Wx1; Wy1 | Wy2; Rx", "P1:r0=0 y=2", "sc", "-", "-", "-"},
	{"R+sc", "W.sc x1; W.sc y1 | W.sc y2; R.sc x", "P1:r0=0 y=2", "sc", "ghb", "ghb", "sc"},
	{"2+2W", "Wx1; Wy2 | Wy1; Wx2", "x=1 y=1", "sc", "ghb", "-", "-"},
	{"2+2W+sc", "W.sc x1; W.sc y2 | W.sc y1; W.sc x2", "x=1 y=1", "sc", "ghb", "ghb", "sc"},
	{"IRIW", "Wx1 | Rx; Ry | Wy1 | Ry; Rx", "P1:r0=1 P1:r1=0 P3:r0=1 P3:r1=0", "sc", "ghb", "ghb", "-"},
	{"IRIW+acq", "W.rel x1 | R.acq x; R.acq y | W.rel y1 | R.acq y; R.acq x", "P1:r0=1 P1:r1=0 P3:r0=1 P3:r1=0", "sc", "ghb", "ghb", "-"},
	{"IRIW+sc", "W.sc x1 | R.sc x; R.sc y | W.sc y1 | R.sc y; R.sc x", "P1:r0=1 P1:r1=0 P3:r0=1 P3:r1=0", "sc", "ghb", "ghb", "sc"},
	{"IRIW-acq-sc", "W.sc x1 | R.acq x; R.sc y | W.sc y1 | R.acq y; R.sc x", "P1:r0=1 P1:r1=0 P3:r0=1 P3:r1=0", "sc", "ghb", "ghb", "-"},
	{"WRC", "Wx1 | Rx; Wy1 | Ry; Rx", "P1:r0=1 P2:r0=1 P2:r1=0", "sc", "ghb", "ghb", "-"},
	{"WRC+rel+acq", "Wx1 | Rx; W.rel y1 | R.acq y; Rx", "P1:r0=1 P2:r0=1 P2:r1=0", "sc", "ghb", "ghb", "coherence"},
	{"ISA2", "Wx1; Wy1 | Ry; Wz1 | Rz; Rx", "P1:r0=1 P2:r0=1 P2:r1=0", "sc", "ghb", "-", "-"},
	{"RWC", "Wx1 | Rx; Ry | Wy1; Rx", "P1:r0=1 P1:r1=0 P2:r0=0", "sc", "-", "-", "-"},
	{"RWC+fences", "Wx1 | Rx; F.sc ; Ry | Wy1; F.sc ; Rx", "P1:r0=1 P1:r1=0 P2:r0=0", "sc", "ghb", "ghb", "sc"},
	{"W+RWC", "Wx1; W.rel z1 | R.acq z; R.sc y | W.sc y1; R.sc x", "P1:r0=1 P1:r1=0 P2:r0=0", "sc", "ghb", "ghb", "-"},
	{"Z6.U", "W.sc x1; W.rel y1 | A.sc y1; Ry | W.sc y3; R.sc x", "P1:r0=1 P1:r1=3 P2:r0=0", "sc", "ghb", "ghb", "-"},
	{"CoRR", "Wx1 | Rx; Rx", "P1:r0=1 P1:r1=0", "sc", "uniproc", "uniproc", "coherence"},
	{"CoWW", "Wx1; Wx2", "x=1", "sc", "uniproc", "uniproc", "coherence"},
	{"CoWR", "Wx1; Rx", "P0:r0=0", "sc", "uniproc", "uniproc", "coherence"},
	{"CoRW1", "Rx; Wx1", "P0:r0=1", "sc", "uniproc", "uniproc", "coherence"},
	{"CoRW2", "Rx; Wx1 | Wx2", "P0:r0=2 x=2", "sc", "uniproc", "uniproc", "coherence"},
	{"increments", "A.rlx x1 | A.rlx x1", "x=1", "atomicity", "atomicity", "atomicity", "atomicity"},
	{"xchg trap", "X.sc x1 | Wx2", "P0:r0=2 x=2", "sc", "uniproc", "uniproc", "coherence"},
	{"never written", "Wx1 | Rx", "P1:r0=7", "none", "none", "none", "none"},
	{"LB+ctrls", "Rx; ?r0; Wy1 | Ry; ?r0; Wx1", "P0:r0=1", "sc", "ghb", "ghb", "no-thin-air"},
	{"LB+ctrl+data", "Rx; ?r0; Wy1 | Ry; Wx=r0", "P0:r0=1", "sc", "ghb", "ghb", "no-thin-air"},
}

// asks gives the predicate that a state like "P0:r0=1 x=2" is.
func (c compiled) asks(t testing.TB, state string) func([]uint64) bool {
	want := map[int]uint64{}
	for _, s := range strings.Fields(state) {
		name, digit, _ := strings.Cut(s, "=")
		at := -1
		for i, n := range c.names {
			if n == name {
				at = i
			}
		}
		require.GreaterOrEqual(t, at, 0, s)
		v, err := strconv.ParseUint(digit, 10, 64)
		require.NoError(t, err)
		want[at] = v
	}
	return func(values []uint64) bool {
		for i, v := range want {
			if values[i] != v {
				return false
			}
		}
		return true
	}
}

// verdict is what classics say, by the outcomes and by the reason, which must agree.
func verdict(t testing.TB, c compiled, holds func([]uint64) bool, m axiom.Model) string {
	res, err := Enumerate(c.Program, c.observe, m, Limits{})
	require.NoError(t, err)
	allowed := false
	for _, o := range res.Outcomes {
		allowed = allowed || holds(o.Values)
	}
	why, err := Why(c.Program, c.observe, holds, m, Limits{})
	require.NoError(t, err)
	require.Equal(t, allowed, why.Allowed, m.Name)
	require.Empty(t, why.Incomplete)
	switch {
	case allowed:
		return "-"
	case len(why.Candidates) == 0:
		return "none"
	}
	best := why.Candidates[0]
	require.NotEmpty(t, best.Cycle)
	return best.Axiom.Name
}

func TestClassics(t *testing.T) {
	for _, test := range classics {
		t.Run(test.name, func(t *testing.T) {
			c := parse(t, test.text).compile()
			holds := c.asks(t, test.state)
			for name, want := range map[string]string{"sc": test.sc, "tso": test.tso, "pso": test.pso, "rc11": test.rc11} {
				m, ok := axiom.Find(name)
				require.True(t, ok)
				assert.Equal(t, want, verdict(t, c, holds, m), name)
			}
		})
	}
}

// TestWhyLimits: an answer that is not the whole one says so.
func TestWhyLimits(t *testing.T) {
	c := parse(t, "X.sc x1 | X.sc x2 | X.sc x3 | X.sc x4").compile()
	m, _ := axiom.Find("tso")
	why, err := Why(c.Program, c.observe, c.asks(t, "P0:r0=1"), m, Limits{Parts: 20})
	require.NoError(t, err)
	assert.Empty(t, why.Candidates)
	assert.Equal(t, "0 executions were looked at", why.Incomplete)
	why, err = Why(c.Program, c.observe, c.asks(t, "P0:r0=1"), m, Limits{})
	require.NoError(t, err)
	require.NotEmpty(t, why.Candidates)
	assert.Equal(t, "uniproc", why.Candidates[0].Axiom.Name)
	assert.Equal(t, "a: P0 R(sc) x=1 —po-loc→ b: P0 W(sc) x=1 —rf→ a", why.Candidates[0].Cycle.Text(why.Candidates[0].Execution))
}
