package axiom

import "heddle/model/program"

// tso is total store order, as x86 has it: a read-modify-write of any order is
// locked, a sequentially consistent store is one with a full fence after it, and
// no other order or fence means anything.
//
// The halves of a read-modify-write are in program order, so that it cannot read what was
// written after it; the x86tso.cat and sc.cat of herd's releases lack that.
var tso = Model{
	Name:   "tso",
	Doc:    "total store order: a later load may pass an earlier store of another location",
	Source: "Owens, Sarkar, Sewell, A Better x86 Memory Model: x86-TSO, TPHOLs 2009; axioms: Alglave, Maranget, Tautschnig, Herding Cats, TOPLAS 2014, §4.3",
	Axioms: []Axiom{
		uniproc,
		atomicity,
		{Name: "ghb", Doc: "acyclic(ppo ∪ fence ∪ lock ∪ sync ∪ rfe ∪ co ∪ fr), ppo = po without write-read pairs",
			form: acyclic, forbidden: union(named("ppo", ppoTSO), fullFence, lock, started, rfe, co, fr)},
	},
}

// uniproc is sequential consistency of each location by itself.
var uniproc = Axiom{
	Name:      "uniproc",
	Doc:       "acyclic(po-loc ∪ rf ∪ co ∪ fr)",
	form:      acyclic,
	forbidden: union(poloc, rf, co, fr),
}

var (
	ppoTSO = minus(seq(memory, po, memory), seq(writes, po, reads))

	// fullFence relates what is on both sides of a full fence.
	fullFence = named("fence", seq(memory, po, fenceSC, po, memory))

	// lock relates an access that waits for the store buffer to be empty and lets no
	// later one pass to all others of its thread.
	lock   = named("lock", union(seq(memory, po, locked), seq(locked, po, memory)))
	locked = set(func(e *Event) bool {
		return e.Locked || e.Kind == Write && e.Order == program.SeqCst && e.Thread != Initial
	})

	// started relates what comes before the start of a thread, or its end, to what comes
	// after: the store buffer is empty at both.
	started = named("sync", seq(opt(po), sync, opt(po)))
)
