package lecture

import (
	"fmt"
	"slices"
	"strings"

	"heddle/checker"
	"heddle/checker/cost"
)

// missing is what is in a cell that says nothing, because the algorithm fails.
const missing = "–"

// The columns.
const (
	colLatency    = "free lock"
	colContention = "bus per handover"
	colFair       = "fair, bypass"
	colSpin       = "spins on"
	colRMW        = "rmw per passage"
	colWords      = "words"
	colWakes      = "release disturbs"
	colCoherence  = "needs coherence"

	colVerdict = "verdict"
	colAtomic  = "rmw, all"
	colWrites  = "writes, all"
	colPath    = "critical path"
	colBus     = "bus, each"
	colAll     = "bus, all"
	colCluster = "on a cluster"
)

func lockColumns() []column {
	return []column{
		{colLatency, latency},
		{colContention, costs(cost.Handover, "bus")},
		{colFair, fair},
		{colSpin, spin},
		{colRMW, costs(cost.Passage, "rmw")},
		{colWords, costs(cost.Run, "words")},
		{colWakes, costs(cost.Release, "disturbed")},
		{colCoherence, coherence},
	}
}

func barrierColumns() []column {
	return []column{
		{colVerdict, verdict},
		{colAtomic, costs(cost.Gathering, "rmw")},
		{colSpin, spin},
		{colWrites, costs(cost.Gathering, "writes")},
		{colPath, costs(cost.Episode, "rounds")},
		{colBus, costs(cost.Episode, "bus")},
		{colAll, costs(cost.Gathering, "bus")},
		{colWords, costs(cost.Run, "words")},
		{colCoherence, coherence},
		{colCluster, cluster},
	}
}

// bounds says within which bounds a table holds, beside the numbers of threads.
func bounds(table string) string {
	common := "Memory model sc. Costs, and where threads spin: on a bus with write-invalidate caches (MSI), lines of one word, one round. " +
		"Needs coherence: what fails on a numa machine whose caches nobody keeps alike, one round."
	if table == "locks" {
		return common + " Fairness (weak) and bypass (entries of others that came after one's doorway): rounds without end; of lock/ticket with words of 3 bits, of lock/anderson two rounds."
	}
	return common + " The verdict of barrier/counting: two rounds. On a cluster: without work between episodes, which is shared."
}

// costs gives the column of a cost.
func costs(w cost.Window, metric string) func(f *facts) string {
	return func(f *facts) string { return series(f.columns, w, metric) }
}

// rows gives the rows of a cost; ok is false if some column has none.
func rows(columns []cost.Column, w cost.Window, metric string) (list []cost.Row, ok bool) {
	for _, c := range columns {
		i := slices.IndexFunc(c.Rows, func(r cost.Row) bool { return r.Window == w && r.Metric.Name == metric })
		if i < 0 || !c.Rows[i].Opened || c.Rows[i].Unknown {
			return nil, false
		}
		list = append(list, c.Rows[i])
	}
	return list, len(list) > 0
}

// series prints a cost for all numbers of threads: "3, 6, 10: N²", or "2 (1)" if it is the same for all.
func series(columns []cost.Column, w cost.Window, metric string) string {
	list, ok := rows(columns, w, metric)
	if !ok {
		return missing
	}
	var texts []string
	for _, r := range list {
		texts = append(texts, r.Short())
	}
	if same := slices.Compact(slices.Clone(texts)); len(same) == 1 {
		return same[0]
	}
	text := strings.Join(texts, ", ")
	if g := growth(columns, w, metric); g != "" {
		text += ": " + g
	}
	return text
}

// growth names the growth of a cost, "" if it has no bound or no name.
func growth(columns []cost.Column, w cost.Window, metric string) string {
	list, ok := rows(columns, w, metric)
	var points []cost.Point
	for i, r := range list {
		if r.Worst.Infinite {
			return ""
		}
		points = append(points, cost.Point{N: columns[i].Threads, Cost: int(r.Worst.Amount)})
	}
	if g := cost.Growth(points); ok && g != cost.Unfitted {
		return g
	}
	return ""
}

// latency is what a thread pays that finds the lock free: the least that a passage costs.
func latency(f *facts) string {
	bus, ok := rows(f.columns, cost.Passage, "bus")
	rmw, also := rows(f.columns, cost.Passage, "rmw")
	if !ok || !also {
		return missing
	}
	return fmt.Sprintf("bus %v, rmw %v", bus[0].Best, rmw[0].Best)
}

// fair says whether a thread can starve on a fair schedule, and how often others may overtake one that
// has passed its doorway.
func fair(f *facts) string {
	overtaken := series(f.turns, cost.Acquire, "bypass")
	if f.starves {
		return "no: starves, " + overtaken
	}
	if overtaken == "0" {
		return "yes, 0"
	}
	return "no: " + overtaken
}

// spin says where threads wait: the worst that there is for one of the numbers of threads.
func spin(f *facts) string {
	worst := cost.NoSpin
	for _, c := range f.columns {
		if !c.Measured {
			return missing
		}
		worst = max(worst, c.Spin)
	}
	return worst.String()
}

// verdict is what a check says.
func verdict(f *facts) string {
	for _, c := range f.columns {
		if c.Result.Property != "" {
			return c.Result.Property
		}
	}
	return checker.Verified.String()
}

// works reports whether an algorithm is right where copies are kept alike.
func works(f *facts) bool { return verdict(f) == checker.Verified.String() }

// coherence says whether the algorithm fails where no copies are kept alike.
func coherence(f *facts) string {
	if !works(f) {
		return missing
	}
	for _, r := range f.incoherent {
		if r.Verdict == checker.Violated {
			return "yes: " + r.Property
		}
	}
	return "no"
}

// cluster says whether it runs where there is no shared memory, only stores to others' cells.
func cluster(f *facts) string {
	switch {
	case !works(f):
		return missing
	case slices.ContainsFunc(f.cluster, func(why string) bool { return why != "" }):
		return "no"
	}
	return "yes"
}
