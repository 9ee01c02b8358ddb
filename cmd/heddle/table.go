package main

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"heddle/checker"
	"heddle/checker/cost/sheet"
	"heddle/checker/report"
	"heddle/specs/lecture"
	"heddle/specs/strategies"
)

const tableLong = `Table computes the tables in which the lecture compares locks, and barriers:
every cell is proved, by complete searches within the bounds that are printed
under the table, and marked where the lecture is refuted or was silent.

The table of strategies compares those of "heddle sample" on twelve programs,
each with a bug: how many schedules each draws until it has found it, and with
--native how many runs of go test -race.

Exit codes: 0 the table is complete; 2 bad use; 3 a limit was met.`

// tableFlags are the flags of table.
type tableFlags struct {
	threads []int
	format  string
	strategiesFlags
	limitFlags
	heartbeat time.Duration
}

func (a *app) tableCommand() *cobra.Command {
	var f tableFlags
	names := append(lecture.Names(), tableOfStrategies)
	cmd := &cobra.Command{
		Use:       "table " + strings.Join(names, "|"),
		Short:     "Compute tables of locks and barriers, and of strategies",
		Long:      tableLong,
		Example:   "  heddle table locks\n  heddle table barriers --threads 2,3,4,5 --format markdown\n  heddle table strategies --native 2000",
		ValidArgs: names,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 || !slices.Contains(names, args[0]) {
				return fmt.Errorf("table: %q, want one of %s; see %s --help", strings.Join(args, " "), strings.Join(names, ", "), cmd.CommandPath())
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error { return a.table(cmd, args[0], &f) },
	}
	flags := cmd.Flags()
	flags.IntSliceVar(&f.threads, "threads", []int{2, 3, 4}, "numbers of threads, separated by commas")
	flags.StringVar(&f.format, "format", "text", "form of the output: "+strings.Join(sheet.Formats(), ", "))
	f.strategiesFlags.register(cmd)
	f.limitFlags.register(cmd)
	flags.DurationVar(&f.heartbeat, "heartbeat", 0, "print a line of progress to standard error every `INTERVAL` (1m if none is given); a terminal shows a live one")
	flags.Lookup("heartbeat").NoOptDefVal = "1m"
	complete(cmd, "format", sheet.Formats())
	return cmd
}

func (a *app) table(cmd *cobra.Command, name string, f *tableFlags) error {
	if !slices.Contains(sheet.Formats(), f.format) {
		return fmt.Errorf("--format: %q, want one of %s", f.format, strings.Join(sheet.Formats(), ", "))
	}
	began := checker.CPU()
	t, err := a.compute(cmd, name, f)
	var limit *lecture.Limit
	switch {
	case errors.As(err, &limit), errors.Is(err, strategies.ErrLimit):
		fmt.Fprintln(a.stderr, err)
		a.exit(exitIncomplete)
		return nil
	case err != nil:
		return err
	}
	if err := t.Write(a.stdout, f.format, styleOf(a.stdout)); err != nil {
		return err
	}
	_, err = fmt.Fprintf(a.stderr, "%.1f CPU seconds\n", (checker.CPU() - began).Seconds())
	return err
}

// compute gives the table, to be written in one of sheet.Formats.
func (a *app) compute(cmd *cobra.Command, name string, f *tableFlags) (t interface {
	Write(w io.Writer, format string, style report.Style) error
}, err error) {
	limits, err := f.limits(cmd)
	if err != nil {
		return nil, err
	}
	progress, done := a.follow(f.heartbeat)
	defer done()
	if name == tableOfStrategies {
		opts, err := f.strategiesFlags.options(cmd)
		if err != nil {
			return nil, err
		}
		opts.Limits, opts.Progress = limits, progress
		return strategies.Compute(cmd.Context(), opts)
	}
	if err := f.strategiesFlags.unused(cmd); err != nil {
		return nil, err
	}
	if err := increasing(f.threads); err != nil {
		return nil, err
	}
	if f.threads[0] < 2 {
		return nil, fmt.Errorf("--threads: %d, want 2 or more: the lecture compares threads that contend", f.threads[0])
	}
	return lecture.Compute(cmd.Context(), name, lecture.Options{Threads: f.threads, Limits: limits, Progress: progress})
}

// follow gives what shows the progress of searches one after the other, and what to call after them.
func (a *app) follow(heartbeat time.Duration) (show func(what string, at checker.Progress), done func()) {
	last, clear := "", func() {}
	var update func(checker.Progress)
	show = func(what string, at checker.Progress) {
		if what != last {
			clear()
			update, clear = a.watch(what, heartbeat)
			last = what
		}
		if update != nil {
			update(at)
		}
	}
	return show, func() { clear() }
}

// increasing checks numbers of threads to be compared.
func increasing(threads []int) error {
	if len(threads) == 0 {
		return errors.New("--threads: no number, want some from 1 on")
	}
	for i, n := range threads {
		if n < 1 || n > maxThreads {
			return fmt.Errorf("--threads: %d, want 1 to %d", n, maxThreads)
		}
		if i > 0 && n <= threads[i-1] {
			return fmt.Errorf("--threads: %d after %d, want them in increasing order", n, threads[i-1])
		}
	}
	return nil
}
