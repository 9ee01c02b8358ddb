package checker_test

import (
	"context"
	"io/fs"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/checker"
	"heddle/model/golang"
	"heddle/model/golang/source"
)

// TestManySuccessors: the table of states grows as much as the successors of one state need.
func TestManySuccessors(t *testing.T) {
	l := &golang.Loader{Library: map[string]fs.FS{"x": fstest.MapFS{"x.go": {Data: []byte(`package x

import "heddle/model"

func CheckX() {
	model.Assert(model.Choose(9)*model.Choose(9000) >= 0, "")
}
`)}}}}
	p, err := l.Load(source.Target{Name: "x", Path: "x", Func: "CheckX"})
	require.NoError(t, err)
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	r, err := checker.Check(ctx, p, checker.Options{Memory: "sc"})
	require.NoError(t, err)
	assert.Equal(t, checker.Verified, r.Verdict)
}
