// Package diy makes litmus tests from cycles of relations between accesses, and
// from the names that the field gives them.
//
// A cycle such as
//
//	PodWR Fre PodWR Fre
//
// lists the edges of a graph of events that sequential consistency forbids: a
// write before a read of another location in program order (PodWR), a read that
// takes place before a write of another thread (Fre), and again. Threads end at
// external communications (…e); s and d say whether an edge keeps its location,
// and every location is used by one stretch of the cycle. Writes of a location
// get the values 1, 2, … in coherence order, and the condition of the test holds
// in just those executions that contain the cycle. Its family is SB, so that it
// can be asked for by that name; SB+mfences has a fence in each thread.
//
// Tests are text in herd's format. The package knows no memory model.
//
// Source: Alglave, Maranget, Sarkar, Sewell, Fences in Weak Memory Models, CAV
// 2010, section 5; Alglave, Maranget, Tautschnig, Herding Cats, TOPLAS 2014,
// section 9.1, and the vocabulary and names of the tools diyone7 and diy7.
// Where we differ: detours, composite edges in brackets, mixed sizes and
// architectures other than X86, X86_64 and C are not known; an observer thread
// reads the coherence order of three or more writes.
package diy
