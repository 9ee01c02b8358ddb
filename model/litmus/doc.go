// Package litmus reads litmus tests, the small concurrent programs with a question
// about their final states that the field of memory models exchanges, in herd's
// format (J. Alglave, L. Maranget, M. Tautschnig, Herding Cats, TOPLAS 36(2), 2014;
// the grammar is that of herdtools7), and compiles them to package program's code.
//
// The architectures X86, X86_64 and C are compiled. Each has one table of what its
// tests are made of, which says how an instruction is written and what it means. The
// others are recognised by name, and so is the Linux kernel's dialect of C:
// Test.Supported says so.
//
// Every access of a test is exactly one Load, Store, Atomic… or Fence, with its memory
// order; what that order means is the memory model's business. Registers are registers
// of the thread's frame, and false dependencies stay as they are written. In C *p is a
// plain access whatever p's type is, as in herd, and memory_order_consume is as strong
// as acquire.
//
// What is not modelled is refused, with its place in the file: accesses of different
// sizes to one location, faults, addresses of code. A program that takes another word
// for an address fails when it runs.
//
// Known differences from herd: loops are not unrolled, so a test with a spin loop has
// all its outcomes. Words have the width that the architecture or the type gives them.
// An address is a word that no number of the test equals and that is far from all other
// addresses; but arithmetic could make it of numbers, and is not caught then.
package litmus
