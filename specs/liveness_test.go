package specs_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"heddle/checker"
	"heddle/checker/cost"
	"heddle/model"
	"heddle/specs"
)

// endless are the bounds of a check that goes on for ever. Words of few bits make finitely many states of
// counters, which must be wide enough to tell all threads apart.
type endless struct{ threads, bits int }

func (b endless) options(memory, property string) checker.Options {
	o := checker.Options{Memory: memory, Threads: b.threads, Rounds: model.Forever, WordBits: b.bits, Endless: true}
	if property != "" {
		o.Liveness = []string{property}
	}
	return o
}

// TestForever begins checks without end of all that do not count rounds: none takes them for a number, which it
// would panic at, or for none.
func TestForever(t *testing.T) {
	for _, e := range specs.All() {
		if e.Finite || e.Twin() || e.Object != nil {
			continue
		}
		options := endless{threads: e.Threads}.options("sc", "")
		options.Limits.States = 200
		r, err := checker.Check(context.Background(), load(t, e.Name, e.Threads, model.Forever), options)
		assert.NoError(t, err, e.Name)
		assert.NotEqual(t, checker.PropertyPanic, r.Property, e.Name)
		assert.Greater(t, r.States, 5, e.Name)
	}
}

// TestWhoGetsIn has what the lecture and the papers say of who waits for whom, each thread going on
// for ever: whether somebody gets in (no lock here fails that), whether everybody does, and whether they do
// in the order in which they have passed their doorways.
func TestWhoGetsIn(t *testing.T) {
	tests := []struct {
		name string
		endless
		starves, overtakes bool
	}{
		{"lock/tas", endless{3, 0}, true, true},
		{"lock/ttas", endless{3, 0}, true, true},
		{"lock/backoff", endless{3, 0}, true, true},
		{"lock/delay", endless{3, 0}, true, true},
		{"lock/ticket", endless{3, 2}, false, false},
		{"lock/anderson", endless{2, 2}, false, false},
		{"lock/anderson", endless{4, 2}, false, false},
		{"lock/mcs", endless{3, 0}, false, false},
		{"lock/mcs-heap", endless{2, 0}, false, false},
		{"lock/peterson", endless{2, 0}, false, false},
		// Who has taken its word back is passed by, but has its turn when the other has been in.
		{"lock/dekker", endless{2, 0}, false, true},

		// Made of a spin on test-and-set, fetch-and-increment is as fair as that.
		{"lock/ticket~simulated", endless{3, 2}, true, true},
		{"lock/anderson~simulated", endless{2, 2}, true, true},
		// A swap lets those who come during a release pass those who have waited.
		{"lock/mcs~swap-only", endless{3, 0}, true, true},
	}
	for _, tt := range tests {
		for _, memory := range []string{"sc", "tso"} {
			if memory == "tso" && tt.threads > 2 && tt.name != "lock/tas" && tt.name != "lock/ticket" {
				continue // that much is shown by two
			}
			t.Run(fmt.Sprintf("%s.%d.%s", tt.name, tt.threads, memory), func(t *testing.T) {
				prog := load(t, tt.name, tt.threads, model.Forever)
				for property, violated := range map[string]bool{
					checker.PropertyProgress:   false,
					checker.PropertyStarvation: tt.starves,
					checker.PropertyFirstCome:  tt.overtakes,
				} {
					r, err := checker.Check(context.Background(), prog, tt.options(memory, property))
					require.NoError(t, err)
					want := ""
					if violated {
						want = property
					}
					assert.NotEqual(t, checker.Incomplete, r.Verdict, "%s: %s", property, r.Message)
					assert.Equal(t, want, r.Property, "%s: %s", property, r.Message)
				}
			})
		}
	}
}

// TestBakeryWithinBounds: numbers grow for as long as somebody is always in, so that only rounds
// that end have an end of states; when a number wraps, the lock is broken.
func TestBakeryWithinBounds(t *testing.T) {
	prog := load(t, "lock/bakery", 2, 3)
	for _, property := range []string{checker.PropertyProgress, checker.PropertyStarvation, checker.PropertyFirstCome, checker.PropertyTermination} {
		r, err := checker.Check(context.Background(), prog, checker.Options{Memory: "sc", Threads: 2, Rounds: 3, Liveness: []string{property}})
		require.NoError(t, err)
		assert.Equal(t, checker.Verified, r.Verdict, r.Message)
	}
	b := endless{2, 2}
	r, err := checker.Check(context.Background(), load(t, "lock/bakery", 2, model.Forever), b.options("sc", ""))
	require.NoError(t, err)
	assert.Equal(t, checker.PropertyExclusion, r.Property)
}

// TestBypass: how often others get in first that wanted in after a thread had passed its doorway.
func TestBypass(t *testing.T) {
	never, always := cost.Value{}, cost.Value{Infinite: true}
	for _, tt := range []struct {
		name string
		endless
		want cost.Value
	}{
		{"lock/tas", endless{2, 0}, always},
		{"lock/ttas", endless{2, 0}, always},
		{"lock/ticket", endless{3, 2}, never},
		{"lock/anderson", endless{2, 2}, never},
		{"lock/mcs", endless{3, 0}, never},
		{"lock/peterson", endless{2, 0}, never},
		{"lock/dekker", endless{2, 0}, always},
		{"lock/mcs~swap-only", endless{2, 0}, never},
		{"lock/mcs~swap-only", endless{3, 0}, always},
		{"lock/ticket~simulated", endless{2, 2}, always},
	} {
		metrics, err := cost.FindMetrics([]string{"bypass"})
		require.NoError(t, err)
		c, err := cost.Of(context.Background(), load(t, tt.name, tt.threads, model.Forever),
			cost.Options{Options: tt.options("sc", ""), Windows: []cost.Window{cost.Acquire}, Metrics: metrics})
		require.NoError(t, err)
		require.True(t, c.Measured, "%s: %s", tt.name, c.Result.Message)
		assert.Equal(t, tt.want, c.Rows[0].Worst, "%s with %d threads", tt.name, tt.threads)
	}
}

// TestFairRunsEnd: where every round is bounded, so is every run that keeps nobody from
// stepping for ever, also while stores wait in buffers.
func TestFairRunsEnd(t *testing.T) {
	broken := map[string]bool{
		"lock/naive": true, "barrier/counting": true, "barrier/counting-two-loops": true,
		"ring/xen": true, // not broken: a guest may choose for ever to ask for nothing
	}
	for _, e := range specs.Shared() {
		if e.Twin() || broken[e.Name] {
			continue
		}
		for _, memory := range []string{"sc", "tso"} {
			r, err := checker.Check(context.Background(), load(t, e.Name, 2, 2),
				checker.Options{Memory: memory, Threads: 2, Rounds: 2, Liveness: []string{checker.PropertyTermination}})
			require.NoError(t, err)
			assert.Equal(t, checker.Verified, r.Verdict, "%s %s: %s", e.Name, memory, r.Message)
		}
	}
}

// TestWhatIsPutIsGot: to put leads to get, for ever, and under strong fairness no less than under weak.
func TestWhatIsPutIsGot(t *testing.T) {
	for _, fairness := range []string{"weak", "strong"} {
		b := endless{2, 0}
		o := b.options("tso", checker.PropertyLeadsTo)
		o.Fairness = fairness
		r, err := checker.Check(context.Background(), load(t, "flag/producer-consumer", 2, model.Forever), o)
		require.NoError(t, err)
		assert.Equal(t, checker.Verified, r.Verdict, r.Message)
		assert.Equal(t, []string{checker.PropertyLeadsTo}, r.Liveness)
	}
}
