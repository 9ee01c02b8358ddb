package outcome

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const herdLog = `Test SB Allowed
States 4
0:EAX=0; 1:EAX=0;
0:EAX=0; 1:EAX=1;
0:EAX=1; 1:EAX=0;
0:EAX=1; 1:EAX=1;
Ok
Witnesses
Positive: 1 Negative: 3
Condition exists (0:EAX=0 /\ 1:EAX=0)
Observation SB Sometimes 1 3
Time SB 0.00
Hash=7dbd6b8e6dd4abc2ef3d48b0376fb2e3

Test old Required
States 2
1:EAX=0x10; x=1;
1:EAX=0; x=-1;
No
Witnesses
Positive: 1 Negative: 1
Test nothing Forbidden
States 1

Loop No
`

func TestParseLog(t *testing.T) {
	log, err := ParseLog("herd.log", strings.NewReader(herdLog))
	require.NoError(t, err)
	assert.Equal(t, []Logged{
		{"SB", 1, []string{"0:EAX=0; 1:EAX=0;", "0:EAX=0; 1:EAX=1;", "0:EAX=1; 1:EAX=0;", "0:EAX=1; 1:EAX=1;"}, "Ok"},
		{"old", 15, []string{"1:EAX=0x10; x=1;", "1:EAX=0; x=-1;"}, "No"},
		{"nothing", 22, []string{""}, "No"},
	}, log)
}

func TestParseLogRefuses(t *testing.T) {
	for text, want := range map[string]string{
		"":                                "herd.log: no line begins with Test: want a log of herd7",
		"hello\n":                         "herd.log: no line begins with Test: want a log of herd7",
		"Test a Allowed\nStates x\n":      `herd.log:2: found "States x", want States and their number`,
		"Test a Allowed\nStates -1\n":     `herd.log:2: found "States -1", want States and their number`,
		"Test a Allowed\nStates\n":        `herd.log:2: found "States", want States and their number`,
		"Test a Allowed\nStates 2\nx=1;":  "herd.log: it ends 1 states before the end of test a",
		"Test a Allowed\nStates 2\nOk\n":  `herd.log:3: found "Ok", want a state such as 0:EAX=0; [x]=1;`,
		"Test a Allowed\nStates 1\nx=1\n": `herd.log:3: found "x=1", want a state such as 0:EAX=0; [x]=1;`,
	} {
		_, err := ParseLog("herd.log", strings.NewReader(text))
		assert.EqualError(t, err, want, "%q", text)
	}
}

func TestCompare(t *testing.T) {
	for _, c := range []struct {
		name  string
		here  []string
		there []string
		want  Difference
	}{
		{"equal", []string{"0:EAX=0; [x]=1;"}, []string{"0:EAX=0; [x]=1;"}, Difference{}},
		{"old and new names, cases and numbers", []string{"0:RAX=16; [x]=-1;"}, []string{"x=-1; P0:rax=0x10;"}, Difference{}},
		{"only the log's columns count", []string{"0:EAX=0; [x]=1;", "0:EAX=0; [x]=2;"}, []string{"0:EAX=0;"}, Difference{}},
		{"each side lacks one", []string{"[x]=1;", "[x]=2;"}, []string{"[x]=1;", "[x]=3;"},
			Difference{OnlyHere: []string{"x=2;"}, OnlyThere: []string{"x=3;"}}},
		{"a column is not here", []string{"[x]=1;"}, []string{"[x]=1; [y]=0;"},
			Difference{OnlyHere: []string{"x=1;"}, OnlyThere: []string{"x=1; y=0;"}, Unknown: []string{"y"}}},
		{"no states there", []string{"[x]=1;"}, nil, Difference{OnlyHere: []string{"x=1;"}}},
		{"an array", []string{"a={0,1};"}, []string{"a={0,1};"}, Difference{}},
	} {
		assert.Equal(t, c.want, Compare(c.here, Ok, Logged{States: c.there, Validation: Ok}), c.name)
	}
	assert.Equal(t, "No, not Ok", Compare(nil, No, Logged{Validation: Ok}).Validation)
	assert.Empty(t, Compare(nil, No, Logged{}).Validation)
}
