package suite

import (
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"

	"heddle/checker"
	"heddle/machine/axiom"
	"heddle/model/litmus"
)

// TestWitnesses: each outcome of each test of the corpus has a schedule that the reference
// interpreter follows to the same end and a replay step by step, and each condition that is forbidden a reason.
func TestWitnesses(t *testing.T) {
	answers := collect(t, t.Context(), []string{filepath.Join("..", "..", "testdata", "litmus")}, Options{Workers: 2, Witness: WitnessAll})
	outcomes, forbidden := 0, 0
	for _, a := range answers {
		name := a.Name + " " + a.Memory
		if !assert.NoError(t, a.Refused, name) {
			continue
		}
		assert.Len(t, a.Witnesses, len(a.Result.Outcomes), name)
		code, err := a.Test.Compile()
		if !assert.NoError(t, err, name) {
			continue
		}
		met, claim := false, code.Claim() // heddle replay follows the schedule in the claim
		for _, w := range a.Witnesses {
			o := a.Result.Outcomes[w.Outcome]
			replayed, err := checker.Replay(claim, w.Schedule)
			if assert.NoError(t, err, w.Schedule.Message) {
				assert.Equal(t, w.Schedule.Steps, replayed.Steps, w.Schedule.Message)
			}
			assert.Equal(t, a.Name+" under "+a.Memory+" ends with "+o.State, w.Schedule.Message)
			met = met || o.Holds != (a.Test.Final == litmus.Forall)
		}
		outcomes += len(a.Witnesses)
		if met {
			assert.Empty(t, a.Forbidden, name)
			continue
		}
		forbidden++
		if !assert.Len(t, a.Forbidden, 1, name) {
			continue
		}
		r := a.Forbidden[0]
		if _, ok := axiom.Find(a.Memory); ok {
			assert.Empty(t, r.None, name)
			assert.Equal(t, r.Axiom == "", r.Cycle == "", name)
		} else {
			assert.NotEmpty(t, r.None, name)
		}
	}
	assert.Greater(t, outcomes, 5000)
	assert.Greater(t, forbidden, 500)
}
