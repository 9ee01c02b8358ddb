package axiom

import (
	"slices"

	"heddle/model/program"
)

// The relations and sets that the models are made of. In rc11 co is called mo and fr rb.
var (
	po  = relation("po", fillPo)
	rf  = relation("rf", fillRf)
	co  = relation("co", fillCo)
	fr  = relation("fr", fillFr)
	loc = relation("loc", fillLoc)
	ext = relation("ext", fillExt)
	rmw = relation("rmw", fillRMW)

	sync = relation("sync", fillEdges(EdgeSync))

	poloc = named("po-loc", both(po, loc))
	rfe   = named("rfe", both(rf, ext))
	fre   = named("fre", both(fr, ext))
	coe   = named("coe", both(co, ext))

	reads   = set(func(e *Event) bool { return e.Kind == Read })
	writes  = set(func(e *Event) bool { return e.Kind == Write })
	memory  = set(func(e *Event) bool { return e.Kind != Fence })
	fences  = set(func(e *Event) bool { return e.Kind == Fence })
	fenceSC = set(func(e *Event) bool { return e.Kind == Fence && e.Order == program.SeqCst })
)

// known are the relations that can be asked for by name.
var known = map[string]*expr{
	"po": po, "rf": rf, "co": co, "fr": fr, "loc": loc, "ext": ext, "rmw": rmw, "po-loc": poloc,
	"rfe": rfe, "fre": fre, "coe": coe, "sync": sync,
	"addr":    relation("addr", fillEdges(EdgeAddr)),
	"data":    relation("data", fillEdges(EdgeData)),
	"ctrl":    relation("ctrl", fillEdges(EdgeCtrl)),
	"ppo.tso": ppoTSO, "ppo.pso": ppoPSO, "stbar": stbar, "fence": fullFence, "lock": lock,
	"mo": mo, "rb": rb, "eco": eco, "rs": rs, "sw": sw, "hb": hb, "scb": scb, "psc": union(pscBase, pscFence),
}

// Relation gives a relation of x by its name; ok is false if there is none. Those with the
// same name in all models are po, po-loc, rf, co, fr, rfe, coe, fre, loc, ext, rmw, sync, addr,
// data, ctrl; of tso and pso ppo.tso, ppo.pso, stbar, fence, lock; of rc11 mo, rb, eco, rs, sw,
// hb, scb, psc.
func (x *Execution) Relation(name string) (r Relation, ok bool) {
	e, ok := known[name]
	if !ok {
		return Relation{}, false
	}
	var s Scratch
	s.begin(x)
	return s.eval(e), true
}

// fillPo relates events of a thread in program order, all pairs.
func fillPo(s *Scratch, r Relation) {
	x := s.x
	after := relationIn(s.words, max(len(x.last), r.n)).bits // by thread; as wide as r's rows
	s.words = after
	for i := len(x.Events) - 1; i >= 0; i-- {
		if t := x.Events[i].Thread; t != Initial {
			rest := after[t*r.stride : (t+1)*r.stride]
			copy(r.row(i), rest)
			rest[i>>6] |= 1 << (i & 63)
		}
	}
}

func fillRf(s *Scratch, r Relation) {
	x := s.x
	for i, w := range x.rf {
		if w != None {
			r.Add(w, i)
		}
	}
}

func fillCo(s *Scratch, r Relation) {
	x := s.x
	for _, l := range x.locations {
		for i := len(l.writes) - 2; i >= 0; i-- {
			w, next := l.writes[i], l.writes[i+1]
			copy(r.row(w), r.row(next))
			r.Add(w, next)
		}
	}
}

// fillFr relates a read to the writes that are co-after its source: rf⁻¹;co.
func fillFr(s *Scratch, r Relation) {
	x := s.x
	c := s.eval(co)
	for i, w := range x.rf {
		if w != None {
			copy(r.row(i), c.row(w))
		}
	}
}

func fillLoc(s *Scratch, r Relation) {
	s.classes(r, func(e *Event) (key uint64, ok bool) { return e.Addr, e.Kind != Fence })
}

// fillExt relates events of different threads, of which the initial writes are one.
func fillExt(s *Scratch, r Relation) {
	s.classes(r, func(e *Event) (key uint64, ok bool) { return uint64(e.Thread), true })
	for a := range r.n {
		row := r.row(a)
		for i := range row {
			row[i] = ^row[i]
		}
		if rest := r.n & 63; rest != 0 {
			row[len(row)-1] &= 1<<rest - 1
		}
	}
}

// classes relates the events that have a key to those with the same one.
func (s *Scratch) classes(r Relation, key func(*Event) (uint64, bool)) {
	s.heads = s.heads[:0]
	for i := range s.x.Events {
		k, ok := key(&s.x.Events[i])
		if !ok {
			continue
		}
		at := slices.IndexFunc(s.heads, func(h head) bool { return h.key == k })
		if at < 0 {
			at = len(s.heads)
			s.heads = append(s.heads, head{k, i})
		}
		r.Add(s.heads[at].event, i)
	}
	for _, h := range s.heads {
		row := r.row(h.event)
		eachBit(row, func(i int) { copy(r.row(i), row) })
	}
}

func fillRMW(s *Scratch, r Relation) {
	x := s.x
	for i := range x.Events {
		if e := &x.Events[i]; e.Kind == Read && e.Partner != None {
			r.Add(i, e.Partner)
		}
	}
}

func fillEdges(kind Edge) func(*Scratch, Relation) {
	return func(s *Scratch, r Relation) {
		for _, e := range s.x.edges[kind] {
			r.Add(e[0], e[1])
		}
	}
}
