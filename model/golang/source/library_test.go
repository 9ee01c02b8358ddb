package source_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/model/golang/source"
	"heddle/specs"
)

func TestLibrary(t *testing.T) {
	l := &source.Loader{Dir: t.TempDir(), Library: specs.Sources(), Env: []string{}}
	for _, e := range specs.All() {
		if e.Object != nil { // its programs are of package scenario
			continue
		}
		u, err := l.Load(source.Target{Name: e.Name, Path: e.Package, Func: e.Check})
		require.NoError(t, err, e.Name)
		assert.NotEmpty(t, u.Check.Blocks, e.Name)
	}
}

func BenchmarkLibrary(b *testing.B) {
	l := &source.Loader{Dir: b.TempDir(), Library: specs.Sources()}
	for b.Loop() {
		_, err := l.Load(source.Target{Name: "lock/ticket", Path: "heddle/specs/lock", Func: "CheckTicket"})
		require.NoError(b, err)
	}
}
