package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"heddle/checker"
	"heddle/checker/linear"
	"heddle/checker/report"
)

const replayLong = `Replay runs the schedule in a file again, step by step, on the source as it is
now. Run it from the directory that check was run from. A test that checks by
checker.Verify keeps its schedule, and tries that first when it is run again.

Exit codes: 1 the schedule still ends in a violation; 0 it runs to its end but
violates nothing any more; 3 it diverges: the program does something else at a
step, which is named (check again to know more); 2 the file or the target can't
be used.`

func (a *app) replayCommand() *cobra.Command {
	var asJSON, allSteps bool
	cmd := &cobra.Command{
		Use:     "replay FILE",
		Short:   "Run a schedule again, on the source as it is now",
		Long:    replayLong,
		Example: "  heddle check lock/naive --out schedules\n  heddle replay schedules/lock-naive.go.schedule",
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return fmt.Errorf("replay: %d files, want 1; see %s --help", len(args), cmd.CommandPath())
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.replay(cmd.Context(), args[0], asJSON, allSteps)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print one JSON object")
	cmd.Flags().BoolVar(&allSteps, "all-steps", false, "show each step that is taken in library code")
	return cmd
}

func (a *app) replay(ctx context.Context, file string, asJSON, allSteps bool) error {
	f, err := os.Open(file)
	if err != nil {
		return fmt.Errorf("replay: %w", err)
	}
	defer f.Close()
	if info, err := f.Stat(); err == nil && info.IsDir() {
		return fmt.Errorf("replay: %s is a directory, want the file of a schedule", file)
	}
	want, err := report.Parse(file, f)
	if err != nil {
		return err
	}
	if again, ok := goTest(want.Target); ok && !isPath(want.Target) {
		return fmt.Errorf("%s: the schedule of a check in a test, which tries it first when it is run: %s", file, again)
	}
	criterion, err := linear.ParseCriterion(want.Criterion)
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	all, err := subjects(ctx, []string{want.Target}, bounds{want.Threads, want.Rounds, criterion, want.Sorted})
	if err != nil {
		return err
	}
	if len(all) != 1 {
		return fmt.Errorf("%s: the target %s is %d checks, want 1", file, want.Target, len(all))
	}
	got, err := checker.ReplayJudged(all[0].prog, want, all[0].asked(checker.Options{}).Monitor)
	if err != nil && !errors.Is(err, checker.ErrDiverged) {
		return fmt.Errorf("%s: %w", file, err)
	}
	result, line := shown(want, got, err)
	a.exit(exitOf(result.Verdict))
	if asJSON {
		return report.JSON(a.stdout, report.Of(want), result, file, peakBytes())
	}
	if got != nil {
		if err != nil {
			got.Message = fmt.Sprintf("the program follows the schedule for %d of %d steps", len(got.Steps), len(want.Steps))
		}
		style := styleOf(a.stdout)
		style.All = allSteps
		if err := report.Table(a.stdout, got, style); err != nil {
			return err
		}
	}
	_, err = fmt.Fprintf(a.stdout, "\n%s\n", line)
	return err
}

// goTest gives the command that runs the test of a target by checker.Verify, whose
// name it begins with.
func goTest(target string) (command string, ok bool) {
	name, _, _ := strings.Cut(target, " ")
	for _, prefix := range []string{"Test", "Benchmark", "Fuzz"} {
		ok = ok || strings.HasPrefix(name, prefix)
	}
	return "go test -run " + quote("^"+strings.ReplaceAll(name, "/", "$/^")+"$"), ok
}

// shown says what a replay of want, which ran as got, has shown.
func shown(want, got *checker.Schedule, diverged error) (checker.Result, string) {
	switch {
	case diverged != nil:
		return checker.Result{Message: diverged.Error(), Schedule: got}, "diverged: " + diverged.Error()
	case got.Property == "" && want.Property == "": // a witness
		got.Message = want.Message
		return checker.Result{Verdict: checker.Verified, Message: want.Message, Schedule: got}, "replayed: " + want.Message
	case got.Property == "":
		message := want.Property + " is no longer violated at the end of this schedule; check again to know about others"
		return checker.Result{Verdict: checker.Verified, Message: message, Schedule: got}, "replayed: " + message
	}
	line := "replayed: the same violation: " + got.Property
	if got.Property != want.Property {
		line = fmt.Sprintf("replayed: another violation: %s, was %s", got.Property, want.Property)
	}
	return checker.Result{Verdict: checker.Violated, Property: got.Property, Message: got.Message, Schedule: got}, line
}
