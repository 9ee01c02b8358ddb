// Package linear judges histories of operations on concurrent objects by a sequential specification.
//
// The specification is a program whose only thread makes the operations of all clients one after the other, in every order that
// the criterion allows. Build explores it and gives an Automaton: its paths are the sequential histories that the
// specification allows. A Monitor follows the calls and returns of a concurrent program, inside the search of its schedules, and keeps the
// set of configurations that they may have led to: a node of the automaton, and which open calls have taken effect.
// So two schedules that the specification cannot tell apart end in equal states, and no history is enumerated.
//
// A history that a Monitor rejects is put before a second judge: package porcupine for linearizability, and Accepts, which
// tries all orders, for whatever else.
//
// It does not check that specifications are right, nor that they are deterministic: all that a specification may do is allowed. A
// specification that makes choices before its first operation is taken to make them when they are needed.
package linear
