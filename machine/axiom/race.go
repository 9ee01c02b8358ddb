package axiom

import "slices"

// Race gives two accesses of different threads to one location that race in x, or ok
// is false: one of them writes, one of them is plain, and neither happens before the
// other. A program with a consistent execution that has one means nothing. Only
// rc11 has races.
func (m Model) Race(x *Execution) (first, second int, ok bool) {
	plain := func(e Event) bool { return !e.atomic() && e.Kind != Fence && e.Thread != Initial }
	if m.undefined == nil || !slices.ContainsFunc(x.Events, plain) {
		return 0, 0, false
	}
	var s Scratch
	s.begin(x)
	before := s.eval(m.undefined)
	for _, l := range x.locations {
		for _, w := range l.writes {
			for i := range x.Events {
				if x.races(w, i) && !before.Has(w, i) && !before.Has(i, w) {
					return min(w, i), max(w, i), true
				}
			}
		}
	}
	return 0, 0, false
}

// races reports whether write w and event i race unless they are ordered.
func (x *Execution) races(w, i int) bool {
	e, f := &x.Events[w], &x.Events[i]
	return e.Thread != Initial && f.Thread != Initial && e.Thread != f.Thread &&
		f.Kind != Fence && e.Addr == f.Addr && !(e.atomic() && f.atomic())
}
