package machine_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"heddle/machine"
	"heddle/machine/reference/generate"
	"heddle/model/golang"
	"heddle/model/golang/source"
	"heddle/model/program"
	"heddle/model/program/build"
	"heddle/specs"
)

// TestOrbitsOfIdenticalThreads compares what is said of interchangeable threads with all states of
// random programs; see orbitsOf.
func TestOrbitsOfIdenticalThreads(t *testing.T) {
	whole, parts, stored := 0, 0, 0
	rapid.Check(t, func(t *rapid.T) {
		p := generate.Identical(t)
		require.NoError(t, p.Validate())
		memory := rapid.SampledFrom([]string{"go", "sc", "tso", "pso"}).Draw(t, "memory")
		o := orbitsOf(t, p, memory, 2_000)
		switch {
		case o == nil:
		case o.members == len(o.states[0].locals)-1:
			whole++
		default:
			parts++
		}
		if o != nil && o.orbits < len(o.states) {
			stored++
		}
	})
	t.Logf("%d programs with interchangeable threads, %d with some, %d with fewer orbits than states", whole, parts, stored)
	require.Positive(t, whole)
	require.Positive(t, stored)
}

// TestOrbitsOfLibrary does so for the library.
func TestOrbitsOfLibrary(t *testing.T) {
	some := 0
	for _, e := range specs.Shared() {
		for _, memory := range []string{"go", "pso"} {
			threads := 3
			if strings.HasPrefix(e.Name, "barrier/sense") {
				threads = 4
			}
			if e.MaxThreads > 0 {
				threads = min(threads, e.MaxThreads)
			}
			if o := orbitsOf(t, load(t, e.Name, threads, 1), memory, 800); o != nil {
				some++
			}
		}
	}
	require.Greater(t, some, 40)
}

// TestOrbitsOfCycles does so where threads refer to each other in a circle: nothing else tells them apart.
func TestOrbitsOfCycles(t *testing.T) {
	const threads = 4
	b := build.New()
	last := b.Global("last", 1)
	own := b.Global("own", threads)
	b.Set(last, ^uint64(0))
	for i := range uint64(threads) {
		b.Set(own+i, ^uint64(0))
	}
	worker := b.Func("worker", false, true)
	id, me := build.Reg(0), build.Reg(1)
	for range 2 {
		worker.StoreAt(me, 0, worker.RMW(program.AtomicSwap, worker.Addr(last), id, program.SeqCst), program.SeqCst)
	}
	worker.Return()
	main := b.Func("main")
	for i := range uint64(threads) {
		main.Go(worker, main.Const(int64(i)), main.Addr(own+i))
	}
	main.Join()
	main.Store(last, main.Const(-1), program.SeqCst) // who came last is forgotten
	main.Return()
	o := orbitsOf(t, b.Program(main), "sc", 10_000)
	require.NotNil(t, o)
	require.Equal(t, threads, o.members)
}

func load(t testing.TB, name string, threads, rounds int) *program.Program {
	e, err := specs.Find(name)
	require.NoError(t, err)
	l := &golang.Loader{Library: specs.Sources()}
	p, err := l.Load(source.Target{Name: name, Path: e.Package, Func: e.Check}, threads, rounds)
	require.NoError(t, err)
	return p
}

// T is what both testing.T and rapid.T are.
type T interface {
	require.TestingT
	Helper()
}

// examined is a program all of whose states have been turned by all transpositions of interchangeable threads.
type examined struct {
	members int
	orbits  int
	states  []examinedState
}

type examinedState struct {
	state   string
	locals  []struct{}
	verdict string   // what there is to say of it, without names
	next    []string // its successors: action, state
}

// orbitsOf explores p, if it has no more states than limit, with and without symmetry, and checks that
// every transposition of interchangeable threads maps each state to a state, its verdict to that one's, and its
// steps to that one's steps; and that the search with symmetry finds one state of each orbit of those.
// It gives nil if there are no interchangeable threads.
func orbitsOf(t T, p *program.Program, memory string, limit int) *examined {
	t.Helper()
	plain, ok := exploreAll(t, p, memory, limit, func(m *machine.Machine) {}, machine.Config{})
	if !ok {
		return nil
	}
	m := new(machine.Machine)
	all, ok := exploreAll(t, p, memory, limit, func(other *machine.Machine) { m = other; m.Plain(true) }, machine.Config{Symmetry: true})
	if !ok { // it fails in the initial block, when less is known of what threads share
		fails := func(s examinedState) bool { return !strings.HasSuffix(s.verdict, "[]") }
		require.True(t, slices.ContainsFunc(plain, fails), "%s: only with symmetry something fails\n%v", memory, p)
		return nil
	}
	require.Len(t, all, len(plain), "%s: the same states are steps\n%v", memory, p)
	classes, _ := m.Symmetry()
	if len(classes) == 0 {
		return nil
	}
	o := &examined{states: all}
	index := map[string]int{}
	root := make([]int, len(all))
	for i, s := range all {
		index[s.state], root[i] = i, i
	}
	find := func(i int) int {
		for root[i] != i {
			i = root[i]
		}
		return i
	}
	for _, class := range classes {
		o.members += len(class)
		for k := range class[1:] {
			to := identity(len(all[0].locals))
			to[class[k]], to[class[k+1]] = class[k+1], class[k]
			for i, s := range all {
				j, known := index[string(m.Permute([]byte(s.state), to))]
				require.True(t, known, "%s: a state is turned by %v to none\n%v", memory, to, p)
				require.Equal(t, s.verdict, all[j].verdict, "%s\n%v", memory, p)
				require.Equal(t, permutedSteps(m, s.next, to), all[j].next, "%s: steps turned by %v\n%v", memory, to, p)
				root[find(i)] = find(j)
			}
		}
	}
	for i := range all {
		if find(i) == i {
			o.orbits++
		}
	}
	reduced, ok := exploreAll(t, p, memory, limit, func(*machine.Machine) {}, machine.Config{Symmetry: true})
	require.True(t, ok)
	if allocates(p) {
		require.LessOrEqual(t, o.orbits, len(reduced), "%s\n%v", memory, p)
	} else {
		require.Equal(t, o.orbits, len(reduced), "%s\n%v", memory, p)
	}
	return o
}

// allocates reports whether p makes objects: then an orbit may have several representatives.
func allocates(p *program.Program) bool {
	for i := range p.Funcs {
		if p.Funcs[i].Name == "main" || strings.HasPrefix(p.Funcs[i].Name, "Check") && !strings.Contains(p.Funcs[i].Name, ".func") {
			continue // what main makes first is not on the heap
		}
		for _, in := range p.Funcs[i].Code {
			if in.Op == program.Alloc {
				return true
			}
		}
	}
	return false
}

func identity(n int) []int {
	to := make([]int, n)
	for i := range to {
		to[i] = i
	}
	return to
}

// permutedSteps turns the steps of a state: the alternatives of one thread may change places.
func permutedSteps(m *machine.Machine, next []string, to []int) []string {
	var turned []string
	for _, step := range next {
		var thread int
		var flush bool
		what, state, _ := strings.Cut(step, "|")
		if n, _ := fmt.Sscan(what, &thread, &flush); n != 2 {
			panic(what)
		}
		turned = append(turned, fmt.Sprint(to[thread], flush)+"|"+string(m.Permute([]byte(state), to)))
	}
	slices.Sort(turned)
	return turned
}

// exploreAll gives all states, and false if there are more than limit.
func exploreAll(t T, p *program.Program, memory string, limit int, prepare func(*machine.Machine), cfg machine.Config) ([]examinedState, bool) {
	var err error
	cfg.Memory, err = machine.FindMemory(memory)
	require.NoError(t, err)
	m := machine.New(p, cfg)
	prepare(m)
	for {
		first, fail, err := m.Start(nil)
		if err == machine.ErrAgain {
			continue
		}
		require.NoError(t, err)
		if fail != nil {
			return nil, false
		}
		states, err := exploreFrom(t, m, string(first), limit)
		switch {
		case err == machine.ErrAgain:
		case err != nil:
			return nil, false
		default:
			return states, len(states) <= limit
		}
	}
}

func exploreFrom(t T, m *machine.Machine, first string, limit int) (states []examinedState, err error) {
	seen := map[string]bool{first: true}
	var out machine.Successors
	for todo := []string{first}; len(todo) > 0 && len(states) <= limit; todo = todo[1:] {
		out.Reset()
		if err := m.Expand([]byte(todo[0]), &out); err != nil {
			return nil, err
		}
		require.NoError(t, m.Valid([]byte(todo[0])))
		x := examinedState{state: todo[0], locals: make([]struct{}, todo[0][0]), verdict: verdictOf(&out)}
		from := 0
		for _, it := range out.Items {
			state := string(out.Bytes[from:it.End])
			from = it.End
			x.next = append(x.next, fmt.Sprint(it.Action.Thread(), it.Action.Flush())+"|"+state)
			if !seen[state] {
				seen[state] = true
				todo = append(todo, state)
			}
		}
		slices.Sort(x.next)
		states = append(states, x)
	}
	return states, nil
}

// verdictOf says what there is to say of a state, without names.
func verdictOf(out *machine.Successors) string {
	var list []string
	for _, f := range out.Failed {
		list = append(list, f.Failure.Property)
	}
	slices.Sort(list)
	if out.State != nil {
		list = append(list, "state: "+out.State.Property)
	}
	return fmt.Sprint(out.Ended, list)
}
