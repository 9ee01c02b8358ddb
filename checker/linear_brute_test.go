package checker

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"heddle/checker/linear"
	"heddle/checker/scenario"
	"heddle/machine"
	"heddle/machine/reference"
	_ "heddle/model/drawn"
	"heddle/model/golang"
	"heddle/model/golang/source"
	"heddle/model/program"
)

// counterSpec is the specification of the counters that randomCounter draws.
const counterSpec = `package toy

import (
	"sync/atomic"

	"heddle/model"
)

type Spec struct{ n int }

func (s *Spec) Add() int { s.n++; return s.n - 1 }

func (s *Spec) Get() int { return s.n }

func (s *Spec) Take() {
	if s.n == 0 {
		model.Refuse()
	}
	s.n--
}

// Counter has n, that somebody has seen, and tokens.
type Counter struct {
	n, seen atomic.Int64
	tokens  chan bool
}

func New() *Counter { return &Counter{tokens: make(chan bool, 8)} }
`

// counterMethods has ways to write the methods of a counter, some of which are right.
var counterMethods = map[string][]string{
	"Add() int": {
		"v := c.n.Add(1); c.tokens <- true; return int(v) - 1",
		"c.tokens <- true; return int(c.n.Add(1)) - 1",
		"v := c.n.Load(); c.n.Store(v + 1); c.tokens <- true; return int(v)",
		"v := c.n.Add(1); c.seen.Store(v); c.tokens <- true; return int(v) - 1",
		"v := c.n.Load(); for !c.n.CompareAndSwap(v, v+1) { v = c.n.Load() }; c.tokens <- true; return int(v)",
		"v := c.n.Add(1); if v > 1 { c.tokens <- true }; return int(v) - 1",
	},
	"Get() int": {
		"return int(c.n.Load())",
		"return int(c.seen.Load())",
		"v := c.n.Load(); c.seen.Store(v); return int(v)",
		"v := c.seen.Load(); if w := c.n.Load(); w < v { return int(w) }; return int(v)",
	},
	"Take()": {
		"<-c.tokens; c.n.Add(-1)",
		"c.n.Add(-1); <-c.tokens",
		"<-c.tokens; v := c.n.Load(); c.n.Store(v - 1)",
	},
}

// randomCounter draws the text of a counter and its specification, and what clients do with it.
func randomCounter(t *rapid.T) (text string, f scenario.Family) {
	var b strings.Builder
	b.WriteString(counterSpec)
	for _, signature := range []string{"Add() int", "Get() int", "Take()"} {
		fmt.Fprintf(&b, "\nfunc (c *Counter) %s { %s }\n", signature, rapid.SampledFrom(counterMethods[signature]).Draw(t, signature))
	}
	add, get, take := scenario.Call{Operation: "Add"}, scenario.Call{Operation: "Get"}, scenario.Call{Operation: "Take"}
	f.Object = &scenario.Object{
		Imports: []string{"example/toy"}, New: "toy.New()", Spec: "new(toy.Spec)", Blocking: true,
		Operations: []scenario.Operation{
			{Name: "Add", Results: []scenario.Result{scenario.Int}}, {Name: "Get", Results: []scenario.Result{scenario.Int}}, {Name: "Take"},
		},
	}
	sizes := rapid.SampledFrom([][]int{{2, 1}, {2, 2}, {1, 1, 1}, {1, 1}, {3, 1}}).Draw(t, "sizes")
	for _, n := range sizes {
		var slots []scenario.Slot
		for range n {
			slots = append(slots, scenario.Slot{rapid.SampledFrom([]scenario.Call{add, get, take, add, take}).Draw(t, "call")})
		}
		f.Clients = append(f.Clients, slots)
	}
	return b.String(), f
}

// loadToy loads one of the texts of a family of package example/toy.
func loadToy(t require.TestingT, toy, text, function string) *program.Program {
	l := &golang.Loader{Library: map[string]fs.FS{
		"example/toy": fstest.MapFS{"toy.go": {Data: []byte(toy)}},
		scenario.Path: fstest.MapFS{"scenario.go": {Data: []byte(text)}},
	}}
	p, err := l.Load(source.Target{Name: "toy", Path: scenario.Path, Func: function})
	require.NoError(t, err)
	return p
}

// enumeration is what there is to say of all histories of a program, by the reference interpreter: every schedule is run, one instruction after
// the other, and every history judged on its own.
type enumeration struct {
	automaton *linear.Automaton
	criterion linear.Criterion
	judged    map[string]bool
	seen      map[string]bool
	wrong     bool // a history does not keep the criterion
	stands    bool // in a standstill some operation waits that should not
}

// maxEnumerated bounds the states of an enumeration.
const maxEnumerated = 4_000

// from goes on from a state, the text of whose history, but for its last event, is known. It gives up, and says so, where there is too much to do.
func (e *enumeration) from(t require.TestingT, m *reference.Machine, events int, history string) (ok bool) {
	for _, o := range m.History()[events:] {
		events++
		history += fmt.Sprint(o.Client, o.Return, o.Name, o.Words)
	}
	key := m.Key() + history
	if e.seen[key] {
		return true
	}
	if e.seen[key] = true; len(e.seen) > maxEnumerated {
		return false
	}
	moves := 0
	threads := allThreads(m)
	if alone := slices.IndexFunc(threads, func(t int) bool { in, ok := m.Next(t); return ok && unnoticed(in.Op) }); alone >= 0 {
		threads = threads[alone : alone+1]
	}
	for _, thread := range threads {
		for alt := range m.Alternatives(thread) {
			next := m.Clone()
			_, err := next.Step(thread, alt)
			if errors.Is(err, reference.ErrBlocked) {
				continue
			}
			require.NoError(t, err)
			moves++
			if !e.from(t, next, events, history) {
				return false
			}
		}
	}
	if last := moves == 0 && !m.Ended(); last || !e.judged[history] {
		e.judged[history] = true
		e.judge(t, m, last)
	}
	return true
}

func allThreads(m *reference.Machine) (list []int) {
	for t := range m.Threads() {
		list = append(list, t)
	}
	return list
}

// unnoticed reports whether an instruction does nothing that others could notice, so that it makes no difference when it is carried out.
func unnoticed(op program.Op) bool {
	switch op {
	case program.Nop, program.Const, program.Move, program.Add, program.Sub, program.Mul, program.Eq, program.Ne, program.Lt, program.Le,
		program.Gt, program.Ge, program.Neg, program.Not, program.Convert, program.Index, program.AddrAdd, program.Jump, program.Branch,
		program.Call, program.CallClosure, program.CallMethod, program.Return, program.Alloc:
		return true
	}
	return false
}

// judge judges the history of a state, which may be a standstill.
func (e *enumeration) judge(t require.TestingT, m *reference.Machine, standstill bool) {
	var events []HistoryEvent
	open := 0
	for _, o := range m.History() {
		he := HistoryEvent{Client: o.Client, Return: o.Return, Operation: o.Name}
		for _, w := range o.Words {
			if o.Return {
				he.Results = append(he.Results, int(w))
			} else {
				he.Arguments = append(he.Arguments, int(w))
			}
		}
		if events = append(events, he); o.Return {
			open--
		} else {
			open++
		}
	}
	h, err := linear.NewHistory(events)
	require.NoError(t, err)
	if standstill && !e.automaton.MayWait(h, e.criterion) {
		e.stands = true
	}
	if e.criterion == linear.QuiescentlyConsistent && open > 0 {
		return // later operations may mend it
	}
	accepted := e.automaton.Accepts(h, e.criterion)
	if rejected, _ := e.automaton.Rejected(h); e.criterion == linear.Linearizable {
		require.Equal(t, accepted, !rejected)
	}
	e.wrong = e.wrong || !accepted
}

// unequalled is a monitor that does not compare words.
type unequalled struct{ machine.Monitor }

// TestMonitorsAgainstAllHistories compares the verdicts of searches with Monitors with all histories of all schedules.
func TestMonitorsAgainstAllHistories(t *testing.T) {
	criteria := []linear.Criterion{linear.Linearizable, linear.SequentiallyConsistent, linear.QuiescentlyConsistent}
	var checked, right, wrong, stands, fewer int
	rapid.Check(t, func(t *rapid.T) {
		toy, f := randomCounter(t)
		c := rapid.SampledFrom(criteria).Draw(t, "criterion")
		ordered := c != linear.QuiescentlyConsistent
		a, err := linear.Build(context.Background(), loadToy(t, toy, f.Sequential(ordered), scenario.SequentialFunc), linear.Bounds{})
		require.NoError(t, err)
		p := loadToy(t, toy, f.Concurrent(), scenario.ConcurrentFunc)
		e := &enumeration{automaton: a, criterion: c, judged: map[string]bool{}, seen: map[string]bool{}}
		config := reference.Under("sc")
		config.Recorded = true
		if !e.from(t, reference.New(p, config), 0, "") {
			return
		}
		checked++
		for _, visible := range []bool{false, true} {
			r, err := Check(context.Background(), p, Options{Memory: "sc", AllVisible: visible, Monitor: linear.New(a, c), Judge: a.Judge(c)})
			require.NoError(t, err)
			require.Equal(t, e.wrong || e.stands, r.Verdict == Violated, "%s %s", r.Property, r.Message)
			all, err := Check(context.Background(), p, Options{Memory: "sc", AllVisible: visible, Monitor: unequalled{linear.New(a, c)}, Judge: a.Judge(c)})
			require.NoError(t, err)
			require.Equal(t, r.Verdict, all.Verdict)
			require.LessOrEqual(t, r.States, all.States)
			fewer += all.States - r.States
			if r.Verdict == Violated {
				require.Len(t, r.Schedule.Steps, len(all.Schedule.Steps))
			}
			switch r.Property {
			case c.Property():
				require.True(t, e.wrong)
				wrong++
			case PropertyDeadlock:
				require.True(t, e.stands)
				stands++
			default:
				right++
				require.Equal(t, Verified, r.Verdict, "%s %s %s", r.Verdict, r.Property, r.Message)
			}
		}
	})
	t.Logf("%d programs: %d searches found nothing, %d a wrong history, %d a deadlock; %d states need no visit", checked, right, wrong, stands, fewer)
	require.NotZero(t, right)
	require.NotZero(t, wrong)
}
