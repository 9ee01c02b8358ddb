package checker_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/checker"
	"heddle/machine"
	"heddle/model/golang"
)

// TestBoundsOfSteps checks programs whose steps would go on for ever but for a bound, or
// seem to as long as a cell is taken to be one thread's own, and misuse of claims.
func TestBoundsOfSteps(t *testing.T) {
	const prelude = "package p\nimport (\"heddle/model\"; \"sync/atomic\")\ntype node struct{ v int }\n" +
		"var _ model.Word\nvar stop atomic.Bool\nvar slot atomic.Pointer[node]\n"
	for _, test := range []struct {
		name, text, property, message string
		verdict                       checker.Verdict
	}{
		{"garbage while spinning", "func CheckX() { go func() { stop.Store(true) }(); for !stop.Load() { slot.Store(&node{1}) } }", "", "", checker.Verified},
		{"garbage in another thread", "func CheckX() { go stop.Store(true); go func() { for { n := &node{1}; if stop.Load() { slot.Store(n); return } } }() }", "", "", checker.Verified},
		{"goroutines for ever", "func f() { go f() }\nfunc CheckX() { f() }", "", "goroutines without bound at x.go:7", checker.Incomplete},
		{"Leave without Enter", "func CheckX() { var s model.Section; s.Enter(); s.Leave(); s.Leave() }", checker.PropertyExclusion, "main leaves a critical section that nobody is in", checker.Violated},
		{"no such participant", "func CheckX() { var e model.Episode; e.Arrive(2, 2) }", checker.PropertyPanic, "participant 2 of 2", checker.Violated},
		{"no such client", "func CheckX() { var h model.History; h.Call(64, \"f\", 0) }", checker.PropertyPanic, "client 64", checker.Violated},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := t.TempDir()
			require.NoError(t, os.WriteFile(filepath.Join(dir, "x.go"), []byte(prelude+test.text), 0o644))
			loader := &golang.Loader{Dir: dir}
			targets, err := loader.Targets("x.go")
			require.NoError(t, err)
			prog, err := loader.Load(targets[0])
			require.NoError(t, err)
			for _, memory := range machine.Memories() {
				got, err := checker.Check(t.Context(), prog, checker.Options{Memory: memory.Name, Limits: checker.Limits{Time: 20 * time.Second}})
				require.NoError(t, err)
				assert.Equal(t, test.verdict, got.Verdict, memory.Name)
				assert.Equal(t, test.property, got.Property, memory.Name)
				assert.Contains(t, got.Message, test.message, memory.Name)
			}
		})
	}
}
