package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"heddle/checker"
	"heddle/checker/cost/sheet"
	"heddle/specs/lecture"
)

const tableLong = `Table computes the tables in which the lecture compares locks, and barriers:
every cell is proved, by complete searches within the bounds that are printed
under the table, and marked where the lecture is refuted or was silent.

Exit codes: 0 the table is complete; 2 bad use; 3 a limit was met.`

// tableFlags are the flags of table.
type tableFlags struct {
	threads []int
	format  string
	limitFlags
	heartbeat time.Duration
}

func (a *app) tableCommand() *cobra.Command {
	var f tableFlags
	cmd := &cobra.Command{
		Use:       "table " + strings.Join(lecture.Names(), "|"),
		Short:     "Compute the lecture's tables of locks and barriers",
		Long:      tableLong,
		Example:   "  heddle table locks\n  heddle table barriers --threads 2,3,4,5 --format markdown",
		ValidArgs: lecture.Names(),
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 || !slices.Contains(lecture.Names(), args[0]) {
				return fmt.Errorf("table: %q, want one of %s; see %s --help", strings.Join(args, " "), strings.Join(lecture.Names(), ", "), cmd.CommandPath())
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error { return a.table(cmd, args[0], &f) },
	}
	flags := cmd.Flags()
	flags.IntSliceVar(&f.threads, "threads", []int{2, 3, 4}, "numbers of threads, separated by commas")
	flags.StringVar(&f.format, "format", "text", "form of the output: "+strings.Join(sheet.Formats(), ", "))
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
	if err := increasing(f.threads); err != nil {
		return err
	}
	opts := lecture.Options{Threads: f.threads}
	var err error
	if opts.Limits, err = f.limits(cmd); err != nil {
		return err
	}
	last, done := "", func() {}
	opts.Progress = func(what string, at checker.Progress) {
		var update func(checker.Progress)
		if what != last {
			done()
			update, done = a.watch(what, f.heartbeat)
			last = what
		}
		if update != nil {
			update(at)
		}
	}
	t, err := lecture.Compute(cmd.Context(), name, opts)
	done()
	var limit *lecture.Limit
	switch {
	case errors.As(err, &limit):
		fmt.Fprintln(a.stderr, err)
		a.exit(exitIncomplete)
		return nil
	case err != nil:
		return err
	}
	if err := t.Write(a.stdout, f.format, styleOf(a.stdout)); err != nil {
		return err
	}
	_, err = fmt.Fprintf(a.stderr, "%.1f CPU seconds\n", t.CPU.Seconds())
	return err
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
