package candidate

import (
	"errors"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"heddle/machine"
	"heddle/machine/axiom"
	_ "heddle/model/drawn"
)

// TestMachine compares the axioms with the machine that takes steps: all outcomes, and whether there
// is a race.
func TestMachine(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from := rapid.SampledFrom(sequential).Draw(t, "profile")
		var src source
		if rapid.Bool().Draw(t, "cycle") {
			src = randomCycle(t, from)
		} else {
			src = randomThreads(t, 4, 9, from)
		}
		c := src.compile()
		for _, m := range axiom.Models() {
			res, err := Enumerate(c.Program, c.observe, m, Limits{})
			require.NoError(t, err)
			var want []string
			for _, o := range res.Outcomes {
				want = append(want, c.print(o.Values))
			}
			got, raced := stepped(t, c, m.Name)
			assert.ElementsMatch(t, want, got, "%s\n%s", m.Name, src)
			if m.Name == "rc11" {
				assert.Equal(t, res.Race != nil, raced, "race\n%s", src)
			}
		}
	})
}

// stepped gives the outcomes that a search on the machine finds.
func stepped(t require.TestingT, c compiled, memory string) (outcomes []string, raced bool) {
	mem, err := machine.FindMemory(memory)
	require.NoError(t, err)
	m := machine.New(c.Program, machine.Config{Memory: mem, NoteRaces: true})
	for {
		found, err := explore(m, c)
		if errors.Is(err, machine.ErrAgain) {
			continue
		}
		require.NoError(t, err)
		for o := range found {
			outcomes = append(outcomes, o)
		}
		return outcomes, mem.Races && m.Raced() != nil
	}
}

func explore(m *machine.Machine, c compiled) (map[string]bool, error) {
	found := map[string]bool{}
	first, fail, err := m.Start(nil)
	if err != nil {
		return nil, err
	}
	if fail != nil {
		return nil, fmt.Errorf("%s", fail.Message)
	}
	seen := map[string]bool{string(first): true}
	todo := [][]byte{first}
	for len(todo) > 0 {
		state := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		var out machine.Successors
		if err := m.Expand(state, &out); err != nil {
			return nil, err
		}
		if out.Ended {
			found[c.print(m.Words(nil, state, c.observe))] = true
		}
		from := 0
		for _, it := range out.Items {
			if next := string(out.Bytes[from:it.End]); !seen[next] {
				seen[next] = true
				todo = append(todo, []byte(next))
			}
			from = it.End
		}
	}
	return found, nil
}
