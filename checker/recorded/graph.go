package recorded

import (
	"fmt"
	"reflect"

	"github.com/huandu/go-clone"
	"github.com/zeebo/xxh3"

	"heddle/model"
)

// graph is what was seen of the states of a specification, and where calls lead. It is used by one goroutine.
type graph struct {
	start  *node
	linked bool  // objects have pointers in them
	failed error // of the specification itself
	choose func(n int) int
}

// node is a state: an object that nobody changes any more.
type node struct {
	object any
	edges  []edge
	hash   uint64 // of the printed object, if hashed
	hashed bool
}

// edge is what a call may do.
type edge struct {
	label    int
	outcomes []outcome
	refused  bool // it may find that it cannot happen now
}

// outcome is what a call returns, and where it leads.
type outcome struct {
	results []reflect.Value
	next    *node
}

func newGraph(spec Specification) (*graph, error) {
	object, err := spec.object()
	if err != nil {
		return nil, err
	}
	g := &graph{start: &node{object: object}}
	for _, k := range kindsOf(reflect.TypeOf(object).Elem(), map[reflect.Type]bool{}) {
		switch k {
		case reflect.Pointer, reflect.Interface:
			g.linked = true
		case reflect.Chan, reflect.Func, reflect.UnsafePointer:
			return nil, fmt.Errorf("%T has a %s in it, which cannot be copied", object, k)
		}
	}
	return g, nil
}

// kindsOf gives the kinds of all that values of t hold.
func kindsOf(t reflect.Type, seen map[reflect.Type]bool) []reflect.Kind {
	if seen[t] {
		return nil
	}
	seen[t] = true
	list := []reflect.Kind{t.Kind()}
	switch t.Kind() {
	case reflect.Map:
		list = append(list, kindsOf(t.Key(), seen)...)
		fallthrough
	case reflect.Pointer, reflect.Slice, reflect.Array:
		list = append(list, kindsOf(t.Elem(), seen)...)
	case reflect.Struct:
		for f := range t.Fields() {
			list = append(list, kindsOf(f.Type, seen)...)
		}
	}
	return list
}

// copy gives a copy of an object. What is pointed to twice is so in the copy.
func (g *graph) copy(object any) any {
	if g.linked {
		return clone.Slowly(object)
	}
	return clone.Clone(object)
}

// describe prints an object.
func (g *graph) describe(object any) string {
	if g.linked {
		return "" // addresses tell nobody anything
	}
	return fmt.Sprintf("%+v", reflect.ValueOf(object).Elem())
}

// hashOf gives a hash of a state, the same for equal ones.
func (g *graph) hashOf(n *node) uint64 {
	if !n.hashed {
		n.hash, n.hashed = xxh3.HashString(g.describe(n.object)), true
	}
	return n.hash
}

// after gives what c may do in a state.
func (g *graph) after(n *node, c *call) *edge {
	for i := range n.edges {
		if n.edges[i].label == c.label {
			return &n.edges[i]
		}
	}
	e := edge{label: c.label}
	choices := choices{}
	for more := true; more && g.failed == nil; more = choices.next() {
		o, refused := g.run(n, c, &choices)
		e.refused = e.refused || refused
		if !refused && g.failed == nil {
			e.outcomes = append(e.outcomes, o)
		}
	}
	n.edges = append(n.edges, e)
	return &n.edges[len(n.edges)-1]
}

// run makes a call on a copy of the object.
func (g *graph) run(n *node, c *call, choices *choices) (o outcome, refused bool) {
	defer func() {
		switch why := recover(); {
		case why == nil:
		case why == any(model.ErrRefused):
			refused = true
		default:
			g.failed = fmt.Errorf("the specification panics: %v", why)
		}
	}()
	g.choose = choices.choose
	o.next = &node{object: g.copy(n.object)}
	o.results = given(c.method.Call(append([]reflect.Value{reflect.ValueOf(o.next.object)}, c.in...)))
	return o, false
}

// choices are the answers to model.Choose in one run of a method, and tell what the next run is to try.
type choices struct {
	taken []choice
	at    int
}

type choice struct{ value, of int }

func (c *choices) choose(n int) int {
	if n < 1 {
		panic("model: Choose: no choice, want n of at least 1")
	}
	if c.at == len(c.taken) {
		c.taken = append(c.taken, choice{of: n})
	}
	c.at++
	return c.taken[c.at-1].value
}

// next goes on to the next run, if there is one.
func (c *choices) next() bool {
	c.at = 0
	for last := len(c.taken) - 1; last >= 0; last-- {
		if c.taken[last].value++; c.taken[last].value < c.taken[last].of {
			c.taken = c.taken[:last+1]
			return true
		}
	}
	c.taken = nil
	return false
}
