package checker

import (
	"slices"

	"github.com/zeebo/xxh3"

	"heddle/checker/sample"
	"heddle/machine"
)

// known is the part of the graph of states that runs have come to: a state is expanded once, so runs that begin alike
// cost little. When it holds more than its limit, and not just a few states, it is given up, and begun anew at the present state.
type known struct {
	sys   System
	room  int // bytes
	seen  *visited
	out   machine.Successors
	nodes []knownState // by number
	edges []knownStep
	steps []sample.Step // of edges, for strategies

	touches []sample.Touch // the rest of a chunk
	origins []int32        // likewise
	order   []int
	held    int // bytes of chunks
}

type knownState struct {
	at       position
	first    uint32 // edge
	edges    uint32
	visits   uint32
	expanded bool
	ended    bool // it is a proper end
	wrong    *wrong
}

// wrong is a violation that a state is, or that a step from it ends in.
type wrong struct {
	failure *machine.Failure
	action  machine.Action
	step    bool
}

type knownStep struct {
	action  machine.Action
	to      uint32
	partner uint8
	origins []int32
}

const chunk = 1 << 12

// fewKnown states are kept whatever the limit: to begin anew at each step would cost much more than they hold.
const fewKnown = 1 << 7

func newKnown(sys System, room int) *known { return &known{sys: sys, room: room} }

// begin forgets all and gives the number of a state.
func (k *known) begin(state []byte) uint32 {
	k.seen = newVisited()
	k.seen.numbered = true
	k.nodes, k.edges, k.steps = k.nodes[:0], k.edges[:0], k.steps[:0]
	k.touches, k.origins, k.held = nil, nil, 0
	return k.number(state)
}

// number gives the number of a state.
func (k *known) number(state []byte) uint32 {
	if k.seen.full(1) {
		k.seen.grow()
	}
	p, fresh := k.seen.insert(state, xxh3.Hash(state), 0, 0)
	if !fresh {
		return k.seen.number(p)
	}
	k.nodes = append(k.nodes, knownState{at: p})
	return uint32(len(k.nodes) - 1)
}

func (k *known) state(n uint32) []byte { return k.seen.state(k.nodes[n].at) }

// bytes is what k holds: nothing before the first state.
func (k *known) bytes() int {
	if k.seen == nil {
		return 0
	}
	const node, edge, step = 40, 40, 32
	return k.seen.held + node*cap(k.nodes) + edge*cap(k.edges) + step*cap(k.steps) + k.held
}

// expand finds the steps from a state. Its number may be another one then.
func (k *known) expand(n uint32) (uint32, error) {
	if k.nodes[n].expanded {
		return n, nil
	}
	if k.bytes() > k.room && len(k.nodes) >= fewKnown {
		n = k.begin(slices.Clone(k.state(n)))
	}
	k.out.Reset()
	if err := k.sys.Expand(k.state(n), &k.out); err != nil {
		return n, err
	}
	s := knownState{at: k.nodes[n].at, visits: k.nodes[n].visits, first: uint32(len(k.edges)), expanded: true, ended: k.out.Ended}
	switch {
	case k.out.State != nil:
		s.wrong = &wrong{failure: k.out.State}
	case len(k.out.Failed) > 0:
		s.wrong = &wrong{failure: k.out.Failed[0].Failure, action: k.out.Failed[0].Action, step: true}
	}
	k.order = k.order[:0]
	for i := range k.out.Items {
		k.order = append(k.order, i)
	}
	slices.SortStableFunc(k.order, func(i, j int) int { return processOf(k.out.Items[i].Action) - processOf(k.out.Items[j].Action) })
	for _, i := range k.order {
		k.add(i)
	}
	s.edges = uint32(len(k.edges)) - s.first
	k.nodes[n] = s
	return n, nil
}

// add adds the step to successor i.
func (k *known) add(i int) {
	from, it := 0, k.out.Items[i]
	if i > 0 {
		from = k.out.Items[i-1].End
	}
	to := k.number(k.out.Bytes[from:it.End])
	k.edges = append(k.edges, knownStep{it.Action, to, it.Moves.Partner, cut(&k.origins, k.out.Origins(i), &k.held)})
	list := k.out.Accesses(i)
	var touches []sample.Touch
	if len(list) > 0 {
		touches = cut(&k.touches, make([]sample.Touch, len(list)), &k.held)
		for j, a := range list {
			_, _, heap := a.HeapCell()
			touches[j] = sample.Touch{Cell: a.Cell, Write: a.Write, Fixed: !heap}
		}
	}
	k.steps = append(k.steps, sample.Step{Process: processOf(it.Action), Touches: touches})
}

// cut copies list to where chunk has room, and takes that off chunk.
func cut[T any](rest *[]T, list []T, held *int) []T {
	n := len(list)
	if n == 0 {
		return nil
	}
	if n > len(*rest) {
		*rest = make([]T, max(n, chunk))
		*held += 16 * len(*rest)
	}
	part := (*rest)[:n:n]
	*rest = (*rest)[n:]
	copy(part, list)
	return part
}

// processOf is whose action a is, as package sample counts.
func processOf(a machine.Action) int {
	switch {
	case a.Fault():
		return sample.Faults
	case a.Deliver():
		return sample.Messages + a.Thread()
	case a.Flush():
		return sample.Buffer + a.Thread()
	}
	return a.Thread()
}
