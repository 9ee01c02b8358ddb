package checker

import (
	"context"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// leftBehind is a list that moves on while a goroutine holds its first node: nothing else leads to what came next. When all
// is over it looks there.
const leftBehind = `package x

import "heddle/model"

type node struct {
	value int
	next  model.Pointer[node]
}

func CheckLeftBehind() {
	var last model.Pointer[node]
	last.Store(new(node))
	var done model.Word
	var sections [2]model.Section
	model.Run(2, func(client int) {
		sections[client].Want()
		if client == 0 {
			for v := range 3 {
				n := &node{value: v + 1}
				last.LoadSeqCst().next.StoreSeqCst(n)
				last.StoreSeqCst(n)
			}
			done.StoreSeqCst(1)
		} else if n := last.LoadSeqCst(); n.value == 0 && done.LoadSeqCst() == 1 {
			if n = n.next.LoadSeqCst().next.LoadSeqCst(); n.value WRONG {
				panic("found")
			}
		}
		sections[client].Enter()
		sections[client].Leave()
	})
}
`

// TestFadedNodesAreFound: an object that is looked into may not have been forgotten, though it was taken that nobody would.
func TestFadedNodesAreFound(t *testing.T) {
	for wrong, want := range map[string]string{"== 2": PropertyPanic, "!= 2": ""} {
		prog := compileText(t, strings.Replace(leftBehind, "WRONG", wrong, 1))
		r, err := Check(context.Background(), prog, Options{Memory: "sc", Liveness: []string{PropertyLockFree}})
		require.NoError(t, err)
		assert.Equal(t, want, r.Property, "%s: %s", wrong, r.Message)
		assert.NotEqual(t, Incomplete, r.Verdict)
	}
}
