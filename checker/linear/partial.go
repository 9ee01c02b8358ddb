package linear

import (
	"slices"
)

// partialOrder is what is asked where operations are ordered in part: those of a client by its own order, and others by what they know of
// each other. Sequential consistency is the case that they know nothing.
//
// An operation that has returned may still come after one that is called later. So a set keeps all operations, those of each client in its order,
// and the rows are for each: its client, call, result (0 while it is open), the number of other clients of which it knows some operation,
// and for each of these the client and how many of its operations precede it.
type partialOrder struct{ *Automaton }

// element is an operation of a set.
type element struct {
	client, call, result uint32
	before               []known
}

type known struct{ client, count uint32 }

func (o partialOrder) elements(s set) (list []element) {
	for rest := s.rows; len(rest) > 0; {
		e := element{client: rest[0], call: rest[1], result: rest[2]}
		n := rest[3]
		rest = rest[4:]
		for range n {
			e.before = append(e.before, known{rest[0], rest[1]})
			rest = rest[2:]
		}
		list = append(list, e)
	}
	return list
}

func rowsOf(list []element) (rows []uint32) {
	for _, e := range list {
		rows = append(rows, e.client, e.call, e.result, uint32(len(e.before)))
		for _, k := range e.before {
			rows = append(rows, k.client, k.count)
		}
	}
	return rows
}

func (o partialOrder) start() set { return set{} }

func (o partialOrder) calls(s set, p pending, before []int) set {
	e := element{client: p.client, call: p.call}
	for c, n := range before {
		if n > 0 && c != int(p.client) {
			e.before = append(e.before, known{uint32(c), uint32(n)})
		}
	}
	list := o.elements(s)
	i := len(list)
	for i > 0 && list[i-1].client > p.client {
		i--
	}
	open, _ := s.with(p)
	return set{open: open, rows: rowsOf(slices.Insert(list, i, e)), partial: s.partial}
}

func (o partialOrder) returns(s set, i int, result uint32) (set, bool) {
	list := o.elements(s)
	list[o.place(s, list, i)].result = result
	return set{open: s.without(i), rows: rowsOf(list), partial: s.partial}, o.order(list, func(uint32) bool { return true })
}

// place gives the element of open call i.
func (o partialOrder) place(s set, list []element, i int) int {
	return slices.IndexFunc(list, func(e element) bool { return e.client == s.open[i].client && e.result == 0 })
}

func (o partialOrder) possible(s set, i int) []uint32 {
	return o.resultsOf(func(result uint32) bool {
		_, ok := o.returns(s, i, result)
		return ok
	})
}

// order looks for an order of all elements that have returned, and of some that are open, that is allowed and leads to a node that fits.
func (o partialOrder) order(list []element, fits func(node uint32) bool) bool {
	seen := map[string]bool{}
	taken := make([]uint32, 1+len(list)) // the node; then of each element whether it has taken effect
	var visit func(left int) bool
	visit = func(left int) bool {
		key := rowKey(taken)
		if seen[key] {
			return false
		}
		seen[key] = true
		if left == 0 && fits(taken[0]) {
			return true
		}
		node := taken[0]
		for i, e := range list {
			if taken[1+i] != 0 || !o.ready(list, taken[1:], i) {
				continue
			}
			edges, rest := o.edges(node, e.call), left
			if e.result != 0 {
				edges, rest = o.step(node, e.call, e.result), left-1
			}
			taken[1+i] = 1
			for _, e := range edges {
				if taken[0] = e.to; visit(rest) {
					return true
				}
			}
			taken[0], taken[1+i] = node, 0
		}
		return false
	}
	returned := 0
	for _, e := range list {
		if e.result != 0 {
			returned++
		}
	}
	return visit(returned)
}

// ready reports whether all that precedes element i has taken effect.
func (o partialOrder) ready(list []element, taken []uint32, i int) bool {
	count := uint32(0) // of the elements of one client so far
	for j, e := range list {
		if j > 0 && list[j-1].client != e.client {
			count = 0
		}
		count++
		if taken[j] == 0 && j != i && list[i].follows(e.client, count, j < i) {
			return false
		}
	}
	return true
}

// follows reports whether e must come after operation count (1, 2, …) of a client; earlier says that it stands before e in the list.
func (e element) follows(client, count uint32, earlier bool) bool {
	if client == e.client {
		return earlier
	}
	return slices.ContainsFunc(e.before, func(k known) bool { return k.client == client && count <= k.count })
}

// waits leaves open calls out.
func (o partialOrder) waits(s set) bool {
	list := slices.DeleteFunc(o.elements(s), func(e element) bool { return e.result == 0 })
	return o.order(list, func(node uint32) bool { return o.refuses(node, s.open) })
}

func (o partialOrder) ends(set) bool { return true }

func (o partialOrder) stricter(a, b set) bool { return slices.Equal(a.rows, b.rows) }
