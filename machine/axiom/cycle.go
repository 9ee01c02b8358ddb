package axiom

import (
	"fmt"
	"slices"
	"strings"

	"heddle/model/program"
)

// Step is one edge of a cycle: from an event to another, by their numbers.
type Step struct {
	From, To int
	Name     string
}

// Cycle is a sequence of steps, each of which begins where the one before ends; the
// last one ends where the first one begins.
type Cycle []Step

// Text prints c, in the order of threads from the first on:
//
//	a: P0 W x=1 —po→ b: P0 R y=0 —fr→ c: P1 W y=1 —po→ d: P1 R x=0 —fr→ a
func (c Cycle) Text(x *Execution) string {
	if len(c) == 0 {
		return ""
	}
	c, names := c.turned(x), x.letters()
	var b strings.Builder
	for _, s := range c {
		fmt.Fprintf(&b, "%s —%s→ ", x.describe(names, s.From), s.Name)
	}
	return b.String() + names[c[0].From]
}

// turned gives c from its first event on: the first of the lowest thread.
func (c Cycle) turned(x *Execution) Cycle {
	first := 0
	for i, s := range c {
		if x.before(s.From, c[first].From) {
			first = i
		}
	}
	return append(slices.Clone(c[first:]), c[:first]...)
}

// before is the order in which events are listed: by threads, then program order.
func (x *Execution) before(i, j int) bool {
	e, f := &x.Events[i], &x.Events[j]
	if e.Thread != f.Thread {
		return e.Thread < f.Thread
	}
	if e.Thread != Initial {
		return e.Index < f.Index
	}
	return e.Addr < f.Addr
}

// sorted lists the events thread by thread, initial writes first.
func (x *Execution) sorted() []int {
	list := make([]int, len(x.Events))
	for i := range list {
		list[i] = i
	}
	slices.SortFunc(list, func(i, j int) int {
		if x.before(i, j) {
			return -1
		}
		return 1
	})
	return list
}

// letters names the events a, b, …, z, a1, … as they are listed; initial writes have no name.
func (x *Execution) letters() []string {
	names, n := make([]string, len(x.Events)), 0
	for _, i := range x.sorted() {
		if x.Events[i].Thread == Initial {
			continue
		}
		names[i] = string(rune('a' + n%26))
		if n >= 26 {
			names[i] += fmt.Sprint(n / 26)
		}
		n++
	}
	return names
}

// describe prints an event: "a: P0 W(rel) x=1", "b: P1 F(sc)", "initially x=0".
func (x *Execution) describe(names []string, i int) string {
	e := &x.Events[i]
	value := func() string { return fmt.Sprintf("%s=%d", x.name(e.Addr), int64(e.Value)) }
	if e.Thread == Initial {
		return "initially " + value()
	}
	s := fmt.Sprintf("%s: %s %c", names[i], program.ThreadName(e.Thread), "RWF"[e.Kind])
	if name := orderNames[e.Order]; name != "" {
		s += "(" + name + ")"
	}
	if e.Kind == Fence {
		return s
	}
	return s + " " + value()
}

func (x *Execution) name(addr uint64) string {
	if x.Name != nil {
		return x.Name(addr)
	}
	return fmt.Sprintf("[%d]", addr)
}
