// Package random makes small random litmus tests as text in herd's format, for
// differential tests of the whole pipeline: few accesses, so that candidate
// executions can be enumerated, but of every sort that a front end reads.
//
// Every test ends: branches lead forward. It observes all registers that it
// writes and all locations, and asks whether some of them can have random values.
package random

import (
	"fmt"
	"strings"

	"pgregory.net/rapid"
)

// Size bounds a test. Loads and stores count one access, read-modify-writes two.
type Size struct {
	Threads   int // 2 … Threads
	Locations int // 1 … Locations
	Accesses  int // of all threads
}

// names of locations.
var names = []string{"x", "y", "z", "a"}

// test is a litmus test as it is made.
type test struct {
	*rapid.T
	locs  []string
	left  int      // accesses
	atoms []string // "0:EAX", "[x]": what can be observed

	ring        bool // accesses of a thread go round the locations
	begin, next int  // location of the thread's first access and of the next one, in the ring
}

func newTest(t *rapid.T, s Size) (*test, int) {
	test := &test{T: t, left: s.Accesses}
	threads := min(pick(test, []int{2, 2, 2, 3, 3, 4}, "threads"), s.Threads)
	test.locs = names[:min(pick(test, []int{2, 2, 2, 3, 3, 1}, "locations"), s.Locations)]
	test.ring = !test.chance(4, "anywhere")
	return test, threads
}

// pick draws one of list.
func pick[E any](t *test, list []E, label string) E { return rapid.SampledFrom(list).Draw(t.T, label) }

// number is one of 0 … below-1.
func (t *test) number(below int, label string) int {
	return rapid.IntRange(0, below-1).Draw(t.T, label)
}

// chance is true once in so many times.
func (t *test) chance(of int, label string) bool { return t.number(of, label) == of/2 }

// loc is the location of the next access. In most tests threads go round the
// locations, each from another one on: cycles need that, and there memory models
// differ.
func (t *test) loc() string {
	if !t.ring || t.chance(8, "elsewhere") {
		return pick(t, t.locs, "location")
	}
	t.next++
	return t.locs[t.next%len(t.locs)]
}

func (t *test) value() int { return 1 + t.number(2, "value") }

// share is how many accesses a thread may have, if so many threads follow it.
func (t *test) share(after int) int {
	n := max(min(pick(t, []int{2, 2, 2, 3, 3, 1, 4}, "accesses"), t.left-after), 1)
	t.left -= n
	t.begin++
	t.next = t.begin
	return n
}

// zeros declares all locations: an access may not name each.
func (t *test) zeros() []string {
	lines := make([]string, len(t.locs))
	for i, x := range t.locs {
		lines[i] = "[" + x + "] = 0;\n"
	}
	return lines
}

// final writes what is observed, and the condition.
func (t *test) final(w *strings.Builder) {
	for _, x := range t.locs {
		t.atoms = append(t.atoms, "["+x+"]")
	}
	w.WriteString("locations [")
	for _, a := range t.atoms {
		fmt.Fprintf(w, "%s; ", strings.Trim(a, "[]"))
	}
	w.WriteString("]\n")
	parts := make([]string, 1+t.number(min(3, len(t.atoms)), "atoms"))
	for i := range parts {
		parts[i] = fmt.Sprintf("%s=%d", pick(t, t.atoms, "atom"), t.number(3, "final"))
	}
	fmt.Fprintf(w, "%s (%s)\n", pick(t, []string{"exists", "~exists", "forall"}, "quantifier"),
		strings.Join(parts, pick(t, []string{` /\ `, ` \/ `}, "connective")))
}
