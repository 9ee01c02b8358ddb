package main

import (
	"bytes"
	"context"
	"io"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

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
		{[]string{name, "--memory", "go"}, "--memory: go: not meant for these tests, see heddle litmus --help"},
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
