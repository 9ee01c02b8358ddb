package axiom

import "heddle/model/program"

// repaired is C/C++11 as repaired, section 3 of the paper word for word, with mo for co
// and rb for fr. Ordinary accesses are relaxed ones. Threads that are started and joined
// add to hb, not to sb. Initial writes happen before everything: no axiom can tell,
// because they are mo-first and nothing leads to them.
//
// Herd's rc11.cat is the same. Where it has a read-modify-write as one event it needs an axiom
// more, irreflexive(rmw; eco), which follows from coherence if its halves are in sb.
var repaired = Model{
	Name:   "rc11",
	Doc:    "C/C++11 as repaired: release and acquire, sequentially consistent accesses and fences; po ∪ rf acyclic; races of plain accesses undefined",
	Source: "Lahav, Vafeiadis, Kang, Hur, Dreyer, Repairing Sequential Consistency in C/C++11, PLDI 2017, §3",
	Axioms: []Axiom{
		{Name: "coherence", Doc: "irreflexive(hb; eco?)", form: irreflexive, forbidden: seq(hb, opt(eco))},
		{Name: Atomicity, Doc: "empty(rmw ∩ (rb; mo))", form: irreflexive,
			forbidden: seq(both(seq(rb, mo), rmw), inverse("rmw⁻¹", rmw))},
		noThinAir,
		{Name: "sc", Doc: "acyclic(psc)", form: acyclic, forbidden: union(pscBase, pscFence)},
	},
	undefined: hb,
}

var noThinAir = Axiom{Name: NoThinAir, Doc: "acyclic(sb ∪ rf)", form: acyclic, forbidden: union(po, sync, rf)}

var (
	mo  = named("mo", co)
	rb  = named("rb", fr)
	eco = plus(union(rf, mo, rb))

	atomicAccess = func(k Kind) *expr {
		return set(func(e *Event) bool { return e.Kind == k && e.atomic() })
	}
	releasing = set((*Event).releases)
	acquiring = set((*Event).acquires)

	// rs is the release sequence of a write.
	rs = seq(writes, opt(poloc), atomicAccess(Write), opt(plus(seq(rf, rmw))))
	sw = named("sw", seq(releasing, opt(seq(fences, po)), rs, rf, atomicAccess(Read), opt(seq(po, fences)), acquiring))
	hb = plus(union(po, sync, sw))

	accessSC = set(func(e *Event) bool { return e.Order == program.SeqCst })
	sbOther  = minus(po, loc)
	scb      = union(po, seq(sbOther, hb, sbOther), both(hb, loc), mo, rb)
	pscBase  = seq(union(accessSC, seq(fenceSC, opt(hb))), scb, union(accessSC, seq(opt(hb), fenceSC)))
	pscFence = seq(fenceSC, union(hb, seq(hb, eco, hb)), fenceSC)
)
