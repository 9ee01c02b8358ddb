package golang_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/model/golang"
	"heddle/model/golang/source"
	"heddle/specs"
)

// TestLibrary compiles every entry of the library.
func TestLibrary(t *testing.T) {
	l := &golang.Loader{Library: specs.Sources()}
	for _, e := range specs.All() {
		if e.Object != nil { // its programs are of package scenario
			continue
		}
		threads, rounds, err := e.Parameters(0, 0)
		require.NoError(t, err)
		p, err := l.Load(source.Target{Name: e.Name, Path: e.Package, Func: e.Check}, threads, rounds)
		require.NoError(t, err, e.Name)
		require.NoError(t, p.Validate())
		assert.Equal(t, e.Name, p.Target)
		assert.NotEmpty(t, p.Claims, e.Name)
		assert.Equal(t, !strings.HasPrefix(e.Name, "clock/physical"), p.Parallel, e.Name) // clocks need no threads
	}
}

// TestPrograms compiles a check of each package of plain Go.
func TestPrograms(t *testing.T) {
	dirs, err := filepath.Glob("../../testdata/programs/*")
	require.NoError(t, err)
	require.NotEmpty(t, dirs)
	l := &golang.Loader{}
	for _, dir := range dirs {
		if info, err := os.Stat(dir); err != nil || !info.IsDir() {
			continue
		}
		targets, err := l.Targets(dir)
		require.NoError(t, err)
		for _, target := range targets[:1] { // cmd/heddle checks them all
			p, err := l.Load(target)
			require.NoError(t, err, target.Name)
			require.NoError(t, p.Validate())
		}
	}
}

// TestDeterministic compiles the same source to the same code.
func TestDeterministic(t *testing.T) {
	dir := t.TempDir()
	text, err := os.ReadFile("../../testdata/programs/ring/ring.go")
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "x.go"), text, 0o644))
	l := &golang.Loader{Dir: dir}
	targets, err := l.Targets("x.go")
	require.NoError(t, err)
	first, err := l.Load(targets[0])
	require.NoError(t, err)
	for range 5 {
		again, err := l.Load(targets[0])
		require.NoError(t, err)
		require.Equal(t, first, again)
	}
}

// BenchmarkLoad is from source to program, for one check of the library.
func BenchmarkLoad(b *testing.B) {
	l := &golang.Loader{Library: specs.Sources()}
	e, err := specs.Find("lock/ticket")
	require.NoError(b, err)
	for b.Loop() {
		_, err := l.Load(source.Target{Name: e.Name, Path: e.Package, Func: e.Check}, 3, 2)
		require.NoError(b, err)
	}
}
