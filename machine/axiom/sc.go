package axiom

// sequential is sequential consistency. Shasha and Snir show that it is the absence
// of the cycles that are forbidden here.
var sequential = Model{
	Name:   "sc",
	Doc:    "sequential consistency: one interleaving that keeps program order",
	Source: "Lamport, How to Make a Multiprocessor Computer That Correctly Executes Multiprocess Programs, IEEE TC 1979; Shasha, Snir, Efficient and Correct Execution of Parallel Programs that Share Memory, TOPLAS 1988",
	Axioms: []Axiom{
		{Name: "sc", Doc: "acyclic(po ∪ sync ∪ rf ∪ co ∪ fr)", form: acyclic, forbidden: union(po, sync, rf, co, fr)},
		atomicity,
	},
}

// atomicity says that no write of another thread comes between the halves of a
// read-modify-write.
var atomicity = Axiom{
	Name:      Atomicity,
	Doc:       "empty(rmw ∩ (fre;coe))",
	form:      irreflexive,
	forbidden: seq(both(seq(fre, coe), rmw), inverse("rmw⁻¹", rmw)),
}
