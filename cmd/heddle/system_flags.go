package main

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"heddle/checker/report"
	"heddle/machine"
	"heddle/machine/coherence"
)

// systemFlags say of what structure the machine is.
type systemFlags struct {
	machine.System
	line   number
	detail string
}

func (f *systemFlags) register(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&f.Structure, "machine", "", "structure of the machine: flat (no caches), smp (a bus), dancehall or numa (a network), cluster (no shared memory) (flat if not given)")
	flags.StringVar(&f.Coherence, "coherence", "", "how copies in caches are kept alike: invalidate, update, none or uncached (invalidate if not given)")
	flags.StringVar(&f.Protocol, "protocol", "", "of --coherence invalidate: msi or mesi (msi if not given)")
	f.line = number{min: 1, max: 64}
	flags.Var(&f.line, "line", "a line of a cache has `N` words (1 if not given)")
	flags.StringVar(&f.detail, "detail", "atomic", "of caches that are kept alike: atomic transactions, or split into messages, each a step of its own")
	flags.StringVar(&f.Network, "network", "", "of --detail split, and of networks between nodes: fifo (messages from one place to one other keep their order) or unordered")
	flags.StringVar(&f.Fault, "fault", "", "of --detail split: build this mistake into the protocol, see \"heddle check --help\"")
	complete(cmd, "detail", []string{"atomic", "split"})
	complete(cmd, "network", []string{"fifo", "unordered"})
	complete(cmd, "fault", faults())
	complete(cmd, "machine", []string{"flat", "smp", "dancehall", "numa", "cluster"})
	complete(cmd, "coherence", []string{"invalidate", "update", "none", "uncached"})
	complete(cmd, "protocol", []string{"msi", "mesi"})
}

// order is that of the program's own networks.
func (f *systemFlags) order() string {
	if f.detail == "split" {
		return ""
	}
	return f.Network
}

// system gives the machine that the flags ask for.
func (f *systemFlags) system() (machine.System, error) {
	s := f.System
	if f.line.given {
		s.Line = f.line.value
	}
	if f.detail != "atomic" && f.detail != "split" {
		return s, fmt.Errorf("--detail %q, want atomic or split", f.detail)
	}
	if s.Split = f.detail == "split"; !s.Split {
		s.Network = "" // it is of the program's own networks
	}
	if s.IsFlat() && (s.Coherence != "" || s.Protocol != "" || f.line.given || s.Split) {
		return s, fmt.Errorf("--%s: a flat machine has no caches, want --machine smp, dancehall, numa or cluster with it", f.first())
	}
	return s.Resolve()
}

// faults are the names of the mistakes that can be built into protocols.
func faults() []string {
	var names []string
	for _, f := range coherence.Faults() {
		names = append(names, f.Name)
	}
	return names
}

const faultsLong = `On a machine with caches that are kept alike, --detail split makes each message
of the protocol a step, and checks what caches hold in every state: one may
write or many read, and a copy that can be read has what was written last.
--fault builds a mistake into the protocol, to see it found:

`

// faultTable lists the mistakes, one a line and what it is below.
func faultTable() string {
	var b strings.Builder
	for _, f := range coherence.Faults() {
		fmt.Fprintf(&b, "  %s\n", f.Name)
		for _, line := range report.Wrap(f.Doc, 74) {
			fmt.Fprintf(&b, "      %s\n", line)
		}
	}
	return strings.TrimRight(b.String(), "\n")
}

// first is the first flag given that a flat machine has no use for.
func (f *systemFlags) first() string {
	switch {
	case f.Coherence != "":
		return "coherence " + f.Coherence
	case f.detail == "split":
		return "detail split"
	case f.Protocol != "":
		return "protocol " + f.Protocol
	}
	return "line " + strconv.Itoa(f.line.value)
}

// systemAgain gives the flags that ask for a machine, to be typed.
func systemAgain(s machine.System) []string {
	var flags []string
	for _, word := range strings.Fields(s.String()) {
		key, value, _ := strings.Cut(word, "=")
		flags = append(flags, "--"+key, value)
	}
	return flags
}
