package checker

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"heddle/checker/report"
	"heddle/checker/result"
	"heddle/checker/scenario"
	"heddle/checker/scenario/draw"
)

// failure says that an object is wrong in a scenario, or one of a family: the scenario, the shortest schedule, where they are kept, and a test of its own.
// Notes are lines that follow.
func (c *campaign) failure(t *trial, notes ...string) string {
	s, family := t.result.Schedule, t.family
	if !family.Single() {
		family = made(family, s.History)
	}
	var b strings.Builder
	b.WriteString(report.Verdict(c.check(t), t.result, report.Style{}) + "\n\n")
	b.WriteString(scenarioTable(family, s.History))
	b.WriteString("\n" + table(s) + "\n")
	b.WriteString(c.keep(s) + "\n")
	if s.Property == s.Criterion {
		b.WriteString(c.draws(t) + "\n")
	}
	for _, n := range notes {
		b.WriteString(n + "\n")
	}
	b.WriteString("\nas a test of its own:\n\n" + c.ownTest(family))
	return b.String()
}

// picture is the file with the picture of the kept schedule's history.
func (v *verification) picture() string {
	return strings.TrimSuffix(v.keptFile(), ".schedule") + ".html"
}

// draws draws the history of a trial beside its kept schedule, and says where.
func (c *campaign) draws(t *trial) string {
	var b bytes.Buffer
	err := t.loaded.Automaton.Picture(&b, t.result.Schedule.History)
	if err == nil {
		err = os.WriteFile(filepath.Join(testDir, c.picture()), b.Bytes(), 0o644)
	}
	if err != nil {
		return fmt.Sprintf("the history is not drawn: %v", err)
	}
	return "its history, drawn by porcupine: " + c.picture()
}

// ownTest gives the text of a test that fails in one scenario.
func (c *campaign) ownTest(f scenario.Family) string {
	name, _, _ := strings.Cut(c.t.Name(), "/")
	args := []string{c.object.source(&c.object.makers[1]), c.object.source(&c.object.makers[0]), "checker.Scenario(" + quoted(clientTexts(f)) + ")"}
	args = append(args, c.plan.texts...)
	if m := c.opts.Memory; m != "" {
		args = append(args, fmt.Sprintf("checker.Memory(%q)", m))
	}
	return fmt.Sprintf("\tfunc %sScenario(t *testing.T) {\n\t\tchecker.Linearizable(t,\n\t\t\t%s)\n\t}\n", name, strings.Join(args, ",\n\t\t\t"))
}

// history says how the smallest scenario was found.
func (d *drawing) history() string {
	line := fmt.Sprintf("found in scenario %d of those drawn", d.before)
	if more := len(d.tried) - d.before; more > 0 {
		line = fmt.Sprintf("found in scenario %d, %q, and made smaller by trying %s", d.before, d.found.text, result.Count(more, "other"))
	}
	if limit := rapidShrinkTime(); time.Since(d.since) >= limit {
		line += fmt.Sprintf("\nthere may be a smaller one: the %v of -rapid.shrinktime were over", limit)
	}
	for _, said := range d.rapid.log {
		if m := reproduce.FindStringSubmatch(said); m != nil {
			line += "\nrapid has it too: " + m[1]
		}
	}
	return line
}

// reproduce finds in what rapid says the flags that reproduce a failure.
var reproduce = regexp.MustCompile(`To reproduce, specify -run=\S+ (.*)`)

// passed says what was tried.
func (d *drawing) passed() string {
	counts := map[string]int{}
	states := 0
	for _, t := range d.tried {
		counts[t.how()]++
		states += t.result.States
	}
	var how []string
	for _, name := range []string{"with all their schedules", "up to a number of preemptions", "by samples", "in part"} {
		if n := counts[name]; n > 0 {
			how = append(how, fmt.Sprintf("%d %s", n, name))
		}
	}
	size := d.plan.size
	return fmt.Sprintf("%s  memory=%s  no violation in %s, of %v with at most %s × %s: %s\n%s, %s",
		d.name, d.memoryName(), result.Count(len(d.tried), "scenario"), draw.Possible(d.object.Object, size),
		result.Count(size.Clients, "thread"), result.Count(size.Rounds, "operation"), strings.Join(how, ", "), result.Count(states, "state"), d.coverage)
}

// how says how far a scenario was explored.
func (t *trial) how() string {
	switch {
	case t.result.Verdict == Verified:
		return "with all their schedules"
	case t.result.Bounded != "":
		return "up to a number of preemptions"
	case t.result.Sampled != nil:
		return "by samples"
	}
	return "in part"
}

// tryKeptScenario tries the scenario that an earlier run has kept, and gives what to fail the test with, "" if it passes.
func (c *campaign) tryKeptScenario() string {
	name, s := c.keptFile(), c.readKept()
	if s == nil {
		return ""
	}
	family, err := c.plan.parse(c.object.Object, strings.Split(s.Scenario, between))
	if err != nil {
		c.logf("%s is not tried: %v", name, err)
		return ""
	}
	t := c.try(family)
	switch {
	case t.err != nil:
		c.logf("%s is not tried: %v", name, t.err)
	case t.fails():
		return c.failure(t, "this scenario was kept by an earlier run, and nothing else was tried")
	default:
		c.logf("tried %s %s, kept in %s: nothing is violated", t.text, t.how(), name)
	}
	return ""
}
