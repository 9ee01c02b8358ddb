package checker

import (
	"context"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/checker/report"
	"heddle/machine"
)

// requester sends a request to node 1, and waits for the answer.
const requester = `n.Send(1, msg{"REQ", 1}); m := n.ReceiveFrom(1); if m.ts != 2 { panic("wrong answer") }`

// server answers all requests.
const server = `for { from, m, ok := n.Serve(); if !ok { break }; n.Send(from, msg{"ACK", m.ts + 1}) }`

// channelFirst gives a message to a channel before it gives one to the network.
const channelFirst = `ch := make(chan int, 1); ch <- 1; n.Send(1, msg{"A", 1})`

// TestNetworkVerdicts has verdicts, with the length of the shortest schedule. Each counterexample has been followed on the
// reference interpreter; here it is also replayed from its file.
func TestNetworkVerdicts(t *testing.T) {
	tests := []struct {
		name, body, flags string
		property          string // "" if it is verified
		message           string // part of it
		steps             int
		events            []string // the texts of some events, in order
	}{
		{"request", acting("", requester, server), "", "", "", 0, nil},
		{"the request is lost", acting("", requester, server), "loss=1", PropertyDeadlock, "P0 waits for a message from P1", 2,
			[]string{"sends REQ(ts=1) to P1", "loses REQ(ts=1) from P0 to P1", "finds all at rest"}},
		{"it is sent twice", acting("", `n.Send(1, msg{"REQ", 1}); `+requester, server), "loss=1", "", "", 0, nil},
		{"… and both are lost", acting("", `n.Send(1, msg{"REQ", 1}); `+requester, server), "loss=2", PropertyDeadlock, "", 3, nil},
		{"it is sent up to three times", acting("", `for range 3 { n.Send(1, msg{"REQ", 1}); if _, _, ok := n.TryReceive(); ok { break } }; for { if _, _, ok := n.Serve(); !ok { break } }`, server), "loss=1",
			"", "", 0, nil},
		{"the server crashes", acting("", requester, server), "crash=1", PropertyDeadlock, "P0 waits for a message from P1", 4,
			[]string{"P1 crashes", "sends REQ(ts=1) to P1", "P1 starts again", "finds all at rest"}},
		{"the network falls apart", acting("", requester, server), "partition=1", PropertyDeadlock, "", 3,
			[]string{"falls apart: P0 | P1", "sends REQ(ts=1) to P1", "finds all at rest"}},
		{"an answer is duplicated", acting("", requester+`; if _, _, ok := n.TryReceive(); ok { panic("again") }`, server), "duplicate=1", PropertyPanic, "again", 4, nil},
		{"the second overtakes the first", acting("", `n.Send(1, msg{"A", 1}); n.Send(1, msg{"A", 2})`, `_, m := n.Receive(); if m.ts == 2 { panic("overtaken") }; n.Receive()`),
			"reorder=1", PropertyPanic, "overtaken", 2, []string{"lets A(ts=2) from P0 to P1 overtake", "receives A(ts=2) from P0"}},
		{"a link that only grows", acting("", `for { n.Send(1, msg{"A", 1}) }`, `n.Receive()`), "", "limit",
			"link P0 → P1 holds 33 messages: it may grow without bound; --link K bounds it", 0, nil},
		{"who sends without end has its link bounded", acting("", `for { n.Send(1, msg{"A", 1}) }`, `n.Receive()`), "link=1", PropertyDeadlock,
			"P0 waits for room on the link to P1", 3, nil},
		{"two threads as one node", `func CheckX() {
			net := model.NewNetwork[int](2)
			var first atomic.Int64
			go func() { first.CompareAndSwap(0, 1); net.Node(0).Send(1, 1) }()
			go func() { first.CompareAndSwap(0, 2); net.Node(0).Send(1, 2) }()
			if m := net.Node(1).ReceiveFrom(0); int64(m) != first.Load() { panic("the one who came second has sent first") }
			net.Node(1).ReceiveFrom(0)
		}`, "", PropertyPanic, "came second", 5, nil},
		{"what is sent happens before", acting("", `result[0].Store(1); x := 0; _ = x; n.Send(1, msg{"A", 1})`, `n.Receive(); if result[0].Load() != 1 { panic("old") }`), "", "", "", 0, nil},
		{"plain accesses are ordered by a message", `var x int
		` + acting("", `x = 1; n.Send(1, msg{"A", 1})`, `n.Receive(); x++`), "", "", "", 0, nil},
		{"… not by one that comes before", `var x int
		` + acting("", `n.Send(1, msg{"A", 1}); x = 1`, `n.Receive(); x++`), "", PropertyRace, "x", 1, nil},
		{"… nor by a message of another", `var x int
		` + acting("", `x = 1`, `n.Receive(); x++`, `n.Send(1, msg{"A", 1})`), "", PropertyRace, "x", 1, nil},
		{"who finds all at rest is after all", `var x int
		` + acting("", `x = 1; n.Serve()`, `n.Serve(); x++`), "", "", "", 0, nil},
		{"messages of a channel and of a network", acting("", channelFirst, `n.Receive(); n.Receive()`), "", PropertyDeadlock, "P1 waits for a message", 1,
			[]string{"sends A(ts=1) to P1", "receives A(ts=1) from P0"}},
		{"… of which one is lost", acting("", channelFirst, `n.Receive()`), "loss=1", PropertyDeadlock, "P1 waits for a message", 1,
			[]string{"sends A(ts=1) to P1", "loses A(ts=1) from P0 to P1"}},
		{"a waiting send", acting(", model.Behaviour{Capacity: 1}", `n.Send(1, msg{"A", 1}); n.Send(1, msg{"A", 2}); n.ReceiveFrom(1)`, `n.Send(0, msg{"B", 1}); n.Send(0, msg{"B", 2}); n.ReceiveFrom(0)`), "",
			PropertyDeadlock, "P0 waits for room on the link to P1", 2, nil},
		{"a node that starts threads", acting("", `done := make(chan int); go func() { done <- 1 }(); <-done`, ""), "crash=1", "limit", "has started threads", 0, nil},
		{"a restart may panic", acting("", `if result[0].Add(1) == 2 { panic("again") }; n.Serve()`), "crash=1", PropertyPanic, "again", 3, nil},
		{"made late", "func CheckX() {\n\tgo func() {}()\n\tmodel.NewNetwork[int](2)\n}", "", "limit", "a network that is made after threads were started", 0, nil},
		{"too large", "func CheckX() { model.NewNetwork[int](65) }", "", PropertyPanic, "model: NewNetwork: 65 nodes, want 1 … 64", 0, nil},
		{"less than nothing", "func CheckX() { model.NewNetwork[int](2, model.Behaviour{Lose: -1}) }", "", PropertyPanic, "loss=-1", 0, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := compileText(t, networkShape+test.body)
			o, err := machine.ParseNetworkOverride(test.flags)
			require.NoError(t, err)
			r, err := Check(context.Background(), p, Options{Network: o})
			require.NoError(t, err)
			switch test.property {
			case "", "limit":
				assert.Equal(t, test.property == "", r.Verdict == Verified, "%s %s", r.Property, r.Message)
				assert.Contains(t, r.Message, test.message)
				return
			}
			require.Equal(t, test.property, r.Property, r.Message)
			assert.Contains(t, r.Message, test.message)
			s := r.Schedule
			assert.Len(t, s.Steps, test.steps)
			texts := s.Initial
			for _, step := range s.Steps {
				texts = append(texts, step.Events...)
			}
			for _, e := range texts {
				if len(test.events) > 0 && e.Text == test.events[0] {
					test.events = test.events[1:]
				}
			}
			assert.Empty(t, test.events, texts)
			var file strings.Builder
			require.NoError(t, report.Write(&file, s))
			again, err := report.Parse("x", strings.NewReader(file.String()))
			require.NoError(t, err)
			got, err := Replay(p, again)
			require.NoError(t, err)
			assert.Equal(t, r.Property, got.Property)
			assert.Equal(t, r.Message, got.Message)
			assert.Equal(t, len(s.Initial), len(got.Initial))
		})
	}
}

// TestBeforeTheFirstStep: what threads do and claim before the first step is in the schedule under their names, also if it fails there.
func TestBeforeTheFirstStep(t *testing.T) {
	const enter = `s.Enter(); n.Send(1-n.ID(), msg{"A", 1}); n.Receive(); s.Leave()`
	p := compileText(t, networkShape+"var s model.Section\n"+acting("", enter, enter))
	r, err := Check(context.Background(), p, Options{})
	require.NoError(t, err)
	s := r.Schedule
	require.NotNil(t, s)
	require.Equal(t, "mutual-exclusion", s.Property)
	assert.Empty(t, s.Steps)
	assert.Equal(t, []string{"main", "P0", "P1"}, s.Names)
	var texts []string
	for _, e := range s.Initial {
		texts = append(texts, e.Text)
	}
	assert.Equal(t, []string{"enters the critical section", "sends A(ts=1) to P1", "enters the critical section"}, texts)
}
