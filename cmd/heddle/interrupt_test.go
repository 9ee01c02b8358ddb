//go:build unix

package main

import (
	"bytes"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestInterruptedTwice: two signals at once, as timeout(1) sends them, end the
// check but not the process. Were the second to kill, it would kill this test.
func TestInterruptedTwice(t *testing.T) {
	ctx, stop := interruptible(time.Minute)
	defer stop()
	require.NoError(t, syscall.Kill(syscall.Getpid(), syscall.SIGTERM))
	select {
	case <-ctx.Done():
	case <-time.After(10 * time.Second):
		require.Fail(t, "the signal did not cancel")
	}
	time.Sleep(50 * time.Millisecond) // time enough to stop listening
	require.NoError(t, syscall.Kill(syscall.Getpid(), syscall.SIGTERM))
	var stdout, stderr bytes.Buffer
	assert.Equal(t, exitIncomplete, run(ctx, []string{"check", "lock/naive"}, &stdout, &stderr))
	assert.Equal(t, "interrupted: 1 not checked\n", stderr.String())
}
