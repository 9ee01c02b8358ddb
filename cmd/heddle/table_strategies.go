package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"heddle/specs/strategies"
)

const tableOfStrategies = "strategies"

// strategiesFlags are the flags of table strategies.
type strategiesFlags struct {
	seeds, schedules, native int
}

func (f *strategiesFlags) register(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.IntVar(&f.seeds, "seeds", 20, "strategies: repetitions, with the seeds 1 to `N`")
	flags.IntVar(&f.schedules, "schedules", 2000, "strategies: give a repetition up after `N` schedules")
	flags.IntVar(&f.native, "native", 0, "strategies: run the programs natively too, by go test -race, up to `N` times in each repetition; needs go, and the repository")
}

// options gives the options, without limits.
func (f *strategiesFlags) options(cmd *cobra.Command) (strategies.Options, error) {
	opts := strategies.Options{Seeds: f.seeds, Schedules: f.schedules, Native: f.native}
	switch {
	case cmd.Flags().Changed("threads"):
		return opts, errors.New("--threads: want it with locks or barriers")
	case f.seeds < 1:
		return opts, fmt.Errorf("--seeds: %d, want 1 or more", f.seeds)
	case f.schedules < 1:
		return opts, fmt.Errorf("--schedules: %d, want 1 or more", f.schedules)
	case f.native < 0:
		return opts, fmt.Errorf("--native: %d, want 0 (not at all) or more", f.native)
	}
	return opts, nil
}

// unused refuses the flags with other tables.
func (f *strategiesFlags) unused(cmd *cobra.Command) error {
	for _, name := range []string{"seeds", "schedules", "native"} {
		if cmd.Flags().Changed(name) {
			return fmt.Errorf("--%s: want it with strategies", name)
		}
	}
	return nil
}
