package report

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// TestBounds: what is at most something is rounded up, what is at least something down.
func TestBounds(t *testing.T) {
	for _, c := range []struct {
		p        float64
		most     string
		least    string
		estimate string
	}{
		{0, "0", "0", "0"}, {1, "1", "1", "1"}, {0.2, "0.2", "0.2", "0.2"}, {0.994, "1", "0.99", "0.99"}, {0.0001701, "0.00018", "0.00017", "0.00017"},
		{0.0001799, "0.00018", "0.00017", "0.00018"}, {1. / 3, "0.34", "0.33", "0.33"}, {1e-300, "1e-300", "1e-300", "1e-300"},
	} {
		require.Equal(t, []string{c.most, c.least, c.estimate}, []string{share(atMost(c.p)), share(atLeast(c.p)), share(c.p)})
	}
	require.Equal(t, []string{"1/n", "1/(n·k)", "1/(n·k·(k+1))", "1/(n·k·…·(k+2))"}, []string{bound(1), bound(2), bound(3), bound(4)})
}
