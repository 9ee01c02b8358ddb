package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// requestProgram is a request and its answer.
const requestProgram = `package p

import "heddle/model"

func CheckRequest() {
	net := model.NewNetwork[int](2)
	net.Run(func(n model.Node[int]) {
		if n.ID() == 0 {
			n.Send(1, 5)
			n.ReceiveFrom(1)
			return
		}
		for {
			from, m, ok := n.Serve()
			if !ok {
				return
			}
			n.Send(from, m)
		}
	})
}
`

// TestNetworkFlags bounds what networks do, prints the bounds, and replays what was found within them.
func TestNetworkFlags(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "x.go")
	require.NoError(t, os.WriteFile(file, []byte(requestProgram), 0o600))
	out, _, code := runHeddle(t, "check", file, "--loss", "0", "--duplicate", "1", "--link", "2", "--network", "unordered")
	require.Equal(t, exitVerified, code, out)
	assert.Contains(t, out, "memory=go network=unordered link=2 loss=0 duplicate=1  verified")
	out, _, code = runHeddle(t, "check", file, "--loss", "1", "--out", dir)
	require.Equal(t, exitViolated, code)
	assert.Contains(t, out, "loses 5 from P0 to P1")
	schedules, err := filepath.Glob(filepath.Join(dir, "*.loss1.go.schedule"))
	require.NoError(t, err)
	require.Len(t, schedules, 1)
	out, _, code = runHeddle(t, "replay", schedules[0])
	assert.Equal(t, exitViolated, code)
	assert.Contains(t, out, "loses 5 from P0 to P1")
	out, _, code = runHeddle(t, "check", file, "--json", "--crash", "1")
	require.Equal(t, exitViolated, code)
	assert.Contains(t, out, `"bounds":"crash=1"`)
	assert.Contains(t, out, `"fault":true`)
	for _, bad := range []struct {
		want string
		args []string
	}{
		{"machine: loss=1, and lock/ttas makes no network", []string{"lock/ttas", "--loss", "1"}},
		{`want a whole number from 0`, []string{file, "--loss", "-1"}},
		{`network "slow", want fifo or unordered`, []string{file, "--network", "slow"}},
		{"on a smp machine, want --machine flat", []string{file, "--machine", "smp"}},
	} {
		_, stderr, code := runHeddle(t, append([]string{"check"}, bad.args...)...)
		assert.Equal(t, exitBadInput, code, bad.want)
		assert.Contains(t, stderr, bad.want)
	}
}
