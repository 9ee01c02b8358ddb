package diy

import (
	"fmt"
	"strings"
)

// event is an access of a test.
type event struct {
	edge  Edge // that leads to the next one of the cycle
	dir   Dir
	order string // "" is plain
	proc  int
	loc   int
	value int // written, or read if the cycle is there
	// second: the write of a read-modify-write, whose read is the event before.
	second bool
}

// test is a cycle laid out as a program: events in the order of the cycle, which
// begins with a thread's first.
type test struct {
	name    string
	cycle   Cycle
	arch    Arch
	events  []event
	procs   [][]event // each thread's events, in program order
	writes  []int     // by location
	observe bool
}

func layout(a Arch, c Cycle) *test {
	c = c.fromThread()
	t := &test{arch: a, cycle: c, events: make([]event, len(c))}
	moves := 0
	for _, e := range c {
		if !e.Same {
			moves++
		}
	}
	t.writes = make([]int, max(moves, 1))
	proc, moved := 0, 0
	for i, e := range c {
		before := c[(i+len(c)-1)%len(c)]
		t.events[i] = event{edge: e, dir: e.From, order: e.FromOrder, proc: proc, loc: moved % len(t.writes), second: before.Kind == Rmw}
		if e.External {
			proc++
		}
		if !e.Same {
			moved++
		}
	}
	t.setValues()
	t.procs = make([][]event, t.events[len(c)-1].proc+1)
	for _, e := range t.events {
		t.procs[e.proc] = append(t.procs[e.proc], e)
	}
	return t
}

// begins tells whether a thread begins after an edge: an external communication,
// or in a test of one thread any.
func (c Cycle) begins() func(before Edge) bool {
	if c.procs() == 1 {
		return Edge.Communication
	}
	return func(before Edge) bool { return before.External }
}

// fromThread rotates c so that it begins with the first access of a thread.
func (c Cycle) fromThread() Cycle {
	begins := c.begins()
	for i := range c {
		if begins(c[(i+len(c)-1)%len(c)]) {
			return c.rotate(i)
		}
	}
	return c
}

// rotate gives c from edge i on.
func (c Cycle) rotate(i int) Cycle {
	return append(append(Cycle{}, c[i:]...), c[:i]...)
}

// procs is the number of threads of a test of c.
func (c Cycle) procs() int {
	n := 0
	for _, e := range c {
		if e.External {
			n++
		}
	}
	return max(n, 1)
}

// setValues goes along each location's stretch of the cycle, which is its
// coherence order: a write has the next value, and a read that of the last write.
func (t *test) setValues() {
	n := len(t.events)
	start := t.firstOfLocation()
	for k := range n {
		i := (start + k) % n
		e := &t.events[i]
		if e.dir == W {
			t.writes[e.loc]++
		}
		e.value = t.writes[e.loc]
	}
}

// firstOfLocation is an event whose location is another one's before it. In a
// cycle of one location it is one that a communication leaves and program order
// reaches, a read if possible: there program order contradicts coherence.
func (t *test) firstOfLocation() int {
	if len(t.writes) > 1 {
		for i := range t.events {
			if !t.before(i).Same {
				return i
			}
		}
	}
	observed := func(e Edge) bool { return e.Communication() }
	atomic := func(e Edge) bool { return e.Communication() || e.Kind == Rmw }
	for _, on := range []func(Edge) bool{atomic, observed} {
		for _, read := range []bool{true, false} {
			for i, e := range t.events {
				if on(e.edge) && !on(t.before(i)) && (e.dir == R || !read) {
					return i
				}
			}
		}
	}
	return 0
}

// before is the edge that leads to event i.
func (t *test) before(i int) Edge { return t.events[(i+len(t.events)-1)%len(t.events)].edge }

// location is the name of location i: x, y, z, a, b, …
func location(i int) string {
	const names = "xyzabcdefghijklmnopqrstuvw"
	if i < len(names) {
		return names[i : i+1]
	}
	return fmt.Sprintf("x%02d", i-len(names))
}

// atom is a part of a condition.
type atom struct {
	left  string // as in "0:EAX" or "[x]"
	value int
}

// condition writes the last lines of the test: what reads read, and the last
// value of each location with two or more writes. read gives the registers of
// the threads' reads, of observers too, in their order.
func (t *test) condition(w *strings.Builder, reads []atom) {
	var atoms []atom
	for loc, n := range t.writes {
		if n > 1 {
			atoms = append(atoms, atom{"[" + location(loc) + "]", n})
		}
	}
	atoms = append(atoms, reads...)
	if t.observe {
		w.WriteString("locations [")
		for _, a := range atoms {
			fmt.Fprintf(w, "%s; ", strings.Trim(a.left, "[]"))
		}
		w.WriteString("]\n")
		return
	}
	parts := make([]string, len(atoms))
	for i, a := range atoms {
		parts[i] = fmt.Sprintf("%s=%d", a.left, a.value)
	}
	fmt.Fprintf(w, "exists (%s)\n", strings.Join(parts, ` /\ `))
}

// observed are the locations whose coherence order a final value does not tell:
// an observer thread each reads the values but the last.
func (t *test) observed() []int {
	var locs []int
	for loc, n := range t.writes {
		if n > 2 {
			locs = append(locs, loc)
		}
	}
	return locs
}
