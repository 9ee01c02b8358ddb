package checker

import (
	"cmp"
	"fmt"

	"heddle/checker/linear"
	"heddle/machine"
)

// HistoryJudge gives a second answer about the history of a schedule that a Monitor has found something in, as the
// reference interpreter recorded it: the error, which is a bug of ours, says that it is none. If waits the question is whether the operations that
// have not returned may wait for ever, which the Monitor says they may not; else whether the history is one that is claimed to be
// impossible. In both cases the run may have ended.
type HistoryJudge func(history []HistoryEvent, waits bool) error

// watches says why a monitor is none of that criterion, "" for none, that goes with the memory model; nil if it is.
func watches(monitor machine.Monitor, criterion string, memory machine.Memory) error {
	is := ""
	if monitor != nil {
		is = monitor.Property()
	}
	if is != criterion {
		name := func(c string) string { return cmp.Or(c, "no criterion of histories") }
		return fmt.Errorf("checker: a monitor of %s, the schedule is of %s", name(is), name(criterion))
	}
	return goesWith(monitor, memory)
}

// goesWith says why a monitor cannot judge histories under a memory model, nil if it can, or there is none.
func goesWith(monitor machine.Monitor, memory machine.Memory) error {
	if monitor == nil || memory.Ordered() {
		return nil
	}
	if monitor.Property() == linear.QuiescentlyConsistent.Property() {
		return fmt.Errorf("checker: %s under memory model %s: there is no time, and so no moment at which no call is open; want another criterion or memory model", monitor.Property(), memory.Name)
	}
	if _, partial := monitor.(machine.PartialMonitor); partial {
		return nil
	}
	return fmt.Errorf("checker: %s under memory model %s: its histories are in no order of time, want a monitor that can do without", monitor.Property(), memory.Name)
}
