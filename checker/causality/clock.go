package causality

import (
	"cmp"
	"slices"
)

// Clocks are the timestamps of a run's events, by event. A hidden event has those that it hands on.
type Clocks struct {
	// Lamport's are the least that satisfy his clock condition, a → b implies C(a) < C(b), if each process counts
	// its events by ones from a given number on (Lamport 1978, rules IR1 and IR2).
	Lamport []int
	// Vector has for each process how many of its events are the event itself or happened before it: a → b is
	// V(a) < V(b) (C. J. Fidge: Timestamps in message-passing systems that preserve the partial ordering,
	// Australian Computer Science Communications 10(1), 1988; F. Mattern: Virtual time and global states of
	// distributed systems, Parallel and Distributed Algorithms, 1989).
	Vector [][]int
}

// Clocks computes the timestamps in one pass, as the processes themselves would. The first event of a process
// that has heard of no other gets Lamport's timestamp first.
func (r *Run) Clocks(first int) Clocks {
	c := Clocks{make([]int, len(r.Events)), make([][]int, len(r.Events))}
	for i := range r.Events {
		e := &r.Events[i]
		c.Lamport[i], c.Vector[i] = first-1, make([]int, len(r.Processes))
		for _, j := range e.Causes {
			c.Lamport[i] = max(c.Lamport[i], c.Lamport[j])
			for p, n := range c.Vector[j] {
				c.Vector[i][p] = max(c.Vector[i][p], n)
			}
		}
		if e.Process != Nobody && !e.Hidden {
			c.Lamport[i]++
			c.Vector[i][e.Process]++
		}
	}
	return c
}

// Less reports whether v < w: no component is greater, and one is less.
func Less(v, w []int) bool {
	less := false
	for i := range v {
		if v[i] > w[i] {
			return false
		}
		less = less || v[i] < w[i]
	}
	return less
}

// Total sorts the events by their timestamps, and where these are equal by the ranks of their processes, the least
// first (Lamport 1978, relation ⇒). rank is by process; nil ranks them by their numbers. If the timestamps satisfy the clock
// condition and no two processes have one rank, that is a total order which contains happened-before.
func (r *Run) Total(timestamps, rank []int) []int {
	events := r.Shown()
	slices.SortStableFunc(events, func(a, b int) int {
		p, q := r.Events[a].Process, r.Events[b].Process
		if rank != nil {
			p, q = rank[p], rank[q]
		}
		return cmp.Or(cmp.Compare(timestamps[a], timestamps[b]), cmp.Compare(p, q))
	})
	return events
}
