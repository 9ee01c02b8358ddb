package diy

import (
	"fmt"
	"strings"
)

// Options are how a test is written. The zero value is diy's default.
type Options struct {
	Name    string // "": that of the cycle
	Observe bool   // lists the locations that the cycle is about, without a condition
}

// Source gives the litmus test of c for a in herd's format. It fails if a cannot
// express c: too few registers, a read-modify-write with orders that it has not.
func (c Cycle) Source(a Arch, opt Options) (string, error) {
	t := layout(a, c)
	t.observe = opt.Observe
	t.name = opt.Name
	if t.name == "" {
		t.name = c.Name()
	}
	var w strings.Builder
	fmt.Fprintf(&w, "%s %s\n%q\nGenerator=heddle\nCom=%s\nOrig=%s\n", a.Name, t.name, t.cycle.String(), t.cycle.communications(), t.cycle)
	if err := a.write(t, &w); err != nil {
		return "", fmt.Errorf("diy: %s: cycle %s: %w", t.name, c, err)
	}
	return w.String(), nil
}

// communications are those between threads, as diy's Com line has them.
func (c Cycle) communications() string {
	var list []string
	for _, e := range c {
		if e.External {
			list = append(list, e.base()[:2])
		}
	}
	return strings.Join(list, " ")
}
