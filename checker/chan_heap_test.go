package checker

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/machine"
	"heddle/model/program"
	"heddle/model/program/build"
)

// passesNodes gives a program whose first thread makes a node and sends its address, whose
// second one receives it, and both of which then do something to it.
func passesNodes(capacity int64, heap bool, sender, receiver func(f *build.Func, node build.Reg)) *program.Program {
	b := build.New()
	node, elem := b.Layout("node", false, true), b.Layout("*node", true)
	send := b.Func("send", true)
	n := send.Alloc("n", node)
	inner := send.Alloc("inner", node)
	send.StoreAt(n, 1, inner, program.Plain)
	send.Send(0, n)
	sender(send, n)
	send.Return()
	receive := b.Func("receive", true)
	r, _ := receive.ReceivePointer(0)
	receiver(receive, r)
	receive.Return()
	main := b.Func("main")
	if heap {
		main.Choose(main.Const(2)) // the initial block ends here
	}
	ch := main.Chan("ch", elem, main.Const(capacity))
	main.Go(send, ch)
	main.Go(receive, ch)
	main.Join()
	main.Return()
	return b.Program(main)
}

// TestChannelsPassObjects has threads that own what they send until they have sent it: what
// they do to it from then on the receiver can notice, to what it leads to as well.
func TestChannelsPassObjects(t *testing.T) {
	none := func(*build.Func, build.Reg) {}
	writes := func(f *build.Func, node build.Reg) { f.StoreAt(node, 0, f.Const(1), program.Plain) }
	inside := func(f *build.Func, node build.Reg) { writes(f, f.LoadPointerAt(node, 1, program.Plain)) }
	for _, c := range []struct {
		name             string
		sender, receiver func(f *build.Func, node build.Reg)
		race             bool
	}{
		{"handed over", none, writes, false},
		{"kept", writes, none, false},
		{"used by both", writes, writes, true},
		{"what it leads to, handed over", none, inside, false},
		{"what it leads to, used by both", inside, inside, true},
	} {
		for _, capacity := range []int64{0, 1, 2} {
			for _, heap := range []bool{false, true} {
				p := passesNodes(capacity, heap, c.sender, c.receiver)
				require.NoError(t, p.Validate())
				for _, opts := range variants("go") {
					r, err := Check(t.Context(), p, opts)
					require.NoError(t, err)
					assert.Equal(t, c.race, r.Property == PropertyRace, "%s, capacity %d, heap %v, %+v: %s", c.name, capacity, heap, opts, r.Message)
				}
			}
		}
	}
}

// TestOwnChannelsAreLocal: what a thread does to a channel that it alone can reach is no step.
func TestOwnChannelsAreLocal(t *testing.T) {
	b := build.New()
	f := b.Func("thread")
	ch := f.Chan("own", build.Word, f.Const(2))
	f.Send(ch, f.Const(5))
	f.Send(ch, f.Const(6))
	first, _ := f.Receive(ch)
	f.Close(ch)
	second, _ := f.Receive(ch)
	_, ok := f.Receive(ch)
	f.Assert(f.Op(program.Eq, f.Op(program.Add, f.Op(program.Sub, second, first), ok), f.Const(1)), "first in, first out")
	f.Return()
	main := b.Func("main")
	main.Choose(main.Const(2)) // the initial block ends here
	main.Go(f)
	main.Go(f)
	main.Join()
	main.Return()
	p := b.Program(main)
	for _, memory := range []machine.Memory{machine.Memories()[0], machine.Memories()[1]} {
		s, property := searchAll(t, p, machine.Config{Memory: memory})
		assert.Empty(t, property)
		assert.Equal(t, []int{3, 3}, []int{s.seen.count, s.transitions}, "%s: the choice, and the join", memory.Name)
	}
}

// TestBoxesFilledAfterGo has a value boxed in the initial block when another thread, which
// is going to read it, has been started: filling the box is no step.
func TestBoxesFilledAfterGo(t *testing.T) {
	b := build.New()
	cell, box, elem := b.Layout("int", false), b.Layout("box", true), b.Layout("any", true)
	b.Immutable(box)
	receive := b.Func("receive", true)
	boxed, _ := receive.ReceivePointer(0)
	receive.StoreAt(receive.LoadPointerAt(boxed, 0, program.Plain), 0, receive.Const(1), program.Plain)
	receive.Return()
	main := b.Func("main")
	ch := main.Chan("ch", elem, main.Const(1))
	main.Go(receive, ch)
	n, boxing := main.Alloc("n", cell), main.Alloc("", box)
	main.StoreAt(boxing, 0, n, program.Plain)
	main.Send(ch, boxing)
	main.Join()
	main.Return()
	p := b.Program(main)
	require.NoError(t, p.Validate())
	for _, opts := range variants("go") {
		r, err := Check(t.Context(), p, opts)
		require.NoError(t, err)
		assert.Equal(t, Verified, r.Verdict, "%+v: %s", opts, r.Message)
	}
}
