package axiom

import "heddle/model/program"

// pso is partial store order: a store may also pass an earlier one to another
// location, unless a store barrier is between them.
//
// A release store has such a barrier right before it, a release fence is one. SPARC's
// own SWAP does not wait for earlier stores to other locations; here every
// read-modify-write does, as in package machine.
var pso = Model{
	Name:   "pso",
	Doc:    "partial store order: a later load or store may pass an earlier store of another location",
	Source: "The SPARC Architecture Manual, Version 8, 1992, §6.4 and appendix K; axioms in the form of Alglave, Maranget, Tautschnig, Herding Cats, TOPLAS 2014",
	Axioms: []Axiom{
		uniproc,
		atomicity,
		{Name: "ghb", Doc: "acyclic(ppo ∪ stbar ∪ fence ∪ lock ∪ sync ∪ rfe ∪ co ∪ fr), ppo = po without write-read and write-write pairs, but write-write pairs of one location",
			form: acyclic, forbidden: union(named("ppo", ppoPSO), stbar, fullFence, lock, started, rfe, co, fr)},
	},
}

var (
	ppoPSO = union(seq(reads, po, memory), seq(writes, poloc, writes))

	// stbar relates the writes on both sides of a store barrier.
	stbar   = named("stbar", union(seq(writes, po, barrier, po, writes), seq(writes, po, release, opt(po), writes)))
	barrier = set(func(e *Event) bool {
		return e.Kind == Fence && (e.Order == program.Release || e.Order == program.AcqRel)
	})
	release = set(func(e *Event) bool { return e.Kind == Write && e.Order == program.Release })
)
