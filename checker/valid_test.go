package checker

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"heddle/machine"
	"heddle/machine/reference/generate"
	"heddle/model/golang"
	"heddle/model/golang/source"
	"heddle/model/program"
	"heddle/specs"
)

// requireValid checks the machine's invariants in up to limit states of p, under
// every memory model, and gives the number of states looked at.
func requireValid(t require.TestingT, p *program.Program, limit int) (n int) {
	for _, memory := range machine.Memories() {
		m := machine.New(p, machine.Config{Memory: memory})
		s := &search{sys: m, opts: Options{Limits: Limits{States: limit}}}
		s.run(context.Background())
		for pos, ok := s.seen.first(); ok; pos, ok = s.seen.next(pos) {
			require.NoError(t, m.Valid(s.seen.state(pos)), "%s\n%v", memory.Name, p)
			n++
		}
	}
	return n
}

func TestStatesOfGeneratedPrograms(t *testing.T) {
	n := 0
	rapid.Check(t, func(t *rapid.T) {
		n += requireValid(t, generate.Program(t), 2000)
		n += requireValid(t, generate.Mixed(t), 2000)
	})
	require.Greater(t, n, 100) // with -short there are few programs
}

func TestStatesOfChannelPrograms(t *testing.T) {
	n := 0
	rapid.Check(t, func(t *rapid.T) { n += requireValid(t, generate.Channels(t), 500) })
	require.Greater(t, n, 100) // with -short there are few programs
}

func TestStatesOfTheLibrary(t *testing.T) {
	loader := &golang.Loader{Library: specs.Sources()}
	for _, e := range specs.Shared() {
		p, err := loader.Load(source.Target{Name: e.Name, Path: e.Package, Func: e.Check}, e.Threads, e.Rounds)
		require.NoError(t, err)
		require.Positive(t, requireValid(t, p, 3000), e.Name)
	}
}
