package specs

import (
	"slices"
	"strings"
)

// nearest gives up to three of names that name may have been meant for, best
// first: those that end in it or hold it, then those with few letters different.
func nearest(name string, names []string) []string {
	type candidate struct {
		name string
		cost int
	}
	var near []candidate
	for _, n := range names {
		cost := distance(name, n)
		switch {
		case name != "" && strings.HasSuffix(n, "/"+name):
			cost = 0
		case name != "" && strings.Contains(n, name):
			cost = 1
		case cost > 1+len(name)/4:
			continue
		}
		near = append(near, candidate{n, cost})
	}
	slices.SortStableFunc(near, func(a, b candidate) int { return a.cost - b.cost })
	var best []string
	for _, c := range near[:min(3, len(near))] {
		if c.cost <= near[0].cost+1 { // who is far from what was typed is no suggestion beside who is near
			best = append(best, c.name)
		}
	}
	return best
}

// distance gives the fewest bytes to insert, delete or replace that make a into b (Levenshtein).
func distance(a, b string) int {
	row := make([]int, len(b)+1) // distances of a[:i] to the prefixes of b
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			replaced := diagonal
			if a[i] != b[j] {
				replaced++
			}
			diagonal = row[j+1]
			row[j+1] = min(replaced, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
