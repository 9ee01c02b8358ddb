package cost

import (
	"fmt"
	"math/big"
)

// Point is a cost for a number of threads.
type Point struct{ N, Cost int }

// shape is a form of growth: a sum of terms, of which the first is the greatest.
type shape struct {
	name  string
	terms []term
}

type term func(n int) int64

// shapes lists the forms of growth, the slowest first. Logarithms are rounded up: so many
// rounds does it take to tell everybody.
func shapes() []shape {
	one := func(int) int64 { return 1 }
	log := func(n int) int64 { return logarithm(n) }
	line := func(n int) int64 { return int64(n) }
	lineLog := func(n int) int64 { return int64(n) * logarithm(n) }
	square := func(n int) int64 { return int64(n) * int64(n) }
	return []shape{
		{"1", []term{one}},
		{"log₂N", []term{log, one}},
		{"N", []term{line, one}},
		{"N log₂N", []term{lineLog, line, one}},
		{"N²", []term{square, line, one}},
	}
}

// logarithm gives ⌈log₂ n⌉.
func logarithm(n int) (k int64) {
	for 1<<k < n {
		k++
	}
	return k
}

// Unfitted is the growth of what is like none of the shapes.
const Unfitted = "–"

// Growth names the slowest form of growth that the points are exactly: 1, log₂N, N, N log₂N or N²,
// each with terms of the slower ones that it is a sum of, and at least one point left over that
// confirms the fit. "–" says that they are of none. A question mark says that there were too few points for
// all terms, and fewer of them fit. If the smallest N is out of line it is left out, which is said.
//
// An exact fit of a few points is an observation, not a proof for all N.
func Growth(points []Point) string {
	if name := growth(points); name != Unfitted || len(points) < 4 {
		return name
	}
	if name := growth(points[1:]); name != Unfitted {
		return fmt.Sprintf("%s from %d", name, points[1].N)
	}
	return Unfitted
}

func growth(points []Point) string {
	for _, s := range shapes() {
		if s.fits(points) {
			return s.name
		}
		if len(s.terms) < len(points) || len(s.terms) < 3 {
			continue
		}
		for _, rest := range s.terms[1:] {
			if (shape{terms: []term{s.terms[0], rest}}).fits(points) {
				return s.name + "?"
			}
		}
	}
	return Unfitted
}

// fits reports whether a sum of the terms goes through all points, grows, and has one to spare.
func (s shape) fits(points []Point) bool {
	if len(points) <= len(s.terms) {
		return false
	}
	lead, ok := s.fit(points)
	return ok && (len(s.terms) == 1 || lead.Sign() > 0)
}

// fit gives the coefficient of the first term of the sum that goes through all points, if there is one.
func (s shape) fit(points []Point) (lead *big.Rat, ok bool) {
	n := len(s.terms)
	var rows [][]*big.Rat
	for _, p := range points {
		var row []*big.Rat
		for _, f := range s.terms {
			row = append(row, new(big.Rat).SetInt64(f(p.N)))
		}
		rows = append(rows, append(row, new(big.Rat).SetInt64(int64(p.Cost))))
	}
	for k := range n { // Gauss and Jordan, with the left over rows as a check
		pivot := k
		for pivot < len(rows) && rows[pivot][k].Sign() == 0 {
			pivot++
		}
		if pivot == len(rows) {
			return nil, false // the points do not tell the terms apart
		}
		rows[k], rows[pivot] = rows[pivot], rows[k]
		for i := range rows {
			if i == k || rows[i][k].Sign() == 0 {
				continue
			}
			by := new(big.Rat).Quo(rows[i][k], rows[k][k])
			for j := range rows[i] {
				rows[i][j] = new(big.Rat).Sub(rows[i][j], new(big.Rat).Mul(by, rows[k][j]))
			}
		}
	}
	for _, row := range rows[n:] {
		if row[n].Sign() != 0 {
			return nil, false
		}
	}
	return new(big.Rat).Quo(rows[0][n], rows[0][0]), true
}
