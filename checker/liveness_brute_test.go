package checker

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"heddle/machine"
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
		f.Emit(program.Instr{Op: program.Choose, A: f.Reg(), B: f.Const(2), C: -1})
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
	agreed := againstBruteForce(t, true, 600)
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
		memories := []string{"sc", "tso", "pso"}
		if !slices.ContainsFunc(memoriesFor(p, machine.NetworkOverride{}), func(m machine.Memory) bool { return m.Buffered }) {
			memories = memories[:1]
		}
		memory := rapid.SampledFrom(memories).Draw(t, "memory")
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
