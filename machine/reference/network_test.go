package reference_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/machine/reference"
	"heddle/model/program"
	"heddle/model/program/build"
)

// host is a node of a program with one network under construction: what it hears are the digits of its result.
type host struct {
	f        *build.Func
	net, id  build.Reg
	heard    build.Reg
	stable   uint64 // a word of stable storage of node 0
	ordinary uint64 // one that is none
}

func (h *host) send(to, value int64) { h.f.Transmit(h.net, h.id, h.f.Const(to), h.f.Const(value)) }

// receive hears a message, or 9 if there is none.
func (h *host) receive(how program.Receiving, of ...int64) {
	var nodes []build.Reg
	for _, n := range of {
		nodes = append(nodes, h.f.Const(n))
	}
	r := h.f.Listen(how, 1, h.net, h.id, nodes...)
	h.f.If(h.f.Op(program.Eq, r+1, h.f.Const(0)), func() { h.f.MoveTo(r+2, h.f.Const(9)) })
	h.hear(r + 2)
}

func (h *host) hear(digit build.Reg) {
	h.f.MoveTo(h.heard, h.f.Op(program.Add, h.f.Op(program.Mul, h.heard, h.f.Const(10)), digit))
}

// network makes a program whose main starts a thread for each node, and joins.
func network(as build.Behaviour, hosts ...func(h *host)) *program.Program {
	b := build.New()
	stable, ordinary := b.Global("stable", 1), b.Global("ordinary", 1)
	var bodies []*build.Func
	for i, body := range hosts {
		f := b.Func("host", false, false)
		f.Attach(0, 1)
		h := &host{f: f, net: 0, id: 1, heard: f.Const(0), stable: stable, ordinary: ordinary}
		body(h)
		f.Store(b.Global(fmt.Sprintf("result%d", i), 1), h.heard, program.SeqCst)
		f.Return()
		bodies = append(bodies, f)
	}
	main := b.Func("main")
	net := main.Network(len(hosts), build.Word, as)
	main.Disk(net, main.Const(0), main.Addr(stable), 1)
	for i, f := range bodies {
		main.Go(f, net, main.Const(int64(i)))
	}
	main.Join()
	main.Return()
	return b.Program(main)
}

// sends sends words to a node.
func sends(to int64, values ...int64) func(h *host) {
	return func(h *host) {
		for _, v := range values {
			h.send(to, v)
		}
	}
}

// hears receives n times.
func hears(n int, how program.Receiving, of ...int64) func(h *host) {
	return func(h *host) {
		for range n {
			h.receive(how, of...)
		}
	}
}

// remembers hears what node 0 has left in stable storage, and elsewhere, and leaves 1 in both.
func remembers(h *host) {
	for _, cell := range []uint64{h.stable, h.ordinary} {
		h.hear(h.f.Load(cell, program.SeqCst))
	}
	for _, cell := range []uint64{h.stable, h.ordinary} {
		h.f.Store(cell, h.f.Const(1), program.SeqCst)
	}
}

const (
	anyone = program.ReceiveAny
	from   = program.ReceiveFrom
	try    = program.ReceiveTry
	serve  = program.ReceiveServe
)

// TestNetworkOutcomes has programs with what their nodes can have heard in the end, node by node, counted by hand.
func TestNetworkOutcomes(t *testing.T) {
	budget := func(what int) (as build.Behaviour) {
		as[what] = 1
		return as
	}
	unordered := build.Behaviour{program.BehaveUnordered: 1}
	for _, c := range []struct {
		name  string
		as    build.Behaviour
		hosts []func(h *host)
		want  []string
		stays bool // some run stays somewhere
	}{
		{"two senders: any order", build.Behaviour{}, []func(*host){hears(2, anyone), sends(0, 1), sends(0, 2)}, []string{"12 0 0", "21 0 0"}, false},
		{"the receiver says whom to hear first", build.Behaviour{}, []func(*host){
			func(h *host) { h.receive(from, 2); h.receive(from, 1) }, sends(0, 1), sends(0, 2),
		}, []string{"21 0 0"}, false},
		{"first in, first out", build.Behaviour{}, []func(*host){hears(3, anyone), sends(0, 1, 2, 3)}, []string{"123 0"}, false},
		{"links have their orders", build.Behaviour{}, []func(*host){hears(3, anyone), sends(0, 1, 2), sends(0, 3)}, []string{"123 0 0", "132 0 0", "312 0 0"}, false},
		{"unordered", unordered, []func(*host){hears(3, anyone), sends(0, 1, 2, 3)}, []string{"123 0", "132 0", "213 0", "231 0", "312 0", "321 0"}, false},
		{"to oneself", build.Behaviour{}, []func(*host){func(h *host) { h.send(0, 1); h.receive(anyone) }}, []string{"1"}, false},
		{"timing out", build.Behaviour{}, []func(*host){hears(2, try), sends(0, 1)}, []string{"19 0", "91 0", "99 0"}, false},
		{"one who serves", build.Behaviour{}, []func(*host){hears(3, serve), sends(0, 1, 2)}, []string{"129 0"}, false},
		{"both serve, one has a question", build.Behaviour{}, []func(*host){
			func(h *host) { h.send(1, 3); h.receive(serve); h.receive(serve) },
			func(h *host) { h.receive(serve); h.send(0, 4); h.receive(serve) },
		}, []string{"49 39"}, false},
		{"nobody sends", build.Behaviour{}, []func(*host){hears(1, anyone)}, nil, true},
		{"the one who serves is not the one who waits", build.Behaviour{}, []func(*host){hears(1, from, 1), hears(1, serve)}, nil, true},
		{"a full link", build.Behaviour{program.BehaveCapacity: 1}, []func(*host){hears(2, anyone), sends(0, 1, 2)}, []string{"12 0"}, false},
		{"a link that stays full", build.Behaviour{program.BehaveCapacity: 1}, []func(*host){hears(1, anyone), sends(0, 1, 2, 3)}, nil, true},

		{"one lost", budget(program.BehaveLose), []func(*host){hears(3, serve), sends(0, 1, 2)}, []string{"129 0", "199 0", "299 0"}, false},
		{"one delivered twice", budget(program.BehaveDuplicate), []func(*host){hears(3, serve), sends(0, 1, 2)}, []string{"112 0", "122 0", "129 0"}, false},
		{"… of an unordered link", build.Behaviour{program.BehaveUnordered: 1, program.BehaveDuplicate: 1}, []func(*host){hears(3, serve), sends(0, 1, 2)}, []string{
			"129 0", "219 0", "112 0", "121 0", "211 0", "122 0", "212 0", "221 0",
		}, false},
		{"one overtakes all others", budget(program.BehaveReorder), []func(*host){hears(3, anyone), sends(0, 1, 2, 3)}, []string{"123 0", "213 0", "132 0", "312 0"}, false},
		// What is sent while the network is in parts is lost: of two, none, one or both.
		{"parts", budget(program.BehavePartition), []func(*host){hears(2, serve), sends(0, 1, 2)}, []string{"12 0", "19 0", "29 0", "99 0"}, false},
		{"a part of two", budget(program.BehavePartition), []func(*host){hears(2, serve), sends(2, 1), hears(2, serve)}, []string{"99 0 19", "99 0 99"}, false},
		{"one crashes: what it has heard is lost", budget(program.BehaveCrash), []func(*host){hears(2, serve), sends(0, 1)}, []string{
			"19 0", "99 0", // and it may be lost after the other has ended, or sent anew: the other node may crash instead
			"11 0",
			"0 0", // it does not start again
		}, false},
		{"what is stored outlives a crash", budget(program.BehaveCrash), []func(*host){remembers}, []string{"0", "10", "11"}, false},
		{"… but for stable storage that is wiped", budget(program.BehaveWipe), []func(*host){remembers}, []string{"0", "10", "11", "1"}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := network(c.as, c.hosts...)
			require.NoError(t, p.Validate())
			for _, memory := range []string{"go", "rc"} {
				o, err := reference.Explore(p, reference.Under(memory), 50_000)
				require.NoError(t, err)
				assert.Equal(t, c.stays, o.Deadlock, memory)
				assert.Empty(t, o.Violations, memory)
				assert.ElementsMatch(t, c.want, heard(o.Finals), memory)
			}
		})
	}
}

// heard gives the results of each final state, "12 0".
func heard(finals map[string]bool) []string {
	var list []string
	for f := range finals {
		var words []string
		for part := range strings.FieldsSeq(f) {
			words = append(words, part[strings.IndexByte(part, '=')+1:])
		}
		list = append(list, strings.Join(words, " "))
	}
	return list
}
