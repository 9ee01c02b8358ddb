package compile_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/machine/reference"
	"heddle/model/program"
)

// TestPrint compares what print and println print with what Go 1.26 printed.
func TestPrint(t *testing.T) {
	p, err := compileText(t, t.TempDir(), `package p
type named float32
var zero float64
var n = 3
func show(a int8, b uint64, c any, d []int, e *int, s string) {
	defer println("deferred", a, s)
	println(a, b, c, d, e, s, a < 0)
}
func CheckX() {
	println(1, 2.5, true, "x", int8(-3), uint64(1<<63), 1e100, -0.0, 1+2i, 'x')
	print(n, 2.5, true, "x", "y\n")
	println(1/zero, -1/zero, zero/zero, named(0.1), 123456.0*float64(n-2), 123456789.0)
	println()
	print()
	show(-5, 1<<63, nil, nil, nil, "é")
	go println("in a thread", n)
}
`)
	require.NoError(t, err)
	require.NoError(t, p.Validate())
	for _, f := range p.Funcs {
		for pc := range f.Code {
			if in := &f.Code[pc]; in.Op == program.Print {
				require.EqualValues(t, 1, in.Imm, "standard error")
				in.Imm = 0 // which the reference keeps
			}
		}
	}
	m := reference.New(p, reference.Config{})
	for range 2 {
		for i := 0; i < m.Threads(); i++ {
			for !m.Finished(i) {
				_, err := m.Step(i, 0)
				require.NoError(t, err)
			}
		}
	}
	assert.Equal(t, `1 2.5 true x -3 9223372036854775808 1e+100 0 (1+2i) 120
32.5truexy
+Inf -Inf NaN 0.1 123456 1.23456789e+08

-5 9223372036854775808 (0x0,0x0) [0/0]0x0 0x0 é true
deferred -5 é
in a thread 3
`, m.Output())
}
