// Package counter is a library of shared counters in plain Go, each with its broken twins: the mistakes that are made when it is written.
//
// What a counter is to do is what sequential.Counter does. Those in one word are linearizable, and right under every
// memory model that heddle has: of one word all see the same order of values. Those that spread the contention over several
// words are less than that, which each says.
package counter
