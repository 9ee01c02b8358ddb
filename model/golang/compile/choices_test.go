package compile_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/model/program"
)

// TestChoices checks what choices are called: what the source assigns their values to.
func TestChoices(t *testing.T) {
	dir := t.TempDir()
	for _, test := range []struct{ body, want string }{
		{"x := model.Choose(n)", "x"},
		{"x := 2 - model.Choose(n)", "x"},
		{"var y, x = n, model.Choose(n); n = y", "x"},
		{"y, x := n, model.Choose(n); n = y", "x"},
		{"x := 0; x += model.Choose(n)", "x"},
		{"s[n-1].size = model.Choose(n)", "s[n - 1].size"},
		{"x := pick()", "x"},
		{"if pick() == 0 { n++ }", "pick"},
		{"x := func() int { return model.Choose(n) }()", "x"},
		{"if model.Choose(n) == 0 { n++ }", ""},
		{"_ = model.Choose(n)", ""},
		{"f := model.Choose; f(n)", ""},
	} {
		p, err := compileText(t, dir, `package p
import "heddle/model"
var (n = 3; s [4]struct { size int })
func pick() int { return model.Choose(n) }
func CheckX() { x := 0; { `+test.body+`; n = x }; n = x }
`)
		require.NoError(t, err, test.body)
		var names []string
		for i := range p.Funcs {
			for j := range p.Funcs[i].Code {
				if in := &p.Funcs[i].Code[j]; in.Op == program.Choose {
					names = append(names, p.Funcs[i].ObjectName(in))
				}
			}
		}
		assert.Contains(t, names, test.want, test.body)
		if test.want != "" {
			assert.NotContains(t, names, "", test.body)
		}
	}
}
