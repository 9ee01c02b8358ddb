package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
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

func TestLitmusCompare(t *testing.T) {
	dir := litmusDir(t)
	require.NoError(t, os.WriteFile("other.litmus", []byte(strings.Replace(litmusSB, "SB", "SB2", 1)), 0o644))
	log, _, _ := runHeddle(t, "litmus", "--herd", filepath.Join(dir, "SB.litmus"), filepath.Join(dir, "more", "MP.litmus"))
	assert.Contains(t, log, "Test SB Allowed\nStates 4\n0:EAX=0; 1:EAX=0;\n")
	assert.Contains(t, log, "\nOk\nWitnesses\nPositive: 6 Negative: 18\n")
	assert.Contains(t, log, "Condition exists (0:EAX=0 /\\ 1:EAX=0)\nObservation SB Sometimes 6 18\nTime SB ")
	both := []string{filepath.Join(dir, "SB.litmus"), filepath.Join(dir, "more")}
	for _, c := range []struct {
		name, log string
		args      []string
		code      int
		want      []string
	}{
		{"equal", log, []string{both[0], filepath.Join(dir, "more", "MP.litmus")}, exitVerified,
			[]string{"herd.log: 2 agree, 0 differ, 0 only here, 0 only in the log, 0 not judged\n"}},
		{"old columns", strings.ReplaceAll(log, "0:EAX", "0:eax"), both[:1], exitViolated,
			[]string{"only in the log: MP\n", "herd.log: 1 agree, 0 differ, 0 only here, 1 only in the log, 0 not judged\n"}},
		{"a state less", strings.Replace(strings.Replace(log, "0:EAX=0; 1:EAX=0;\n", "", 1), "States 4", "States 3", 1), []string{both[0], "other.litmus"}, exitViolated,
			[]string{"SB  memory=tso  differs\n  only here:        0:eax=0; 1:eax=0;\n", "only here: SB2\n", "only in the log: MP\n"}},
		{"refused", log, both, exitBadInput, []string{"not judged here: SB\n"}},
		{"under sc", log, append([]string{"--memory", "sc"}, both[0]), exitViolated,
			[]string{"  only in the log:  0:eax=0; 1:eax=0;\n  validation: No, not Ok\n"}},
	} {
		require.NoError(t, os.WriteFile("herd.log", []byte(c.log), 0o644))
		stdout, stderr, code := runHeddle(t, append([]string{"litmus", "--compare", "herd.log"}, c.args...)...)
		assert.Equal(t, c.code, code, "%s: %s", c.name, stderr)
		for _, w := range c.want {
			assert.Contains(t, stdout, w, c.name)
		}
	}
}

func TestLitmusBadUse(t *testing.T) {
	name := write(t, "SB.litmus", litmusSB)
	for _, c := range []struct {
		args []string
		want string
	}{
		{nil, "litmus: no litmus test; see heddle litmus --help"},
		{[]string{name, "--workers", "0"}, "--workers: 0, want 1 or more"},
		{[]string{name, "--json", "--herd"}, "litmus: want at most one of --json, --herd, --compare and --outcomes"},
		{[]string{name, "--witness=some"}, `--witness: "some", want condition or all`},
		{[]string{name, "--out", "x"}, "--out: want --witness with it"},
		{[]string{name, "--herd", "--memory", "sc,tso"}, "--memory: 2 models for one architecture, want 1 with --herd or --compare"},
		{[]string{name, "--memory", "go"}, "--memory: no model of [go] is meant for these tests"},
		{[]string{name, "--memory", "arm"}, "--memory: machine: memory model \"arm\", want one of "},
		{[]string{name, "--compare", "none.log"}, "--compare: open none.log: no such file or directory"},
		{[]string{"none.litmus"}, "none.litmus: found no such file, want a litmus test or a directory of them"},
		{[]string{"."}, ""},
	} {
		_, stderr, code := runHeddle(t, append([]string{"litmus"}, c.args...)...)
		if c.want == "" {
			assert.Equal(t, exitVerified, code, stderr)
			continue
		}
		assert.Equal(t, exitBadInput, code, "%v", c.args)
		assert.True(t, strings.HasPrefix(stderr, c.want), "%v: %s", c.args, stderr)
	}
}

// TestLitmusInterrupted: what was not run is said, and the answer is incomplete.
func TestLitmusInterrupted(t *testing.T) {
	dir := litmusDir(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var stdout, stderr bytes.Buffer
	code := run(ctx, []string{"litmus", filepath.Join(dir, "SB.litmus"), "--memory", "sc"}, &stdout, &stderr)
	assert.Equal(t, exitIncomplete, code)
	assert.Equal(t, "test  claim   sc\nSB    exists  not run\n1 test; sc 1 not run\n", stdout.String())
}

// TestLitmusLimits: a test that is not searched to its end has no verdict.
func TestLitmusLimits(t *testing.T) {
	// P1 writes until it reads 1: its store buffer grows.
	name := write(t, "grow.litmus", `X86 grow
{ x=0; y=0; }
 P0         | P1          ;
 MOV [y],$1 | L0:         ;
 MOV [x],$1 | MOV [x],$1  ;
            | MOV EAX,[y] ;
            | CMP EAX,$1  ;
            | JNE L0      ;
exists (x=1)
`)
	stdout, stderr, code := runHeddle(t, "litmus", name, "--max-states", "1000")
	assert.Equal(t, exitIncomplete, code, stderr)
	assert.Contains(t, stdout, "grow  exists  Always Ok  incomplete  incomplete\n")
	assert.Contains(t, stdout, "grow tso: incomplete: the limit of 1000 states was met; 1 outcome reached\n")
	assert.Contains(t, stdout, "[x]=1;   *  allowed  allowed  allowed\n", "a loop that waits has no number of schedules")
	assert.Contains(t, stdout, "1 test; sc 1 Ok; tso 1 incomplete; pso 1 incomplete\n")
}

// closed is a pipe that nobody reads any more.
type closed struct{}

func (closed) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

func TestLitmusClosedPipe(t *testing.T) {
	var stderr bytes.Buffer
	assert.Equal(t, exitBadInput, run(t.Context(), []string{"litmus", litmusDir(t), "--json"}, closed{}, &stderr))
}

// TestCheckLitmus: a litmus file is a target like others; verified is what is Ok.
func TestCheckLitmus(t *testing.T) {
	t.Chdir(t.TempDir())
	require.NoError(t, os.WriteFile("SB.litmus", []byte(litmusSB), 0o644))
	require.NoError(t, os.WriteFile("MP.litmus", []byte(litmusMP), 0o644))
	require.NoError(t, os.WriteFile("all.litmus", []byte(strings.Replace(litmusSB, `exists (0:EAX=0 /\ 1:EAX=0)`, `forall (0:EAX=1 \/ ~(1:EAX!=1))`, 1)), 0o644))
	stdout, stderr, code := runHeddle(t, "check", "SB.litmus", "MP.litmus", "all.litmus", "--json", "--out", "schedules")
	assert.Equal(t, exitViolated, code, stderr)
	var got []string
	for _, v := range verdicts(t, stdout) {
		got = append(got, strings.TrimSpace(strings.Join([]string{v.Target, v.Memory, v.Verdict, v.Property}, " ")))
	}
	assert.Equal(t, []string{
		"SB.litmus sc violated reachability", "SB.litmus tso verified", "SB.litmus pso verified",
		"MP.litmus sc verified", "MP.litmus tso verified", "MP.litmus pso violated assert",
		"all.litmus sc verified", "all.litmus tso violated assert", "all.litmus pso violated assert",
	}, got)
	stdout, stderr, code = runHeddle(t, "replay", filepath.Join("schedules", "MP.litmus.pso.schedule"))
	assert.Equal(t, exitViolated, code, stderr)
	assert.Contains(t, stdout, `assertion failed: ~exists (1:EAX=1 /\ 1:EBX=0) at MP.litmus:6`)
	assert.Contains(t, stdout, "replayed: the same violation: assert\n")
	stdout, _, code = runHeddle(t, "check", "SB.litmus", "--memory", "tso")
	assert.Equal(t, exitVerified, code)
	assert.Contains(t, stdout, "this schedule ends with 0:EAX=0 /\\ 1:EAX=0\n")
	assert.NotContains(t, stdout, "replay it")
	_, stderr, code = runHeddle(t, "check", "SB.litmus", "--memory", "rc11")
	assert.Equal(t, exitBadInput, code)
	assert.Equal(t, "SB.litmus: memory model rc11 for a test of X86, want one of sc, tso, pso\n", stderr)
	require.NoError(t, os.WriteFile("cut.litmus", []byte(litmusSB[:60]), 0o644))
	_, stderr, code = runHeddle(t, "check", "cut.litmus")
	assert.Equal(t, exitBadInput, code)
	assert.Contains(t, stderr, "cut.litmus:4:")
}
