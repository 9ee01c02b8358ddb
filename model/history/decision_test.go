package history_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"heddle/model/history"
)

// panics gives what f panics with, "" if it does not.
func panics(f func()) (why string) {
	defer func() {
		if x := recover(); x != nil {
			why = fmt.Sprint(x)
		}
	}()
	f()
	return ""
}

// choice is an event of a history of decisions: "propose", "decide", "crash" or "end". Of a vote and of a decision
// to commit the value is 1 for yes.
type choice struct {
	kind           string
	process, value int
}

// has reports whether some event of h is as given; -1 is any.
func has(h []choice, kind string, process, value int) bool {
	return slices.ContainsFunc(h, func(c choice) bool {
		return c.kind == kind && (process < 0 || c.process == process) && (value < 0 || c.value == value)
	})
}

// agreeing reports whether all decisions are the same.
func agreeing(h []choice) bool {
	for _, c := range h {
		for _, d := range h {
			if c.kind == "decide" && d.kind == "decide" && c.value != d.value {
				return false
			}
		}
	}
	return true
}

// consensusBreaks gives the properties of a consensus that a history has not, by definition.
func consensusBreaks(processes int, h []choice) (broken []string) {
	for i, c := range h {
		if c.kind == "decide" && !has(h[:i], "propose", -1, c.value) {
			broken = append(broken, "validity")
		}
		if c.kind == "decide" && has(h[:i], "decide", c.process, -1) {
			broken = append(broken, "integrity")
		}
	}
	if !agreeing(h) {
		broken = append(broken, "agreement")
	}
	for p := range processes {
		if has(h, "end", -1, -1) && !has(h, "decide", p, -1) && !has(h, "crash", p, -1) {
			broken = append(broken, "decision")
		}
	}
	return broken
}

// commitmentBreaks gives those of a commitment.
func commitmentBreaks(processes int, h []choice) (broken []string) {
	for i, c := range h {
		if c.kind != "decide" {
			continue
		}
		if has(h[:i], "decide", c.process, 1-c.value) {
			broken = append(broken, "integrity")
		}
		for p := range processes {
			if c.value == 1 && (!has(h[:i], "propose", p, 1) || has(h[:i], "propose", p, 0)) {
				broken = append(broken, "validity")
			}
		}
	}
	if !agreeing(h) {
		broken = append(broken, "agreement")
	}
	willing := !has(h, "crash", -1, -1)
	for p := range processes {
		willing = willing && has(h, "propose", p, 1) && !has(h, "propose", p, 0)
		if has(h, "end", -1, -1) && !has(h, "decide", p, -1) {
			broken = append(broken, "decision")
		}
	}
	if has(h, "end", -1, -1) && willing && has(h, "decide", -1, 0) {
		broken = append(broken, "commitment")
	}
	return broken
}

// TestDecisionsAreAsDefined compares both automata with the definitions, event by event.
func TestDecisionsAreAsDefined(t *testing.T) {
	for name, breaks := range map[string]func(int, []choice) []string{"consensus": consensusBreaks, "commitment": commitmentBreaks} {
		t.Run(name, func(t *testing.T) {
			met := map[string]int{}
			rapid.Check(t, func(t *rapid.T) {
				n := rapid.IntRange(1, 3).Draw(t, "processes")
				consensus, commitment := history.NewConsensus(n), history.NewCommitment(n)
				h := []choice{}
				for i := range 12 {
					c := choice{rapid.SampledFrom([]string{"propose", "decide", "decide", "decide", "decide", "crash", "end"}).Draw(t, "kind"),
						rapid.IntRange(0, n-1).Draw(t, "process"), min(1, rapid.IntRange(0, 4).Draw(t, "value"))}
					if i < n { // or most runs would end early
						c.kind, c.process = "propose", i
					}
					h = append(h, c)
					got := panics(func() {
						if name == "consensus" {
							decide(consensus, c)
						} else {
							commit(commitment, c)
						}
					})
					want := breaks(n, h)
					if got == "" {
						require.Empty(t, want, h)
					} else {
						named := func(p string) bool { return strings.HasPrefix(got, "model: "+p+": ") }
						require.True(t, slices.ContainsFunc(want, named), "%s: %v, want %v", got, h, want)
						for _, p := range want {
							met[p]++
						}
					}
					if got != "" || c.kind == "end" {
						met["sound"]++
						return
					}
				}
			})
			for _, p := range []string{"validity", "agreement", "integrity", "decision", "sound"} {
				assert.True(t, met[p] > 0 || testing.Short(), p)
			}
		})
	}
}

func decide(c *history.Consensus, e choice) {
	switch e.kind {
	case "propose":
		c.Propose(e.process, e.value)
	case "decide":
		c.Decide(e.process, e.value)
	case "crash":
		c.Crash(e.process)
	default:
		c.End()
	}
}

func commit(c *history.Commitment, e choice) {
	switch e.kind {
	case "propose":
		c.Vote(e.process, e.value == 1)
	case "decide":
		c.Decide(e.process, e.value == 1)
	case "crash":
		c.Crash(e.process)
	default:
		c.End()
	}
}
