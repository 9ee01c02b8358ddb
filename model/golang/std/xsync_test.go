package std_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/checker"
	"heddle/model/golang"
)

// TestXSync checks users of golang.org/x/sync, and runs them.
func TestXSync(t *testing.T) {
	l := &golang.Loader{}
	targets, err := l.Targets("xsync_checks_test.go")
	require.NoError(t, err)
	run := map[string]func(){
		"CheckErrgroup": CheckErrgroup, "CheckTryGo": CheckTryGo, "CheckSemaphore": CheckSemaphore, "CheckSingleflight": CheckSingleflight,
	}
	require.Len(t, targets, len(run))
	for _, target := range targets {
		t.Run(target.Func, func(t *testing.T) {
			run[target.Func]()
			prog, err := l.Load(target)
			require.NoError(t, err)
			result, err := checker.Check(context.Background(), prog, checker.Options{Limits: checker.Limits{Time: time.Minute}})
			require.NoError(t, err)
			assert.Equal(t, checker.Verified, result.Verdict, result.Message)
			assert.Greater(t, result.States, 20)
		})
	}
}
