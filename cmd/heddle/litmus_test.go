package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const (
	litmusSB = `X86 SB
{ x=0; y=0; }
 P0          | P1          ;
 MOV [x],$1  | MOV [y],$1  ;
 MOV EAX,[y] | MOV EAX,[x] ;
exists (0:EAX=0 /\ 1:EAX=0)
`
	litmusMP = `X86 MP
{ x=0; y=0; }
 P0         | P1          ;
 MOV [x],$1 | MOV EAX,[y] ;
 MOV [y],$1 | MOV EBX,[x] ;
~exists (1:EAX=1 /\ 1:EBX=0)
`
	litmusArm = `AArch64 arm
{}
 P0 ;
 MOV W0,#1 ;
exists (0:X0=1)
`
)

// litmusDir makes a directory of tests, two of which are bad, and goes to the one above.
func litmusDir(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	t.Chdir(dir)
	require.NoError(t, os.MkdirAll(filepath.Join("tests", "more"), 0o777))
	for name, text := range map[string]string{
		"SB.litmus": litmusSB, "more/MP.litmus": litmusMP, "arm.litmus": litmusArm,
		"cut.litmus": litmusSB[:60], "more/register.litmus": strings.Replace(litmusSB, "0:EAX=0", "0:EBX=0", 1),
		"README": "not a test",
	} {
		require.NoError(t, os.WriteFile(filepath.Join("tests", filepath.FromSlash(name)), []byte(text), 0o644))
	}
	return "tests"
}

// TestLitmusDirectory: what is bad is refused with its place, and the others are run.
func TestLitmusDirectory(t *testing.T) {
	stdout, stderr, code := runHeddle(t, "litmus", litmusDir(t))
	assert.Equal(t, exitBadInput, code)
	assert.Equal(t, `test  claim    sc        tso           pso
SB    exists   Never No  Sometimes Ok  Sometimes Ok
MP    ~exists  Never Ok  Never Ok      Sometimes No

Sometimes, Always, Never: the condition is true in some, in all or in none of the
final states, so it is allowed or forbidden. Ok, No: what the test claims of it is
true or not (exists: in some state, ~exists: in none, forall: in all).
2 tests; sc 1 Ok 1 No; tso 2 Ok; pso 1 Ok 1 No; 2 refused; 1 of other architectures
`, stdout)
	lines := strings.Split(strings.TrimSpace(stderr), "\n")
	require.Len(t, lines, 2, stderr)
	assert.Regexp(t, `^tests/cut\.litmus:4:\d+: found .*, want `, lines[0])
	assert.Regexp(t, `^tests/more/register\.litmus:6:\d+: found .*, want `, lines[1])
}

// TestLitmusAlone: of one test alone all outcomes are shown, in a line that fits.
func TestLitmusAlone(t *testing.T) {
	stdout, stderr, code := runHeddle(t, "litmus", write(t, "SB.litmus", litmusSB))
	assert.Equal(t, exitVerified, code, stderr)
	assert.Equal(t, `SB: exists (0:EAX=0 /\ 1:EAX=0)
outcome               sc         tso        pso
0:EAX=0; 1:EAX=0;  *  forbidden  allowed 6  allowed 6
0:EAX=0; 1:EAX=1;     allowed 1  allowed 6  allowed 6
0:EAX=1; 1:EAX=0;     allowed 1  allowed 6  allowed 6
0:EAX=1; 1:EAX=1;     allowed 4  allowed 6  allowed 6
*: the condition is true; a number is that of schedules that end so

test  claim   sc        tso           pso
SB    exists  Never No  Sometimes Ok  Sometimes Ok
1 test; sc 1 No; tso 1 Ok; pso 1 Ok
`, stdout)
}

func TestLitmusWitness(t *testing.T) {
	name := write(t, "SB.litmus", litmusSB)
	stdout, stderr, code := runHeddle(t, "litmus", name, "--memory", "sc,tso", "--witness", "--out", "drawn")
	assert.Equal(t, exitVerified, code, stderr)
	assert.Contains(t, stdout, "SB under sc never ends with 0:EAX=0 /\\ 1:EAX=0: axiom sc, ")
	assert.Contains(t, stdout, "  a: P0 W x=1 —po→ b: P0 R y=0 —fr→ c: P1 W y=1 —po→ d: P1 R x=0 —fr→ a\n")
	assert.Contains(t, stdout, "SB under tso ends with 0:EAX=0; 1:EAX=0;\n")
	assert.Contains(t, stdout, "x=1 reaches memory")
	dot, err := os.ReadFile(filepath.Join("drawn", "SB.litmus.sc.dot"))
	require.NoError(t, err)
	assert.True(t, strings.HasPrefix(string(dot), "digraph "), string(dot))
	stdout, stderr, code = runHeddle(t, "replay", filepath.Join("drawn", "SB.litmus.tso.schedule"))
	assert.Equal(t, exitVerified, code, stderr)
	assert.Contains(t, stdout, "\nreplayed: SB under tso ends with 0:EAX=0; 1:EAX=0;\n")
}

// litmusObject is a line of --json.
type litmusObject struct {
	Name, File, Arch, Memory, Validation, Observation, Refused, Incomplete string
	Outcomes                                                               []string
	Schedules                                                              []uint64
	Seconds                                                                *float64
}

func TestLitmusJSON(t *testing.T) {
	stdout, _, code := runHeddle(t, "litmus", litmusDir(t), "--json", "--memory", "sc,go")
	assert.Equal(t, exitBadInput, code)
	var got []litmusObject
	for line := range strings.Lines(stdout) {
		var o litmusObject
		require.NoError(t, json.Unmarshal([]byte(line), &o), line)
		if o.Refused == "" {
			require.NotNil(t, o.Seconds)
			o.Seconds = nil
		}
		got = append(got, o)
	}
	require.Len(t, got, 7)
	assert.Equal(t, litmusObject{
		Name: "SB", File: "tests/SB.litmus", Arch: "X86", Memory: "sc", Validation: "No", Observation: "Never",
		Outcomes:  []string{"0:EAX=0; 1:EAX=1;", "0:EAX=1; 1:EAX=0;", "0:EAX=1; 1:EAX=1;"},
		Schedules: []uint64{1, 1, 4},
	}, got[0])
	assert.Equal(t, litmusObject{Name: "SB", File: "tests/SB.litmus", Arch: "X86", Memory: "go", Refused: "go is no memory model of X86"}, got[1])
	assert.Equal(t, litmusObject{Name: "arm", File: "tests/arm.litmus", Arch: "AArch64", Refused: "architecture AArch64 is not modelled"}, got[2])
	assert.Equal(t, "cut", got[3].Name)
	assert.Contains(t, got[3].Refused, "tests/cut.litmus:4:")
	assert.Equal(t, "Ok", got[4].Validation)
	assert.Equal(t, "tests/more/register.litmus", got[6].File)
}

// TestLitmusWorkers: the output is the same whatever the number of workers.
func TestLitmusWorkers(t *testing.T) {
	dir := litmusDir(t)
	for _, form := range [][]string{nil, {"--outcomes"}, {"--witness=all"}} {
		one, oneErr, _ := runHeddle(t, append([]string{"litmus", dir, "--workers", "1"}, form...)...)
		many, manyErr, _ := runHeddle(t, append([]string{"litmus", dir, "--workers", "5"}, form...)...)
		assert.Equal(t, one, many)
		assert.Equal(t, oneErr, manyErr)
	}
}

// TestLitmusNarrow: lines fit 80 columns, but for a name that is longer by itself; it is never cut.
func TestLitmusNarrow(t *testing.T) {
	long := strings.Repeat("mfence+po+", 7) + "end"
	stdout, stderr, code := runHeddle(t, "litmus", write(t, "long.litmus", strings.Replace(litmusSB, "X86 SB", "X86 "+long, 1)))
	assert.Equal(t, exitVerified, code, stderr)
	assert.Contains(t, stdout, "\n"+long+"\n")
	for line := range strings.Lines(stdout) {
		assert.LessOrEqual(t, len([]rune(strings.TrimSpace(line))), 80, line)
	}
}

// TestLitmusRace: a data race makes a test of C undefined under rc11, and only there.
func TestLitmusRace(t *testing.T) {
	name := write(t, "race.litmus", `C race
{ [x] = 0; }

P0 (int* x) { *x = 1; }

P1 (int* x) { int r0 = *x; }

exists (1:r0=1)
`)
	stdout, stderr, code := runHeddle(t, "litmus", name, "--json")
	assert.Equal(t, exitVerified, code, stderr)
	validations := map[string]string{}
	for line := range strings.Lines(stdout) {
		var o litmusObject
		require.NoError(t, json.Unmarshal([]byte(line), &o), line)
		assert.Equal(t, []string{"1:r0=0;", "1:r0=1;"}, o.Outcomes, o.Memory)
		assert.Equal(t, "Sometimes", o.Observation)
		validations[o.Memory] = o.Validation
	}
	assert.Equal(t, map[string]string{"sc": "Ok", "rc11": "Undef", "rc": "Ok"}, validations)
	stdout, _, _ = runHeddle(t, "litmus", name)
	assert.Contains(t, stdout, "race  exists  Sometimes Ok  Sometimes Undef  Sometimes Ok\n")
	assert.Contains(t, stdout, "race rc11: undefined: data race on x: P0 writes it at race.litmus:4, and P1")
	stdout, _, _ = runHeddle(t, "litmus", name, "--herd")
	assert.Contains(t, stdout, "\nUndef\nWitnesses\n")
	assert.Contains(t, stdout, "\nFlag *undef*\n")
}
