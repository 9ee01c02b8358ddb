package checker

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"heddle/machine"
	"heddle/machine/reference"
	"heddle/model/program"
	"heddle/model/program/build"
)

// TestAccessOfPrivateCellBetween: an access to a cell that only its thread uses is an event at another
// location, by which a sequentially consistent access before it comes, for the axiom of RC11, before one that
// it would not come before otherwise.
func TestAccessOfPrivateCellBetween(t *testing.T) {
	const sc = program.SeqCst
	for _, between := range []bool{false, true} {
		b := build.New()
		x, y, own := b.Global("x", 1), b.Global("y", 1), b.Global("own", 1)
		p := observed(b,
			func(f *build.Func) []build.Reg {
				one, two := f.Const(1), f.Const(2)
				f.Store(x, one, sc)
				if between {
					f.Store(own, one, program.Relaxed)
				}
				f.Store(x, two, program.Release)
				return nil
			},
			func(f *build.Func) []build.Reg {
				return []build.Reg{f.Load(x, program.Acquire), f.Load(y, sc)}
			},
			func(f *build.Func) []build.Reg {
				f.Store(y, f.Const(1), sc)
				return []build.Reg{f.Load(x, sc)}
			})
		const outcome = "result0=2 result1=0 result2=0"
		want, err := reference.Explore(p, reference.Under("rc11"), 100*weakLimit)
		require.NoError(t, err)
		memory, err := machine.FindMemory("rc11")
		require.NoError(t, err)
		got := ends(t, p, machine.Config{Memory: memory})
		require.Equal(t, !between, want.Finals[outcome])
		require.Equal(t, slices.Sorted(maps.Keys(want.Finals)), slices.Sorted(maps.Keys(got)))
		all := ends(t, p, machine.Config{Memory: memory, AllVisible: true})
		require.Equal(t, !between, all[outcome])
	}
}

// TestFailedSwapOfPrivateCell: a compare-and-swap of a cell that only its thread uses has the order of
// its failure if it fails, be that weaker or stronger than the other.
func TestFailedSwapOfPrivateCell(t *testing.T) {
	const rlx, acq, rel, both, sc = program.Relaxed, program.Acquire, program.Release, program.AcqRel, program.SeqCst
	for _, success := range []program.Order{rlx, acq, rel, both, sc} {
		for _, failure := range []program.Order{rlx, acq, sc} {
			b := build.New()
			x, y, mine, yours := b.Global("x", 1), b.Global("y", 1), b.Global("mine", 1), b.Global("yours", 1)
			failed := func(f *build.Func, own uint64) {
				f.CAS(f.Const(int64(own)), f.Const(5), f.Const(6), success)
				f.Fails(failure)
			}
			p := observed(b,
				func(f *build.Func) []build.Reg {
					f.Store(x, f.Const(1), rlx)
					failed(f, mine)
					f.Store(y, f.Const(1), rlx)
					return nil
				},
				func(f *build.Func) []build.Reg {
					first := f.Load(y, rlx)
					f.Fence(acq)
					second := f.Load(x, rlx)
					failed(f, yours)
					return []build.Reg{first, second, f.Load(x, rlx)}
				})
			requireBruteForce(t, fmt.Sprintf("%v, failed %v", success, failure), p)
		}
	}
}
