package coherence

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// protocols are the right ones: ways to keep copies alike, where homes are, and networks.
func protocols() map[string]*Protocol {
	all := map[string]*Protocol{}
	for _, place := range []string{"bus", "dancehall", "numa"} {
		for _, unordered := range []bool{false, true} {
			name := fmt.Sprintf("%s %s", place, map[bool]string{false: "fifo", true: "unordered"}[unordered])
			p := Protocol{Bus: place == "bus", Apart: place == "dancehall", Unordered: unordered}
			msi, mesi, update := p, p, p
			mesi.Exclusive, update.Update = true, true
			all[name+" msi"], all[name+" mesi"], all[name+" update"] = &msi, &mesi, &update
		}
	}
	return all
}

func reads(w int) op            { return op{kind: Read, word: w} }
func writes(w int, v uint64) op { return op{kind: Write, word: w, value: v} }
func adds(w int, v uint64) op   { return op{kind: Modify, word: w, value: v} }
func swaps(w int, e, v uint64) op {
	return op{kind: Modify, compares: true, word: w, expected: e, value: v}
}

// shapes are scripts that have shown mistakes, ours or those of the literature.
var shapes = map[string][][]op{
	"quiz":        {{reads(0), writes(0, 1), reads(1), writes(1, 1)}, {reads(0), reads(1), reads(0)}},
	"buffering":   {{writes(0, 1), reads(1)}, {writes(1, 1), reads(0)}},
	"upgrades":    {{reads(0), writes(0, 1)}, {reads(0), writes(0, 2)}},
	"modifies":    {{reads(0), adds(0, 1), reads(0)}, {writes(0, 5), adds(0, 2)}},
	"renewed":     {{reads(1), writes(1, 1)}, {swaps(1, 0, 1)}},
	"compares":    {{swaps(0, 0, 1), reads(0)}, {reads(0), swaps(0, 0, 2)}},
	"passed on":   {{writes(0, 1)}, {reads(0), writes(1, 1)}, {reads(0), reads(1), reads(0)}},
	"two writers": {{reads(0), writes(0, 1)}, {reads(0), writes(0, 2), reads(0)}, {reads(0)}},
}

func TestShapes(t *testing.T) {
	for name, scripts := range shapes {
		for kind, p := range protocols() {
			for line := 1; line <= 2; line++ {
				if len(scripts) == 3 && (testing.Short() || line > 1) {
					continue
				}
				w := &world{protocol: p, line: line, scripts: scripts}
				got := w.explore()
				require.Empty(t, got.violation, "%s: %s, lines of %d", name, kind, line)
				assert.Equal(t, sequential(scripts, w.words()), got.outcomes, "%s: %s, lines of %d", name, kind, line)
			}
		}
	}
}

// TestScripts compares what scripts can read on any protocol with what they can on one memory.
func TestScripts(t *testing.T) {
	names, all := protocolNames()
	rapid.Check(t, func(t *rapid.T) {
		p := all[rapid.SampledFrom(names).Draw(t, "protocol")]
		w := &world{protocol: p, line: rapid.IntRange(1, 2).Draw(t, "line"), scripts: drawScripts(t)}
		got := w.explore()
		if got.violation != "" {
			t.Fatalf("%v: %s", w.scripts, got.violation)
		}
		assert.Equal(t, sequential(w.scripts, w.words()), got.outcomes)
	})
}

func drawScripts(t *rapid.T) [][]op {
	left := 5
	var scripts [][]op
	for range rapid.IntRange(2, 3).Draw(t, "processors") {
		var s []op
		for range rapid.IntRange(1, min(3, max(1, left-1))).Draw(t, "accesses") {
			o := op{kind: rapid.SampledFrom([]Kind{Read, Read, Write, Modify}).Draw(t, "kind"), word: rapid.IntRange(0, 1).Draw(t, "word")}
			if o.kind == Modify {
				o.compares = rapid.Bool().Draw(t, "compares")
				o.expected = uint64(rapid.IntRange(0, 1).Draw(t, "expected"))
			}
			if o.kind != Read {
				o.value = uint64(rapid.IntRange(1, 2).Draw(t, "value"))
			}
			s = append(s, o)
			left--
		}
		scripts = append(scripts, s)
	}
	return scripts
}

func protocolNames() ([]string, map[string]*Protocol) {
	all := protocols()
	names := slices.Sorted(maps.Keys(all))
	return names, all
}

// TestEncoding takes encodings of reachable states apart.
func TestEncoding(t *testing.T) {
	_, all := protocolNames()
	for _, name := range []string{"numa unordered mesi", "bus fifo update"} {
		w := &world{protocol: all[name], line: 2, scripts: shapes["modifies"]}
		todo := []*run{w.start()}
		seen := map[string]bool{}
		for len(todo) > 0 {
			r := todo[len(todo)-1]
			todo = todo[:len(todo)-1]
			if seen[r.key()] {
				continue
			}
			seen[r.key()] = true
			code := r.state.Encode(nil)
			var s State
			assert.Equal(t, []byte{7}, s.Decode(append(code[:len(code):len(code)], 7)))
			require.Equal(t, code, s.Encode(nil))
			next, _ := w.successors(r)
			todo = append(todo, next...)
		}
		assert.Greater(t, len(seen), 100)
	}
}
