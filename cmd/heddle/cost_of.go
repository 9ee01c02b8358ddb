package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"heddle/checker/cost"
	"heddle/machine"
	"heddle/model/program"
)

// of gives what is to be measured of a program, as far as the flags leave that to what it is: of one with a network
// messages, of another what its accesses to memory cost on a machine with caches.
func (f *costFlags) of(cmd *cobra.Command, opts cost.Options, prog *program.Program) (cost.Options, error) {
	network := machine.HasNetwork(prog)
	if network {
		if !cmd.Flags().Changed("machine") {
			opts.System.Structure, opts.System.Coherence = machine.Flat, ""
			var err error
			if opts.System, err = opts.System.Resolve(); err != nil {
				return opts, err
			}
		}
		if len(f.metrics) == 0 {
			opts.Metrics, _ = cost.FindMetrics([]string{"messages"})
		}
		opts.Windows = cost.OfNetworks(opts.Windows)
	}
	switch {
	case len(opts.Windows) > 0:
	case network:
		opts.Windows = []cost.Window{cost.Share, cost.Request, cost.Episode, cost.Gathering, cost.Run}
	default:
		opts.Windows = []cost.Window{cost.Acquire, cost.Release, cost.Handover, cost.Episode, cost.Run}
	}
	if (f.schedule || cmd.Flags().Changed("out")) && len(opts.Metrics) != 1 {
		return opts, fmt.Errorf("--schedule and --out: of %d metrics, want one: name it by --metrics", len(opts.Metrics))
	}
	return opts, nil
}
