package checker

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/machine"
)

// monitored is the start of programs that use a counter.
const monitored = `package p

import (
	"sync"
	"sync/atomic"

	"heddle/model"
)

var (
	h  model.History
	n  atomic.Int64
	mu sync.Mutex
	ch = make(chan int, 8)
)

func add(c, by int) { h.Call(c, "Add", by); h.Return(c, int(n.Add(int64(by)))-by) }

func get(c int) { h.Call(c, "Get"); h.Return(c, int(n.Load())) }

func lostAdd(c int) { h.Call(c, "Add", 1); old := n.Load(); n.Store(old + 1); h.Return(c, int(old)) }

func spinTake(c int) {
	h.Call(c, "Take")
	for {
		if old := n.Load(); old > 0 && n.CompareAndSwap(old, old-1) {
			break
		}
	}
	h.Return(c)
}

func put(c int) { h.Call(c, "Add", 1); mu.Lock(); old := n.Add(1) - 1; ch <- 1; mu.Unlock(); h.Return(c, int(old)) }

func take(c int) { h.Call(c, "Take"); <-ch; n.Add(-1); h.Return(c) }

`

// TestMonitor checks programs that use a counter against its specification.
func TestMonitor(t *testing.T) {
	for _, c := range []struct{ name, body, property, message string }{
		{"atomic", "model.Run(2, func(i int) { add(i, i+1); get(i) })", "", ""},
		{"not atomic", "model.Run(2, lostAdd)", "linearizability", "client 1: Add[1] returns [0]"},
		{"too late", "model.Run(2, func(i int) { if i == 0 { add(0, 1); return }; h.Call(1, \"Get\"); old := n.Load(); _ = n.Load(); h.Return(1, int(old)); get(1) })", "", ""},
		{"stale", "model.Run(2, func(i int) { if i == 0 { add(0, 1); return }; old := n.Load(); h.Call(1, \"Get\"); _ = n.Load(); h.Return(1, int(old)) })",
			"linearizability", "client 1: Get[] returns [0]"},
		{"initial", "lostAdd(0); h.Call(0, \"Get\"); h.Return(0, 7)", "linearizability", "client 0: Get[] returns [7]"},
		{"final", "add(0, 1); model.Run(2, func(i int) { add(i, 1) }); n.Store(2); get(2)", "linearizability", "client 2: Get[] returns [2]"},
		{"waits", "model.Run(3, func(i int) { if i == 0 { put(0); return }; take(i) })", "", ""},
		{"waits for what is there", "model.Run(2, func(i int) { if i == 0 { put(0); put(0); <-ch; return }; take(i); take(i) })", "deadlock",
			"all goroutines are asleep - deadlock! main waits for its threads to end at x.go:37, P1 waits to receive from ch at x.go:35"},
		{"waits elsewhere", "model.Run(2, func(i int) { if i == 0 { var w sync.Mutex; w.Lock(); w.Lock() }; take(i) })", "deadlock",
			"all goroutines are asleep - deadlock! main waits for its threads to end at x.go:37, P0 waits in w#1.Lock at x.go:37, P1 waits to receive from ch at x.go:35"},
		{"spins", "model.Run(2, func(i int) { if i == 0 { add(0, 1) }; spinTake(i) })", "", ""},
		{"spins for what is there", "model.Run(2, func(i int) { if i == 0 { add(0, 1); n.Store(0); return }; spinTake(i) })", "stuck",
			"threads spin for ever, no schedule ends from here: main at x.go:37, P1 at x.go:26"},
		{"calls twice", "h.Call(0, \"Get\"); h.Call(0, \"Get\")", "history", "main: client 0 calls while its last call has not returned"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := compileText(t, monitored+"func CheckX() { "+c.body+" }\n")
			r, _, err := Sample(context.Background(), p, Options{Monitor: newCounterMonitor(), Judge: judgeCounter}, SampleOptions{Schedules: 100})
			require.NoError(t, err)
			assert.Equal(t, c.property, r.Property)
			for _, memory := range []string{"go", "sc", "tso", "pso"} {
				for _, visible := range []bool{false, true} {
					r, err := Check(context.Background(), p, Options{Memory: memory, AllVisible: visible, Symmetry: true, Monitor: newCounterMonitor(), Judge: judgeCounter})
					require.NoError(t, err)
					if assert.Equal(t, c.property, r.Property); c.property == "" {
						assert.Equal(t, Verified, r.Verdict)
					} else {
						assert.Equal(t, c.message, r.Message)
						again, err := ReplayJudged(p, r.Schedule, newCounterMonitor())
						require.NoError(t, err)
						assert.Equal(t, r.Schedule, again)
					}
				}
			}
		})
	}
}

// TestMonitorOfTheEnd has a Monitor that finds something only when all have ended.
func TestMonitorOfTheEnd(t *testing.T) {
	m := newCounterMonitor()
	m.atEnd = func(n int) string {
		if n == 4 {
			return "four"
		}
		return ""
	}
	const text = monitored + "func CheckX() { model.Run(2, func(i int) { add(i, 1+model.Choose(2)) })"
	p := compileText(t, text+"; go func() { h.Call(2, \"Get\"); select {} }() }\n")
	r, err := Check(context.Background(), p, Options{Monitor: m, AllowLeaks: true})
	require.NoError(t, err)
	assert.Equal(t, "linearizability: four", r.Property+": "+r.Message, "though a thread is left behind")
	r, err = Check(context.Background(), compileText(t, text+" }\n"), Options{Monitor: m})
	require.NoError(t, err)
	assert.Equal(t, "linearizability: four", r.Property+": "+r.Message)
	want := []HistoryEvent{
		{Step: 2, Thread: 2, Client: 1, Operation: "Add", Arguments: []int{2}}, {Step: 2, Thread: 2, Client: 1, Return: true, Results: []int{0}},
		{Step: 4, Thread: 1, Operation: "Add", Arguments: []int{2}}, {Step: 4, Thread: 1, Return: true, Results: []int{2}},
	}
	assert.Equal(t, want, r.Schedule.History)
}

// TestMonitorOfOneHistory refuses programs with two histories, and with one that is made late.
func TestMonitorOfOneHistory(t *testing.T) {
	for body, want := range map[string]string{
		"var g model.History; model.Run(2, func(i int) { add(i, 1); g.Call(i, \"Get\") })":    "a model.History at x.go:37: a monitor judges one, want it made before threads start and no other",
		"model.Run(2, func(i int) { n.Load(); f := new(model.History); f.Call(0, \"Get\") })": "a model.History at x.go:37: a monitor judges one, want it made before threads start and no other",
	} {
		_, err := Check(context.Background(), compileText(t, monitored+"func CheckX() { "+body+" }\n"), Options{Monitor: newCounterMonitor()})
		var refused *machine.Refused
		if assert.ErrorAs(t, err, &refused) {
			assert.Equal(t, want, refused.Message)
		}
	}
}

// TestMonitorWithoutTime has an operation that gives what is no more: that is wrong, under rc11, only if it is after the one
// that changed it in happens-before.
func TestMonitorWithoutTime(t *testing.T) {
	for _, c := range []struct{ store, load, property string }{
		{"Relaxed", "Relaxed", ""}, {"Release", "Relaxed", ""}, {"Relaxed", "Acquire", ""}, {"Release", "Acquire", "linearizability"},
	} {
		text := "package p\nimport \"heddle/model\"\nvar h model.History; var n, flag model.Word\n" +
			"func add(c int) { h.Call(c, \"Add\", 1); h.Return(c, n.FetchAndAdd(1, model.Relaxed)) }\n" +
			"func get(c int) { h.Call(c, \"Get\"); n.LoadRelaxed(); h.Return(c, 0) }\n" +
			"func CheckX() { model.Run(2, func(i int) {\n" +
			"if i == 0 { add(0); add(0); flag.Swap(1, model." + c.store + "); add(0) } else if flag.FetchAndAdd(0, model." + c.load + ") == 1 { get(1) } }) }\n"
		p := compileText(t, text)
		for _, memory := range []string{"sc", "rc11"} {
			for _, visible := range []bool{false, true} {
				r, err := Check(context.Background(), p, Options{Memory: memory, AllVisible: visible, Monitor: newWholeMonitor(), Judge: judgeCounter})
				require.NoError(t, err)
				want := c.property
				if memory == "sc" {
					want = "linearizability"
				}
				require.Equal(t, want, r.Property, "%s %s %s", c.store, c.load, memory)
				if want != "" && memory == "rc11" {
					last := r.Schedule.History[len(r.Schedule.History)-2]
					assert.Equal(t, []int{2}, last.Before)
				}
			}
		}
	}
	_, err := Check(context.Background(), compileText(t, monitored+"func CheckX() { add(0, 1) }\n"), Options{Memory: "rc11", Monitor: newCounterMonitor()})
	assert.EqualError(t, err, "checker: linearizability under memory model rc11: its histories are in no order of time, want a monitor that can do without")
}

// TestTrapWordsOfAState comes to a state by two histories: in one of them an operation was called before another one returned. That one is
// found first, or last, and violates nothing.
func TestTrapWordsOfAState(t *testing.T) {
	for _, late := range []string{"0", "1"} {
		p := compileText(t, monitored+"func CheckX() { var f, g atomic.Int64; model.Run(2, func(i int) {\n"+
			"if i == "+late+" { f.Add(1); g.Add(1); add(i, 1); return }\n"+
			"old := n.Load(); h.Call(i, \"Get\"); f.Add(1); g.Add(1); h.Return(i, int(old)) }) }\n")
		for _, monitor := range []machine.Monitor{newCounterMonitor(), strictMonitor{newCounterMonitor()}} {
			r, err := Check(context.Background(), p, Options{Monitor: monitor, Judge: judgeCounter})
			require.NoError(t, err)
			require.Equal(t, "linearizability", r.Property, late)
			assert.Len(t, r.Schedule.Steps, 6)
		}
	}
}

// TestMonitorOfTheInitialBlock has an operation that starts a client before it returns: only time puts it before that client's.
func TestMonitorOfTheInitialBlock(t *testing.T) {
	for body, property := range map[string]map[string]string{
		"h.Call(1, \"Add\", 1); go func() { h.Call(0, \"Get\"); h.Return(0, 0) }(); h.Return(1, 0)": {"sc": "linearizability", "rc11": ""},
		"h.Call(1, \"Add\", 1); h.Return(1, 0); go func() { h.Call(0, \"Get\"); h.Return(0, 0) }()": {"sc": "linearizability", "rc11": "linearizability"},
	} {
		p := compileText(t, "package p\nimport \"heddle/model\"\nvar h model.History\nfunc CheckX() { "+body+" }\n")
		for memory, want := range property {
			r, err := Check(context.Background(), p, Options{Memory: memory, Monitor: newWholeMonitor(), Judge: judgeCounter})
			require.NoError(t, err)
			assert.Equal(t, want, r.Property, "%s %s", memory, body)
		}
	}
}

// TestMonitorOnMachines has a monitor on machines with caches, and of transactions that are split.
func TestMonitorOnMachines(t *testing.T) {
	for body, property := range map[string]string{
		"model.Run(2, func(i int) { add(i, i+1); get(i) })": "",
		"model.Run(2, lostAdd)":                             "linearizability",
	} {
		p := compileText(t, monitored+"func CheckX() { "+body+" }\n")
		for _, system := range []machine.System{
			{Structure: machine.SMP}, {Structure: machine.NUMA, Coherence: machine.Update}, {Structure: machine.Dancehall, Split: true},
		} {
			r, err := Check(context.Background(), p, Options{Memory: "sc", System: system, Monitor: newCounterMonitor(), Judge: judgeCounter})
			if assert.NoError(t, err, "%v", system) {
				assert.Equal(t, property, r.Property, "%v %s", system, r.Message)
			}
		}
	}
}

// TestMonitorOfMessages has clients whose operations are requests to a server, which keeps the number, or each client
// keeps one of its own: that is seen whether all steps are taken or not.
func TestMonitorOfMessages(t *testing.T) {
	for name, c := range map[string]struct{ get, property string }{
		"server": {"node.Send(2, 0); _, n := node.Receive(); h.Return(i, n)", ""},
		"cached": {"h.Return(i, mine)", "linearizability"},
	} {
		text := "package p\nimport \"heddle/model\"\nfunc CheckX() {\nvar h model.History\nnet := model.NewNetwork[int](3)\n" +
			"net.Run(func(node model.Node[int]) {\ni := node.ID()\n" +
			"if i == 2 { n := 0; for { from, by, ok := node.Serve(); if !ok { return }; node.Send(from, n); n += by } }\n" +
			"h.Call(i, \"Add\", 1); node.Send(2, 1); _, old := node.Receive(); h.Return(i, old); mine := old + 1; _ = mine\n" +
			"h.Call(i, \"Get\"); " + c.get + " }) }\n"
		p := compileText(t, text)
		for _, reduce := range []string{ReduceOff, ReduceOn} {
			r, err := Check(context.Background(), p, Options{Reduce: reduce, Monitor: newCounterMonitor(), Judge: judgeCounter})
			require.NoError(t, err)
			assert.Equal(t, c.property, r.Property, "%s %s: %s", name, reduce, r.Message)
			assert.Equal(t, reduce == ReduceOn && r.Property == "", r.Reduced, r.Unreduced)
		}
	}
}

// TestMonitorOfCrashes has a node that crashes in an operation, and comes back as the same client or as another one, which gets
// more than both can have added.
func TestMonitorOfCrashes(t *testing.T) {
	for client, want := range map[string]string{
		"0": "history: P0: client 0 calls while its last call has not returned", "lives": "linearizability: client 1: Add[1] returns [2]",
	} {
		text := "package p\nimport \"heddle/model\"\nfunc CheckX() {\nvar h model.History\nlives := -1\n" +
			"model.NewNetwork[int](1, model.Behaviour{Crash: 1}).Run(func(node model.Node[int]) {\n" +
			"lives++; client := " + client + "\n" +
			"h.Call(client, \"Add\", 1); node.Send(0, 0); node.Receive(); h.Return(client, 2*lives)\n}) }\n"
		r, err := Check(context.Background(), compileText(t, text), Options{Monitor: newCounterMonitor(), Judge: judgeCounter})
		require.NoError(t, err)
		assert.Equal(t, want, r.Property+": "+r.Message)
	}
}

// TestReplayOfAnotherMonitor refuses to replay a schedule with a monitor of something else, or none.
func TestReplayOfAnotherMonitor(t *testing.T) {
	p := compileText(t, monitored+"func CheckX() { add(0, 1) }\n")
	_, err := Replay(p, &Schedule{Memory: "go", Criterion: "linearizability"})
	assert.EqualError(t, err, "checker: a monitor of no criterion of histories, the schedule is of linearizability")
	_, err = ReplayJudged(p, &Schedule{Memory: "go"}, newCounterMonitor())
	assert.EqualError(t, err, "checker: a monitor of linearizability, the schedule is of no criterion of histories")
}
