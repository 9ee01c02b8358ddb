package checker

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/machine"
	"heddle/model/golang"
	"heddle/model/program"
)

// networkShape is a program of a network of three nodes, which note digits in result: a check follows.
const networkShape = `package p

import (
	"sync/atomic"

	"heddle/model"
)

type msg struct {
	kind string
	ts   int
}

var result [3]atomic.Int64

func note(w *atomic.Int64, digit int) { w.Store(10*w.Load() + int64(digit)) }

`

// compileText compiles the only check of a file.
func compileText(t *testing.T, text string) *program.Program {
	t.Helper()
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "x.go"), []byte(text), 0o600))
	l := &golang.Loader{Dir: dir}
	targets, err := l.Targets("x.go")
	require.NoError(t, err)
	require.Len(t, targets, 1)
	p, err := l.Load(targets[0])
	require.NoError(t, err)
	return p
}

// digits gives what result0 and so on hold at the ends of a program, ascending: "12 0 0".
func digits(t *testing.T, p *program.Program, cfg machine.Config) []string {
	m := machine.New(p, cfg)
	s := explore(m, Options{})
	require.Empty(t, s.limit)
	if s.violation != nil {
		return []string{s.violation.failure.Property}
	}
	at := slices.IndexFunc(p.Statics, func(o program.Object) bool { return strings.HasSuffix(o.Name, "result") })
	require.GreaterOrEqual(t, at, 0)
	result := p.Statics[at]
	size := uint64(p.Layouts[result.Layout].Words) / 3
	found := map[string]bool{}
	for pos, ok := s.seen.first(); ok; pos, ok = s.seen.next(pos) {
		state := slices.Clone(s.seen.state(pos))
		require.NoError(t, m.Valid(state))
		if _, ended, err := s.successors(pos); !ended || err != nil {
			require.NoError(t, err)
			continue
		}
		var words []string
		for i := range uint64(3) {
			words = append(words, fmt.Sprint(m.Word(state, result.Addr+(i+1)*size-1)))
		}
		found[strings.Join(words, " ")] = true
	}
	return slices.Sorted(maps.Keys(found))
}

// acting is a body in which each node runs one of the given ones.
func acting(behaviour string, bodies ...string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "func CheckX() {\n\tnet := model.NewNetwork[msg](%d%s)\n\tnet.Run(func(n model.Node[msg]) {\n\t\tswitch n.ID() {\n", len(bodies), behaviour)
	for i, body := range bodies {
		fmt.Fprintf(&b, "\t\tcase %d:\n\t\t\t%s\n", i, body)
	}
	return b.String() + "\t\t}\n\t})\n}"
}

const (
	send12  = `n.Send(1, msg{"A", 1}); n.Send(1, msg{"A", 2})`
	send123 = send12 + `; n.Send(1, msg{"A", 3})`
	hear    = `_, m := n.Receive(); note(&result[1], m.ts)`
	hear2   = hear + `; _, m = n.Receive(); note(&result[1], m.ts)`
	serve   = `for { _, m, ok := n.Serve(); if !ok { break }; note(&result[1], m.ts) }`
	try     = `_, m, ok := n.TryReceive(); if ok { note(&result[1], m.ts) } else { note(&result[1], 9) }`
)

// TestNetworkOutcomes has what can be received, of all schedules, under each memory model, reduced and not.
func TestNetworkOutcomes(t *testing.T) {
	tests := []struct {
		name, body, flags string
		want              []string
	}{
		{"in order", acting("", send12, hear2), "", []string{"0 12 0"}},
		{"unordered", acting(", model.Behaviour{Unordered: true}", send123, hear2+"; _, m = n.Receive(); note(&result[1], m.ts)"), "",
			[]string{"0 123 0", "0 132 0", "0 213 0", "0 231 0", "0 312 0", "0 321 0"}},
		{"equal messages of an unordered link", acting("", `n.Send(1, msg{"A", 1}); n.Send(1, msg{"A", 2}); n.Send(1, msg{"A", 1})`, hear2+"; _, m = n.Receive(); note(&result[1], m.ts)"),
			"network=unordered", []string{"0 112 0", "0 121 0", "0 211 0"}},
		{"two links", acting("", `n.Send(1, msg{"A", 1}); n.Send(1, msg{"A", 2})`, hear2+"; _, m = n.Receive(); note(&result[1], m.ts)", `n.Send(1, msg{"B", 3})`), "",
			[]string{"0 123 0", "0 132 0", "0 312 0"}},
		{"from one of them", acting("", `n.Send(1, msg{"A", 1})`, "m := n.ReceiveFrom(2); note(&result[1], m.ts); m = n.ReceiveFrom(0); note(&result[1], m.ts)", `n.Send(1, msg{"B", 3})`), "",
			[]string{"0 31 0"}},
		{"time out", acting("", `n.Send(1, msg{"A", 1})`, try), "", []string{"0 1 0", "0 9 0"}},
		{"serve", acting("", send12, serve), "", []string{"0 12 0"}},
		{"serve each other", acting("", send12+`; for { _, _, ok := n.Serve(); if !ok { break }; note(&result[0], 7) }`,
			`for { from, m, ok := n.Serve(); if !ok { break }; note(&result[1], m.ts); n.Send(from, m) }`), "", []string{"77 12 0"}},
		{"full links", acting(", model.Behaviour{Capacity: 1}", send12+"; note(&result[0], 1)", `note(&result[1], int(result[0].Load())); `+hear2), "", []string{"1 12 0"}},
		{"… which nobody empties", acting(", model.Behaviour{Capacity: 1}", send12, hear), "", []string{"0 1 0"}},
		{"… which nobody empties, twice", acting(", model.Behaviour{Capacity: 1}", send123, hear), "", []string{PropertyDeadlock}},
		{"to oneself", acting("", `n.Send(0, msg{"A", 4}); m := n.ReceiveFrom(0); note(&result[0], m.ts)`), "", []string{"4 0 0"}},
		{"no such node", acting("", `n.Send(1, msg{"A", 4})`), "", []string{PropertyPanic}},
		{"nobody sends", acting("", `n.Receive()`), "", []string{PropertyDeadlock}},

		{"one lost", acting("", send12, serve), "loss=1", []string{"0 1 0", "0 12 0", "0 2 0"}},
		{"two lost", acting("", send12, serve), "loss=2", []string{"0 0 0", "0 1 0", "0 12 0", "0 2 0"}},
		{"none is lost", acting(", model.Behaviour{Lose: 5}", send12, serve), "loss=0", []string{"0 12 0"}},
		{"one twice", acting("", send12, serve), "duplicate=1", []string{"0 112 0", "0 12 0", "0 122 0"}},
		{"one twice and one lost", acting("", send12, serve), "loss=1 duplicate=1",
			[]string{"0 1 0", "0 11 0", "0 112 0", "0 12 0", "0 122 0", "0 2 0", "0 22 0"}},
		{"one overtakes", acting("", send123, serve), "reorder=1", []string{"0 123 0", "0 132 0", "0 213 0", "0 312 0"}},
		{"a partition", acting("", send12, serve), "partition=1", []string{"0 0 0", "0 1 0", "0 12 0", "0 2 0"}},
		{"a partition elsewhere", acting("", send12, serve, ""), "partition=1", []string{"0 0 0", "0 1 0", "0 12 0", "0 2 0"}},
		{"unordered faults", acting("", send12, serve), "network=unordered loss=1 reorder=1", []string{"0 1 0", "0 12 0", "0 2 0", "0 21 0"}},
		// The sender may begin again, after none, one or two sends; the receiver, and what it then gets is what is left.
		{"a crash", acting("", `n.Send(1, msg{"A", 1})`, serve), "crash=1", []string{"0 0 0", "0 1 0", "0 11 0"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := compileText(t, networkShape+test.body)
			o, err := machine.ParseNetworkOverride(test.flags)
			require.NoError(t, err)
			for _, memory := range memoriesFor(p, o) {
				for _, cfg := range []machine.Config{{Memory: memory}, {Memory: memory, AllVisible: true}, {Memory: memory, NoMemo: true}} {
					cfg.Network = o
					assert.Equal(t, test.want, digits(t, p, cfg), "%s visible=%v", memory.Name, cfg.AllVisible)
				}
			}
			// What is violated is followed on the reference interpreter, too.
			r, err := Check(context.Background(), p, Options{Network: o})
			require.NoError(t, err)
			assert.Equal(t, len(test.want) == 1 && test.want[0][0] > '9', r.Verdict == Violated, r.Message)
		})
	}
}
