package checker

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/model/program"
	"heddle/model/program/build"
)

// TestVacuous: a program that states a claim but never exercises it proves nothing.
func TestVacuous(t *testing.T) {
	for _, exercised := range []bool{false, true} {
		b := build.New()
		x := b.Global("x", 1)
		main := b.Func("main")
		v := main.Load(x, program.Plain)
		if exercised {
			v = main.Const(1)
		}
		main.If(v, func() { main.Assert(main.Const(1), "holds") })
		main.Return()
		p := b.Program(main)
		p.Claims = []string{"built.go:3"}
		_, err := Check(context.Background(), p, Options{})
		if exercised {
			require.NoError(t, err)
		} else {
			assert.ErrorIs(t, err, ErrVacuous)
			assert.ErrorContains(t, err, p.Claims[0])
		}
	}
}
