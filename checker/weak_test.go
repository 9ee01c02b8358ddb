package checker

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"heddle/machine"
	"heddle/machine/reference"
	"heddle/machine/reference/generate"
	"heddle/model/program"
	"heddle/model/program/build"
)

// weakLimit bounds the brute-force search of a program with orders. Most of them have
// fewer states, but many more where every store waits in a buffer.
const weakLimit = 1_000

// TestWeakAgainstBruteForce compares verdicts and final values on programs with accesses of
// all orders with brute force, which under rc and rc11 keeps all messages and
// under rc11 asks the axioms.
func TestWeakAgainstBruteForce(t *testing.T) {
	compared := 0
	rapid.Check(t, func(t *rapid.T) { compared += compareWeak(t, generate.Weak(t), drawMemories(t)) })
	require.Positive(t, compared)
}

// TestWeakLoopsAgainstBruteForce does so on programs with loops. There brute force often does
// not come to an end, under rc11 hardly ever: then what it has found so far must be found.
func TestWeakLoopsAgainstBruteForce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		compareWeak(t, generate.WeakLoops(t), rapid.Permutation(drawMemories(t)).Draw(t, "memories")[:1])
	})
}

// drawMemories draws one of the memory models that are stronger than the orders that programs
// may use, and adds those that are not.
func drawMemories(t *rapid.T) []machine.Memory {
	var strong, weak []machine.Memory
	for _, memory := range machine.Memories() {
		if config := reference.Under(memory.Name); config.Memory == reference.RC || config.Memory == reference.RC11 {
			weak = append(weak, memory)
		} else {
			strong = append(strong, memory)
		}
	}
	return append(weak, strong[rapid.IntRange(0, len(strong)-1).Draw(t, "memory")])
}

// compareWeak gives the number of models under which brute force has come to an end.
func compareWeak(t *rapid.T, p *program.Program, memories []machine.Memory) (compared int) {
	require.NoError(t, p.Validate())
	for _, memory := range memories {
		want, err := reference.Explore(p, reference.Under(memory.Name), weakLimit)
		if errors.Is(err, reference.ErrLimit) {
			requireFound(t, p, memory, want)
			continue
		}
		require.NoError(t, err)
		for _, opts := range variants(memory.Name) {
			r, err := Check(context.Background(), p, opts)
			name := fmt.Sprintf("%s visible=%v depth-first=%v\n%v", memory.Name, opts.AllVisible, opts.DepthFirst, p)
			require.NoError(t, err, name)
			requireSame(t, want, r, name)
		}
		if want.Verified() {
			for _, cfg := range []machine.Config{{Memory: memory}, {Memory: memory, AllVisible: true}, {Memory: memory, NoMemo: true}, {Memory: memory, LearnAfter: 1}} {
				require.Equal(t, want.Finals, ends(t, p, cfg), "%s %+v\n%v", memory.Name, cfg, p)
			}
		}
		compared++
	}
	return compared
}

// requireFound demands what a search has found that has met its limit.
func requireFound(t *rapid.T, p *program.Program, memory machine.Memory, want reference.Outcome) {
	r, err := Check(context.Background(), p, Options{Memory: memory.Name, Limits: Limits{States: 10 * weakLimit}})
	require.NoError(t, err, "%s\n%v", memory.Name, p)
	if r.Verdict == Incomplete {
		return
	}
	if len(want.Violations) > 0 {
		require.Equal(t, Violated, r.Verdict, "%s\nbrute force: %v\n%v", memory.Name, want.Violations, p)
	}
	if r.Verdict == Verified {
		require.Subset(t, ends(t, p, machine.Config{Memory: memory}), want.Finals, "%s\n%v", memory.Name, p)
	}
}

// TestReleaseOfPrivateCell: what a release store to a cell that only its thread uses orders is
// ordered for other cells too.
func TestReleaseOfPrivateCell(t *testing.T) {
	b := build.New()
	x, y, own, r0, r1 := b.Global("x", 1), b.Global("y", 1), b.Global("own", 1), b.Global("result0", 1), b.Global("result1", 1)
	writer, reader, main := b.Func("writer"), b.Func("reader"), b.Func("main")
	writer.Store(x, writer.Const(1), program.Relaxed)
	writer.Store(own, writer.Const(1), program.Release)
	writer.Store(y, writer.Const(1), program.Relaxed)
	writer.Return()
	reader.Store(r0, reader.Load(y, program.Acquire), program.Plain)
	reader.Store(r1, reader.Load(x, program.Acquire), program.Plain)
	reader.Return()
	main.Go(writer)
	main.Go(reader)
	main.Return()
	p := b.Program(main)
	for _, memory := range machine.Memories() {
		want, err := reference.Explore(p, reference.Under(memory.Name), 100*weakLimit)
		require.NoError(t, err)
		if want.Verified() {
			require.Equal(t, want.Finals, ends(t, p, machine.Config{Memory: memory}), memory.Name)
		}
	}
}
