package axiom

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	_ "heddle/model/drawn"
	"heddle/model/program"
)

func TestCycleText(t *testing.T) {
	tests := []struct{ model, text, want string }{
		{"sc", "Wx1; Ry0 | Wy1; Rx0",
			"a: P0 W x=1 —po→ b: P0 R y=0 —fr→ c: P1 W y=1 —po→ d: P1 R x=0 —fr→ a"},
		{"tso", "Wx1; F.sc ; Ry0 | Wy1; F.sc ; Rx0",
			"a: P0 W x=1 —fence→ c: P0 R y=0 —fr→ d: P1 W y=1 —fence→ f: P1 R x=0 —fr→ a"},
		{"tso", "U.sc x01; Ry0 | W.sc y1; Rx0",
			"b: P0 W(sc) x=1 —lock→ c: P0 R y=0 —fr→ d: P1 W(sc) y=1 —lock→ e: P1 R x=0 —fr→ b"},
		{"pso", "Wx1; F.rel ; Wy1 | Ry1; Rx0",
			"a: P0 W x=1 —stbar→ c: P0 W y=1 —rfe→ d: P1 R y=1 —ppo→ e: P1 R x=0 —fr→ a"},
		{"tso", "Wx1 | Rx1; Rx0", "a: P0 W x=1 —rf→ b: P1 R x=1 —po-loc→ c: P1 R x=0 —fr→ a"},
		{"sc", "Wx1 | U.rlx x02", "a: P0 W x=1 —coe→ c: P1 W(rlx) x=2 —rmw⁻¹→ b: P1 R(rlx) x=0 —fre→ a"},
		{"rc11", "W.plain x1; W.rel y1 | R.acq y1; R.plain x0",
			"a: P0 W(plain) x=1 —po→ b: P0 W(rel) y=1 —sw→ c: P1 R(acq) y=1 —po→ d: P1 R(plain) x=0 —rb→ a"},
		{"rc11", "R.rlx x1; W.rlx y1 | R.rlx y1; W.rlx x1",
			"a: P0 R(rlx) x=1 —po→ b: P0 W(rlx) y=1 —rf→ c: P1 R(rlx) y=1 —po→ d: P1 W(rlx) x=1 —rf→ a"},
		{"rc11", "W.rlx x1; F.sc ; R.rlx y0 | W.rlx y1; F.sc ; R.rlx x0",
			"a: P0 W(rlx) x=1 —po→ b: P0 F(sc) —po→ c: P0 R(rlx) y=0 —rb→ d: P1 W(rlx) y=1 —po→ e: P1 F(sc) —po→ f: P1 R(rlx) x=0 —rb→ a"},
	}
	for _, test := range tests {
		m, ok := Find(test.model)
		require.True(t, ok)
		x := shape(t, test.text)
		_, c, violated := m.Violated(x)
		require.True(t, violated, test.text)
		assert.Equal(t, test.want, c.Text(x), test.text)
	}
}

func TestDOT(t *testing.T) {
	x := shape(t, "Wx1; Wy1 | Ry1; Rx0")
	m, _ := Find("tso")
	_, c, _ := m.Violated(x)
	assert.Equal(t, strings.TrimLeft(`
digraph "MP" {
	label="MP";
	node [shape=plaintext];
	e0 [label="initially x=0"];
	e2 [label="initially y=0"];
	subgraph cluster1 {
	label="P0";
	e1 [label="a: P0 W x=1"];
	e3 [label="b: P0 W y=1"];
	}
	subgraph cluster2 {
	label="P1";
	e4 [label="c: P1 R y=1"];
	e5 [label="d: P1 R x=0"];
	}
	e1 -> e3 [label="ppo", color=red, fontcolor=red, penwidth=2];
	e3 -> e4 [label="rfe", color=red, fontcolor=red, penwidth=2];
	e4 -> e5 [label="ppo", color=red, fontcolor=red, penwidth=2];
	e5 -> e1 [label="fr", color=red, fontcolor=red, penwidth=2];
	e0 -> e5 [label="rf", color=gray40, fontcolor=gray40];
	e0 -> e1 [label="co", color=gray40, fontcolor=gray40];
	e2 -> e3 [label="co", color=gray40, fontcolor=gray40];
}
`, "\n"), x.DOT("MP", c))
}

// randomExecution draws an execution of three threads with any sources and orders at all.
func randomExecution(t *rapid.T) *Execution {
	x := New()
	for _, addr := range []uint64{1, 2} {
		x.Init(addr, 0)
	}
	for range rapid.IntRange(1, 9).Draw(t, "events") {
		e := Event{
			Thread: rapid.IntRange(0, 2).Draw(t, "thread"),
			Kind:   rapid.SampledFrom([]Kind{Read, Write, Read, Write, Fence}).Draw(t, "kind"),
			Order:  program.Order(rapid.IntRange(int(program.Plain), int(program.SeqCst)).Draw(t, "order")),
		}
		if e.Kind != Fence {
			e.Addr = uint64(rapid.IntRange(1, 2).Draw(t, "addr"))
		}
		n := x.Add(e)
		if e.Kind == Write {
			x.Place(n, rapid.SampledFrom(x.Writes(e.Addr)).Draw(t, "place"))
		}
		if e.Kind == Read && rapid.Bool().Draw(t, "locked") {
			e.Kind, e.Locked, x.Events[n].Locked = Write, true, true
			w := x.Add(e)
			x.Pair(n, w)
			x.Place(w, rapid.SampledFrom(x.Writes(e.Addr)).Draw(t, "place"))
		}
	}
	for n := range x.Events {
		if e := &x.Events[n]; e.Kind == Read {
			x.SetRf(n, rapid.SampledFrom(x.Writes(e.Addr)).Draw(t, "source"))
		}
	}
	return x
}

// TestCyclesAreCycles: each axiom that does not hold shows edges that are there, in a circle, and
// of those unions that it looks at edge by edge a shortest circle.
func TestCyclesAreCycles(t *testing.T) {
	var judge Scratch
	rapid.Check(t, func(t *rapid.T) {
		x := randomExecution(t)
		for _, m := range Models() {
			for _, a := range m.Axioms {
				c, ok := a.Check(x)
				assert.Equal(t, ok, judge.Consistent([]Axiom{a}, x), "%s %s", m.Name, a.Name)
				if ok {
					continue
				}
				require.NotEmpty(t, c, "%s %s", m.Name, a.Name)
				for i, s := range c {
					assert.Equal(t, s.To, c[(i+1)%len(c)].From, c.Text(x))
					assert.True(t, has(t, x, m.Name, s), "%s %s: %s of %s", m.Name, a.Name, s.Name, c.Text(x))
				}
				if a.Name != Atomicity && a.Name != "coherence" && m.Name != "rc11" {
					assert.Len(t, c, girth(judge.eval(a.forbidden)), c.Text(x))
				}
			}
		}
	})
}

// has reports whether the edge that s names is there.
func has(t require.TestingT, x *Execution, model string, s Step) bool {
	name := s.Name
	switch name {
	case "rmw⁻¹":
		return x.Events[s.From].Partner == s.To
	case "ppo":
		name = "ppo." + model
	}
	r, ok := x.Relation(name)
	require.True(t, ok, name)
	return r.Has(s.From, s.To)
}

// girth is the length of the shortest cycle of r.
func girth(r Relation) int {
	power := r
	for n := 1; ; n++ {
		if !power.Irreflexive() {
			return n
		}
		next := relationIn(nil, r.n)
		next.compose(power, r)
		power = next
	}
}

// TestBuild: whatever is done to a clone, the original stays as it is.
func TestBuild(t *testing.T) {
	x := shape(t, "Wx1 | Rx1")
	text := x.DOT("", nil)
	y := x.Clone()
	w := y.Add(Event{Thread: 2, Kind: Write, Addr: 'x', Value: 2})
	y.Place(w, y.Writes('x')[0])
	y.Connect(EdgeData, 2, w)
	y.SetRf(2, 0)
	assert.Equal(t, text, x.DOT("", nil))
	assert.Equal(t, []int{0, w, 1}, y.Writes('x'))
	assert.Equal(t, 1, y.Events[w].Index)
	assert.Equal(t, w, y.Last(2))
	assert.Equal(t, None, y.Last(3))
	v, ok := y.Final('x')
	assert.True(t, ok)
	assert.Equal(t, uint64(1), v)
	_, ok = y.Final('z')
	assert.False(t, ok)
	assert.PanicsWithValue(t, "axiom: bug: no initial write at 122", func() {
		y.Place(y.Add(Event{Kind: Write, Addr: 'z'}), 0)
	})
	d, ok := y.Relation("data")
	assert.True(t, ok)
	assert.True(t, d.Has(2, w))
}

func TestRace(t *testing.T) {
	tests := []struct {
		text  string
		races bool
	}{
		{"W.plain x1 | R.plain x0", true},
		{"W.plain x1 | R.rlx x0", true},
		{"W.rlx x1 | R.rlx x0", false},
		{"W.plain x1 | W.plain y1", false},
		{"R.plain x0 | R.plain x0", false},
		{"W.plain x1; R.plain x1", false},
		{"W.plain x1; W.rel y1 | R.acq y1; R.plain x1", false},
		{"W.plain x1; W.rel y1 | R.acq y0; R.plain x1", true},
		{"W.plain x1; W.rlx y1 | R.acq y1; R.plain x1", true},
		{"W.plain x1; F.rel ; W.rlx y1 | R.rlx y1; F.acq ; R.plain x1", false},
		{"W.plain x1; W.rel y1 | U.rlx y12 | R.acq y2; R.plain x1", false},
	}
	rc11, _ := Find("rc11")
	sc, _ := Find("sc")
	for _, test := range tests {
		x := shape(t, test.text)
		first, second, races := rc11.Race(x)
		assert.Equal(t, test.races, races, test.text)
		if races {
			assert.Equal(t, uint64('x'), x.Events[first].Addr, test.text)
			assert.NotEqual(t, x.Events[first].Thread, x.Events[second].Thread, test.text)
		}
		_, _, races = sc.Race(x)
		assert.False(t, races)
	}
}
