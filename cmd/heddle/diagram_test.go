package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// pipeline is a program whose goroutines exchange messages by channels.
const pipeline = `package x

func CheckPipeline() {
	a, b := make(chan int, 1), make(chan int)
	go func() {
		for v := range a {
			b <- v + 1
		}
		close(b)
	}()
	a <- 1
	close(a)
	if <-b != 2 {
		panic("lost")
	}
	<-b
}
`

func TestDiagramOfChannels(t *testing.T) {
	write(t, "x.go", pipeline)
	stdout, stderr, code := runHeddle(t, "diagram", "x.go", "--relations", "--order", "--clocks", "lamport,vector")
	assert.Empty(t, stderr)
	assert.Zero(t, code)
	assert.Equal(t, `the program ends
7 steps, 2 context switches, 2 messages

 step  main                                  P0
    1  ● [1] [1,0] main.1: 1▶a 1             │
    2  ● [2] [2,0] main.2: close(a)          │
    3  │                                     ● [2] [1,1] P0.1: ▶1 a 1
    4  │                                     ● [3] [1,2] P0.2: 2▶b 2
       ● [4] [3,2] main.3: ▶2 b 2            │
    5  │                                     ● [4] [2,3] P0.3: <-a = 0 (closed)
    6  │                                     ● [5] [2,4] P0.4: close(b)
    7  ● [6] [4,4] main.4: <-b = 0 (closed)  │

n▶X: message n is sent to X; ▶n: it is received

main.1 → main.2, P0.1, P0.2, main.3, P0.3, P0.4, main.4
main.2 → main.3, P0.3, P0.4, main.4
main.2 ∥ P0.1, P0.2
P0.1 → P0.2, main.3, P0.3, P0.4, main.4
P0.1 ∥ main.2
P0.2 → main.3, P0.3, P0.4, main.4
P0.2 ∥ main.2
main.3 → main.4
main.3 ∥ P0.3, P0.4
P0.3 → P0.4, main.4
P0.3 ∥ main.3
P0.4 → main.4
P0.4 ∥ main.3
28 pairs: 24 ordered, 4 concurrent

total order, by timestamps and then main < P0:
  main.1(1) ⇒ main.2(2) ⇒ P0.1(2) ⇒ P0.2(3) ⇒ main.3(4) ⇒ P0.3(4) ⇒ P0.4(5) ⇒ main.4(6)
`, stdout)
}

// TestDiagramOfNetwork: a counterexample is drawn in all forms, from the target and from its file alike.
func TestDiagramOfNetwork(t *testing.T) {
	t.Chdir(t.TempDir())
	const target = "mutex/lamport~no-tie-break"
	stdout, _, code := runHeddle(t, "check", target, "--threads", "2", "--out", "out", "--diagram")
	assert.Equal(t, exitViolated, code)
	assert.Contains(t, stdout, "● enters the critical section")
	files, err := filepath.Glob("out/*.schedule")
	require.NoError(t, err)
	require.Len(t, files, 1)
	for form, want := range map[string]string{
		"text": "1▶P0", "dot": "subgraph cluster_0", "mermaid": "sequenceDiagram\n    participant p0 as P0\n", "shiviz": `P0 {"P0":1}`,
	} {
		drawn, stderr, code := runHeddle(t, "diagram", target, "--threads", "2", "--format", form)
		assert.Empty(t, stderr)
		assert.Zero(t, code)
		assert.Contains(t, drawn, want)
		again, _, code := runHeddle(t, "diagram", files[0], "--format", form)
		assert.Zero(t, code)
		drawn, _, _ = strings.Cut(drawn, "\nthe stack:") // which files do not have
		assert.Equal(t, drawn, again)
		nothing, _, code := runHeddle(t, "diagram", files[0], "--format", form, "--out", "picture")
		assert.Zero(t, code)
		assert.Empty(t, nothing)
		written, err := os.ReadFile("picture")
		require.NoError(t, err)
		assert.Equal(t, drawn, string(written))
	}
	stdout, _, _ = runHeddle(t, "check", target, "--threads", "2", "--out", "out")
	assert.Contains(t, stdout, "\ndiagram: ")
	assert.True(t, strings.Contains(stdout, "diagram "+files[0]+"\n"), stdout)
}

func TestDiagramOnlyMessages(t *testing.T) {
	all, _, _ := runHeddle(t, "diagram", "mutex/lamport~no-tie-break")
	messages, _, _ := runHeddle(t, "diagram", "mutex/lamport~no-tie-break", "--messages")
	assert.Contains(t, all, "enters the critical section\n")
	assert.NotContains(t, messages, "● enters the critical section\n")
	assert.Contains(t, messages, "▶1 REQ")
}

func TestDiagramBadUse(t *testing.T) {
	write(t, "x.go", pipeline+"func CheckOther() { CheckPipeline() }\n")
	for name, text := range map[string]string{
		"old.schedule": "heddle schedule 99\n", "s.schedule": "heddle schedule 1\ntarget x\nmemory sc\nproperty -\nmessage -\nthread main\nthread P0\n",
	} {
		require.NoError(t, os.WriteFile(name, []byte(text), 0o644))
	}
	for _, test := range []struct {
		want string
		args []string
	}{
		{"diagram: 0 files or targets, want 1", nil},
		{"diagram: 2 files or targets, want 1", []string{"a", "b"}},
		{"no such file", []string{"lost.schedule"}},
		{"schedule version 99", []string{"old.schedule"}},
		{"--threads is for targets; s.schedule has a schedule", []string{"s.schedule", "--threads", "2"}},
		{"checks of 2 targets under 1 memory models", []string{"x.go"}},
		{"checks of 1 targets under 2 memory models", []string{"x.go:CheckOther", "--memory", "go,sc"}},
		{`--format: "svg", want one of text, dot, mermaid, shiviz`, []string{"s.schedule", "--format", "svg"}},
		{`--clocks: "sun", want each of lamport, vector at most once`, []string{"s.schedule", "--clocks", "sun"}},
		{`--clocks: "vector", want each of`, []string{"s.schedule", "--clocks", "vector,vector"}},
		{"a log for ShiViz has vector clocks anyway", []string{"s.schedule", "--format", "shiviz", "--clocks", "vector"}},
		{"they are for --format text, not dot", []string{"s.schedule", "--format", "dot", "--relations"}},
		{"--order: P9, want each of main,P0 once", []string{"x.go:CheckOther", "--order=P9"}},
		{"--first: want --clocks lamport or --order", []string{"s.schedule", "--first", "3"}},
		{"--out: an empty name", []string{"s.schedule", "--out", ""}},
	} {
		t.Run(test.want, func(t *testing.T) {
			stdout, stderr, code := runHeddle(t, append([]string{"diagram"}, test.args...)...)
			assert.Equal(t, exitBadInput, code)
			assert.Contains(t, stderr, test.want)
			assert.Empty(t, stdout)
		})
	}
}

// TestNoRunToDraw: where no run ends, and none is wrong, there is nothing to draw.
func TestNoRunToDraw(t *testing.T) {
	stdout, stderr, code := runHeddle(t, "diagram", "lock/ttas", "--threads", "2", "--rounds", "forever", "--memory", "sc")
	assert.Equal(t, exitIncomplete, code)
	assert.Contains(t, stderr, "lock/ttas: no run to draw: no run of it ends as it should")
	assert.Empty(t, stdout)
}

// TestDiagramOfFigures: what the lecture says of its figures is found in runs of them.
func TestDiagramOfFigures(t *testing.T) {
	for _, test := range []struct {
		args []string
		want []string // lines of the output
	}{
		{[]string{"clock/airline", "--relations"}, []string{
			"a → b, c, d, e, f, g, m, h, i, j, k, l", "m ∥ h, i, j, k, l", "78 pairs: 73 ordered, 5 concurrent",
			"    6  ● l: ▶6 (time=11)   │                   │",
		}},
		{[]string{"clock/quiz", "--relations"}, []string{"f → b, a, g", "b ∥ a, g", "6 pairs: 4 ordered, 2 concurrent"}},
		{[]string{"clock/exam", "--clocks", "lamport", "--first", "0", "--order=P2,P1,P0"}, []string{
			"       │                        │                        ● [1] r2", "       │                        │                        ● [5] r4",
			"    2  │                        │                        ● [4] r3: ▶2 (time=3)",
			"  r1(0) ⇒ q1(0) ⇒ p1(0) ⇒ r2(1) ⇒ q2(1) ⇒ q3(2) ⇒ q4(3) ⇒ r3(4) ⇒ r4(5)",
		}},
	} {
		stdout, _, code := runHeddle(t, append([]string{"diagram"}, test.args...)...)
		assert.Zero(t, code)
		for _, line := range test.want {
			assert.Contains(t, strings.Split(stdout, "\n"), line)
		}
	}
}
