package checker

import (
	"errors"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"heddle/machine"
	"heddle/machine/reference"
	"heddle/machine/reference/generate"
	"heddle/model/program"
	"heddle/model/program/build"
)

// TestNetworksAgainstBruteForce compares the checker with the exploration of all interleavings for programs whose
// threads send each other messages, on networks that fail. That makes many states, so it is under one memory model each.
func TestNetworksAgainstBruteForce(t *testing.T) {
	const limit = 1000
	compared := 0
	rapid.Check(t, func(t *rapid.T) {
		p := generate.Networks(t)
		memory := rapid.SampledFrom(memoriesFor(p, machine.NetworkOverride{})).Draw(t, "memory")
		compared += compareUnder(t, p, []machine.Memory{memory}, limit, sameEnds(t, p))
	})
	require.Positive(t, compared)
}

// memoriesFor gives the memory models under which p can be checked: nodes that crash go without store buffers.
func memoriesFor(p *program.Program, as machine.NetworkOverride) []machine.Memory {
	return slices.DeleteFunc(machine.Memories(), func(memory machine.Memory) bool {
		_, _, err := machine.New(p, machine.Config{Memory: memory, Network: as}).Start(nil)
		var refused *machine.Refused
		return errors.As(err, &refused)
	})
}

func TestCrashesGoWithoutStoreBuffers(t *testing.T) {
	p := compileText(t, networkShape+acting("", `n.Send(1, msg{"A", 1})`, ""))
	crash, err := machine.ParseNetworkOverride("crash=1")
	require.NoError(t, err)
	names := func(list []machine.Memory) (names []string) {
		for _, m := range list {
			names = append(names, m.Name)
		}
		return names
	}
	require.Equal(t, names(machine.Memories()), names(memoriesFor(p, machine.NetworkOverride{})))
	require.Equal(t, []string{"go", "sc", "rc", "rc11"}, names(memoriesFor(p, crash)))
}

// TestCrashBeforeOwnWrite has a node that writes to an object that it alone knows, and that it finds again after a crash: it
// can crash between what it has received and that write.
func TestCrashBeforeOwnWrite(t *testing.T) {
	b := build.New()
	f, main := b.Func("receiver"), b.Func("main")
	net := f.Const(0)
	own := f.Alloc("own", build.Word)
	f.Attach(net, net)
	before := f.LoadAt(own, 0, program.Plain)
	r := f.Listen(program.ReceiveServe, 0, net, net)
	f.StoreAt(own, 0, f.Const(1), program.Plain)
	f.Listen(program.ReceiveServe, 0, net, net)
	f.Store(b.Global("result0", 1), before, program.SeqCst)
	f.Store(b.Global("result1", 1), f.Op(program.Add, r+1, f.Const(1)), program.SeqCst)
	f.Return()
	zero := main.Network(1, b.Layout("nothing"), build.Behaviour{program.BehaveCrash: 1})
	main.Transmit(zero, zero, zero)
	main.Go(f)
	main.Join()
	main.Return()
	p := b.Program(main)
	require.NoError(t, p.Validate())
	for _, memory := range memoriesFor(p, machine.NetworkOverride{}) {
		want, err := reference.Explore(p, reference.Under(memory.Name), bruteForceLimit)
		require.NoError(t, err)
		require.Contains(t, want.Finals, "result0=0 result1=1", memory.Name) // it was new, and had no message
		for _, cfg := range []machine.Config{{Memory: memory}, {Memory: memory, AllVisible: true}} {
			require.Equal(t, want.Finals, ends(t, p, cfg), "%s %+v", memory.Name, cfg)
		}
	}
}
