package diy

import (
	"cmp"
	"slices"
	"strings"
)

// Name is the name of c as diy gives it: the family, and what each thread has
// between its first and last access. Plain program order is left out if it is all
// that there is; what all threads have is said once, in the plural; orders of
// lone accesses come last, in capitals.
func (c Cycle) Name() string {
	c = c.normal()
	same := true
	for _, e := range c {
		same = same && e.Same
	}
	threads := c.threads()
	points := make([]string, len(threads))
	var parts []string
	lone, marked := "", false
	for i, th := range threads {
		points[i] = th.points()
		if len(th) > 1 {
			parts = append(parts, th.suffix())
			continue
		}
		lone += th[0].orderAt(0)
		marked = marked || th[0].FromOrder != ""
	}
	f, known := familyOf(strings.Join(points, "+"), same)
	switch distinct := slices.Compact(slices.Clone(parts)); {
	case len(distinct) == 1 && parts[0] == f.usual() && (known || !same):
		parts = nil
	case len(distinct) == 1 && len(parts) > 1:
		parts = []string{parts[0] + "s"}
	}
	name := append([]string{f.name}, parts...)
	if marked {
		name = append(name, lone)
	}
	return strings.Join(name, "+")
}

// thread is the edges of one thread, then the communication that leaves it.
type thread []Edge

// threads cuts c, which begins with a thread, after each external communication;
// a test of one thread after its last edge.
func (c Cycle) threads() []thread {
	var list []thread
	begin := 0
	for i, e := range c {
		if e.External || i == len(c)-1 {
			list = append(list, thread(c[begin:i+1]))
			begin = i + 1
		}
	}
	return list
}

// points are the directions of the first and the last access.
func (th thread) points() string {
	if len(th) == 1 {
		return string(th[0].From)
	}
	return string(th[0].From) + string(th[len(th)-1].From)
}

// suffix names what lies between the first and the last access: "mfence",
// "po-rfi", "pow-po" where the direction of the access between does not follow.
func (th thread) suffix() string {
	var names []string
	for i, e := range th[:len(th)-1] {
		name := e.short()
		if i+2 < len(th) && e.openTarget() && th[i+1].openSource() {
			name += strings.ToLower(string(e.To))
		}
		if e.FromOrder != "" || e.ToOrder != "" {
			name += strings.ToLower(e.orderAt(0) + e.orderAt(1))
		}
		names = append(names, name)
	}
	return strings.Join(names, "-")
}

// short is the name of e in the name of a test.
func (e Edge) short() string {
	name := map[Kind]string{Po: "po", Fenced: e.What, Dp: e.What, Rmw: e.What}[e.Kind]
	if e.Communication() {
		name = e.base()
	} else if e.Same && e.Kind != Rmw {
		name += "s"
	}
	return strings.ToLower(name)
}

// openTarget: the direction of the target does not follow from the kind of e.
func (e Edge) openTarget() bool { return e.Kind == Po || e.Kind == Fenced || e.Kind == Dp }

// openSource: the same of the source.
func (e Edge) openSource() bool { return e.Kind == Po || e.Kind == Fenced }

// normal gives the rotation of c that begins with the thread that the names of
// families begin with.
func (c Cycle) normal() Cycle {
	begins := c.begins()
	best := c.fromThread()
	for i := range c {
		if begins(c[(i+len(c)-1)%len(c)]) {
			if other := c.rotate(i); other.compare(best) < 0 {
				best = other
			}
		}
	}
	return best
}

// compare orders rotations that begin with a thread: by what the threads do, in
// the order in which families list it, then by their edges.
func (c Cycle) compare(d Cycle) int {
	order := []string{"W", "WW", "RR", "RW", "WR", "R"}
	rank := func(c Cycle) []int {
		var ranks []int
		for _, th := range c.threads() {
			ranks = append(ranks, slices.Index(order, th.points()))
		}
		return ranks
	}
	return cmp.Or(slices.Compare(rank(c), rank(d)), cmp.Compare(len(c.threads()[0]), len(d.threads()[0])), slices.CompareFunc(c, d, compareEdges))
}

// compareEdges puts fences and dependencies before bare program order.
func compareEdges(a, b Edge) int {
	rank := func(e Edge) int { return slices.Index([]Kind{Fenced, Dp, Rmw, Po, Rf, Fr, Co}, e.Kind) }
	return cmp.Or(cmp.Compare(rank(a), rank(b)), strings.Compare(a.String(), b.String()))
}
