package draw_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"heddle/checker/scenario"
	"heddle/checker/scenario/draw"
	_ "heddle/model/drawn"
)

func object(roles bool) *scenario.Object {
	o := &scenario.Object{
		New: "New()", Spec: "New()",
		Operations: []scenario.Operation{
			{Name: "Push", Parameters: []scenario.Parameter{{}, {}}},
			{Name: "Pop", Results: []scenario.Result{scenario.Int}},
			{Name: "Add", Parameters: []scenario.Parameter{{Kind: scenario.Values, Values: []int{7, 8, 9}}}},
		},
		Initial: []scenario.Call{{Operation: "Push", Arguments: []int{2, 2}}},
	}
	if roles {
		o.Operations[0].Clients = scenario.Owner
		o.Operations[1].Clients = scenario.Others
		o.Operations[1].Parameters = []scenario.Parameter{{Kind: scenario.Client}}
	}
	return o
}

// TestScenario draws scenarios, and counts them.
func TestScenario(t *testing.T) {
	for _, roles := range []bool{false, true} {
		o := object(roles)
		greatest, size := draw.Size{Clients: 3, Rounds: 3}, draw.Size{Clients: 2, Rounds: 2}
		seen := map[string]bool{}
		rapid.Check(t, func(t *rapid.T) {
			f := draw.Scenario(t, o, greatest, size)
			if len(f.Clients) == 0 {
				require.True(t, roles)
				return
			}
			require.NoError(t, f.Valid())
			require.LessOrEqual(t, len(f.Clients), 2)
			require.LessOrEqual(t, f.Rounds(), 2)
			fresh := map[int]bool{2: true}
			for client, slots := range f.Clients {
				for _, s := range slots {
					require.Len(t, s, 1)
					switch c := s[0]; c.Operation {
					case "Push":
						require.False(t, fresh[c.Arguments[0]], "%v", f.Clients)
						require.Equal(t, c.Arguments[0], c.Arguments[1])
						require.False(t, roles && client > 0)
						fresh[c.Arguments[0]] = true
					case "Pop":
						require.False(t, roles && client == 0)
						require.True(t, !roles || c.Arguments[0] == client)
					default:
						require.Contains(t, []int{7, 8, 9}, c.Arguments[0])
					}
				}
			}
			seen[fmt.Sprint(f.Clients)] = true
		})
		assert.Greater(t, len(seen), 5)
		possible := draw.Possible(o, size)
		assert.LessOrEqual(t, int64(len(seen)), possible.Int64())
	}
	// Sequences of one or two of five alternatives: 30; of pairs of them, in any order: 465.
	assert.Equal(t, "495", draw.Possible(object(false), draw.Size{Clients: 2, Rounds: 2}).String())
	// The owner has 4 alternatives, the others have 4: 20 sequences each.
	assert.Equal(t, "420", draw.Possible(object(true), draw.Size{Clients: 2, Rounds: 2}).String())
	assert.Equal(t, "3", draw.Possible(&scenario.Object{Operations: []scenario.Operation{{Name: "Pop"}}}, draw.Size{Clients: 3, Rounds: 1}).String())
}

// TestShrinks finds the smallest scenario with a push and an addition of 9 by different clients.
func TestShrinks(t *testing.T) {
	o := object(false)
	o.Initial = nil
	has := func(slots []scenario.Slot, operation string, argument int) bool {
		for _, s := range slots {
			if s[0].Operation == operation && (argument == 0 || s[0].Arguments[0] == argument) {
				return true
			}
		}
		return false
	}
	var last scenario.Family
	found := func(t *rapid.T) {
		f := draw.Scenario(t, o, draw.Size{Clients: 3, Rounds: 4}, draw.Size{Clients: 3, Rounds: 4})
		for i := range f.Clients {
			for j := range f.Clients {
				if i != j && has(f.Clients[i], "Push", 0) && has(f.Clients[j], "Add", 9) {
					last = f
					t.Fatalf("found")
				}
			}
		}
	}
	t.Chdir(t.TempDir()) // where rapid keeps what fails
	var tb quiet
	rapid.Check(&tb, found)
	require.True(t, tb.failed)
	assert.Equal(t, "[[[{Push [1 1]}]] [[{Add [9]}]]]", fmt.Sprint(last.Clients))
}

// quiet is a test that says nothing and is expected to fail.
type quiet struct {
	rapid.TB
	failed bool
}

func (q *quiet) Helper()               {}
func (q *quiet) Name() string          { return "quiet" }
func (q *quiet) Logf(string, ...any)   {}
func (q *quiet) Errorf(string, ...any) { q.failed = true }
func (q *quiet) Failed() bool          { return q.failed }
func (q *quiet) FailNow()              {}
