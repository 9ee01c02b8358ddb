// Package candidate enumerates the executions of a litmus-sized program under the
// axioms of a memory model, package machine/axiom. It is the oracle for what package
// machine does step by step: the two share nothing but the program.
//
// Executions are built event by event in an order that extends po ∪ rf; as every axiom
// is monotone, a part that violates one is dropped with all that would follow from it.
// Each execution is met once: whose event is next is determined by the part that is
// there, and a read that does not take any of the writes that it is offered waits, and
// is only offered those that come after. So the cost is about that of the consistent
// executions, not of all candidates. Why, which looks for executions that a model forbids,
// also builds those with a cycle in po ∪ rf: when every thread waits, one of them
// reads a value for which a write has yet to come.
//
// Programs are what a litmus test is compiled to: an entry that starts threads, each of
// them one function with loads, stores, atomic operations, fences, branches, arithmetic on
// integers, Choose and Join; no calls, no allocation, no claims. Addresses are words. A
// loop is unrolled a number of times, and a result says if that left executions out.
package candidate
