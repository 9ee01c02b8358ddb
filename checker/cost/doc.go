// Package cost computes what programs cost: in a window of a run, say a thread's way from
// wanting a lock to entering, in the worst case over all schedules, and in the best.
//
// Charges are those of the machine's labels (machine.Label). A worst case is a supremum: of windows
// that come to their end and of those that do not. Where a cycle of steps within a window
// pays it is infinite, which says that no number is a bound; whether a single run
// pays for ever without holding a thread back is said beside it.
//
// It is exact for the state graph of a complete search, and says nothing of one that met a limit.
package cost
