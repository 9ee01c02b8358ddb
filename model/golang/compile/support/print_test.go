package support_test

import (
	"math"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"

	_ "heddle/model/drawn"
	"heddle/model/golang/compile/support"
)

// TestFloat compares with package strconv.
func TestFloat(t *testing.T) {
	for _, f := range []float64{0, 1, -1.5, 0.1, 123456, 1234567, 1e21, 1e22, 1e23, 5e-324, 2.2250738585072014e-308, 1 << 53, 9007199254740993,
		math.MaxFloat64, math.Inf(1), math.Inf(-1), math.NaN(), math.Copysign(0, -1), 1e-4, 0.0001234, 1e-5, 100, 99999.5, 4.35, 2e100, -0.5199356079101562} {
		compareFloat(t, math.Float64bits(f))
		compareFloat32(t, math.Float32bits(float32(f)))
	}
	rapid.Check(t, func(t *rapid.T) {
		compareFloat(t, rapid.Uint64().Draw(t, "bits"))
		compareFloat(t, math.Float64bits(rapid.Float64().Draw(t, "float")))
		compareFloat32(t, rapid.Uint32().Draw(t, "bits of float32"))
	})
}

func compareFloat(t assert.TestingT, bits uint64) {
	assert.Equal(t, strconv.FormatFloat(math.Float64frombits(bits), 'g', -1, 64), support.Float64(bits))
}

func compareFloat32(t assert.TestingT, bits uint32) {
	assert.Equal(t, strconv.FormatFloat(float64(math.Float32frombits(bits)), 'g', -1, 32), support.Float32(uint64(bits)))
}

func TestTexts(t *testing.T) {
	for _, n := range []int64{0, 7, -7, 10, -100, math.MaxInt64, math.MinInt64} {
		assert.Equal(t, strconv.FormatInt(n, 10), support.Int(n))
		assert.Equal(t, strconv.FormatUint(uint64(n), 10), support.Uint(uint64(n)))
	}
	for _, c := range []complex128{0, 1 + 2i, -1.5 - 0.1i, complex(1, math.NaN()), complex(math.Inf(-1), math.Inf(1))} {
		re, im := math.Float64bits(real(c)), math.Float64bits(imag(c))
		assert.Equal(t, strconv.FormatComplex(c, 'g', -1, 128), support.Complex128(re, im))
	}
	assert.Equal(t, "(0+0.1i)", support.Complex64(0, uint64(math.Float32bits(0.1))))
	assert.Equal(t, "true false", support.Bool(true)+" "+support.Bool(false))
	assert.Equal(t, "[2/3]0xc000000000", support.Slice(2, 3, false))
	assert.Equal(t, "(0x0,0x0)", support.Interface(true, true))
}
