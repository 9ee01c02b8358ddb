package main

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestBrokenProtocolIsShown: a broken coherence protocol is found, with the messages that lead there, and replays.
func TestBrokenProtocolIsShown(t *testing.T) {
	dir := t.TempDir()
	out, _, code := runHeddle(t, "check", "lock/ttas", "--threads", "2", "--rounds", "1", "--machine", "numa", "--coherence", "invalidate",
		"--detail", "split", "--fault", "lost-invalidation", "--out", dir)
	assert.Equal(t, exitViolated, code)
	for _, want := range []string{
		"violated: coherence", "data value: P1's copy has l.held = 0, 1 was written last", "asks to read l.held", "P1 → home: read l.held",
		"home → P1: data l.held = 0", "home → P1: invalidate l.held", "P1 → home: acknowledge l.held",
	} {
		assert.Contains(t, out, want)
	}
	files, err := filepath.Glob(filepath.Join(dir, "*.schedule"))
	require.NoError(t, err)
	require.Len(t, files, 1)
	again, _, code := runHeddle(t, "replay", files[0])
	assert.Equal(t, exitViolated, code)
	assert.Contains(t, again, "home → P1: invalidate l.held")
	assert.Contains(t, again, "data value: P1's copy has l.held = 0, 1 was written last")

	out, _, code = runHeddle(t, "check", "lock/ttas", "--threads", "2", "--rounds", "1", "--machine", "numa", "--detail", "split", "--network", "unordered")
	assert.Equal(t, exitVerified, code)
	assert.Contains(t, out, "machine=numa coherence=invalidate detail=split network=unordered")

	out, _, _ = runHeddle(t, "check", "lock/ttas", "--threads", "2", "--rounds", "1", "--machine", "numa", "--detail", "split", "--fault", "early-grant", "--json")
	assert.Contains(t, out, `"line":1,"detail":"split","fault":"early-grant"`)
	assert.Contains(t, out, `"deliver":true,"events":[{"thread":"P0","kind":"message","text":"P0 → home: read l.held"`)
}

func TestSplitMisuse(t *testing.T) {
	mutex := filepath.Join("..", "..", "testdata", "programs", "mutexes") + ":CheckDeferInLoop"
	for _, c := range []struct{ want, args string }{
		{"--detail split: a flat machine has no caches", "check lock/ttas --detail split"},
		{`--detail "fine", want atomic or split`, "check lock/ttas --machine smp --detail fine"},
		{"network=fifo, and lock/ttas makes no network", "check lock/ttas --machine smp --network fifo"},
		{`network "slow", want fifo or unordered`, "check lock/ttas --machine smp --detail split --network slow"},
		{`fault "overtaken-invalidation" on a fifo network`, "check lock/ttas --machine numa --detail split --fault overtaken-invalidation"},
		{`fault "early-update" on a smp machine with coherence invalidate, want one of lost-invalidation,`, "check lock/ttas --machine smp --detail split --fault early-update"},
		{"split transactions with coherence none, want invalidate or update", "check lock/ttas --machine numa --coherence none --detail split"},
		{"detail=split, want sc or go", "check lock/ttas --machine numa --detail split --memory tso"},
		{"what is counted are atomic transactions, want --detail atomic", "cost lock/ttas --machine numa --detail split"},
		{"costs and liveness where transactions are split, want atomic ones", "check lock/ttas --machine numa --detail split --liveness"},
		{"batch.go:18: split transactions are of single accesses, want --detail atomic", "check " + mutex + " --machine numa --detail split"},
	} {
		_, stderr, code := runHeddle(t, strings.Fields(c.args)...)
		assert.Equal(t, exitBadInput, code, c.args)
		assert.Contains(t, stderr, c.want)
	}
}

// boxes has claims beside the words that they are about, in one line.
const boxes = `package box

import "heddle/model"

type box struct {
	held  model.Word
	in    model.Section
	count model.Word
}

func (b *box) work() {
	for b.held.TestAndSet() {
	}
	b.in.Enter()
	b.count.Store(b.count.Load() + 1)
	b.in.Leave()
	b.held.Store(0)
}

func CheckFixed() {
	b := new(box)
	model.Run(2, func(int) { b.work() })
	model.Assert(b.count.Load() == 2, "count")
}

func CheckHeap() {
	var p *box
	var ready model.Word
	model.Run(2, func(t int) {
		if t == 0 {
			p = new(box)
			ready.Store(1)
		}
		for ready.Load() == 0 {
		}
		p.work()
	})
}
`

// TestClaimsInLines: what is claimed lies in lines, but obeys no protocol.
func TestClaimsInLines(t *testing.T) {
	write(t, "box.go", boxes)
	for _, flags := range []string{
		"--machine numa --line 4", "--machine numa --line 4 --all-visible", "--machine smp --coherence update --line 4",
		"--machine dancehall --coherence update --line 2 --network unordered --all-visible",
	} {
		out, stderr, code := runHeddle(t, append([]string{"check", "box.go", "--memory", "sc", "--detail", "split"}, strings.Fields(flags)...)...)
		assert.Equal(t, exitVerified, code, "%s\n%s%s", flags, out, stderr)
	}
}
