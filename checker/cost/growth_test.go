package cost

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// curve gives the points of a function for 2 … n threads.
func curve(n int, f func(n int) int) (points []Point) {
	for i := 2; i <= n; i++ {
		points = append(points, Point{i, f(i)})
	}
	return points
}

func TestGrowth(t *testing.T) {
	for _, c := range []struct {
		want   string
		points []Point
	}{
		{"1", curve(6, func(int) int { return 4 })},
		{"1", curve(6, func(int) int { return 0 })},
		{"log₂N", curve(6, func(n int) int { return 1 + 2*int(logarithm(n)) })},
		{"N", curve(6, func(n int) int { return 2 * (n - 1) })},
		{"N", curve(4, func(n int) int { return 3*n + 2 })},
		{"N log₂N", curve(6, func(n int) int { return n * int(logarithm(n)) })},
		{"N²", curve(6, func(n int) int { return n*(n-1)/2 + 3 })},
		{"N²?", curve(4, func(n int) int { return n * n })},
		{"N²?", curve(4, func(n int) int { return n * (n - 1) / 2 })},
		{"–", curve(4, func(n int) int { return 3 + n*(n-1)/2 })}, // N log₂N is as good
		{"–", curve(3, func(n int) int { return n })},
		{"1", curve(3, func(n int) int { return 7 })},
		{"–", curve(6, func(n int) int { return n * n * n })},
		{"–", curve(6, func(n int) int { return 1 << n })},
		{"–", curve(6, func(n int) int { return 20 - n })}, // it falls
		{"–", curve(2, func(n int) int { return n })[:1]},
		{"1 from 3", []Point{{2, 1}, {3, 2}, {4, 2}, {5, 2}}},
		{"–", []Point{{2, 1}, {3, 5}, {4, 2}, {5, 7}}},
	} {
		require.Equal(t, c.want, Growth(c.points), "%v", c.points)
	}
}

// TestGrowthOfSums finds the greatest term of any sum of terms again.
func TestGrowthOfSums(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.SampledFrom(shapes()).Draw(t, "shape")
		lead := rapid.IntRange(1, 9).Draw(t, "lead")
		rest := rapid.IntRange(0, 9).Draw(t, "rest")
		points := curve(rapid.IntRange(6, 9).Draw(t, "n"), func(n int) int {
			return lead*int(s.terms[0](n)) + rest*int(s.terms[len(s.terms)-1](n))
		})
		require.Equal(t, s.name, Growth(points))
	})
}
