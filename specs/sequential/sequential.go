// Package sequential is what objects do when their operations come one after the
// other: the specifications that concurrent objects are judged against. An object
// is linearizable if each of its histories could have come about on its
// specification, operation by operation, in an order that keeps those that do not overlap.
//
// They are ordinary types and hold no synchronization. The methods are those
// of the objects, with the same signatures. An operation that has to wait, and for
// which it would be in vain now, calls model.Refuse; one that may do
// several things calls model.Choose.
package sequential
