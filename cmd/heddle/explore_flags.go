package main

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/spf13/cobra"

	"heddle/checker"
	"heddle/checker/linear"
	"heddle/checker/report"
	"heddle/model"
)

// exploreFlags say which schedules of what machine are explored, and what for.
type exploreFlags struct {
	searchFlags
	boundFlags
	systemFlags
	networkFlags
	livenessFlags
	symmetry string
	reduce   string
}

func (f *exploreFlags) register(cmd *cobra.Command) {
	f.searchFlags.register(cmd, "go")
	f.boundFlags.register(cmd)
	f.systemFlags.register(cmd)
	f.networkFlags.register(cmd)
	f.livenessFlags.register(cmd)
	cmd.Flags().StringVar(&f.symmetry, "symmetry", "auto", "auto: of states that differ only in which of interchangeable threads is which, explore one; clients: and of the scenarios of an object that differ only in which client makes which operations; off: all")
	complete(cmd, "symmetry", []string{"auto", "clients", "off"})
	cmd.Flags().StringVar(&f.reduce, "reduction", "off", "on: of each state of a program that sends messages, take only steps without which something would be missed: fewer states, less memory, more time; off: take all")
	complete(cmd, "reduction", []string{"on", "off"})
}

// options gives the checker's options, without memory model and bounds.
func (f *exploreFlags) options(cmd *cobra.Command) (checker.Options, error) {
	opts, err := f.searchFlags.options(cmd)
	if err != nil {
		return opts, err
	}
	if err := f.boundFlags.validate(cmd); err != nil {
		return opts, err
	}
	if opts.System, err = f.system(); err != nil {
		return opts, err
	}
	if opts.Network, err = f.network(f.order()); err != nil {
		return opts, err
	}
	if err := f.livenessFlags.set(cmd, &opts); err != nil {
		return opts, err
	}
	if !slices.Contains([]string{"auto", "clients", "off"}, f.symmetry) {
		return opts, fmt.Errorf("--symmetry: %q, want auto, clients or off", f.symmetry)
	}
	opts.Symmetry, f.sorted = f.symmetry != "off", f.symmetry == "clients"
	if opts.Reduce = f.reduce; !slices.Contains([]string{checker.ReduceOn, checker.ReduceOff}, f.reduce) {
		return opts, fmt.Errorf("--reduction: %q, want on or off", f.reduce)
	}
	return opts, nil
}

// again gives the arguments that ask for c once more, to be typed.
func (f *exploreFlags) again(c report.Check) []string {
	again := []string{quote(c.Target), "--memory", c.Memory}
	if c.Threads > 0 {
		again = append(again, "--threads", strconv.Itoa(c.Threads))
	}
	if c.Rounds > 0 {
		again = append(again, "--rounds", strconv.Itoa(c.Rounds))
	}
	if c.Rounds == model.Forever {
		again = append(again, "--rounds", "forever")
	}
	if f.bounds.criterion != linear.Linearizable {
		again = append(again, "--criterion", f.criterion)
	}
	again = append(again, systemAgain(c.System)...)
	again = append(again, networkAgain(c.Network)...)
	if c.Endless {
		again = append(again, "--endless")
	}
	if c.Word > 0 {
		again = append(again, "--word-bits", strconv.Itoa(c.Word))
	}
	again = append(again, f.livenessFlags.again()...)
	if f.search == "dfs" {
		again = append(again, "--search", "dfs")
	}
	if f.symmetry != "auto" {
		again = append(again, "--symmetry", f.symmetry)
	}
	if f.reduce != checker.ReduceOff {
		again = append(again, "--reduction", f.reduce)
	}
	if f.allVisible {
		again = append(again, "--all-visible")
	}
	if f.allowLeaks {
		again = append(again, "--allow-leaks")
	}
	if f.depth.given {
		again = append(again, "--depth", f.depth.String())
	}
	if f.preempts.given {
		again = append(again, "--preemptions", f.preempts.String())
	}
	return again
}
