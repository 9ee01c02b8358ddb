package candidate

import "heddle/model/program"

// pairs is a relation, as plain as can be: pairs[a][b] if a is related to b.
type pairs [][]bool

func none(n int) pairs {
	r := make(pairs, n)
	for i := range r {
		r[i] = make([]bool, n)
	}
	return r
}

func or(list ...pairs) pairs {
	return list[0].each(func(a, b int) bool {
		for _, r := range list {
			if r[a][b] {
				return true
			}
		}
		return false
	})
}

func then(list ...pairs) pairs {
	r := list[0]
	for _, s := range list[1:] {
		first := r
		r = r.each(func(a, c int) bool {
			for b := range first {
				if first[a][b] && s[b][c] {
					return true
				}
			}
			return false
		})
	}
	return r
}

// each gives the relation of the size of r that f says.
func (r pairs) each(f func(a, b int) bool) pairs {
	u := none(len(r))
	for a := range u {
		for b := range u {
			u[a][b] = f(a, b)
		}
	}
	return u
}

func (r pairs) count() int {
	n := 0
	for a := range r {
		for b := range r {
			if r[a][b] {
				n++
			}
		}
	}
	return n
}

// closure repeats what closes r under one step until nothing changes.
func (r pairs) closure() pairs {
	for {
		u := or(r, then(r, r))
		if u.count() == r.count() {
			return u
		}
		r = u
	}
}

func (r pairs) loops() bool {
	for a := range r {
		if r[a][a] {
			return true
		}
	}
	return false
}

func (r pairs) cyclic() bool { return r.closure().loops() }

// which is the pairs of events that f wants.
func (g *graph) which(f func(a, b node) bool) pairs {
	return none(len(g.events)).each(func(a, b int) bool { return f(g.events[a], g.events[b]) })
}

func (r pairs) only(g *graph, f func(a, b node) bool) pairs {
	return r.each(func(a, b int) bool { return r[a][b] && f(g.events[a], g.events[b]) })
}

// ident is the identity on the events that f wants.
func (g *graph) ident(f func(node) bool) pairs {
	return none(len(g.events)).each(func(a, b int) bool { return a == b && f(g.events[a]) })
}

func (g *graph) all() pairs { return g.ident(func(node) bool { return true }) }

func (g *graph) po() pairs {
	return g.which(func(a, b node) bool { return a.thread == b.thread && a.thread >= 0 && a.index < b.index })
}

func (g *graph) fr() pairs {
	return g.rf.each(func(r, w int) bool {
		for source := range g.rf {
			if g.rf[source][r] && g.co[source][w] {
				return true
			}
		}
		return false
	})
}

func outside(a, b node) bool { return a.thread != b.thread }
func same(a, b node) bool    { return a.kind != 'F' && b.kind != 'F' && a.loc == b.loc }
func isRead(a node) bool     { return a.kind == 'R' }
func isWrite(a node) bool    { return a.kind == 'W' || a.kind == 'I' }
func isFence(a node) bool    { return a.kind == 'F' }
func isSC(a node) bool       { return a.order == program.SeqCst }

// naive are the memory models by name: whether a candidate is consistent.
var naive = map[string]func(*graph) bool{"sc": naiveSC, "tso": naiveTSO, "pso": naivePSO, "rc11": naiveRC11,
	"all": func(*graph) bool { return true }}

func (g *graph) torn() bool {
	between := then(g.fr().only(g, outside), g.co.only(g, outside))
	return between.each(func(a, b int) bool { return between[a][b] && g.rmw[a][b] }).count() > 0
}

func naiveSC(g *graph) bool { return !g.torn() && !or(g.po(), g.rf, g.co, g.fr()).cyclic() }

func naiveTSO(g *graph) bool {
	return naiveStoreBuffer(g, func(a, b node) bool { return !isWrite(a) || !isRead(b) })
}

func naivePSO(g *graph) bool {
	return naiveStoreBuffer(g, func(a, b node) bool { return !isWrite(a) || isWrite(b) && a.loc == b.loc })
}

// naiveStoreBuffer is tso or pso, by the pairs of accesses that stay in program order; from what
// stands between them whether they do too.
func naiveStoreBuffer(g *graph, kept func(a, b node) bool) bool {
	pso := !kept(node{kind: 'W', loc: 'x'}, node{kind: 'W', loc: 'y'})
	drains := func(c node) bool { return c.locked || isSC(c) && c.kind != 'R' }
	ordered := g.po().only(g, func(a, b node) bool {
		if isFence(a) || isFence(b) {
			return false
		}
		if kept(a, b) || drains(a) || drains(b) {
			return true
		}
		for _, c := range g.events {
			if c.thread != a.thread || c.index <= a.index || c.index > b.index {
				continue
			}
			bar := isFence(c) && c.index < b.index && (c.order == program.Release || c.order == program.AcqRel) ||
				isWrite(c) && c.order == program.Release
			if drains(c) || pso && bar && isWrite(a) && isWrite(b) {
				return true
			}
		}
		return false
	})
	return !g.torn() && !or(g.po().only(g, same), g.rf, g.co, g.fr()).cyclic() &&
		!or(ordered, g.rf.only(g, outside), g.co, g.fr()).cyclic()
}

// hb is rc11's happens-before.
func (g *graph) hb() pairs {
	po, id := g.po(), g.all()
	f := g.ident(isFence)
	atomicWrite := g.ident(func(a node) bool { return isWrite(a) && a.order != program.Plain })
	atomicRead := g.ident(func(a node) bool { return isRead(a) && a.order != program.Plain })
	release := g.ident(func(a node) bool { return a.order.Releases() })
	acquire := g.ident(func(a node) bool { return a.order.Acquires() })
	rs := then(g.ident(isWrite), or(id, po.only(g, same)), atomicWrite, or(id, then(g.rf, g.rmw).closure()))
	sw := then(release, or(id, then(f, po)), rs, g.rf, atomicRead, or(id, then(po, f)), acquire)
	return or(po, sw).closure()
}

// races reports whether rc11 calls the candidate a race.
func (g *graph) races() bool {
	hb := g.hb()
	return hb.each(func(a, b int) bool {
		x, y := g.events[a], g.events[b]
		return outside(x, y) && same(x, y) && x.thread >= 0 && y.thread >= 0 && (isWrite(x) || isWrite(y)) &&
			(x.order == program.Plain || y.order == program.Plain) && !hb[a][b] && !hb[b][a]
	}).count() > 0
}

func naiveRC11(g *graph) bool {
	po, mo, rb, hb, id := g.po(), g.co, g.fr(), g.hb(), g.all()
	if g.torn() || or(po, g.rf).cyclic() {
		return false
	}
	sc := g.ident(isSC)
	fsc := then(g.ident(isFence), sc)
	eco := or(g.rf, mo, rb).closure()
	if hb.loops() || then(hb, eco).loops() {
		return false
	}
	elsewhere := po.only(g, func(a, b node) bool { return !same(a, b) })
	scb := or(po, then(elsewhere, hb, elsewhere), hb.only(g, same), mo, rb)
	base := then(or(sc, then(fsc, or(id, hb))), scb, or(sc, then(or(id, hb), fsc)))
	fence := then(fsc, or(hb, then(hb, eco, hb)), fsc)
	return !or(base, fence).cyclic()
}
