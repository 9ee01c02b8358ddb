package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestLayers: dependencies point one way, cmd → specs → checker → machine → model.
// Algorithms in specs import the vocabulary only; the vocabulary imports nothing of ours.
func TestLayers(t *testing.T) {
	layers := []string{"model", "machine", "checker", "specs", "cmd"}
	rank := func(path string) int {
		for i, l := range layers {
			if path == l || strings.HasPrefix(path, l+"/") {
				return i
			}
		}
		return -1
	}
	root := filepath.Join("..", "..")
	seen := 0
	require.NoError(t, filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		name := d.Name()
		if err != nil || d.IsDir() && path != root && (strings.HasPrefix(name, "_") || strings.HasPrefix(name, ".") || name == "testdata") {
			if err == nil {
				err = filepath.SkipDir
			}
			return err
		}
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		rel, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		dir := filepath.ToSlash(filepath.Dir(rel))
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		seen++
		for _, spec := range f.Imports {
			imported, _ := strconv.Unquote(spec.Path.Value)
			of, ours := strings.CutPrefix(imported, "heddle/")
			if !ours {
				continue
			}
			assert.LessOrEqual(t, rank(of), rank(dir), "%s imports %s", rel, imported)
			if dir == "model" || strings.HasPrefix(dir, "specs/") && dir != "specs/lecture" && !strings.HasPrefix(dir, "specs/strategies") { // what runs natively
				assert.Contains(t, []string{"model", "model/history", "specs/round", "specs/clock", "specs/list"}, of, "%s imports %s", rel, imported)
			}
		}
		return nil
	}))
	assert.Greater(t, seen, 100)
}

// TestDrawn: what tests draw is the same in every run, in each package in which they draw something.
func TestDrawn(t *testing.T) {
	draws, fixed := map[string]bool{}, map[string]bool{}
	root := filepath.Join("..", "..")
	require.NoError(t, filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, "_test.go") {
			return err
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return nil // broken on purpose: of testdata
		}
		for _, spec := range f.Imports {
			draws[filepath.Dir(path)] = draws[filepath.Dir(path)] || spec.Path.Value == `"pgregory.net/rapid"`
			fixed[filepath.Dir(path)] = fixed[filepath.Dir(path)] || spec.Path.Value == `"heddle/model/drawn"`
		}
		return nil
	}))
	for dir, does := range draws {
		assert.True(t, fixed[dir] || !does, "%s: import heddle/model/drawn where rapid is imported", dir)
	}
}
