package outcome

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/machine"
	"heddle/model/litmus"
	"heddle/model/program/build"
)

func compiled(t testing.TB, text string) *litmus.Code {
	t.Helper()
	test, err := litmus.Parse("x.litmus", []byte(text))
	require.NoError(t, err)
	code, err := test.Compile()
	require.NoError(t, err)
	return code
}

func memory(t testing.TB, name string) machine.Memory {
	t.Helper()
	m, err := machine.FindMemory(name)
	require.NoError(t, err)
	return m
}

const iriw = `X86 IRIW
{ x=0; y=0; }
 P0         | P1         | P2          | P3          ;
 MOV [x],$1 | MOV [y],$1 | MOV EAX,[x] | MOV EAX,[y] ;
            |            | MOV EBX,[y] | MOV EBX,[x] ;
exists (2:EAX=1 /\ 2:EBX=0 /\ 3:EAX=1 /\ 3:EBX=0)
`

// TestIRIW has all outcomes with exact numbers: there are 6!/(2!2!) orders of six accesses, two and
// two of them in program order. Under tso and pso the writes to memory take the place of the stores.
func TestIRIW(t *testing.T) {
	code := compiled(t, iriw)
	want := "0000 18, 0001 22, 0010 1, 0011 4, 0100 22, 0101 18, 0110 13, 0111 22, 1000 1, 1001 13, 1011 1, 1100 4, 1101 22, 1110 1, 1111 18"
	var e Explorer
	for _, name := range []string{"sc", "tso", "pso", "sc"} { // the buffers are used again
		r, err := e.Explore(t.Context(), code, memory(t, name), Limits{})
		require.NoError(t, err)
		assert.True(t, r.Counted)
		var got []string
		for _, o := range r.Outcomes {
			digits := strings.NewReplacer("2:EAX=", "", "2:EBX=", "", "3:EAX=", "", "3:EBX=", "", ";", "", " ", "").Replace(o.State)
			got = append(got, fmt.Sprint(digits, " ", o.Schedules))
		}
		assert.Equal(t, want, strings.Join(got, ", "), name)
		positive, negative := r.Numbers()
		assert.Equal(t, []uint64{0, 180}, []uint64{positive, negative})
		assert.Equal(t, 1, r.Passes, "what is known beforehand spares the others")
	}
}

// TestBuffersAreUsedAgain: what one test leaves in the buffers of an Explorer under one memory model
// changes nothing of the next under another.
func TestBuffersAreUsedAgain(t *testing.T) {
	const mp = `C MP
{ }
P0 (atomic_int *x, atomic_int *y) {
  atomic_store_explicit(x, 1, memory_order_relaxed);
  atomic_store_explicit(y, 1, memory_order_relaxed);
}
P1 (atomic_int *x, atomic_int *y) {
  int r0 = atomic_load_explicit(y, memory_order_relaxed);
  int r1 = atomic_load_explicit(x, memory_order_relaxed);
}
exists (1:r0=1 /\ 1:r1=0)
`
	codes := []*litmus.Code{compiled(t, mp), compiled(t, iriw)}
	models := []string{"sc", "tso", "pso", "rc", "rc11"}
	outcomes := func(e *Explorer, code *litmus.Code, model string) []Outcome {
		r, err := e.Explore(t.Context(), code, memory(t, model), Limits{})
		require.NoError(t, err)
		return r.Outcomes
	}
	for _, first := range models {
		for _, second := range models {
			for i, code := range codes {
				var e Explorer
				outcomes(&e, codes[1-i], first)
				assert.Equal(t, outcomes(&Explorer{}, code, second), outcomes(&e, code, second), "%s after %s", second, first)
			}
		}
	}
}

// TestLoops: a loop that waits has no number of schedules; one that can be left no more is
// counted, and so is a thread that is blocked.
func TestLoops(t *testing.T) {
	const wait = `X86 wait
{ x=0; y=0; }
 P0         | P1          ;
 MOV [x],$1 | L0:         ;
 MOV [y],$1 | MOV EAX,[y] ;
 %s         | CMP EAX,$1  ;
            | JNE L0      ;
            | MOV EBX,[x] ;
forall (1:EBX=1)
`
	for _, c := range []struct {
		name, more, memory string
		states             string
		stuck              int
	}{
		{"it ends", "", "sc", "1:EBX=1;", 0},
		{"it ends, too early", "", "pso", "1:EBX=0; 1:EBX=1;", 0},
		{"it may miss", "MOV [y],$0", "sc", "1:EBX=1;", 1},
	} {
		r, err := Explore(compiled(t, fmt.Sprintf(wait, c.more)), memory(t, c.memory), Limits{})
		require.NoError(t, err)
		assert.False(t, r.Counted, c.name)
		assert.Equal(t, c.stuck, r.Stuck, c.name)
		var states []string
		for _, o := range r.Outcomes {
			assert.Zero(t, o.Schedules)
			states = append(states, o.State)
		}
		assert.Equal(t, c.states, strings.Join(states, " "), c.name)
	}
	b := build.New()
	f := b.Func("P0")
	f.Section(func() { f.Await(f.Const(0)) })
	f.Return()
	main := b.Func("main")
	main.Go(f)
	main.Return()
	code := &litmus.Code{Test: &litmus.Test{Final: litmus.Exists}, Program: b.Program(main)}
	r, err := Explore(code, memory(t, "sc"), Limits{})
	require.NoError(t, err)
	assert.Empty(t, r.Outcomes)
	assert.Equal(t, 1, r.Stuck)
}

// TestLimits: a search that meets a limit has no verdict, and says which limit.
func TestLimits(t *testing.T) {
	code := compiled(t, iriw)
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	for _, c := range []struct {
		ctx    context.Context
		limits Limits
		want   string
	}{
		{t.Context(), Limits{States: 100}, "the limit of 100 states was met"},
		{t.Context(), Limits{Memory: 1000}, "the memory limit of 1 kB was met"},
		{t.Context(), Limits{Time: 1}, "the time limit of 1ns was met"},
		{cancelled, Limits{}, "it was interrupted"},
	} {
		r, err := new(Explorer).Explore(c.ctx, code, memory(t, "tso"), c.limits)
		require.NoError(t, err)
		assert.Equal(t, c.want, r.Limit)
		assert.Empty(t, r.Validation())
		assert.Empty(t, r.Observation())
	}
}

// TestWays: numbers of ways through graphs, up to the largest that can be told.
func TestWays(t *testing.T) {
	diamonds := func(n int) *graph {
		g := &graph{first: []uint32{0}}
		for i := range n { // 3i to 3i+1 and 3i+2, and from these to 3i+3
			at := uint32(3 * i)
			g.to = append(g.to, at+1, at+2, at+3, at+3)
			g.first = append(g.first, uint32(4*i+2), uint32(4*i+3), uint32(4*i+4))
		}
		g.first = append(g.first, uint32(4*n))
		g.ends = make([]int, 3*n+1)
		return g
	}
	for _, back := range []bool{false, true} {
		for n, want := range map[int]uint64{0: 1, 1: 2, 10: 1 << 10, 63: 1 << 63, 64: Many, 100: Many} {
			g := diamonds(n)
			g.back = back
			ways, ok := g.ways()
			assert.True(t, ok)
			assert.Equal(t, want, ways[3*n], "%d diamonds", n)
		}
	}
	g := &graph{to: []uint32{1, 0}, first: []uint32{0, 1, 2}, ends: make([]int, 2), back: true}
	_, ok := g.ways()
	assert.False(t, ok, "a cycle")
}

// TestOwnLocation: under rc11 an access to a location that no other thread touches forbids what
// would be allowed without it, since it is an event at another location.
func TestOwnLocation(t *testing.T) {
	const own = `C own
{ [x] = 0; [y] = 0; [own] = 0; }

P0 (atomic_int* x, atomic_int* own) {
  atomic_store_explicit(x, 1, memory_order_seq_cst);
  %s
  atomic_store_explicit(x, 2, memory_order_release);
}

P1 (atomic_int* x, atomic_int* y) {
  int r0 = atomic_load_explicit(x, memory_order_acquire);
  int r1 = atomic_load_explicit(y, memory_order_seq_cst);
}

P2 (atomic_int* x, atomic_int* y) {
  atomic_store_explicit(y, 1, memory_order_seq_cst);
  int r0 = atomic_load_explicit(x, memory_order_seq_cst);
}

exists (1:r0=2 /\ 1:r1=0 /\ 2:r0=0)
`
	for between, want := range map[string]string{
		"": Sometimes,
		"atomic_store_explicit(own, 1, memory_order_relaxed);":      Never,
		"int r0 = atomic_load_explicit(own, memory_order_relaxed);": Never,
		"int r0 = 5;": Sometimes,
	} {
		r, err := Explore(compiled(t, fmt.Sprintf(own, between)), memory(t, "rc11"), Limits{})
		require.NoError(t, err)
		assert.Equal(t, want, r.Observation(), between)
	}
}
