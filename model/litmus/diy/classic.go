package diy

import (
	"fmt"
	"slices"
	"strings"
)

// FromName gives the cycle that a name as Name makes it stands for: "SB",
// "MP+mfence+po", "IRIW+mfences", "LB+datas", "MP+poprel+poacqp", "WW+RW+RR+WR".
// other is as for Parse.
func FromName(a Arch, name, other string) (Cycle, error) {
	f, rest, ok := splitFamily(name)
	if !ok {
		return nil, fmt.Errorf("diy: name %q: unknown family, want one of %s, or the directions of each thread's first and last access, as WW+RR",
			name, strings.Join(Families(), " "))
	}
	points := strings.Split(f.points, "+")
	parts, lone, err := suffixes(a, f, points, rest)
	if err != nil {
		return nil, fmt.Errorf("diy: name %q: %w", name, err)
	}
	text, err := cycleText(a, f, points, parts, lone)
	if err != nil {
		return nil, fmt.Errorf("diy: name %q: %w", name, err)
	}
	return Parse(a, text, other)
}

// suffixes gives what the name says of each thread with two accesses or more, and
// the orders of the threads with one.
func suffixes(a Arch, f family, points []string, rest string) (parts, lone []string, err error) {
	if rest != "" {
		parts = strings.Split(rest, "+")
	}
	long, short := 0, 0
	for _, p := range points {
		if len(p) == 2 {
			long++
		} else {
			short++
		}
	}
	if n := len(parts) - 1; n >= 0 && short > 0 && parts[n] != strings.ToLower(parts[n]) {
		if lone, err = orderList(a, parts[n]); err != nil {
			return nil, nil, err
		}
		if len(lone) != short {
			return nil, nil, fmt.Errorf("%s: %d orders, want one for each of %d threads with one access", parts[n], len(lone), short)
		}
		parts = parts[:n]
	}
	switch {
	case len(parts) == 0:
		parts = slices.Repeat([]string{f.usual()}, long)
	case len(parts) == 1 && long > 1:
		one, plural := strings.CutSuffix(parts[0], "s")
		if !plural {
			return nil, nil, fmt.Errorf("1 suffix %s, want %d, or one for all: %ss", parts[0], long, parts[0])
		}
		parts = slices.Repeat([]string{one}, long)
	case len(parts) != long:
		return nil, nil, fmt.Errorf("%d suffixes, want one for each of %d threads with two accesses or more", len(parts), long)
	}
	return parts, lone, nil
}

// orderList splits orders that are written without a space: "RelP".
func orderList(a Arch, text string) ([]string, error) {
	var list []string
	for left := text; left != ""; {
		longest := ""
		for _, o := range a.Orders() {
			if strings.HasPrefix(left, o) && len(o) > len(longest) {
				longest = o
			}
		}
		if longest == "" {
			return nil, fmt.Errorf("orders %s: %s is none, want some of %s", text, left, strings.Join(a.Orders(), " "))
		}
		list = append(list, longest)
		left = left[len(longest):]
	}
	return list, nil
}

// cycleText writes the cycle in edges: each thread's, then the communication to the next thread.
func cycleText(a Arch, f family, points, parts, lone []string) (string, error) {
	var words []string
	for i, p := range points {
		if len(p) == 2 {
			edges, err := threadText(a, p, parts[0])
			if err != nil {
				return "", err
			}
			parts = parts[1:]
			words = append(words, edges...)
		} else if len(lone) > 0 {
			words = append(words, lone[0])
			lone = lone[1:]
		}
		com, ok := map[string]string{"WR": "Rf", "RW": "Fr", "WW": "Co"}[p[len(p)-1:]+points[(i+1)%len(points)][:1]]
		switch {
		case !ok:
			return "", fmt.Errorf("%s: a thread ends with a read, and the next begins with one: no communication", f.points)
		case len(points) == 1:
			words = append(words, com+"i")
		default:
			words = append(words, com+"e")
		}
	}
	return strings.Join(words, " "), nil
}

// threadText writes the edges of a thread from what a name says of it.
func threadText(a Arch, points, part string) ([]string, error) {
	names := strings.Split(part, "-")
	edges := make([]Edge, len(names))
	for i, name := range names {
		e, ok := shortEdge(a, name)
		if !ok {
			return nil, fmt.Errorf("suffix %s: %s is unknown, want po, a fence (%s), addr, data, ctrl, rfi, fri, coi or rmw, after each an s if the location stays",
				part, name, strings.ToLower(strings.Join(a.fenceNames(), " ")))
		}
		edges[i] = e
	}
	set := func(d *Dir, to Dir) bool {
		if *d == Any {
			*d = to
		}
		return *d == to
	}
	last := len(edges) - 1
	if !set(&edges[0].From, Dir(points[0])) || !set(&edges[last].To, Dir(points[1])) {
		return nil, fmt.Errorf("suffix %s: does not lead from a %s to a %s", part, word(Dir(points[0])), word(Dir(points[1])))
	}
	var words []string
	for i, e := range edges {
		if i < last && e.To == Any && edges[i+1].From == Any {
			return nil, fmt.Errorf("suffix %s: after %s is a read or a write, want it said: %sr or %sw", part, names[i], names[i], names[i])
		}
		words = append(words, e.String())
	}
	return words, nil
}

// shortEdge reads an edge of a name, as Edge.short writes it, with an open
// direction's letter and two orders behind it.
func shortEdge(a Arch, text string) (Edge, bool) {
	for _, e := range a.words {
		if e.External || e.openSource() && e.From != Any {
			continue
		}
		rest, ok := strings.CutPrefix(text, e.short())
		if !ok {
			continue
		}
		if e.openTarget() && e.To != Any {
			after, said := strings.CutPrefix(rest, strings.ToLower(string(e.To)))
			if said {
				rest = after
			} else if e.What != "Data" { // whose target is always a write
				continue
			}
		}
		if rest == "" {
			return e, true
		}
		for _, from := range a.Orders() {
			to, ok := strings.CutPrefix(rest, strings.ToLower(from))
			i := slices.IndexFunc(a.Orders(), func(o string) bool { return strings.ToLower(o) == to })
			if ok && i >= 0 {
				e.FromOrder, e.ToOrder = from, a.Orders()[i]
				return e, true
			}
		}
	}
	return Edge{}, false
}
