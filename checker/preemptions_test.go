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

// TestUnboundedPreemptions: with as many preemptions as one likes the search is the
// plain one: same verdicts and, by a machine that knows the same, same numbers of states and
// transitions, and same ends.
func TestUnboundedPreemptions(t *testing.T) {
	verified := 0
	rapid.Check(t, func(t *rapid.T) {
		p := rapid.SampledFrom([]func(*rapid.T) *program.Program{generate.Program, generate.Mixed, generate.Guarded}).Draw(t, "kind")(t)
		memory := rapid.SampledFrom(machine.Memories()).Draw(t, "memory")
		plain, err := Check(context.Background(), p, Options{Memory: memory.Name, Limits: Limits{States: bruteForceLimit}})
		require.NoError(t, err)
		if plain.Verdict == Incomplete {
			return
		}
		all := Options{Memory: memory.Name, Preemptions: new(maxPreemptions)}
		got, err := Check(context.Background(), p, all)
		name := fmt.Sprintf("%s\n%v\nplain: %s %s\nbounded: %s %s", memory.Name, p, plain.Property, plain.Message, got.Property, got.Message)
		require.NoError(t, err, name)
		require.Equal(t, plain.Verdict, got.Verdict, name)
		require.Empty(t, got.Bounded)
		if plain.Verdict == Verified {
			verified++
			m := machine.New(p, machine.Config{Memory: memory})
			explore(m, Options{})
			a := explore(m, Options{})
			states, transitions, finals := a.seen.count, a.transitions, a.finals(t, p, m)
			b := explore(m, all)
			require.Equal(t, []int{states, transitions}, []int{b.seen.count, b.transitions}, name)
			require.Equal(t, finals, b.finals(t, p, m), name)
		}
	})
	require.Positive(t, verified)
}

// TestPreemptionsOfPrograms compares bounded searches of generated programs with the
// prices of all schedules of the machine's steps.
func TestPreemptionsOfPrograms(t *testing.T) {
	violated, cut := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		p := generate.Mixed(t)
		memory := rapid.SampledFrom(machine.Memories()).Draw(t, "memory")
		m, g := written(t, p, memory)
		if g == nil {
			return
		}
		bound := rapid.IntRange(0, 3).Draw(t, "preemptions")
		w := g.within(func(p price) bool { return p.preemptions <= bound })
		r, err := Check(context.Background(), p, Options{Memory: memory.Name, Preemptions: &bound})
		name := fmt.Sprintf("%s, %d preemptions\n%v\n%+v\n%+v", memory.Name, bound, p, w, r)
		require.NoError(t, err, name)
		switch {
		case w.violated:
			violated++
			require.Equal(t, Violated, r.Verdict, name)
			require.Equal(t, w.price.preemptions, *r.Schedule.Preemptions, name)
			// A machine that knows less of what is shared, as Check's may, takes longer steps.
			s := explore(m, Options{Preemptions: &bound})
			require.Equal(t, w.price, price{*s.preemptions(), len(s.shortest())}, name)
			require.Equal(t, w.property, s.violation.failure.Property, name)
		case w.stuck:
			require.Equal(t, Violated, r.Verdict, name)
			require.True(t, neverEnds(r.Property), name)
		case w.cut:
			cut++
			require.Equal(t, []any{Incomplete, fmt.Sprintf("preemptions=%d", bound), ""}, []any{r.Verdict, r.Bounded, r.Message}, name)
			s := explore(m, Options{Preemptions: &bound})
			require.Len(t, w.nodes, s.seen.count, name)
		default:
			require.Equal(t, []any{Verified, ""}, []any{r.Verdict, r.Bounded}, name)
		}
	})
	require.Positive(t, violated)
	require.Positive(t, cut)
}

// written writes the graph of a program's states out, with a machine that has searched the
// program and so knows what is shared; nil if the graph is large, or is nothing.
func written(t *rapid.T, p *program.Program, memory machine.Memory) (*machine.Machine, nodes) {
	const limit, never = 200, 1 << 30
	m := machine.New(p, machine.Config{Memory: memory, LearnAfter: never})
	if explore(m, Options{Limits: Limits{States: limit}}).limit != "" {
		return m, nil
	}
	for {
		g, err := write(m, limit)
		if !errors.Is(err, machine.ErrAgain) {
			require.NoError(t, err)
			return m, g
		}
	}
}

// write gives the graph of what m can reach; none if it has more than limit nodes, or
// the program fails before its first step.
func write(m *machine.Machine, limit int) (g nodes, err error) {
	initial, fail, err := m.Start(nil)
	if err != nil || fail != nil {
		return nil, err
	}
	list, index := []string{string(initial)}, map[string]int{string(initial): 0}
	for i := 0; i < len(list); i++ {
		if i == limit {
			return nil, nil
		}
		var out machine.Successors
		if err := m.Expand([]byte(list[i]), &out); err != nil {
			return nil, err
		}
		n := node{end: out.Ended}
		if out.State != nil {
			n.bad = out.State.Property
		}
		for _, f := range out.Failed {
			n.edges = append(n.edges, edge{action: f.Action, moves: f.Moves, fails: f.Failure.Property})
		}
		from := 0
		for _, it := range out.Items {
			to := string(out.Bytes[from:it.End])
			from = it.End
			if _, seen := index[to]; !seen {
				index[to] = len(list)
				list = append(list, to)
			}
			n.edges = append(n.edges, edge{action: it.Action, moves: it.Moves, to: index[to]})
		}
		g = append(g, n)
	}
	return g, nil
}

// TestLeaksAllowed compares checks that allow goroutines to be left behind with brute force.
func TestLeaksAllowed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := generate.Program(t)
		memory := rapid.SampledFrom(machine.Memories()).Draw(t, "memory")
		want, err := reference.Explore(p, reference.Under(memory.Name), bruteForceLimit/5)
		if errors.Is(err, reference.ErrLimit) {
			return
		}
		require.NoError(t, err)
		want.Leak = false
		for _, opts := range []Options{{}, {DepthFirst: true}, {Preemptions: new(maxPreemptions)}} {
			opts.Memory, opts.AllowLeaks = memory.Name, true
			r, err := Check(context.Background(), p, opts)
			require.NoError(t, err)
			requireSame(t, want, r, fmt.Sprintf("%+v\n%v", opts, p))
		}
	})
}

// TestMoves: the machine tells of a step who else takes part in it, and whether it is a daemon's.
func TestMoves(t *testing.T) {
	send := func(c *talk) { c.f.Send(c.chans[0], c.one) }
	receive := func(c *talk) { c.f.Receive(c.chans[0]) }
	meets := func(partner uint8) machine.Moves { return machine.Moves{Partner: partner} }
	b := build.New()
	ticks := b.Func("ticks", true)
	ticks.Send(0, ticks.Const(1))
	ticks.Return()
	main := b.Func("main")
	ch := main.Chan("c", build.Word, main.Const(0))
	main.GoDaemon(program.Daemon, ticks, ch)
	main.Receive(ch)
	main.Return()
	for name, c := range map[string]struct {
		program *program.Program
		want    []machine.Moves // of the initial state's successors
	}{
		"a send and a receive":    {talks([]int64{0}, send, receive), []machine.Moves{meets(3)}},
		"a send and two receives": {talks([]int64{0}, receive, send, receive), []machine.Moves{meets(2), meets(4)}},
		"a buffer":                {talks([]int64{1}, receive, send), []machine.Moves{{}}},
		"a daemon sends to main":  {b.Program(main), []machine.Moves{{Partner: 1, Daemon: true}}},
		"a joint step that fails": {talks([]int64{0}, func(c *talk) { send(c); c.f.Assert(c.zero, "") }, receive), []machine.Moves{meets(3)}},
	} {
		m := machine.New(c.program, machine.Config{Memory: machine.Memories()[0]})
		explore(m, Options{})
		initial, _, err := m.Start(nil)
		require.NoError(t, err, name)
		var out machine.Successors
		require.NoError(t, m.Expand(initial, &out), name)
		var got []machine.Moves
		for _, it := range out.Items {
			got = append(got, it.Moves)
		}
		for _, f := range out.Failed {
			got = append(got, f.Moves)
		}
		require.Equal(t, c.want, got, name)
	}
}
