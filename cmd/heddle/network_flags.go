package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"heddle/machine"
)

// networkFlags say how the networks of a program behave, in place of what it says itself. --network is among systemFlags.
type networkFlags struct {
	link    number
	budgets [machine.Mishaps]number
}

// networkBudgets are the flags of budgets.
var networkBudgets = [machine.Mishaps]struct{ name, doc string }{
	machine.Lose:      {"loss", "a network between nodes loses at most `N` messages"},
	machine.Duplicate: {"duplicate", "a network between nodes delivers at most `N` messages twice"},
	machine.Reorder:   {"reorder", "a network between nodes lets at most `N` messages overtake those before them on their link"},
	machine.Partition: {"partition", "a network between nodes falls into two parts at most `N` times, until it heals"},
	machine.Crash:     {"crash", "nodes crash at most `N` times; they may start again"},
	machine.Wipe:      {"wipe", "nodes that crash lose their stable storage, too, at most `N` times"},
}

func (f *networkFlags) register(cmd *cobra.Command) {
	for k := range f.budgets {
		f.budgets[k].max = machine.MaxBudget
		cmd.Flags().Var(&f.budgets[k], networkBudgets[k].name, networkBudgets[k].doc)
	}
	f.link.max = 1 << 20
	cmd.Flags().Var(&f.link, "link", "a link between nodes holds `K` messages, and a send to a full one waits; 0: any number")
}

// network gives what the flags ask for; order is that of --network.
func (f *networkFlags) network(order string) (o machine.NetworkOverride, err error) {
	o.Order = order
	if f.link.given {
		o.Capacity = &f.link.value
	}
	for k := range f.budgets {
		if n := &f.budgets[k]; n.given {
			o.Budgets[k] = &n.value
		}
	}
	if err := o.Validate(); err != nil {
		return o, fmt.Errorf("--%w", err)
	}
	return o, nil
}

// networkAgain gives the flags that ask for networks, to be typed.
func networkAgain(o machine.NetworkOverride) []string {
	var flags []string
	for _, word := range strings.Fields(o.String()) {
		key, value, _ := strings.Cut(word, "=")
		flags = append(flags, "--"+key, value)
	}
	return flags
}
