// Package set is a library of hash sets in plain Go that need no lock, each with its broken twins: the mistakes that are made when it
// is written.
//
// A set is linearizable: it does what sequential.Set does. Its orders are those of package list.
package set
