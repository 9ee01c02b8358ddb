package axiom

import "heddle/model/program"

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
	x := s.x
	for i := range x.Events {
		for j := range x.Events {
			if a := x.Events[i].Addr; x.Events[i].Kind != Fence && x.Events[j].Kind != Fence && a == x.Events[j].Addr {
				r.Add(i, j)
			}
		}
	}
}

func fillExt(s *Scratch, r Relation) {
	x := s.x
	for i := range x.Events {
		for j := range x.Events {
			if x.Events[i].Thread != x.Events[j].Thread {
				r.Add(i, j)
			}
		}
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
