package main

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"heddle/checker"
	"heddle/checker/fences"
	"heddle/specs"
)

const fencesLong = `Fences finds which memory orders and fences of a target matter.

A target that is verified as it is written has its orders weakened, one at a
time, and its fences dropped, while the checker verifies all claims. The table
has each operation with the order that is written and one that suffices; for
each that must stay, what goes wrong with a weaker one; --witness shows the
shortest schedule of it. A target that is violated has its orders strengthened,
and, as another way, fences inserted, as few and as weak as will do.

The result is minimal: no single order can be weaker, with the others as they
are. It need not be the least, and it holds for the memory model and the bounds
that are printed. Calls of sync/atomic are judged as if they could have other
orders than Go gives them; package sync and plain variables stay as they are.

Targets are those of check. Of a litmus test it finds what forbids the condition
of its exists or ~exists, or what makes that of its forall true.

Exit codes: 0 verified as written; 1 violated as written, even if it can be
mended; 2 bad use or bad input; 3 a limit was met before an answer.`

// fencesFlags are the flags of fences.
type fencesFlags struct {
	searchFlags
	boundFlags
	json, witness bool
}

func (a *app) fencesCommand() *cobra.Command {
	var f fencesFlags
	cmd := &cobra.Command{
		Use:               "fences TARGET...",
		Short:             "Find which memory orders and fences matter",
		Long:              fencesLong,
		Example:           "  heddle fences lock/mcs\n  heddle fences lock/mcs~unfenced --memory pso --threads 2\n  heddle fences lock/dekker --memory tso --witness\n  heddle fences ./mylock:CheckLock --memory rc11 --json",
		Args:              want("target"),
		ValidArgsFunction: completeTargets,
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.fences(cmd, args, &f)
		},
	}
	f.searchFlags.register(cmd, "rc11")
	f.boundFlags.register(cmd)
	cmd.Flags().BoolVar(&f.json, "json", false, "print one JSON object a line for each target and memory model")
	cmd.Flags().BoolVar(&f.witness, "witness", false, "show the schedules that need the orders which must stay")
	return cmd
}

func (a *app) fences(cmd *cobra.Command, args []string, f *fencesFlags) error {
	opts, err := f.options(cmd)
	if err != nil {
		return err
	}
	if err := f.boundFlags.validate(cmd); err != nil {
		return err
	}
	if f.bounded() {
		return errors.New("fences: an order matters or not in complete searches only, without --depth and --preemptions")
	}
	names, err := memories(f.memory)
	if err != nil {
		return err
	}
	all, err := subjects(cmd.Context(), args, f.bounds)
	if err != nil {
		return err
	}
	first := true
	for _, s := range all {
		if s.err != nil {
			fmt.Fprintln(a.stderr, s.err)
			a.exit(exitBadInput)
			continue
		}
		own, err := s.memories(cmd, names)
		if err != nil {
			return err
		}
		for _, memory := range own {
			if cmd.Context().Err() != nil {
				a.exit(exitIncomplete)
				return nil
			}
			s, err := s.under(cmd.Context(), memory)
			if err != nil {
				return err
			}
			if !first && !f.json {
				fmt.Fprintln(a.stdout)
			}
			first = false
			if err := a.fencesOf(cmd, s, opts, f); err != nil {
				return err
			}
		}
	}
	return nil
}

// fencesOf finds the orders that matter in one subject, and prints them.
func (a *app) fencesOf(cmd *cobra.Command, s subject, opts checker.Options, f *fencesFlags) error {
	opts = s.asked(opts)
	checks, started := 0, time.Now()
	update, done := a.watch(s.Target+" "+s.Memory, f.heartbeat)
	if update != nil {
		opts.Progress = func(at checker.Progress) {
			at.Layer, at.Elapsed = fmt.Sprintf("check %d", checks+1), time.Since(started)
			update(at)
		}
	}
	answer, err := fences.Find(cmd.Context(), s.prog, fences.Options{Options: opts, Checked: func(n int) { checks = n }})
	done()
	if err != nil {
		fmt.Fprintf(a.stderr, "%s: %v\n", s.Target, err)
		a.exit(exitBadInput)
		return nil
	}
	a.exit(exitOf(answer.AsWritten.Verdict))
	if !answer.Decided() {
		a.exit(exitIncomplete)
	}
	if f.json {
		return fences.JSON(a.stdout, s.Check, answer)
	}
	return fences.Text(a.stdout, s.Check, answer, fences.Layout{Style: styleOf(a.stdout), Witness: f.witness, Source: sourceLine})
}

// sourceLine gives a line of a file of the library, or else of one below the working directory.
func sourceLine(file string, line int) string {
	text, err := specs.Source(file)
	if err != nil {
		if text, err = os.ReadFile(file); err != nil {
			return ""
		}
	}
	lines := strings.Split(string(text), "\n")
	if line < 1 || line > len(lines) {
		return ""
	}
	return lines[line-1]
}
