package checker

import (
	"fmt"
	"maps"
	"slices"

	"heddle/machine"
	"heddle/machine/reference"
)

// costNames are the costs that the reference interpreter counts too. Who is disturbed or overtaken depends on
// ghost events, which it does not look at for this.
var costNames = map[machine.Metric]string{
	machine.BusRead: reference.CostBusRead, machine.BusReadExclusive: reference.CostBusExclusive, machine.BusUpgrade: reference.CostBusUpgrade,
	machine.BusUpdate: reference.CostBusUpdate, machine.BusModify: reference.CostBusModify, machine.BusWrite: reference.CostBusWrite,
	machine.Invalidations: reference.CostInvalidations, machine.Updates: reference.CostUpdates, machine.Misses: reference.CostMisses,
	machine.Remote: reference.CostRemote, machine.Modifies: reference.CostModifies, machine.Messages: reference.CostMessages,
}

// systemOfReference is the system of a schedule as the reference interpreter has it: without caches if
// their transactions are split, which it knows nothing of.
func systemOfReference(text string) reference.System {
	s, err := machine.ParseSystem(text)
	if err != nil || s.Split {
		return reference.System{}
	}
	return reference.System{Structure: s.Structure, Coherence: s.Coherence, Protocol: s.Protocol, Line: s.Line}
}

// pays compares what a step costs.
func (c *confirmation) pays(done machine.Traced) error {
	if got := c.m.Costs(); done.Labelled && !c.split && !maps.Equal(got, c.costsOf(done)) {
		return fmt.Errorf("it costs %s, by the reference interpreter %s", costList(c.costsOf(done)), costList(got))
	}
	return nil
}

func (c *confirmation) costsOf(done machine.Traced) map[reference.Cost]int {
	costs := map[reference.Cost]int{}
	for _, x := range done.Charges {
		if name, known := costNames[x.Metric]; known {
			costs[reference.Cost{Metric: name, Thread: c.number[int(x.Thread)]}] += int(x.Amount)
		}
	}
	return costs
}

func costList(costs map[reference.Cost]int) []string {
	var list []string
	for k, n := range costs {
		list = append(list, fmt.Sprintf("%s@%d %d", k.Metric, k.Thread, n))
	}
	slices.Sort(list)
	return list
}
