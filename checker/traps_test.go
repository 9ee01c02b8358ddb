package checker_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/checker"
	"heddle/machine"
	"heddle/machine/reference"
	"heddle/model/golang"
	"heddle/model/program"
	"heddle/model/program/build"
)

const (
	plain    = program.Plain
	ordinary = program.Ordinary
	seqcst   = program.SeqCst
	add      = program.AtomicAdd
	swap     = program.AtomicSwap
)

// agree checks p with every strategy and reduction, under the memory models
// named; the verdict must be want (a property, or "" for verified) and brute
// force must find the same.
func agree(t *testing.T, p *program.Program, want string, memories ...string) {
	t.Helper()
	const limit = 10_000
	require.NoError(t, p.Validate())
	for _, name := range memories {
		memory, err := machine.FindMemory(name)
		require.NoError(t, err)
		o, err := reference.Explore(p, reference.Under(memory.Name), limit)
		if !errors.Is(err, reference.ErrLimit) {
			require.NoError(t, err)
			require.Equal(t, want == "", o.Verified(), "%s: brute force: %+v", name, o)
		}
		for _, opts := range []checker.Options{{}, {AllVisible: true}, {DepthFirst: true}} {
			opts.Memory = name
			r, err := checker.Check(context.Background(), p, opts)
			require.NoError(t, err, "%+v", opts)
			require.NotEqual(t, checker.Incomplete, r.Verdict, "%+v: %s", opts, r.Message)
			require.Equal(t, want, r.Property, "%+v: %s", opts, r.Message)
		}
	}
}

// TestTrapBlockingOperationIsFirst: P0 rests at its access to a node that others
// can reach. When P1 has taken the node off head it is P0's own and the access
// local, but the fence behind it must still wait for the store buffer. Two
// threads that store, fence and load cannot both miss the other's store (SB with
// fences: S. Owens et al., x86-TSO); they do if P0's fence is overrun.
func TestTrapBlockingOperationIsFirst(t *testing.T) {
	b := build.New()
	x, y, head := b.Global("x", 1), b.Global("y", 1), b.Pointer("head")
	r0, r1 := b.Global("result0", 1), b.Global("result1", 1)
	node := b.Layout("node", false)
	p := b.Func("p")
	o := p.Alloc("o", node)
	p.Store(head, o, seqcst)
	p.Store(x, p.Const(1), ordinary)
	p.LoadAt(o, 0, ordinary)
	p.Fence(seqcst)
	p.Store(r0, p.Load(y, ordinary), ordinary)
	p.Return()
	q := b.Func("q")
	q.RMW(swap, q.Addr(head), q.Const(0), seqcst)
	q.Store(y, q.Const(1), ordinary)
	q.Fence(seqcst)
	q.Store(r1, q.Load(x, ordinary), ordinary)
	q.Return()
	main := b.Func("main")
	main.Go(p)
	main.Go(q)
	main.Join()
	main.Assert(main.Op(program.Or, main.Load(r0, ordinary), main.Load(r1, ordinary)), "both loads were too early")
	main.Return()
	agree(t, b.Program(main), "", "go", "sc", "tso")
}

// TestTrapNodesUnderStoreBuffers: the algorithm that fell into the trap.
func TestTrapNodesUnderStoreBuffers(t *testing.T) {
	r, err := checker.Check(context.Background(), load(t, "lock/mcs-heap", 3, 2), checker.Options{Memory: "tso"})
	require.NoError(t, err)
	assert.Equal(t, checker.Verified, r.Verdict, r.Message)
}

// TestTrapAloneWithBuffer: a thread that runs alone still has what it stored while
// others ran in its buffer, and a thread that it starts must see that. So must
// one that is started after others have come and gone.
func TestTrapAloneWithBuffer(t *testing.T) {
	b := build.New()
	x, y := b.Global("x", 1), b.Global("y", 1)
	sees := func(cell uint64) *build.Func {
		f := b.Func("sees")
		f.Assert(f.Op(program.Eq, f.Load(cell, ordinary), f.Const(1)), "the parent's store is seen")
		f.Store(cell, f.Const(2), ordinary)
		f.Return()
		return f
	}
	main := b.Func("main")
	main.Store(x, main.Const(1), ordinary)
	main.Go(sees(x))
	main.Join()
	main.Assert(main.Op(program.Eq, main.Load(x, ordinary), main.Const(2)), "the child's store is seen")
	main.Store(y, main.Const(1), ordinary)
	main.Go(sees(y))
	main.Return()
	agree(t, b.Program(main), "", "go", "sc", "tso")
}

// TestTrapFirstWrite: P0 reads x long before P1 first writes it, so that x is
// taken for a constant in the first pass. P1 may also write first, and break the claim.
func TestTrapFirstWrite(t *testing.T) {
	for _, c := range []struct {
		value int64
		want  string
	}{{1, checker.PropertyAssert}, {0, ""}} {
		b := build.New()
		x, y := b.Global("x", 1), b.Global("y", 1)
		step := func(f *build.Func) { f.RMW(add, f.Addr(y), f.Const(1), seqcst) }
		p := b.Func("p")
		step(p)
		p.Assert(p.Op(program.Eq, p.Load(x, ordinary), p.Const(0)), "nobody writes x")
		p.Return()
		q := b.Func("q")
		for range 3 {
			step(q)
		}
		q.Store(x, q.Const(c.value), ordinary)
		q.Return()
		main := b.Func("main")
		main.Go(p)
		main.Go(q)
		main.Return()
		agree(t, b.Program(main), c.want, "go", "sc", "tso")
	}
}

// TestTrapSectionOfAbandonedPass: the first write of y, in an atomic section, ends
// the pass there and then. In the next pass nothing is in a section; if it were
// thought to be, the two loads and stores of x would be one step each and the
// lost update missed.
func TestTrapSectionOfAbandonedPass(t *testing.T) {
	b := build.New()
	x, y := b.Global("x", 1), b.Global("y", 1)
	f := b.Func("f")
	f.Section(func() { f.Store(y, f.Op(program.Add, f.Load(y, plain), f.Const(1)), plain) })
	f.Store(x, f.Op(program.Add, f.Load(x, ordinary), f.Const(1)), ordinary)
	f.Return()
	main := b.Func("main")
	main.Go(f)
	main.Go(f)
	main.Join()
	main.Assert(main.Op(program.Eq, main.Load(x, ordinary), main.Const(2)), "no update is lost")
	main.Return()
	agree(t, b.Program(main), checker.PropertyAssert, "go", "sc", "tso")
}

// TestTrapLocalSpin: nobody has written x when P0 begins to wait for it, so its
// loop is local and would never end. It ends if P1 writes, and is stuck if not.
func TestTrapLocalSpin(t *testing.T) {
	for _, c := range []struct {
		writes bool
		want   string
	}{{true, ""}, {false, checker.PropertyStuck}} {
		b := build.New()
		x := b.Global("x", 1)
		p := b.Func("p")
		p.Spin(p.Addr(x), p.Const(0), ordinary)
		p.Return()
		q := b.Func("q")
		if c.writes {
			q.Store(x, q.Const(1), ordinary)
		}
		q.Return()
		main := b.Func("main")
		main.Go(p)
		main.Go(q)
		main.Join()
		main.Return()
		agree(t, b.Program(main), c.want, "go", "sc", "tso")
	}
}

// TestTrapBuffersOfTheParent: P0 has two stores of addresses of nodes in its store
// buffer while P1 drops a node, after which all are renumbered: in that successor
// only, not in the state that it comes from, whose other successors still follow.
// Whoever reads the addresses must find the nodes that P0 meant.
func TestTrapBuffersOfTheParent(t *testing.T) {
	b := build.New()
	head0, head1, other := b.Pointer("head0"), b.Pointer("head1"), b.Pointer("other")
	node := b.Layout("node", false)
	p := b.Func("p")
	for i, head := range []uint64{head0, head1} {
		o := p.Alloc("o", node)
		p.StoreAt(o, 0, p.Const(int64(i+1)), ordinary)
		p.Store(head, o, ordinary)
	}
	p.Return()
	q := b.Func("q")
	q.RMW(swap, q.Addr(other), q.Alloc("dropped", node), seqcst)
	q.RMW(swap, q.Addr(other), q.Const(0), seqcst)
	q.Return()
	r := b.Func("r")
	for i, head := range []uint64{head0, head1} {
		o := r.LoadPointerAt(r.Addr(head), 0, ordinary)
		r.If(o, func() {
			r.Assert(r.Op(program.Eq, r.LoadAt(o, 0, ordinary), r.Const(int64(i+1))), "the node that was stored")
		})
	}
	r.Return()
	main := b.Func("main")
	main.Go(q)
	main.Go(p)
	main.Go(r)
	main.Return()
	agree(t, b.Program(main), "", "go", "sc", "tso")
}

// TestTrapPublication: an object that one thread has made is its own until another
// can reach it, in whatever way that comes about. Both then add to it without
// synchronization: a race under go, a lost update under the others.
func TestTrapPublication(t *testing.T) {
	const shape = `package x

import (
	"sync"
	"sync/atomic"
)

type node struct {
	n    int
	next *node
}

type adder interface{ add() }

func (p *node) add() { p.n++ }

var (
	ready   atomic.Int32
	pointer atomic.Pointer[node]
	value   atomic.Value
	slice   []*node
	plain   any
)

// both lets a thread make and publish a node and both use it.
func both(publish func(*node), get func() *node) {
	var wg sync.WaitGroup
	var made *node
	wg.Go(func() {
		p := new(node)
		made = p
		publish(p)
		p.add()
	})
	wg.Go(func() {
		if p := get(); p != nil {
			p.add()
		} else {
			ready.Store(2)
		}
	})
	wg.Wait()
	if made.n != 2 && ready.Load() != 2 {
		panic("lost update")
	}
}

func CheckPublication() {
BODY
}
`
	for name, body := range map[string]string{
		"pointer":   `both(func(p *node) { pointer.Store(p) }, func() *node { return pointer.Load() })`,
		"exchange":  `both(func(p *node) { pointer.CompareAndSwap(nil, p) }, func() *node { return pointer.Swap(nil) })`,
		"chain":     `both(func(p *node) { pointer.Store(&node{next: &node{next: p}}) }, func() *node { if q := pointer.Load(); q != nil { return q.next.next }; return nil })`,
		"late link": `both(func(p *node) { q := new(node); pointer.Store(q); q.next = p; ready.Store(1) }, func() *node { if ready.Load() == 1 { return pointer.Load().next }; return nil })`,
		"interface": `both(func(p *node) { plain = adder(p); ready.Store(1) }, func() *node { if ready.Load() == 1 { return plain.(*node) }; return nil })`,
		"value":     `both(func(p *node) { value.Store(p) }, func() *node { p, _ := value.Load().(*node); return p })`,
		"slice":     `both(func(p *node) { slice = append(slice, nil, p); ready.Store(1) }, func() *node { if ready.Load() == 1 { return slice[1] }; return nil })`,
		"closure": `p := new(node)
	var wg sync.WaitGroup
	wg.Go(func() {
		q := p
		var inner sync.WaitGroup
		inner.Go(func() { q.add() })
		q.add()
		inner.Wait()
	})
	wg.Wait()
	if p.n != 2 {
		panic("lost update")
	}`,
		"method value": `var wg sync.WaitGroup
	wg.Go(func() {
		p := new(node)
		add := p.add
		var inner sync.WaitGroup
		inner.Go(add)
		add()
		inner.Wait()
		if p.n != 2 {
			panic("lost update")
		}
	})
	wg.Wait()`,
		"go statement": `var wg sync.WaitGroup
	wg.Go(func() {
		p := &node{next: new(node)}
		var inner sync.WaitGroup
		inner.Add(1)
		go func(q node) { q.next.add(); inner.Done() }(*p)
		p.next.add()
		inner.Wait()
		if p.next.n != 2 {
			panic("lost update")
		}
	})
	wg.Wait()`,
	} {
		t.Run(name, func(t *testing.T) {
			p := compile(t, shape, body)
			agree(t, p, checker.PropertyRace, "go")
			agree(t, p, checker.PropertyPanic, "sc", "tso")
		})
	}
}

// compile compiles the only check of a file, with BODY replaced.
func compile(t *testing.T, shape, body string) *program.Program {
	t.Helper()
	dir := t.TempDir()
	text := strings.Replace(shape, "BODY", body, 1)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "x.go"), []byte(text), 0o600))
	l := &golang.Loader{Dir: dir}
	targets, err := l.Targets("x.go")
	require.NoError(t, err)
	require.Len(t, targets, 1)
	p, err := l.Load(targets[0])
	require.NoError(t, err)
	return p
}
