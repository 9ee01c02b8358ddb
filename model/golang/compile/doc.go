// Package compile turns the go/ssa form of a checked function, and of all that it
// can reach, into a program.Program.
//
// It neither loads nor executes Go code, and it knows no memory model. A construct
// that it has no code for is refused by name and position before any code is made.
//
// Every SSA value becomes words, each in a virtual register or known at compile
// time. Variables whose address stays within their function become registers; a
// captured variable that is set once, before it is captured, is captured by value.
// Straight-line functions are expanded at their static calls. Then virtual registers
// joined by moves are merged where their lives allow it (G. J. Chaitin et al.,
// "Register allocation via coloring", Computer Languages 6, 1981), and the rest are
// packed. Deferred calls are code of their function wherever each is made at most once.
// Loads and stores of memory are never removed, reordered or merged.
//
// A range over a map chooses the next entry among all that may come next, except where
// commute.go shows that the order cannot matter. What is too long to be emitted
// instruction by instruction is Go code, in package support.
package compile
