package checker

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"heddle/machine/reference"
	"heddle/model/program"
	"heddle/model/program/build"
)

// endless draws a program of two threads that may go on for ever, that want into sections of their own and ask for things.
type endless struct {
	t        *rapid.T
	b        *build.Builder
	cells    []uint64
	sections []uint64
	response uint64
	forever  bool // some thread goes on for ever
	nodes    bool // the threads are nodes of a network, too
	serves   bool // … and one may find all at rest
	as       build.Behaviour
}

func drawEndless(t *rapid.T, nodes bool) (*program.Program, *endless) {
	e := &endless{t: t, b: build.New(), nodes: nodes}
	e.cells = []uint64{e.b.Global("x", 1), e.b.Global("y", 1)}
	e.sections = []uint64{e.b.Global("s0", 1), e.b.Global("s1", 1)}
	e.response = e.b.Global("r", 1)
	main := e.b.Func("main")
	if nodes {
		e.network(main)
	}
	var bodies []*build.Func
	for id := range 2 {
		f := e.b.Func(fmt.Sprintf("thread%d", id))
		if nodes && (id == 1 || rapid.IntRange(0, 3).Draw(t, "both") == 0) {
			f.Attach(f.Const(0), f.Const(int64(id)))
		}
		again := f.Here()
		for range rapid.IntRange(1, 3).Draw(t, "statements") {
			e.statement(f, id, 2)
		}
		if rapid.Bool().Draw(t, "for ever") {
			f.Jump(again)
			e.forever = true
		} else {
			f.Return()
		}
		bodies = append(bodies, f)
	}
	for _, f := range bodies {
		main.Go(f)
	}
	main.Join()
	main.Return()
	return e.b.Program(main), e
}

func (e *endless) cell() uint64 { return rapid.SampledFrom(e.cells).Draw(e.t, "cell") }

func (e *endless) value(f *build.Func) build.Reg {
	return f.Const(int64(rapid.IntRange(0, 1).Draw(e.t, "value")))
}

func (e *endless) statement(f *build.Func, id, depth int) {
	order := rapid.SampledFrom([]program.Order{program.Ordinary, program.SeqCst}).Draw(e.t, "order")
	if e.nodes && rapid.IntRange(0, 3).Draw(e.t, "message") > 0 {
		e.message(f, id)
		return
	}
	switch rapid.IntRange(0, 7).Draw(e.t, "statement") {
	case 0:
		f.Store(e.cell(), e.value(f), order)
	case 1: // spin on a value
		c, v := e.cell(), e.value(f)
		again, on := f.Here(), f.Label()
		f.Branch(f.Op(program.Eq, f.Load(c, order), v), on, again)
		f.Place(on)
	case 2: // spin on a swap
		c, v := e.cell(), e.value(f)
		again, on := f.Here(), f.Label()
		f.Branch(f.Op(program.Ne, f.RMW(program.AtomicSwap, f.Addr(c), v, program.SeqCst), v), on, again)
		f.Place(on)
	case 3: // wait for a value, and set another
		c, v, w := e.cell(), e.value(f), e.value(f)
		f.Section(func() {
			f.Await(f.Op(program.Eq, f.LoadAt(f.Addr(c), 0, program.Plain), v))
			f.StoreAt(f.Addr(c), 0, w, program.Plain)
		})
	case 4:
		f.Emit(program.Instr{Op: program.Choose, A: f.Reg(), B: f.Const(2)})
	case 5:
		client := f.Const(int64(rapid.IntRange(0, 3).Draw(e.t, "client") / 3))
		if e.nodes { // whose request is void is not kept of one that two make
			client = f.Const(int64(id))
		}
		event := rapid.SampledFrom([]program.Event{program.EventAsk, program.EventGrant, program.EventGrant}).Draw(e.t, "event")
		f.Ghost(event, f.Addr(e.response), client)
	default: // a passage through the section
		if depth == 0 {
			return
		}
		s := f.Addr(e.sections[id])
		f.Ghost(program.EventWant, s)
		e.statement(f, id, 0)
		f.Ghost(program.EventEnter, s)
		f.Ghost(program.EventLeave, s)
	}
}

// network makes that of the two threads. Its links hold a message or two, so that states are few.
func (e *endless) network(main *build.Func) {
	e.as[program.BehaveCapacity] = rapid.IntRange(1, 2).Draw(e.t, "capacity")
	e.as[program.BehaveUnordered] = rapid.IntRange(0, 1).Draw(e.t, "unordered")
	if rapid.IntRange(0, 2).Draw(e.t, "fails") > 0 {
		e.as[rapid.SampledFrom([]int{program.BehaveLose, program.BehavePartition, program.BehaveCrash, program.BehaveCrash}).Draw(e.t, "fault")] = 1
	}
	main.Network(2, e.b.Layout("message", false), e.as)
}

// message draws a statement about messages.
func (e *endless) message(f *build.Func, id int) {
	net, me, other := f.Const(0), f.Const(int64(id)), f.Const(int64(1-id))
	operation := rapid.IntRange(1, 8).Draw(e.t, "operation")
	if id == 1 && operation > 2 { // who sends more than hears, to one who hears more than sends
		operation = 1
	}
	switch operation {
	case 1:
		f.Transmit(net, me, other, e.value(f))
	case 2:
		f.Listen(program.ReceiveAny, 1, net, me)
	case 3:
		f.Listen(program.ReceiveServe, 1, net, me)
		e.serves = true
	case 4:
		f.Listen(program.ReceiveTry, 1, net, me)
	default: // poll until there is a message, or a certain one
		at := rapid.IntRange(1, 2).Draw(e.t, "which")
		again, on := f.Here(), f.Label()
		r := f.Listen(program.ReceiveTry, 1, net, me)
		if rapid.Bool().Draw(e.t, "between") {
			f.Load(e.cell(), program.SeqCst)
		}
		f.Branch(r+build.Reg(at), on, again)
		f.Place(on)
	}
}

// bruteEdge is a step of the reference interpreter.
type bruteEdge struct {
	to     int
	by     string // process; "" of what nobody is asked for
	takes  string // what a network owes, too
	enters bool
}

// bruteGraph is all states of a program, each instruction a step.
type bruteGraph struct {
	edges [][]bruteEdge
	open  []map[string]bool // by state: what is waited for, as property and number
	ended []bool
	bad   bool // something is violated, or nothing can happen

	halted []bool // it has ended but for nodes that are down
}

func explored(p *program.Program, memory string, limit int, e *endless) (*bruteGraph, bool) {
	config := reference.Under(memory)
	config.Ordered = true
	g := &bruteGraph{}
	var states []*reference.Machine
	index := map[string]int{}
	add := func(m *reference.Machine) int {
		key := m.Key()
		i, ok := index[key]
		if !ok {
			i = len(states)
			index[key] = i
			states = append(states, m)
		}
		return i
	}
	add(reference.New(p, config))
	for i := 0; i < len(states); i++ {
		if i > limit {
			return nil, false
		}
		m := states[i]
		states[i] = nil
		open := map[string]bool{}
		var edges []bruteEdge
		for t := range m.Threads() {
			if m.Wants(t) && !m.Finished(t) {
				open[fmt.Sprint(PropertyStarvation, t)] = true
				open[PropertyProgress] = true
			}
			in, _ := m.Next(t)
			var deliveries []reference.Delivery
			if in.Op == program.NetReceive {
				deliveries = m.Deliveries(t)
			}
			for alt := range m.Alternatives(t) {
				takes := ""
				if len(deliveries) > 0 {
					takes = m.Owed(t, deliveries[alt])
				}
				next := m.Clone()
				_, err := next.Step(t, alt)
				if err == reference.ErrBlocked {
					continue
				}
				if err != nil {
					g.bad = true
					return g, true
				}
				enters := in.Op == program.Ghost && program.Event(in.Aux) == program.EventEnter
				edges = append(edges, bruteEdge{add(next), fmt.Sprint("thread ", t), takes, enters})
			}
			for entry, a := range m.Buffer(t) {
				next := m.Clone()
				if _, err := next.Flush(t, entry); err == nil {
					edges = append(edges, bruteEdge{add(next), fmt.Sprint("buffer ", t, a.Loc), "", false})
				}
			}
		}
		quiet, down := len(edges) == 0, false
		for _, f := range m.Faults() {
			next := m.Clone()
			if err := next.Suffer(f); err != nil {
				g.bad = true
				return g, true
			}
			takes := ""
			if f.Kind == reference.FaultHeal {
				takes = "healing"
			}
			down = down || f.Kind == reference.FaultRestart
			edges = append(edges, bruteEdge{add(next), "", takes, false})
		}
		for c := range 2 {
			if m.Asked(e.response, c) {
				open[fmt.Sprint(PropertyLeadsTo, c)] = true
			}
		}
		g.edges, g.open, g.ended = append(g.edges, edges), append(g.open, open), append(g.ended, m.Ended())
		g.halted = append(g.halted, m.Halted())
		g.bad = g.bad || quiet && !down && !m.Ended()
	}
	return g, true
}

// does reports whether an edge is a step of a process, or what a network owes.
func (e bruteEdge) does(p string) bool { return e.by == p || e.takes == p }

// processes gives those that can step in a state, and what networks owe there.
func (g *bruteGraph) processes(i int) (procs, owed map[string]bool) {
	procs, owed = map[string]bool{}, map[string]bool{}
	for _, e := range g.edges[i] {
		procs[e.by], owed[e.takes] = true, true
	}
	delete(procs, "")
	delete(owed, "")
	return procs, owed
}

// violates reports whether a fair run stays for ever where what is open; "" is anywhere. (A cell's
// entries in a store buffer are a process: each must be written some time.)
func (g *bruteGraph) violates(open string, strong bool) bool {
	in := make([]bool, len(g.edges))
	procs, owed := map[string]bool{}, map[string]bool{}
	for i := range g.edges {
		in[i] = !g.ended[i] && (open == "" || g.open[i][open])
		p, o := g.processes(i)
		if in[i] && len(p)+len(o) == 0 && !(open == "" && g.halted[i]) {
			return true // it stays there
		}
		maps.Copy(procs, p)
		maps.Copy(owed, o)
	}
	weak, again := slices.Sorted(maps.Keys(procs)), slices.Sorted(maps.Keys(owed))
	if strong {
		weak, again = nil, append(weak, again...)
	}
	able := func(p string, i int) bool {
		return slices.ContainsFunc(g.edges[i], func(e bruteEdge) bool { return e.does(p) })
	}
	for set := range 1 << len(again) { // these step again and again, and no others can
		rest, step := slices.Clone(in), slices.Clone(weak)
		for k, p := range again {
			if set>>k&1 != 0 {
				step = append(step, p)
				continue
			}
			for i := range rest {
				rest[i] = rest[i] && !able(p, i)
			}
		}
		if g.cycles(rest, step, open, func(p string, i int) bool { return slices.Contains(weak, p) && !able(p, i) }) {
			return true
		}
	}
	return false
}

// ends reports whether the program can end where something is open.
func (g *bruteGraph) ends(open string) bool {
	for i, ended := range g.ended {
		if ended && g.open[i][open] {
			return true
		}
	}
	return false
}

// cycles reports whether a run can stay in a set of states for ever so that each process again and again
// steps, or is excused: the greatest fixpoint of E. A. Emerson and C.-L. Lei (1987), backwards over all edges.
func (g *bruteGraph) cycles(in []bool, procs []string, open string, excused func(p string, i int) bool) bool {
	counts := func(i int, e bruteEdge) bool { return in[i] && in[e.to] && !(open == PropertyProgress && e.enters) }
	reaches := func(good func(i int, e bruteEdge) bool) []bool {
		reach := make([]bool, len(in))
		before := make([][]int, len(in))
		var queue []int
		for i := range g.edges {
			for _, e := range g.edges[i] {
				if !counts(i, e) {
					continue
				}
				before[e.to] = append(before[e.to], i)
				if good(i, e) && !reach[i] {
					reach[i] = true
					queue = append(queue, i)
				}
			}
		}
		for len(queue) > 0 {
			i := queue[0]
			queue = queue[1:]
			for _, j := range before[i] {
				if !reach[j] {
					reach[j] = true
					queue = append(queue, j)
				}
			}
		}
		return reach
	}
	for {
		keep := reaches(func(int, bruteEdge) bool { return true })
		for _, p := range procs {
			reach := reaches(func(i int, e bruteEdge) bool { return e.does(p) || excused(p, i) })
			for i := range keep {
				keep[i] = keep[i] && reach[i]
			}
		}
		changed, some := false, false
		for i := range in {
			if in[i] && !keep[i] {
				in[i], changed = false, true
			}
			some = some || in[i]
		}
		if !changed {
			return some
		}
	}
}

// TestLivenessAgainstBruteForce compares verdicts on random programs with another algorithm on all states of
// the reference interpreter.
func TestLivenessAgainstBruteForce(t *testing.T) {
	agreed := againstBruteForce(t, false, 3000)
	for _, property := range Liveness()[1:4] {
		assert.Positive(t, agreed[property+"true"], property)
	}
	assert.Positive(t, agreed[PropertyStarvation+"false"])
}

// TestLivenessOfMessagesAgainstBruteForce does so with programs whose threads are nodes of a network that fails.
func TestLivenessOfMessagesAgainstBruteForce(t *testing.T) {
	agreed := againstBruteForce(t, true, 1200)
	verdicts := 0
	for _, property := range Liveness()[:4] {
		verdicts += agreed[property+"true"] + agreed[property+"false"]
	}
	assert.Positive(t, verdicts)
}

// againstBruteForce compares verdicts on programs with few states, and counts what was agreed on.
func againstBruteForce(t *testing.T, nodes bool, limit int) (agreed map[string]int) {
	agreed = map[string]int{}
	rapid.Check(t, func(t *rapid.T) {
		p, e := drawEndless(t, nodes)
		require.NoError(t, p.Validate())
		memory := rapid.SampledFrom([]string{"sc", "tso", "pso"}).Draw(t, "memory")
		strong := rapid.IntRange(0, 3).Draw(t, "strong") == 0
		g, ok := explored(p, memory, limit, e)
		if !ok || g.bad || e.serves && e.forever && !strong { // while another's local work is a step not all are at rest
			agreed[fmt.Sprint(ok)]++
			return
		}
		opts := Options{Memory: memory, Endless: e.forever, Fairness: "weak"}
		if strong {
			opts.Fairness = "strong"
		}
		for _, property := range Liveness()[:4] {
			want := false
			for _, open := range waiting(property) {
				want = want || g.violates(open, strong) || property == PropertyLeadsTo && g.ends(open)
			}
			opts.Liveness = []string{property}
			r, err := Check(context.Background(), p, opts)
			if errors.Is(err, ErrVacuous) || property == PropertyTermination && e.forever {
				require.Error(t, err)
				require.True(t, !want || property == PropertyTermination, "%s: %v\n%v", property, err, p)
				continue
			}
			require.NoError(t, err, "%s %s\n%v", property, memory, p)
			if !slices.Contains(Liveness(), r.Property) && r.Verdict != Verified {
				return // stuck: somebody cannot end
			}
			require.Equal(t, want, r.Property == property, "%s %s strong=%v: %s\n%v", property, memory, strong, r.Message, p)
			agreed[fmt.Sprint(property, want)]++
		}
	})
	return agreed
}

// waiting lists what may be open against a property.
func waiting(property string) []string {
	switch property {
	case PropertyTermination:
		return []string{""}
	case PropertyProgress:
		return []string{PropertyProgress}
	case PropertyStarvation:
		return []string{PropertyStarvation + "1", PropertyStarvation + "2"}
	}
	return []string{PropertyLeadsTo + "0", PropertyLeadsTo + "1"}
}
