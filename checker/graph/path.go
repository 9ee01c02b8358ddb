package graph

import "slices"

// Step is an edge and the state that it leaves.
type Step struct {
	From uint32
	Edge
}

// Finder finds shortest paths, many of them with the same memory: 8 bytes a state.
type Finder struct {
	g     *Graph
	met   []uint32 // by state: the last search that met it
	from  []uint32 // … and which state it came from
	turn  uint32
	queue []uint32
}

// NewFinder makes a finder of paths in g.
func NewFinder(g *Graph) *Finder {
	return &Finder{g: g, met: make([]uint32, g.n), from: make([]uint32, g.n)}
}

// Path finds a shortest path of at least one step from one of the states to one that is a goal,
// along what f lets through: the states that it starts from count in any case. Of those as short
// it is the one that goes by the earlier states and edges. ok is false if there is none.
func (d *Finder) Path(from []uint32, goal func(i uint32) bool, f Filter) (path []Step, ok bool) {
	return d.Reach(from, func(_ uint32, e *Edge) bool { return goal(e.To) }, f)
}

// Reach finds a shortest path whose last edge is a goal, as Path does.
func (d *Finder) Reach(from []uint32, goal func(from uint32, e *Edge) bool, f Filter) (path []Step, ok bool) {
	d.turn++
	d.queue = d.queue[:0]
	start := d.turn // of a state that was not come to yet
	for _, i := range from {
		if d.met[i] != start {
			d.met[i], d.from[i] = start, i
			d.queue = append(d.queue, i)
		}
	}
	for at := 0; at < len(d.queue); at++ {
		i := d.queue[at]
		for r := d.g.Row(i); r.Next(); {
			if !f.admits(i, &r.Edge) {
				continue
			}
			if goal(i, &r.Edge) {
				return append(d.back(i, f), Step{i, r.Edge}), true
			}
			if d.met[r.To] != d.turn {
				d.met[r.To], d.from[r.To] = d.turn, i
				d.queue = append(d.queue, r.To)
			}
		}
	}
	return nil, false
}

// back is the path that led to state i.
func (d *Finder) back(i uint32, f Filter) []Step {
	var path []Step
	for ; d.from[i] != i; i = d.from[i] {
		from := d.from[i]
		for r := d.g.Row(from); r.Next(); {
			if r.To == i && f.admits(from, &r.Edge) {
				path = append(path, Step{from, r.Edge})
				break
			}
		}
	}
	slices.Reverse(path)
	return path
}
