package report

import (
	"fmt"
	"slices"
	"strings"

	"heddle/checker/outcome"
	"heddle/checker/result"
)

// Summary counts what answers say: "12 tests; sc 3 Ok 9 No; tso 5 Ok 7 No; 1 refused". A test
// that a memory model is not meant for is counted where it says so: "rc11 not for 12 of X86".
func Summary(answers []outcome.Answer, style Style) string {
	t := tally{counts: map[string]map[string]int{}}
	for _, test := range ByTest(answers) {
		t.add(test)
	}
	parts := []string{result.Count(t.tests, "test")}
	for _, m := range t.models {
		parts = append(parts, m+t.words(m))
	}
	for _, s := range t.skipped {
		parts = append(parts, fmt.Sprintf("%s not for %d of %s", s.memory, s.tests, s.arch))
	}
	if t.refused > 0 {
		parts = append(parts, fmt.Sprintf("%d refused", t.refused))
	}
	if t.foreign > 0 {
		parts = append(parts, fmt.Sprintf("%d of other architectures", t.foreign))
	}
	text := strings.Join(parts, "; ")
	if style.Width > 0 {
		text = strings.Join(Wrap(text, style.Width), "\n")
	}
	return text
}

// tally is what a summary counts.
type tally struct {
	tests, refused, foreign int
	models                  []string                  // in the order in which they are met
	counts                  map[string]map[string]int // by model and the last word of a cell
	skipped                 []skipped
}

type skipped struct {
	memory, arch string
	tests        int
}

func (t *tally) add(test []outcome.Answer) {
	switch {
	case slices.ContainsFunc(test, func(a outcome.Answer) bool { return a.Refused != nil }):
		t.refused++
	case test[0].Foreign:
		t.foreign++
	default:
		t.tests++
	}
	for i := range test {
		a := &test[i]
		switch {
		case a.Refused != nil || a.Foreign:
		case a.Skipped:
			t.skip(a.Memory, a.Test.Arch.Name)
		default:
			if t.counts[a.Memory] == nil {
				t.models = append(t.models, a.Memory)
				t.counts[a.Memory] = map[string]int{}
			}
			words := strings.Fields(cell(a))
			t.counts[a.Memory][words[len(words)-1]]++
		}
	}
}

func (t *tally) skip(memory, arch string) {
	i := slices.IndexFunc(t.skipped, func(s skipped) bool { return s.memory == memory && s.arch == arch })
	if i < 0 {
		i = len(t.skipped)
		t.skipped = append(t.skipped, skipped{memory: memory, arch: arch})
	}
	t.skipped[i].tests++
}

// words prints the numbers of one memory model.
func (t *tally) words(model string) string {
	text := ""
	for _, word := range []string{outcome.Ok, outcome.No, outcome.Undef, incomplete, "run"} {
		if n := t.counts[model][word]; n > 0 {
			text += fmt.Sprintf(" %d %s", n, map[bool]string{true: notRun, false: word}[word == "run"])
		}
	}
	return text
}
