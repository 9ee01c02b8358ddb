package machine

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestSliceBounds: the texts are those of Go's run-time panics.
func TestSliceBounds(t *testing.T) {
	for _, c := range []struct {
		form, b, c, d int64
		want          string
	}{
		{0, 0, 5, 3, "[:5] with capacity 3"},
		{0, 0, -1, 3, "[:-1]"},
		{1, 0, 5, 3, "[:5] with length 3"},
		{2, 0, 5, 3, "[::5] with capacity 3"},
		{3, 0, 5, 3, "[::5] with length 3"},
		{3, 0, -5, 3, "[::-5]"},
		{4, 0, 5, 3, "[:5:3]"},
		{4, 0, -5, 3, "[:-5:]"},
		{0, 4, 2, 5, "[4:2]"},
		{0, -4, 2, 5, "[-4:]"},
		{6, 4, 2, 5, "[4:2:]"},
		{6, -4, 2, 5, "[-4::]"},
	} {
		assert.Equal(t, c.want, sliceBounds(c.form, c.b, c.c, c.d), "%+v", c)
	}
}
