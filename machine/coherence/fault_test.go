package coherence

import (
	"slices"
	"testing"

	_ "heddle/model/drawn"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"
)

// TestFaults wants each mistake found on each protocol that it can be built into, on a network where it shows.
func TestFaults(t *testing.T) {
	names, all := protocolNames()
	for _, f := range Faults() {
		t.Run(f.Name, func(t *testing.T) {
			built := 0
			for _, name := range names {
				p := *all[name]
				if !f.Has(&p) {
					continue
				}
				p.Fault = f.Name
				built++
				assert.Equal(t, p.Unordered || !f.Unordered, firstViolation(&p) != "", name)
			}
			assert.NotZero(t, built)
		})
	}
}

func firstViolation(p *Protocol) string {
	for _, name := range []string{"two writers", "quiz", "upgrades", "modifies", "buffering"} {
		w := &world{protocol: p, line: 1, scripts: shapes[name]}
		if got := w.explore(); got.violation != "" {
			return name + ": " + got.violation
		}
	}
	return ""
}

// TestQuiz looks for c=0, d=1: a new b is seen before a new a, which was written first, because the message
// that renews a's copy is overtaken. Links in order keep it out only if both come from one place.
func TestQuiz(t *testing.T) {
	scripts := [][]op{{writes(0, 1), writes(1, 1)}, {reads(0), reads(1), reads(1), reads(0)}}
	names, all := protocolNames()
	for _, name := range names {
		p := *all[name]
		if p.Fault = earlyUpdate; !p.Update {
			continue
		}
		w := &world{protocol: &p, line: 1, scripts: scripts, lenient: true}
		want := p.Unordered || !p.Bus
		assert.Equal(t, want, slices.Contains(w.explore().outcomes, outcome([][]uint64{{0, 0}, {0, 0, 1, 0}}, []uint64{1, 1})), name)
	}
}

// TestFaultsGoOn: a search that goes on where invariants do not hold comes to an end, and only finds more.
func TestFaultsGoOn(t *testing.T) {
	names, all := protocolNames()
	rapid.Check(t, func(t *rapid.T) {
		p := *all[rapid.SampledFrom(names).Draw(t, "protocol")]
		f := rapid.SampledFrom(Faults()).Draw(t, "fault")
		if !f.Has(&p) {
			return
		}
		p.Fault = f.Name
		w := &world{protocol: &p, line: rapid.IntRange(1, 2).Draw(t, "line"), scripts: drawScripts(t), lenient: true, limit: 2000}
		found := w.explore()
		w.lenient = false
		if r := w.explore(); found.states < w.limit && r.violation == "" {
			assert.Equal(t, sequential(w.scripts, w.words()), found.outcomes, "%s %v", p.Fault, w.scripts)
		}
	})
}
