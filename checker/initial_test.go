package checker

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestClaimsOfTheInitialBlock has a claim that is left before threads start, and then a store that a thread may read when it is old.
func TestClaimsOfTheInitialBlock(t *testing.T) {
	p := compileText(t, "package p\nimport \"heddle/model\"\nfunc CheckX() {\nvar s model.Section\nvar x, y model.Word\n"+
		"s.Enter(); s.Leave(); x.Store(1)\ngo func() { x.Store(2); y.Store(1) }()\n"+
		"if y.Load() == 1 && x.Load() == 1 { panic(\"old\") } }\n")
	for memory, want := range map[string]string{"go": "", "sc": "", "tso": "", "pso": PropertyPanic, "rc": PropertyPanic, "rc11": PropertyPanic} {
		for _, visible := range []bool{false, true} {
			r, err := Check(context.Background(), p, Options{Memory: memory, AllVisible: visible, AllowLeaks: true})
			require.NoError(t, err)
			assert.Equal(t, want, r.Property, memory)
		}
	}
}
