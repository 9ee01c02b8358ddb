package checker_test

import (
	"context"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/checker"
	"heddle/checker/report"
)

const nodes = `package x

import (
	"sync"

	"heddle/model"
)

var answered model.Response
var section model.Section

func use(any) {}

func CheckNodes() {
	use(&answered)
	use(&section)
	use(new(sync.WaitGroup))
	BODY
}
`

// TestLivenessOfNetworks: what a fair network must do, and what nobody is asked for.
func TestLivenessOfNetworks(t *testing.T) {
	const (
		polls = `n := model.NewNetwork[int](2, model.Behaviour{AS})
	n.Run(func(node model.Node[int]) {
		if node.ID() == 0 {
			node.Send(1, 7)
			return
		}
		for {
			if _, _, ok := node.TryReceive(); ok {
				return
			}
		}
	})`
		two = `n := model.NewNetwork[int](2, model.Behaviour{AS})
	n.Run(func(node model.Node[int]) {
		if node.ID() == 0 {
			node.Send(1, 1)
			node.Send(1, 2)
			return
		}
		for {
			if _, m, ok := node.TryReceive(); ok && m == 2 {
				return
			}
		}
	})`
		echo = `n := model.NewNetwork[int](3, model.Behaviour{AS})
	n.Run(func(node model.Node[int]) {
		switch node.ID() {
		case 1:
			for {
				node.Send(0, 0)
				node.Receive()
			}
		case 2:
			answered.Ask(2)
			node.Send(0, 0)
			node.Receive()
			answered.Grant(2)
			return
		}
		for {
			from, _ := node.Receive()
			node.Send(from, 0)
		}
	})`
		serves = `n := model.NewNetwork[int](2, model.Behaviour{AS})
	var wg sync.WaitGroup
	wg.Go(func() {
		client := n.Node(1)
		answered.Ask(1)
		client.Send(0, 1)
		client.Receive()
		answered.Grant(1)
	})
	n.Run(func(node model.Node[int]) {
		if node.ID() == 0 {
			for {
				from, m, ok := node.Serve()
				if !ok {
					return
				}
				node.Send(from, m+1)
			}
		}
	})
	wg.Wait()`
		calls = `n := model.NewNetwork[int](2, model.Behaviour{AS})
	n.Run(func(node model.Node[int]) {
		if node.ID() == 1 {
			answered.Ask(1)
			node.TryReceive()
			answered.Grant(1)
		}
	})`
		mutex = `n := model.NewNetwork[int](1, model.Behaviour{AS})
	let := make(chan int, 2)
	var wg sync.WaitGroup
	wg.Go(func() {
		section.Want()
		<-let
		section.Enter()
		section.Leave()
	})
	n.Run(func(node model.Node[int]) { let <- 1 })
	wg.Wait()`
	)
	for _, c := range []struct {
		name, body, as, properties, want string
		stays                            bool // the run stays where it is
	}{
		{"a message arrives", polls, "", "termination", "", false},
		{"… on any link", polls, "Unordered: true", "termination", "", false},
		{"… unless it is lost", polls, "Lose: 1", "termination", "stuck", false},
		{"… or sent across a partition", polls, "Partition: 1", "termination", "stuck", false},
		{"… or its receiver is down", polls, "Crash: 1", "termination", "stuck", false},
		{"the second one too", two, "", "termination", "", false},
		{"… on any link: that of the two which is owed", two, "Unordered: true", "termination", "", false},
		{"each sender is heard", echo, "", "leads-to", "", false},
		{"… of equal messages too", echo, "Unordered: true", "leads-to", "", false},
		{"a server answers", serves, "", "leads-to", "", false},
		{"… unless the answer is lost", serves, "Lose: 1", "leads-to", "deadlock", false},
		{"what a node asks for is void when it crashes", calls, "Crash: 1", "leads-to", "", false},
		{"who waits for one that is down need not end", mutex, "Crash: 1", "termination", "termination", true},
		{"a section is entered", mutex, "", "starvation", "", false},
		{"… unless who lets in is down", mutex, "Crash: 1", "starvation", "starvation", true},
		{"… and none gets in", mutex, "Crash: 1", "deadlock-freedom", "deadlock-freedom", true},
	} {
		p := compile(t, nodes, strings.Replace(c.body, "AS", c.as, 1))
		for _, fairness := range []string{"weak", "strong"} {
			name := c.name + " " + fairness
			opts := checker.Options{Memory: "go", Liveness: []string{c.properties}, Fairness: fairness, Endless: c.properties != "termination"}
			r, err := checker.Check(context.Background(), p, opts)
			require.NoError(t, err, name)
			require.Equal(t, c.want, r.Property, "%s: %s %s", name, r.Verdict, r.Message)
			if c.want == "" {
				require.Equal(t, checker.Verified, r.Verdict, name)
				continue
			}
			s := r.Schedule
			assert.Equal(t, c.stays, s.Cycle == len(s.Steps)+1, "%s: %s", name, r.Message)
			t.Log(name, r.Message)
			var file strings.Builder
			require.NoError(t, report.Write(&file, s))
			read, err := report.Parse("x", strings.NewReader(file.String()))
			require.NoError(t, err)
			got, err := checker.Replay(p, read)
			require.NoError(t, err, name)
			require.Equal(t, r.Property, got.Property, name)
			require.Equal(t, r.Message, got.Message, name)
		}
	}
}
