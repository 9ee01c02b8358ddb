package axiom

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"
)

// matrix is a relation as its definition has it.
type matrix [][]bool

func (r Relation) matrix() matrix {
	return fill(r.n, func(a, b int) bool { return r.Has(a, b) })
}

// after is r after something was done to it.
func (r Relation) after(do func(Relation)) matrix {
	u := relationIn(nil, r.n)
	u.copyOf(r)
	do(u)
	return u.matrix()
}

func fill(n int, f func(a, b int) bool) matrix {
	m := make(matrix, n)
	for a := range m {
		m[a] = make([]bool, n)
		for b := range m[a] {
			m[a][b] = f(a, b)
		}
	}
	return m
}

// randomRelation draws one over n events, with about as many pairs as events.
func randomRelation(t *rapid.T, n int) Relation {
	r := relationIn(nil, n)
	for range rapid.IntRange(0, 2*n).Draw(t, "pairs") {
		r.Add(rapid.IntRange(0, n-1).Draw(t, "from"), rapid.IntRange(0, n-1).Draw(t, "to"))
	}
	return r
}

// TestOperators compares each operator with its definition, on both sides of a word's width.
func TestOperators(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.SampledFrom([]int{1, 5, 9, 64, 66}).Draw(t, "n")
		r, s := randomRelation(t, n), randomRelation(t, n)
		p, q := r.matrix(), s.matrix()
		assert.Equal(t, fill(n, func(a, b int) bool { return p[a][b] || q[a][b] }), r.after(func(u Relation) { u.or(s) }))
		assert.Equal(t, fill(n, func(a, b int) bool { return p[a][b] && q[a][b] }), r.after(func(u Relation) { u.and(s) }))
		assert.Equal(t, fill(n, func(a, b int) bool { return p[a][b] && !q[a][b] }), r.after(func(u Relation) { u.minus(s) }))
		assert.Equal(t, fill(n, func(a, b int) bool { return p[b][a] }), relationIn(nil, n).after(func(u Relation) { u.invert(r) }))
		assert.Equal(t, fill(n, func(a, b int) bool { return p[a][b] || a == b }), r.after(Relation.reflex))
		assert.Equal(t, fill(n, func(a, c int) bool {
			for b := range n {
				if p[a][b] && q[b][c] {
					return true
				}
			}
			return false
		}), relationIn(nil, n).after(func(u Relation) { u.compose(r, s) }))

		reached := fill(n, func(a, b int) bool { return reaches(p, a, b) })
		assert.Equal(t, reached, r.after(Relation.close))
		cyclic := false
		for a := range n {
			cyclic = cyclic || reached[a][a]
		}
		assert.Equal(t, !cyclic, r.Acyclic())
		loop := false
		for a := range n {
			loop = loop || p[a][a]
		}
		assert.Equal(t, !loop, r.Irreflexive())
		pairs := 0
		r.Each(func(a, b int) {
			pairs++
			assert.True(t, p[a][b])
		})
		assert.Equal(t, pairs == 0, r.Empty())
	})
}

// reaches reports whether a way of one step or more leads from a to b.
func reaches(m matrix, a, b int) bool {
	seen := make([]bool, len(m))
	work := []int{a}
	for len(work) > 0 {
		c := work[len(work)-1]
		work = work[:len(work)-1]
		for d := range m {
			if m[c][d] && !seen[d] {
				seen[d] = true
				work = append(work, d)
			}
		}
	}
	return seen[b]
}
