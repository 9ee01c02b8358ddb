package linear

import (
	"slices"
)

// realTime is linearizability.
//
// The rows of a set are configurations: the node of the automaton, and for each open call the result with which it has taken
// effect, 0 if it has not. An operation takes effect no sooner than it must: when it returns, or before another one that
// returns. This is the search of J. Wing, C. Gong, Testing and verifying concurrent objects, JPDC 17, 1993, over all histories at once, with
// the just-in-time linearization of G. Lowe, Testing for linearizability, CCPE 29(4), 2017, section 4. Rows ascend.
type realTime struct{ *Automaton }

func (r realTime) start() set { return set{rows: []uint32{0}} }

func (s set) width() int { return 1 + len(s.open) }

func (r realTime) calls(s set, p pending, _ []int) set {
	open, i := s.with(p)
	next := set{open: open, rows: make([]uint32, 0, len(s.rows)/s.width()*(1+len(open)))}
	for row := range slices.Chunk(s.rows, s.width()) {
		next.rows = append(next.rows, row[:1+i]...)
		next.rows = append(next.rows, 0)
		next.rows = append(next.rows, row[1+i:]...)
	}
	return next
}

func (r realTime) returns(s set, i int, result uint32) (set, bool) {
	rows := r.takesEffect(s, i, func(got uint32) bool { return got == result })
	list := make([][]uint32, 0, len(rows))
	for _, row := range rows {
		list = append(list, slices.Delete(row, 1+i, 2+i))
	}
	slices.SortFunc(list, slices.Compare)
	next := set{open: s.without(i)}
	list = r.needed(next, slices.CompactFunc(list, slices.Equal))
	next.rows = slices.Concat(list...)
	return next, len(list) > 0
}

// needed leaves out rows that others lead to when more open calls take effect: they add nothing.
func (r realTime) needed(s set, rows [][]uint32) [][]uint32 {
	if len(rows) < 2 || len(s.open) == 0 {
		return rows
	}
	led := map[string]bool{}
	for _, row := range rows {
		r.leadsTo(s, row, func(next []uint32) { led[rowKey(next)] = true })
	}
	return slices.DeleteFunc(rows, func(row []uint32) bool { return led[rowKey(row)] })
}

// leadsTo calls f for the configurations that one leads to, but for itself, when open calls take effect. Some may come twice.
func (r realTime) leadsTo(s set, row []uint32, f func(next []uint32)) {
	r.effects(s, row, func(next []uint32) {
		f(next)
		r.leadsTo(s, next, f)
	})
}

// effects calls f for the configurations that one leads to when one more open call takes effect.
func (r realTime) effects(s set, row []uint32, f func(next []uint32)) {
	for j, p := range s.open {
		if row[1+j] != 0 {
			continue
		}
		for _, e := range r.edges(row[0], p.call) {
			next := slices.Clone(row)
			next[0], next[1+j] = e.to, e.result
			f(next)
		}
	}
}

func (r realTime) possible(s set, i int) []uint32 {
	var results []uint32
	for _, row := range r.takesEffect(s, i, func(uint32) bool { return true }) {
		results = append(results, row[1+i])
	}
	slices.Sort(results)
	return slices.Compact(results)
}

// takesEffect gives the configurations in which open call i has taken effect with a result that is wanted, as the last one if it
// had not before.
func (r realTime) takesEffect(s set, i int, wanted func(result uint32) bool) (rows [][]uint32) {
	seen := map[string]bool{}
	var visit func(row []uint32)
	visit = func(row []uint32) {
		key := rowKey(row)
		if seen[key] {
			return
		}
		seen[key] = true
		if got := row[1+i]; got != 0 {
			if wanted(got) {
				rows = append(rows, row)
			}
			return
		}
		r.effects(s, row, visit)
	}
	for row := range slices.Chunk(s.rows, s.width()) {
		visit(slices.Clone(row))
	}
	return rows
}

// waits looks for a configuration in which no open call has taken effect or can.
func (r realTime) waits(s set) bool {
	for row := range slices.Chunk(s.rows, s.width()) {
		if !slices.ContainsFunc(row[1:], func(result uint32) bool { return result != 0 }) && r.refuses(row[0], s.open) {
			return true
		}
	}
	return false
}

// refuses reports whether no open call can take effect in a node.
func (a *Automaton) refuses(node uint32, open []pending) bool {
	return !slices.ContainsFunc(open, func(p pending) bool { return len(a.edges(node, p.call)) > 0 })
}

// ends: what has not returned need not take effect.
func (r realTime) ends(set) bool { return true }

// stricter: each row of a is one of b, or one that rows of b lead to. If no call has taken effect in it, it is one of b.
func (r realTime) stricter(a, b set) bool {
	known := map[string]bool{}
	for row := range slices.Chunk(b.rows, b.width()) {
		known[rowKey(row)] = true
		r.leadsTo(b, row, func(next []uint32) { known[rowKey(next)] = true })
	}
	for row := range slices.Chunk(a.rows, a.width()) {
		if !known[rowKey(row)] {
			return false
		}
	}
	return true
}
