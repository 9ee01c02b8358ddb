package checker_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/checker"
)

// size is the extent of a complete search.
type size struct{ states, transitions, depth int }

// TestLibraryCounts pins the exact extent of searches: a silent change of the meaning of
// a step, or of a reduction, moves them.
//
// An experiment made before this machine, with other code, had, at 4x2,
// for tas 730 states and 2,161 transitions, for ttas 3,626 and 12,201, for
// anderson 8,122 and 28,897: one less of each than here, where main's last step,
// past its wait for the threads, is a transition to a state of its own. (It had
// 3,916 and 10,843 for mcs-heap at 3x2: an access to a node that others could
// reach when the thread came to rest there, and no longer can, was no step.) What it checked of the
// other algorithms differs in the claims, so that those counts do not compare.
//
// Under go the searches are those under sc: none of these has a race, nor a cell
// for which adjacency is not enough.
func TestLibraryCounts(t *testing.T) {
	for _, c := range []struct {
		name            string
		threads, rounds int
		sc, tso         size
	}{
		{"lock/tas", 3, 2, size{191, 434, 26}, size{642, 1682, 41}},
		{"lock/ttas", 3, 2, size{577, 1472, 32}, size{1730, 5006, 47}},
		{"lock/tas", 4, 2, size{731, 2162, 34}, size{}},
		{"lock/ttas", 4, 2, size{3627, 12202, 42}, size{}},
		{"lock/ticket", 3, 2, size{899, 2366, 38}, size{2226, 6458, 53}},
		{"lock/ticket", 4, 2, size{8123, 28898, 50}, size{22146, 84546, 70}},
		{"lock/anderson", 3, 2, size{899, 2366, 38}, size{2706, 7994, 59}},
		{"lock/anderson", 4, 2, size{8123, 28898, 50}, size{}},
		{"lock/mcs", 3, 2, size{18522, 46184, 52}, size{98139, 319148, 80}},
		{"lock/mcs-heap", 3, 2, size{4085, 11324, 32}, size{12173, 41888, 42}},
		{"lock/peterson", 2, 3, size{462, 866, 38}, size{770, 1544, 52}},
		{"lock/bakery", 2, 2, size{749, 1402, 38}, size{3114, 6782, 68}},
		{"barrier/sense", 3, 3, size{261, 765, 37}, size{424, 1320, 46}},
		{"barrier/dissemination", 3, 2, size{171, 489, 29}, size{690, 2648, 43}},
		{"barrier/tournament", 4, 2, size{192, 738, 29}, size{666, 3185, 45}},
		{"barrier/tree", 3, 2, size{134, 379, 25}, size{323, 986, 38}},
		{"flag/producer-consumer", 2, 2, size{14, 22, 13}, size{29, 54, 21}},
	} {
		p := load(t, c.name, c.threads, c.rounds)
		for memory, want := range map[string]size{"go": c.sc, "sc": c.sc, "tso": c.tso} {
			if want == (size{}) {
				continue
			}
			r, err := checker.Check(context.Background(), p, checker.Options{Memory: memory})
			require.NoError(t, err)
			name := fmt.Sprintf("%s %dx%d %s", c.name, c.threads, c.rounds, memory)
			assert.Equal(t, checker.Verified, r.Verdict, "%s: %s", name, r.Message)
			assert.Equal(t, want, size{r.States, r.Transitions, r.Depth}, name)
		}
	}
}
