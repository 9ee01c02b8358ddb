package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"heddle/checker"
	"heddle/model/program"
)

// autoFlags say what --auto of check samples in the end.
type autoFlags struct {
	schedules number
	seed      uint64
}

func (f *checkFlags) registerAuto(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.BoolVar(&f.auto, "auto", false, fmt.Sprintf("explore all schedules up to --max-states (%d if not given); if there are more those with few preemptions; else sample some: the verdict says how far it came", checker.AutoStates))
	f.autoFlags.schedules = number{min: 1, max: 1e9}
	flags.Var(&f.autoFlags.schedules, "schedules", fmt.Sprintf("of --auto: sample `N` schedules (%d if not given)", checker.AutoSchedules))
	flags.Uint64Var(&f.autoFlags.seed, "seed", 1, "of --auto: seed of the random numbers")
	flags.BoolVar(&f.acceptDrawn, "accept-sampled", false, "of --auto: exit with 0, not 3, if all schedules were sampled that are asked for, and none violates anything; implies --accept-bounded")
}

// validateAuto says what does not go with --auto, or without it.
func (f *checkFlags) validateAuto(cmd *cobra.Command, opts checker.Options) error {
	if f.auto && len(opts.Liveness) > 0 {
		return errors.New("--auto: want it without --liveness: only a search of all schedules can say what goes on for ever")
	}
	for _, name := range []string{"schedules", "seed", "accept-sampled"} {
		if !f.auto && !f.samples() && cmd.Flags().Changed(name) {
			return fmt.Errorf("--%s: want --auto with it, or heddle sample", name)
		}
	}
	return nil
}

// escalate is the way of --auto.
func (f *checkFlags) escalate(ctx context.Context, prog *program.Program, opts checker.Options) (checker.Result, error) {
	asked := checker.SampleOptions{Schedules: f.autoFlags.schedules.value, Seed: f.autoFlags.seed}
	return checker.Auto(ctx, prog, opts, checker.AutoOptions{Sample: asked})
}

// autoAgain gives the flags that were given, to be typed.
func (f *checkFlags) autoAgain() (flags []string) {
	if !f.auto {
		return nil
	}
	flags = []string{"--auto"}
	if f.maxStates > 0 {
		flags = append(flags, "--max-states", fmt.Sprint(f.maxStates))
	}
	if f.autoFlags.schedules.given {
		flags = append(flags, "--schedules", f.autoFlags.schedules.String())
	}
	if f.autoFlags.seed != 1 {
		flags = append(flags, "--seed", fmt.Sprint(f.autoFlags.seed))
	}
	return flags
}
