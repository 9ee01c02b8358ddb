package main

import (
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"heddle/checker"
	"heddle/checker/cost"
	"heddle/checker/cost/sheet"
	"heddle/checker/report"
	"heddle/machine"
	"heddle/model"
)

// sheet measures a target with all numbers of threads.
func (a *app) sheet(cmd *cobra.Command, f *costFlags, opts cost.Options, columns []subject) (sheet.Sheet, error) {
	s := sheet.Sheet{Check: columns[0].Check, Zeros: len(f.metrics) > 0}
	opts, err := f.of(cmd, opts, columns[0].prog)
	if err != nil {
		return s, err
	}
	s.Memory, s.System, s.Network, s.Threads, s.Word = f.memory, opts.System, opts.Network, 0, opts.WordBits
	for _, c := range columns {
		measured, err := a.column(cmd, f, opts, c)
		if err != nil {
			return s, fmt.Errorf("%s: %w", c.Target, err)
		}
		if measured.Result.Verdict != checker.Verified {
			c.Memory, c.System, c.Network, c.Word = f.memory, opts.System, opts.Network, opts.WordBits
			fmt.Fprintf(a.stderr, "%s\n", report.Verdict(c.Check, measured.Result, styleOf(a.stderr)))
			a.exit(exitOf(measured.Result.Verdict))
		}
		s.Columns = append(s.Columns, measured)
	}
	return s, f.vacuous(s, opts.Windows, machine.HasNetwork(columns[0].prog))
}

// column measures a target with one number of threads.
func (a *app) column(cmd *cobra.Command, f *costFlags, opts cost.Options, c subject) (cost.Column, error) {
	opts.Threads, opts.Rounds = c.Threads, c.Rounds
	opts.Endless = c.Rounds == model.Forever
	update, done := a.watch(fmt.Sprintf("%s N=%d", c.Target, c.Threads), f.heartbeat)
	opts.Progress = update
	defer done()
	return cost.Of(cmd.Context(), c.prog, opts)
}

// vacuous is the error of a sheet that says nothing, because no run comes to what was asked for. Of a program with a network
// what runs cost says something by itself.
func (f *costFlags) vacuous(s sheet.Sheet, of []cost.Window, network bool) error {
	none := cost.Unopened(s.Columns, of)
	for _, w := range none {
		if len(f.per) > 0 {
			return fmt.Errorf("%s: no cost per %s: %s", s.Target, w, w.Why())
		}
	}
	if network {
		return nil
	}
	if others := slices.DeleteFunc(slices.Clone(of), func(w cost.Window) bool { return w == cost.Run || slices.Contains(none, w) }); len(others) == 0 && len(f.per) == 0 {
		return fmt.Errorf("%s: no cost: no run wants into a critical section (Section.Want) or arrives at a barrier (Episode.Arrive); --per run counts whole runs", s.Target)
	}
	return nil
}

// schedules shows or writes the schedules that attain the worst cases of a sheet.
func (a *app) schedules(f *costFlags, s sheet.Sheet) error {
	if !f.schedule && f.out == "" {
		return nil
	}
	saver := report.Saver{Dir: f.out}
	for _, c := range s.Columns {
		for _, schedule := range c.Schedules {
			if f.schedule {
				fmt.Fprintln(a.stdout)
				if err := report.Table(a.stdout, schedule, styleOf(a.stdout)); err != nil {
					return err
				}
			}
			if f.out != "" {
				path, err := saver.Save(schedule)
				if err != nil {
					return err
				}
				fmt.Fprintln(a.stderr, "written to", path)
			}
		}
	}
	return nil
}
