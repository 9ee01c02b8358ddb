package checker

import (
	"fmt"
	"time"

	"heddle/checker/report"
	"heddle/checker/scenario"
	"heddle/model/program"
)

// What a scenario is given of many, if nothing else is said: states for the search of all schedules, and schedules to sample if they are not enough.
const (
	scenarioStates    = 100_000
	scenarioSchedules = 1000
)

// campaign is the search for a scenario in which an object is wrong, under one memory model.
type campaign struct {
	*verification
	object   *subject
	tried    map[string]*trial // by the text of the scenario
	until    time.Time         // there is no time left then; zero: there is always
	coverage *coverage
}

// trial is one scenario, or a family, that was explored.
type trial struct {
	family scenario.Family
	text   string
	result Result
	loaded *Loaded
	err    error
}

// fails reports whether something is violated.
func (t *trial) fails() bool { return t.err == nil && t.result.Verdict == Violated }

// late reports whether the time of the test is up.
func (c *campaign) late() bool {
	return !c.until.IsZero() && time.Now().After(c.until) || c.t.Context().Err() != nil
}

// failsAs reports whether t violates what another trial violates.
func (t *trial) failsAs(other *trial) bool {
	return t.fails() && t.result.Property == other.result.Property
}

// try explores a family, once.
func (c *campaign) try(f scenario.Family) *trial {
	text := familyText(f)
	if t := c.tried[text]; t != nil {
		return t
	}
	t := &trial{family: f, text: text}
	c.tried[text] = t
	t.err = c.explore(t)
	return t
}

// explore explores the family of a trial.
func (c *campaign) explore(t *trial) error {
	l, err := loadFamily(c.t.Context(), t.family, c.plan.criterion, func(text, function string) (*program.Program, error) {
		return c.object.load(c.name, text, function)
	})
	if err != nil {
		return err
	}
	t.loaded = l
	opts := l.Judged(c.opts)
	opts.Monitor = c.coverage.watch(opts.Monitor.(watched))
	if opts.Limits.States == 0 && !c.plan.alone() {
		opts.Limits.States = scenarioStates
	}
	if testFlag("short") && (opts.Limits.States == 0 || opts.Limits.States > shortStates) {
		opts.Limits.States = shortStates
	}
	if left := max(1, time.Until(c.until)); !c.until.IsZero() && (opts.Limits.Time == 0 || opts.Limits.Time > left) {
		opts.Limits.Time = left
	}
	auto := c.auto
	if auto.Sample.Schedules == 0 && !c.plan.alone() {
		auto.Sample.Schedules = scenarioSchedules
	}
	if opts.escalates() == nil {
		t.result, err = Auto(c.t.Context(), l.Program, opts, auto)
	} else {
		t.result, err = Check(c.t.Context(), l.Program, opts)
	}
	if s := t.result.Schedule; s != nil {
		s.Scenario = familyText(made(t.family, s.History))
	}
	return err
}

// alone reports whether all is one search.
func (p *plan) alone() bool { return p.exhaustive || len(p.clients) > 0 }

// check names what is checked, for reports.
func (c *campaign) check(t *trial) report.Check {
	check := c.verification.check()
	check.Program = fmt.Sprintf("scenario=%q", t.text)
	return check
}
