package checker

import (
	"context"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"heddle/machine"
	"heddle/machine/reference/generate"
	_ "heddle/model/drawn"
	"heddle/model/program"
	"heddle/model/program/build"
)

// TestReductionOfLetters compares searches with ample sets and with all steps on programs that send messages.
func TestReductionOfLetters(t *testing.T) {
	fewer := compareReductions(t, generate.Letters)
	require.True(t, fewer > 0 || testing.Short(), "no program has fewer states")
}

// TestReductionOfNetworks does so where networks may fail, and threads do much else.
func TestReductionOfNetworks(t *testing.T) { compareReductions(t, generate.Networks) }

// compareReductions counts the programs that have fewer states with ample sets.
func compareReductions(t *testing.T, draw func(*rapid.T) *program.Program) (fewer int) {
	rapid.Check(t, func(t *rapid.T) {
		opts := Options{
			Memory:     rapid.SampledFrom([]string{"go", "sc", "sc", "tso", "pso"}).Draw(t, "memory"),
			DepthFirst: rapid.IntRange(0, 3).Draw(t, "depth first") == 0,
			AllowLeaks: rapid.IntRange(0, 3).Draw(t, "leaks") == 0,
			Limits:     Limits{States: 20_000},
		}
		if reduced(t, draw(t), opts) {
			fewer++
		}
	})
	return fewer
}

// reduced compares the results with ample sets and with all steps, and reports whether with them there are fewer states. What is
// compared is what a search with ample sets finds by itself, before anything is searched again.
func reduced(t require.TestingT, p *program.Program, opts Options) bool {
	memory, err := machine.FindMemory(opts.Memory)
	require.NoError(t, err)
	cfg := machine.Config{Memory: memory, AllowLeaks: opts.AllowLeaks, Network: opts.Network}
	all := searchOnce(context.Background(), p, cfg, opts, func(*search) {})
	if all.limit != "" || all.refused != nil {
		return false
	}
	cfg.Ample = true
	some := searchOnce(context.Background(), p, cfg, opts, func(*search) {})
	name := fmt.Sprintf("%s %+v\n%v", p.Target, opts, p)
	a, b := all.result(), some.result()
	require.Equal(t, a.Verdict, b.Verdict, "%s\n%s", b.Message, name)
	switch {
	case a.Verdict == Verified:
	case memory.Buffered || some.ample.Unreduced() != "": // then other things may be steps
		return false
	default:
		opts.Reduce = ReduceOff
		plain, err := Check(context.Background(), p, opts)
		require.NoError(t, err, name)
		opts.Reduce = ReduceOn
		r, err := Check(context.Background(), p, opts)
		require.NoError(t, err, name)
		require.Equal(t, plain.Schedule, r.Schedule, name)
		return false
	}
	require.LessOrEqual(t, b.States, a.States, name)
	require.Equal(t, all.machine.Claimed(), some.machine.Claimed(), name)
	if !opts.AllowLeaks { // else there are ends at which others may go on
		require.Equal(t, all.finals(t, p, all.machine), some.finals(t, p, some.machine), name)
	}
	return b.States < a.States
}

// TestReductionPutsNobodyOff checks a program in which two nodes answer each other for ever, while two others come to fail.
func TestReductionPutsNobodyOff(t *testing.T) {
	b := build.New()
	layout := b.Layout("message", false)
	main := b.Func("main")
	net := main.Network(4, layout, build.Behaviour{})
	for i := range 4 {
		f := b.Func("node", false)
		node := []build.Reg{f.Const(0), f.Const(1), f.Const(2), f.Const(3)}
		switch i {
		case 2:
			f.Transmit(0, node[2], node[3], node[1])
		case 3:
			f.Listen(program.ReceiveAny, 1, 0, node[3])
			f.Assert(node[0], "the message is here")
		default:
			if i == 0 {
				f.Transmit(0, node[0], node[1], node[1])
			}
			again := f.Here()
			f.Listen(program.ReceiveFrom, 1, 0, node[i], node[1-i])
			f.Transmit(0, node[i], node[1-i], node[1])
			f.Jump(again)
		}
		f.Return()
		main.Go(f, net)
	}
	main.Return()
	p := b.Program(main)
	require.NoError(t, p.Validate())
	for _, depthFirst := range []bool{false, true} {
		x := searchOnce(context.Background(), p, machine.Config{Ample: true}, Options{DepthFirst: depthFirst}, func(*search) {})
		require.Empty(t, x.ample.Unreduced())
		require.NotNil(t, x.violation)
		require.Equal(t, PropertyAssert, x.violation.failure.Property)
	}
}
