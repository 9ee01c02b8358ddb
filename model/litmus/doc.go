// Package litmus reads litmus tests, the small concurrent programs with a question
// about their final states that the field of memory models exchanges, in herd's
// format (J. Alglave, L. Maranget, M. Tautschnig, Herding Cats, TOPLAS 36(2), 2014;
// the grammar is that of herdtools7), and compiles them to package program's code.
//
// The architectures X86, X86_64 and C are compiled. Each has one table of what its
// tests are made of, which says how an instruction is printed and what it means. The
// others are recognised by name: Test.Supported says so.
//
// Every access of a test is exactly one Load, Store, Atomic… or Fence, with its memory
// order; what that order means is the memory model's business. Registers are registers
// of the thread's frame, and false dependencies stay as they are written.
//
// Known differences from herd: loops are not unrolled, so a test with a spin loop has
// all its outcomes; words have the width that the architecture gives them; accesses of
// different widths to one location are refused; an address is a word that no constant
// of the test equals, but arithmetic could hit it.
package litmus
