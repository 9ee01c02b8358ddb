package recorded

import (
	"context"
	"fmt"
	"math"
	"reflect"
	"slices"

	"heddle/model"
)

// Plan says what histories Generate makes.
type Plan struct {
	Operations, Clients int
	Keys                int  // that operations of a Keyed specification are on
	Distinct            bool // no value is an argument twice, if values are only compared
}

// Generate makes a history that is linearizable, whatever draw, which gives one of 0 … n-1, says: clients call
// operations of spec, which happen on one object between their calls and returns. Those that wait for ever do not return. It ends with the error of ctx if that
// has one.
func Generate(ctx context.Context, spec Specification, plan Plan, draw func(n int) int) (*History, error) {
	graph, err := newGraph(spec)
	if err != nil {
		return nil, err
	}
	g := &generator{spec: spec, plan: plan, draw: draw, graph: graph, now: graph.start, running: make([]*running, plan.Clients)}
	for m := range reflect.TypeOf(graph.start.object).Methods() {
		g.methods = append(g.methods, m)
	}
	if len(g.methods) == 0 || plan.Clients < 1 || plan.Operations < 0 {
		return nil, fmt.Errorf("specification %s: found %d operations of %d clients, expected at least one, of a type with methods", spec.Name, plan.Operations, plan.Clients)
	}
	defer model.Choosing(draw)()
	h := &History{Initial: ""}
	for g.step(h) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
	}
	return h, g.failed
}

// generator runs clients on an object.
type generator struct {
	*graph
	spec    Specification
	plan    Plan
	draw    func(n int) int
	methods []reflect.Method
	now     *node
	running []*running // by client, nil if it is between operations
	time    int64
	fresh   int // the last value that was new
	called  int
}

// running is an operation that was called.
type running struct {
	place   int // in the history
	call    call
	results []reflect.Value
	done    bool
}

// step lets one client go on; it is false if none can.
func (g *generator) step(h *History) bool {
	begin := g.draw(len(g.running))
	for i := range g.running {
		client := (begin + i) % len(g.running)
		if g.advance(h, client) {
			return g.failed == nil
		}
	}
	return false
}

// advance lets a client call, or its operation happen, or return.
func (g *generator) advance(h *History, client int) bool {
	r := g.running[client]
	switch {
	case r == nil && g.called == g.plan.Operations:
		return false
	case r == nil && g.draw(idle) > 0:
		g.later()
	case r == nil:
		g.called++
		r = &running{place: len(h.Operations)}
		var step Step
		r.call, step = g.invent()
		g.running[client] = r
		h.Operations = append(h.Operations, Operation{Client: client, Steps: []Step{step}, Call: g.later(), Return: Open, Line: len(h.Operations) + 1})
	case !r.done:
		choices := choices{}
		o, refused := g.run(g.now, &r.call, &choices)
		if refused || g.failed != nil {
			return false
		}
		g.now, r.results, r.done = o.next, o.results, true
	default:
		o := &h.Operations[r.place]
		o.Return = g.later()
		plain := newSymbols(h, Specification{})
		o.Steps[0].Results = []any{}
		for _, v := range r.results {
			o.Steps[0].Results = append(o.Steps[0].Results, plain.recorded(v))
		}
		g.running[client] = nil
	}
	return true
}

func (g *generator) later() int64 {
	g.time += 1 + int64(g.draw(100))
	return g.time
}

// idle is how often a client has a turn between operations for each that it calls.
const idle = 6

// invent makes up a call, one that need not wait now if it finds one.
func (g *generator) invent() (c call, s Step) {
	for range g.methods {
		c, s = g.any()
		if _, refused := g.run(g.now, &c, &choices{}); !refused {
			break
		}
	}
	return c, s
}

// any makes up a call.
func (g *generator) any() (call, Step) {
	m := g.methods[g.draw(len(g.methods))]
	s := Step{Name: m.Name}
	c := call{name: m.Name, method: m.Func}
	for i := 1; i < m.Type.NumIn(); i++ {
		n := int64(g.value(m.Name, i))
		v, err := (&symbols{}).value(n, m.Type.In(i))
		if err != nil { // a boolean, or a string
			v, n = reflect.Zero(m.Type.In(i)), 0
		}
		c.in = append(c.in, v)
		s.Arguments = append(s.Arguments, n)
	}
	return c, s
}

// value is the value of an argument: a key, a new value, or one that may have been before.
func (g *generator) value(method string, argument int) int {
	switch {
	case argument == 1 && slices.Contains(g.spec.Keyed, method):
		return g.draw(max(1, g.plan.Keys))
	case !g.distinct() && g.fresh > 0 && g.draw(4) == 0:
		return 1 + g.draw(min(g.fresh, math.MaxInt32))
	case !g.spec.Symbols:
		return g.draw(10)
	}
	g.fresh++
	return g.fresh
}

func (g *generator) distinct() bool { return g.plan.Distinct && g.spec.Symbols }

// Spoil changes the results of an operation to those of another of the same name: the history will be linearizable
// seldom. It reports whether there was one to change.
func Spoil(h *History, draw func(n int) int) bool {
	for range 100 {
		a, b := draw(len(h.Operations)), draw(len(h.Operations))
		one, other := &h.Operations[a], &h.Operations[b]
		if one.Return == Open || other.Return == Open || one.Steps[0].Name != other.Steps[0].Name || list(one.Steps[0].Results) == list(other.Steps[0].Results) {
			continue
		}
		one.Steps[0].Results = other.Steps[0].Results
		return true
	}
	return false
}
