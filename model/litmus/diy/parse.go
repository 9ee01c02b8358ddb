package diy

import (
	"fmt"
	"slices"
	"strings"
)

// Cycle is a cycle of edges: the target of each is the source of the next, and
// the last one leads to the first. All directions and orders are settled.
type Cycle []Edge

func (c Cycle) String() string {
	words := make([]string, len(c))
	for i, e := range c {
		words[i] = e.String()
	}
	return strings.Join(words, " ")
}

// ParseEdge reads one edge: "Fre", "PodWR", "MFencedWR", "PodWWRlxRel".
// Directions may be open, as in "Pod**".
func ParseEdge(a Arch, text string) (Edge, error) {
	e, ok := match(a, text)
	if !ok {
		return Edge{}, fmt.Errorf("diy: edge %q: unknown, want a communication (Rfe Rfi Fre Fri Coe Coi), %s, or Po, Ctrl, DpAddr, DpData or a fence (%s) "+
			"with s or d for the location and R, W or * for directions (PodWR, DpAddrdR), and then for %s no or two orders of %s",
			text, strings.Join(a.rmws, ", "), strings.Join(a.fenceNames(), " "), a.Name, strings.Join(a.Orders(), " "))
	}
	return e, nil
}

// match reads an edge of a: no name of an edge followed by two orders is another edge's.
func match(a Arch, text string) (Edge, bool) {
	for end := len(text); end > 0; end-- {
		e, ok := a.words[text[:end]]
		if !ok {
			continue
		}
		if end == len(text) {
			return e, true
		}
		if from, to, ok := twoOrders(a, text[end:]); ok {
			e.FromOrder, e.ToOrder = from, to
			return e, true
		}
	}
	return Edge{}, false
}

func twoOrders(a Arch, text string) (from, to string, ok bool) {
	for _, from := range a.Orders() {
		if to, found := strings.CutPrefix(text, from); found && slices.Contains(a.Orders(), to) {
			return from, to, true
		}
	}
	return "", "", false
}

// Parse reads a cycle: edges, and between them orders of the access where they
// meet, as in "PodWW Rel Rfe Acq PodRR Fre". An order that nobody says is other,
// or plain if other is "".
func Parse(a Arch, text, other string) (Cycle, error) {
	var c Cycle
	pending, first := "", ""
	for _, word := range strings.Fields(strings.ReplaceAll(text, ",", " ")) {
		if slices.Contains(a.Orders(), word) {
			if len(c) == 0 {
				first = word
			} else if err := unify(&c[len(c)-1].ToOrder, word); err != nil {
				return nil, fmt.Errorf("diy: cycle %q: %w", text, err)
			}
			pending = word
			continue
		}
		e, ok := match(a, word)
		if !ok {
			_, err := ParseEdge(a, word)
			return nil, err
		}
		if err := unify(&e.FromOrder, pending); err != nil {
			return nil, fmt.Errorf("diy: cycle %q: %w", text, err)
		}
		c = append(c, e)
		pending = ""
	}
	if len(c) == 0 {
		return nil, fmt.Errorf("diy: cycle %q: no edges, want some as in \"PodWR Fre PodWR Fre\"", text)
	}
	if err := unify(&c[len(c)-1].ToOrder, first); err != nil {
		return nil, fmt.Errorf("diy: cycle %q: %w", text, err)
	}
	return c, c.settle(a, other)
}

// unify writes said to *order, unless that is another one.
func unify(order *string, said string) error {
	if said == "" || *order == said {
		return nil
	}
	if *order != "" {
		return fmt.Errorf("an access has the orders %s and %s, want one", *order, said)
	}
	*order = said
	return nil
}

// settle makes what both edges at each access say equal, and checks that c is a cycle that a can have a test of.
func (c Cycle) settle(a Arch, other string) error {
	if other == "" {
		other = plain
	}
	if !slices.Contains(a.Orders(), other) {
		return unknownOrder(a, other)
	}
	for i := range c {
		in, out := &c[(i+len(c)-1)%len(c)], &c[i]
		switch {
		case in.To == Any && out.From == Any:
			return fmt.Errorf("diy: cycle %s: between %s and %s is a read or a write, want it said", c, in, out)
		case in.To == Any:
			in.To = out.From
		case out.From == Any:
			out.From = in.To
		case in.To != out.From:
			return fmt.Errorf("diy: cycle %s: %s ends with a %s, and %s begins with a %s", c, in, word(in.To), out, word(out.From))
		}
		if err := unify(&in.ToOrder, out.FromOrder); err != nil {
			return fmt.Errorf("diy: cycle %s: %w", c, err)
		}
		if in.ToOrder == "" && a.fits(other, in.To) {
			in.ToOrder = other
		}
		if in.ToOrder == plain {
			in.ToOrder = ""
		}
		out.FromOrder = in.ToOrder
	}
	return c.check(a)
}

func word(d Dir) string {
	if d == R {
		return "read"
	}
	return "write"
}

// check says what is wrong with a cycle whose directions and orders are settled.
func (c Cycle) check(a Arch) error {
	external, internal, local, moves := 0, 0, 0, 0
	for i, e := range c {
		if !a.fits(e.orderAt(0), e.From) {
			return fmt.Errorf("diy: cycle %s: %s has no %s with order %s", c, a.Name, word(e.From), e.FromOrder)
		}
		in := c[(i+len(c)-1)%len(c)]
		if e.FromOrder == "AR" && e.Kind != Rmw && in.Kind != Rmw {
			return fmt.Errorf("diy: cycle %s: order AR at a %s, want it at both ends of an Rmw", c, word(e.From))
		}
		switch {
		case e.External:
			external++
		case e.Communication():
			internal++
		default:
			local++
		}
		if !e.Same {
			moves++
		}
	}
	switch {
	case local == 0:
		return fmt.Errorf("diy: cycle %s: communications only, want an edge of program order too", c)
	case external == 0 && internal == 0:
		return fmt.Errorf("diy: cycle %s: no communication, want some", c)
	case external == 1:
		return fmt.Errorf("diy: cycle %s: 1 external communication, want two or more (or only internal ones)", c)
	case moves == 1:
		return fmt.Errorf("diy: cycle %s: 1 edge changes the location, want none or two or more", c)
	}
	return nil
}

// orderAt is the order of an end of e, 0 or 1.
func (e Edge) orderAt(end int) string {
	order := e.FromOrder
	if end == 1 {
		order = e.ToOrder
	}
	if order == "" {
		return plain
	}
	return order
}

func unknownOrder(a Arch, order string) error {
	return fmt.Errorf("diy: order %q: unknown, want one of %s", order, strings.Join(a.Orders(), " "))
}
