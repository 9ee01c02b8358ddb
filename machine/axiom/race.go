package axiom

// Race gives two accesses of different threads to one location that race in x, or ok
// is false: one of them writes, one of them is plain, and neither happens before the
// other. A program with a consistent execution that has one means nothing. Only
// rc11 has races.
func (m Model) Race(x *Execution) (first, second int, ok bool) {
	if m.undefined == nil || len(x.Events) == 0 {
		return 0, 0, false
	}
	before := m.undefined.eval(x)
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
