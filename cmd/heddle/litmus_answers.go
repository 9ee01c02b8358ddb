package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"heddle/checker/outcome"
	"heddle/checker/report"
)

// answer takes the answers to one test.
func (r *litmusRun) answer(test []outcome.Answer) error {
	for i := range test {
		a := &test[i]
		var err error
		switch {
		case r.flags.json:
			err = report.LitmusJSON(r.stdout, a)
		case r.flags.herd:
			err = report.Herd(r.stdout, a)
		}
		if err != nil {
			return err
		}
		if a.Refused != nil {
			fmt.Fprintln(r.stderr, a.Refused)
			r.exit(exitBadInput)
		} else if a.Unfinished() {
			r.exit(exitIncomplete)
		}
	}
	r.answers = append(r.answers, test...)
	return nil
}

// end prints what is said of all tests together.
func (r *litmusRun) end() error {
	if !slices.ContainsFunc(r.answers, func(a outcome.Answer) bool { return !a.Skipped }) {
		return fmt.Errorf("--memory: %s: not meant for these tests, see heddle litmus --help", strings.Join(r.flags.memory, ", "))
	}
	if !r.flags.json && !r.flags.herd {
		if err := r.text(); err != nil {
			return err
		}
	}
	if r.flags.herd {
		return nil
	}
	w := r.stdout
	if r.flags.json {
		w = r.stderr
	}
	_, err := fmt.Fprintln(w, report.Summary(r.answers, styleOf(w)))
	return err
}

// text prints tables, witnesses and differences.
func (r *litmusRun) text() error {
	if !r.system.IsFlat() {
		fmt.Fprintf(r.stdout, "%s\n\n", r.system)
	}
	tests := report.ByTest(r.answers)
	if r.flags.outcomes || len(tests) == 1 && r.flags.compare == "" {
		for _, test := range tests {
			if err := report.Outcomes(r.stdout, test, r.style); err != nil {
				return err
			}
		}
	}
	for i := range r.answers {
		if err := r.witnesses(&r.answers[i]); err != nil {
			return err
		}
	}
	if r.flags.compare != "" {
		return r.compared()
	}
	if err := report.Litmus(r.stdout, r.answers, r.style); err != nil {
		return err
	}
	if len(tests) == 1 {
		return nil
	}
	_, err := fmt.Fprintf(r.stdout, "\n%s\n", report.LitmusMeaning)
	return err
}

// witnesses prints the schedules to outcomes, and why others are forbidden.
func (r *litmusRun) witnesses(a *outcome.Answer) error {
	for _, w := range a.Witnesses {
		if err := report.Table(r.stdout, w.Schedule, r.style); err != nil {
			return err
		}
		if r.saver != nil {
			file, err := r.saver.Save(w.Schedule)
			if err != nil {
				return err
			}
			fmt.Fprintf(r.stdout, "\nsaved in %s\n", file)
		}
		fmt.Fprintln(r.stdout)
	}
	for _, reason := range a.Forbidden {
		if err := report.Forbidden(r.stdout, a, reason, r.style); err != nil {
			return err
		}
		if r.saver == nil || reason.Graph == "" {
			continue
		}
		file, err := r.saver.SaveGraph(report.Check{Target: a.File, Memory: a.Memory}, reason.Graph)
		if err != nil {
			return err
		}
		fmt.Fprintf(r.stdout, "drawn in %s\n\n", filepath.ToSlash(file))
	}
	return nil
}

// compared prints how the answers differ from the log.
func (r *litmusRun) compared() error {
	c := outcome.CompareAll(r.answers, r.log)
	if c.Differs() {
		r.exit(exitViolated)
	}
	return report.Compared(r.stdout, c, r.flags.compare, r.style)
}
