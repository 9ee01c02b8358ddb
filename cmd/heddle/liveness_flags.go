package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"heddle/checker"
)

// livenessFlags are --liveness and --fairness.
type livenessFlags struct {
	liveness []string
	fairness string
}

func (f *livenessFlags) register(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringSliceVar(&f.liveness, "liveness", nil, "properties of runs that go on for ever that are checked too, as --liveness=`LIST`: "+
		strings.Join(checker.Liveness(), ", ")+"; without a list all that apply, but the last three")
	flags.Lookup("liveness").NoOptDefVal = checker.LivenessAll
	flags.StringVar(&f.fairness, "fairness", "weak", "what is assumed of schedules that go on for ever: weak (who always can step does) or strong (so does who can again and again); a network delivers what can be received again and again, under either; implies --liveness")
	complete(cmd, "liveness", append(checker.Liveness(), checker.LivenessAll))
	complete(cmd, "fairness", []string{"weak", "strong"})
}

// set gives the options what the flags ask for.
func (f *livenessFlags) set(cmd *cobra.Command, opts *checker.Options) error {
	asked := cmd.Flags().Changed("liveness")
	if !asked && !cmd.Flags().Changed("fairness") {
		return nil
	}
	for i, p := range f.liveness {
		f.liveness[i] = strings.TrimSpace(p)
		if f.liveness[i] == checker.LivenessAll && len(f.liveness) > 1 || slices.Contains(f.liveness[:i], f.liveness[i]) {
			return fmt.Errorf("--liveness: %q in a list with others, want each of %s once, or %s", f.liveness[i], strings.Join(checker.Liveness(), ", "), checker.LivenessAll)
		}
		if f.liveness[i] != checker.LivenessAll && !slices.Contains(checker.Liveness(), f.liveness[i]) {
			return fmt.Errorf("--liveness: %q, want %s, or %s", f.liveness[i], strings.Join(checker.Liveness(), ", "), checker.LivenessAll)
		}
	}
	if asked && len(f.liveness) == 0 {
		return fmt.Errorf("--liveness: no property, want %s, or %s", strings.Join(checker.Liveness(), ", "), checker.LivenessAll)
	}
	opts.Liveness, opts.Fairness = f.liveness, f.fairness
	if !asked {
		opts.Liveness = []string{checker.LivenessAll}
	}
	if f.fairness != "weak" && f.fairness != "strong" {
		return fmt.Errorf("--fairness: %q, want weak or strong", f.fairness)
	}
	return nil
}

// again gives the flags that were given, to be typed.
func (f *livenessFlags) again() (flags []string) {
	if len(f.liveness) > 0 {
		flags = append(flags, "--liveness="+strings.Join(f.liveness, ","))
	}
	if f.fairness != "weak" {
		flags = append(flags, "--fairness", f.fairness)
	}
	return flags
}
