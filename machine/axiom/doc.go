// Package axiom gives memory models by their axioms: predicates over executions,
// which are graphs of events and relations between them. It is the second answer
// to what the memory models of package machine allow, and it can say which axiom
// forbids an outcome, with a cycle of events that shows it.
//
// An Execution is built event by event. A Model is a list of named axioms, each
// one an expression over relations in the manner of Alglave, Maranget, Tautschnig,
// "Herding Cats", TOPLAS 2014; see Models. The models are sc, tso, pso and rc11.
// Each one forbids a cycle in po ∪ rf, and each axiom is monotone: what forbids an
// execution also forbids every execution that has it as a part. So whoever
// enumerates executions may add events in an order that extends po ∪ rf and drop
// an execution at the first axiom that it violates.
//
// There are no accesses of different sizes: a location is a cell of one word.
package axiom
