package litmus_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/checker/candidate"
	"heddle/checker/outcome"
	"heddle/machine"
	"heddle/machine/axiom"
	"heddle/machine/reference"
	"heddle/model/litmus"
)

// compile reads and compiles a test.
func compile(t *testing.T, text string) *litmus.Code {
	t.Helper()
	test, err := litmus.Parse("test.litmus", []byte(text))
	require.NoError(t, err, "%s", text)
	code, err := test.Compile()
	require.NoError(t, err, "%s", text)
	require.NoError(t, code.Program.Validate(), "%s\n%s", text, code.Program)
	return code
}

// outcomes gives the final states of a test under a memory model, sorted. Its axioms
// and its operational form must agree.
func outcomes(t *testing.T, text, model string) []string {
	t.Helper()
	code := compile(t, text)
	i := slices.IndexFunc(axiom.Models(), func(m axiom.Model) bool { return m.Name == model })
	require.GreaterOrEqual(t, i, 0)
	result, err := candidate.Enumerate(code.Program, code.Observed(), axiom.Models()[i], candidate.Limits{})
	require.NoError(t, err, "%s\n%s", text, code.Program)
	var list []string
	for _, o := range result.Outcomes {
		if code.Admits(o.Values) {
			list = append(list, code.Format(o.Values))
		}
	}
	slices.Sort(list)
	list = slices.Compact(list)
	memory, err := machine.FindMemory(model)
	require.NoError(t, err)
	r, err := outcome.Explore(code, memory, outcome.Limits{})
	require.NoError(t, err)
	require.Empty(t, r.Limit+r.Failure)
	var states []string
	for _, o := range r.Outcomes {
		states = append(states, o.State)
	}
	require.Equal(t, list, states, "%s: by axioms, and by schedules", model)
	return list
}

// computes gives the final state of a test of one thread.
func computes(t *testing.T, text string) string {
	t.Helper()
	code := compile(t, text)
	m, err := reference.Run(code.Program, 10_000)
	require.NoError(t, err, "%s\n%s", text, code.Program)
	var words []uint64
	for _, addr := range code.Observed() {
		words = append(words, m.Word(addr))
	}
	return code.Format(words)
}

const storeBuffering = `X86 SB
"Fre PodWR Fre PodWR"
Cycle=Fre PodWR Fre PodWR
{ x=0; y=0; }
 P0          | P1          ;
 MOV [x],$1  | MOV [y],$1  ;
 MOV EAX,[y] | MOV EAX,[x] ;
exists (0:EAX=0 /\ 1:EAX=0)
`

func TestStoreBuffering(t *testing.T) {
	strong := []string{"0:EAX=0; 1:EAX=1;", "0:EAX=1; 1:EAX=0;", "0:EAX=1; 1:EAX=1;"}
	assert.Equal(t, strong, outcomes(t, storeBuffering, "sc"))
	assert.Equal(t, append([]string{"0:EAX=0; 1:EAX=0;"}, strong...), outcomes(t, storeBuffering, "tso"))
}
