package outcome

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/machine"
	"heddle/model/litmus"
)

func explorerOf(t testing.TB, system string) *Explorer {
	t.Helper()
	sys, err := machine.ParseSystem(system)
	require.NoError(t, err)
	return &Explorer{System: sys}
}

// states gives all that a test can end with on a system, under sc.
func states(t testing.TB, code *litmus.Code, e *Explorer) []string {
	t.Helper()
	r, err := e.Explore(t.Context(), code, memory(t, "sc"), Limits{States: 100000})
	require.NoError(t, err)
	require.Empty(t, r.Limit)
	require.Empty(t, r.Failure)
	var list []string
	for _, o := range r.Outcomes {
		list = append(list, o.State)
	}
	return list
}

// quiz is that of the lecture, by a processor that has a copy of a before: if it had none, then it would get the new a from
// its home, which has b's new word only after a's.
const quiz = `X86 quiz
{ }
 P0      | P1          ;
 INC [a] | MOV ECX,[a] ;
 INC [b] | MOV EAX,[b] ;
         | MOV EBX,[a] ;
exists (1:EBX=0 /\ 1:EAX=1)
`

// TestOvertakenUpdates: messages that renew copies overtake each other, so the new b is seen before the new a, if
// a writer does not wait until nobody reads the old word. Links that keep their order only help if
// both messages come from one place.
func TestOvertakenUpdates(t *testing.T) {
	code := compiled(t, quiz)
	want := states(t, code, new(Explorer))
	require.NotContains(t, want, "1:EAX=1; 1:EBX=0;")
	for _, c := range []struct {
		system string
		seen   bool
	}{
		{"machine=dancehall", true}, {"machine=dancehall network=unordered", true},
		{"machine=numa", false}, {"machine=numa network=unordered", true},
		{"machine=smp", false}, {"machine=smp network=unordered", true},
	} {
		system := c.system + " coherence=update detail=split"
		assert.Equal(t, want, states(t, code, explorerOf(t, system)), system)
		for _, fault := range []string{"early-update", "unheld"} {
			got := states(t, code, explorerOf(t, system+" fault="+fault))
			assert.Subset(t, got, want, system+fault)
			assert.Equal(t, c.seen, len(got) > len(want), system+fault)
			if c.seen {
				assert.Contains(t, got, "1:EAX=1; 1:EBX=0;", system+fault)
			}
		}
	}
}

// TestSplitCorpus: tests of two threads end as they do on one memory, however their accesses are split.
func TestSplitCorpus(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("..", "..", "testdata", "litmus", "x86", "*.litmus"))
	require.NoError(t, err)
	var explorers []*Explorer
	for _, system := range []string{
		"machine=smp", "machine=smp protocol=mesi network=unordered", "machine=smp coherence=update", "machine=dancehall network=unordered",
		"machine=dancehall protocol=mesi", "machine=dancehall coherence=update network=unordered", "machine=numa", "machine=numa coherence=update",
	} {
		explorers = append(explorers, explorerOf(t, system+" detail=split"))
	}
	flat, compared := new(Explorer), 0
	for _, file := range files {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		code := compiled(t, string(text))
		if len(code.Test.Threads) > 2 || strings.Count(string(text), "[") > 8 {
			continue
		}
		e := explorers[compared%len(explorers)]
		assert.Equal(t, states(t, code, flat), states(t, code, e), "%s on %s", file, e.System)
		compared++
	}
	assert.Greater(t, compared, 30)
}
