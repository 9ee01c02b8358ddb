// Package outcome finds what a litmus test can end with under a memory model: it
// searches all states of the compiled test on the machine, never stops at what it
// finds, and collects the final states over the registers and locations that the test
// observes, each with the number of its schedules and a shortest one. It also
// compares them with a log of herd7.
//
// A schedule is a path through the graph of states from the start to an end: an order of
// the accesses to memory, of writes of store buffers to memory where there are any, and
// of what loads read where they have a choice. Work that no other thread can notice is in
// none of its steps. If the graph has a cycle (a loop that waits) there is no number. herd7
// counts candidate executions instead, so its numbers are others; its sets of states are not.
//
// A schedule that never ends has no outcome. Threads that wait for ever, and loops that no
// schedule leads out of any more, are counted in the result beside the outcomes.
package outcome
