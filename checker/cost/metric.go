package cost

import (
	"fmt"
	"slices"
	"strings"

	"heddle/machine"
)

// Metric is a kind of cost: one of the machine's, or a sum of some.
type Metric struct {
	Name   string
	Doc    string
	of     []machine.Metric // that are added up
	writes bool             // writes to lines that threads share are counted
	// Of what is no sum of charges: what computes it for a window; ok is false if there is nothing.
	whole func(s *space, w Window) (worst, best uint32, ok bool)
}

// Metrics lists what can be measured, by the names that are printed.
func Metrics() []Metric {
	one := func(name, doc string, m machine.Metric) Metric {
		return Metric{Name: name, Doc: doc, of: []machine.Metric{m}}
	}
	return []Metric{
		{Name: "bus", Doc: "bus transactions of all kinds", of: []machine.Metric{
			machine.BusRead, machine.BusReadExclusive, machine.BusUpgrade, machine.BusUpdate, machine.BusModify, machine.BusWrite,
		}},
		one("bus-read", "… that fetch a copy", machine.BusRead),
		one("bus-read-exclusive", "… that fetch a copy and drop all others", machine.BusReadExclusive),
		one("bus-upgrade", "… that drop all other copies", machine.BusUpgrade),
		one("bus-update", "… that renew all other copies", machine.BusUpdate),
		one("bus-modify", "… that are read-modify-writes", machine.BusModify),
		one("bus-write", "… that write to memory", machine.BusWrite),
		one("messages", "messages on a network", machine.Messages),
		one("remote", "references that leave their processor and its memory", machine.Remote),
		one("rmw", "read-modify-writes", machine.Modifies),
		one("misses", "accesses that do not find their copy", machine.Misses),
		one("invalidations", "copies that others drop, received", machine.Invalidations),
		one("updates", "copies that others renew, received", machine.Updates),
		one("disturbed", "waiting threads whose copies a step drops or renews", machine.Disturbed),
		one("bypass", "entries of others that wanted in after one's doorway", machine.Overtaken),
		{Name: "writes", Doc: "writes to lines that threads share, with read-modify-writes that write", writes: true},
		{Name: "words", Doc: "lines that a lock or barrier takes, of all threads together: per run", whole: (*space).words},
		{Name: "rounds", Doc: "signals on the way through a barrier that come one after the other: per episode", whole: (*space).rounds},
	}
}

// FindMetrics gives the metrics of those names, all if there are none.
func FindMetrics(names []string) ([]Metric, error) {
	all := Metrics()
	if len(names) == 0 {
		return all, nil
	}
	var found []Metric
	for _, name := range names {
		i := slices.IndexFunc(all, func(m Metric) bool { return m.Name == name })
		if i < 0 {
			return nil, fmt.Errorf("cost: metric %q, want some of %s", name, strings.Join(metricNames(all), ", "))
		}
		if slices.ContainsFunc(found, func(m Metric) bool { return m.Name == name }) {
			return nil, fmt.Errorf("cost: metric %s is named twice", name)
		}
		found = append(found, all[i])
	}
	return found, nil
}

// ordered reports whether a metric takes that it is kept who comes first.
func (m Metric) ordered() bool { return slices.Contains(m.of, machine.Overtaken) }

// touches reports whether some of the metrics are computed from the lines that steps touch.
func touches(metrics []Metric) bool {
	return slices.ContainsFunc(metrics, func(m Metric) bool { return m.whole != nil || m.writes })
}

func metricNames(all []Metric) (names []string) {
	for _, m := range all {
		names = append(names, m.Name)
	}
	return names
}
