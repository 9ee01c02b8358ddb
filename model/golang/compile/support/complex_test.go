package support_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"heddle/model/golang/compile/support"
)

// TestQuotient compares with Go's own division.
func TestQuotient(t *testing.T) {
	parts := []float64{0, math.Copysign(0, -1), 1, -1, 0.3, -7, 1e300, -1e300, 1e-300, 5e-324, math.Inf(1), math.Inf(-1), math.NaN()}
	for _, a := range parts {
		for _, b := range parts {
			for _, c := range parts {
				for _, d := range parts {
					want := complex(a, b) / complex(c, d)
					re, im := support.Quotient(a, b, c, d)
					assert.True(t, same(real(want), re) && same(imag(want), im),
						"(%v,%v)/(%v,%v) = (%v,%v), want %v", a, b, c, d, re, im, want)
				}
			}
		}
	}
}

func same(x, y float64) bool {
	return x != x && y != y || math.Float64bits(x) == math.Float64bits(y)
}
