package main

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"heddle/machine"
)

// systemFlags say of what structure the machine is.
type systemFlags struct {
	machine.System
	line number
}

func (f *systemFlags) register(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&f.Structure, "machine", "", "structure of the machine: flat (no caches), smp (a bus), dancehall or numa (a network), cluster (no shared memory) (flat if not given)")
	flags.StringVar(&f.Coherence, "coherence", "", "how copies in caches are kept alike: invalidate, update, none or uncached (invalidate if not given)")
	flags.StringVar(&f.Protocol, "protocol", "", "of --coherence invalidate: msi or mesi (msi if not given)")
	f.line = number{min: 1, max: 64}
	flags.Var(&f.line, "line", "a line of a cache has `N` words (1 if not given)")
	complete(cmd, "machine", []string{"flat", "smp", "dancehall", "numa", "cluster"})
	complete(cmd, "coherence", []string{"invalidate", "update", "none", "uncached"})
	complete(cmd, "protocol", []string{"msi", "mesi"})
}

// system gives the machine that the flags ask for.
func (f *systemFlags) system() (machine.System, error) {
	s := f.System
	if f.line.given {
		s.Line = f.line.value
	}
	if s.IsFlat() && (s.Coherence != "" || s.Protocol != "" || f.line.given) {
		return s, fmt.Errorf("--%s: a flat machine has no caches, want --machine smp, dancehall, numa or cluster with it", f.first())
	}
	return s.Resolve()
}

// first is the first flag given that a flat machine has no use for.
func (f *systemFlags) first() string {
	switch {
	case f.Coherence != "":
		return "coherence " + f.Coherence
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
