package specs_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/checker"
	"heddle/checker/fences"
)

// TestOrdersAreTheWeakest: under rc11 no order of an algorithm could be weaker, for
// bounds that are small but show what each is for.
func TestOrdersAreTheWeakest(t *testing.T) {
	for _, tt := range []struct {
		name            string
		threads, rounds int
	}{
		{"lock/tas", 2, 1}, {"lock/ttas", 2, 1}, {"lock/backoff", 2, 1}, {"lock/delay", 2, 1},
		{"lock/ticket", 2, 1}, {"lock/anderson", 2, 2}, {"lock/mcs", 3, 1},
		{"lock/peterson", 2, 2}, {"lock/dekker", 2, 2}, {"lock/bakery", 2, 2},
		{"rwlock/reader-preference", 3, 1}, {"rwlock/writer-preference", 3, 1}, {"rwlock/phase-fair", 3, 1},
		{"rwlock/courtois-readers", 3, 1}, {"rwlock/courtois-writers", 3, 1},
		{"flag/producer-consumer", 2, 2},
		{"barrier/sense", 3, 1}, {"barrier/tree", 3, 1}, {"barrier/mcs", 3, 3},
		{"barrier/tournament", 3, 3}, {"barrier/dissemination", 3, 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a, err := fences.Find(context.Background(), load(t, tt.name, tt.threads, tt.rounds),
				fences.Options{Options: checker.Options{Memory: "rc11"}})
			require.NoError(t, err)
			require.True(t, a.Decided())
			require.Len(t, a.Parts, 1)
			for _, f := range a.Parts[0].Findings {
				assert.Equal(t, f.Written, f.Suffices, "%s %s", f.Place(), f.Operation)
			}
			assert.NotEmpty(t, a.Parts[0].Findings)
		})
	}
}
