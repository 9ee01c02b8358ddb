package live

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"heddle/checker/graph"
	"heddle/machine"
)

// TestStarved: of two threads that spin on each other's turn only an unfair run goes on for ever; one
// that can get in only now and then may starve under weak fairness, and may not under strong.
func TestStarved(t *testing.T) {
	step := func(thread, to int) graph.Edge {
		return graph.Edge{To: uint32(to), Action: machine.StepOf(thread, 0)}
	}
	whole := Claim{Filter: graph.Filter{State: func(i uint32) bool { return i < 2 }}}
	for _, c := range []struct {
		name         string
		s            system
		weak, strong int // length of the cycle, 0: none
	}{
		{"spins while the other could move it", system{{step(0, 0), step(1, 1)}, {step(0, 2)}, {}}, 0, 0},
		{"spins for ever", system{{step(0, 0)}}, 1, 1},
		{"can leave in every state", system{{step(0, 1), step(1, 2)}, {step(0, 0), step(1, 2)}, {}}, 0, 0},
		{"can leave in one state", system{{step(0, 1), step(1, 2)}, {step(0, 0)}, {}}, 2, 0},
		{"leaves that state itself", system{{step(0, 1)}, {step(0, 0), step(1, 0)}}, 2, 2},
	} {
		for fairness, want := range map[Fairness]int{Weak: c.weak, Strong: c.strong} {
			l, _, ok := search(t, c.s.graph(), fairness).Lasso([]Claim{whole})
			assert.Equal(t, want > 0, ok, "%s %v", c.name, fairness)
			assert.Len(t, l.Cycle, want, "%s %v", c.name, fairness)
		}
	}
}

// TestDelivered: what waits for a node that comes to receive again and again reaches it, be the node at its receive
// always or now and then; what waits for one that never comes need not, and nor must faults happen.
func TestDelivered(t *testing.T) {
	step := func(to int) graph.Edge { return graph.Edge{To: uint32(to), Action: machine.StepOf(0, 1)} }
	takes := func(n, to int) graph.Edge {
		return graph.Edge{To: uint32(to), Action: machine.StepOf(0, 0), Takes: uint32(n)}
	}
	fault := func(to int) graph.Edge { return graph.Edge{To: uint32(to), Action: machine.FaultOf(0)} }
	heal := func(to int) graph.Edge { return graph.Edge{To: uint32(to), Action: machine.FaultOf(0), Takes: 3} }
	whole := Claim{Filter: graph.Filter{State: func(i uint32) bool { return i < 2 }}}
	for _, c := range []struct {
		name     string
		s        system
		violated bool
		cycle    int
	}{
		{"times out at its receive", system{{takes(1, 2), step(0)}, {}, {}}, false, 0},
		{"does something between its receives", system{{takes(1, 2), step(1)}, {step(0)}, {}}, false, 0},
		{"never receives", system{{step(1)}, {step(0)}, {}}, true, 2},
		{"takes one message and leaves the other", system{{takes(1, 1), takes(2, 2)}, {step(0)}, {}}, false, 0},
		{"takes both in turn", system{{takes(1, 1), takes(70, 1)}, {step(0)}, {}}, true, 4},
		{"waits for what is lost", system{{fault(1)}, {fault(2)}, {}}, true, 0},
		{"waits until the network heals", system{{takes(1, 1)}, {heal(2)}, {}}, false, 0},
		{"spins until the network heals", system{{step(0), heal(2)}, {}, {}}, false, 0},
		{"could fail while it spins", system{{step(0), fault(2)}, {}, {}}, true, 1},
	} {
		for _, fairness := range []Fairness{Weak, Strong} {
			l, _, ok := search(t, c.s.breadthFirst().graph(), fairness).Lasso([]Claim{whole})
			assert.Equal(t, c.violated, ok, "%s %v", c.name, fairness)
			assert.Len(t, l.Cycle, c.cycle, "%s %v", c.name, fairness)
		}
	}
}
