package main

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"heddle/checker"
	"heddle/checker/causality"
	"heddle/checker/report"
)

// onNetwork reports whether messages on a network are sent in s.
func onNetwork(s *checker.Schedule) bool {
	return slices.ContainsFunc(causality.Of(s).Messages, func(m causality.Message) bool { return m.Channel == "" })
}

// drawable gives the schedule in a file, or one of a target; nil if there is none, which standard error has.
func (a *app) drawable(cmd *cobra.Command, arg string, f *diagramFlags) (*checker.Schedule, error) {
	file, err := os.Open(arg)
	if err != nil || !report.IsSchedule(file) {
		if err == nil {
			file.Close()
		}
		return a.scheduleOf(cmd, arg, f)
	}
	defer file.Close()
	var given []string
	cmd.Flags().Visit(func(flag *pflag.Flag) {
		if !slices.Contains(diagramOwn, flag.Name) {
			given = append(given, "--"+flag.Name)
		}
	})
	if len(given) > 0 {
		return nil, fmt.Errorf("%s is for targets; %s has a schedule that was found already", strings.Join(given, ", "), arg)
	}
	return report.Parse(arg, file)
}

// scheduleOf explores a target: a schedule that breaks it, or else one of its ends.
func (a *app) scheduleOf(cmd *cobra.Command, target string, f *diagramFlags) (*checker.Schedule, error) {
	opts, err := f.exploreFlags.options(cmd)
	if err != nil {
		return nil, err
	}
	names, err := memories(f.memory)
	if err != nil {
		return nil, err
	}
	all, err := subjects(cmd.Context(), []string{target}, f.bounds)
	if err != nil {
		return nil, err
	}
	if err := firstError(all); err != nil {
		return nil, err
	}
	if names, err = all[0].memories(cmd, names); err != nil {
		return nil, err
	}
	if len(all) != 1 || len(names) != 1 {
		return nil, fmt.Errorf("%s: checks of %d targets under %d memory models, want one of each: a diagram is of one run", target, len(all), len(names))
	}
	s, err := all[0].under(cmd.Context(), names[0])
	if err != nil {
		return nil, err
	}
	r, err := a.explore(cmd.Context(), s, opts, f.heartbeat)
	if err != nil || r.Schedule != nil {
		return r.Schedule, err
	}
	if r, err = a.end(cmd.Context(), s, opts, f.heartbeat); err != nil || r.Schedule != nil {
		return r.Schedule, err
	}
	fmt.Fprintf(a.stderr, "%s: no run to draw: %s\n", target, r.Message)
	a.exit(exitIncomplete)
	return nil, nil
}
