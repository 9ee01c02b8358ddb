package lecture

import (
	"math/bits"

	"heddle/checker"
	"heddle/checker/cost"
)

// barrierRows are the barriers that the lecture compares, and what it says of them. Trees have two children a node.
func barrierRows() []subject {
	return []subject{
		{entry: "barrier/counting", said: map[string]claim{
			colVerdict: {"a thread can leave early", text(checker.PropertyBarrier), "it fails otherwise"},
		}},
		{entry: "barrier/counting-two-loops", said: map[string]claim{
			colVerdict: {"solves the problem", text("verified"), "a thread that does not look between the last arrival and the setting up of the counter waits for ever"},
		}},
		{entry: "barrier/sense", said: map[string]claim{
			colVerdict:   right,
			colAtomic:    {"N fetch-and-decrement", amount(cost.Gathering, "rmw", itself), "it is not N"},
			colSpin:      {"one shared place, all", is(cost.SpinShared), "it is not"},
			colWrites:    {"N read-modify-writes and 1 flip", amount(cost.Gathering, "writes", func(n int) int { return n + 1 }), "the counter must be set up again, too: N+2"},
			colPath:      {"O(N), one after the other", grows(cost.Episode, "rounds", "N"), "it grows otherwise"},
			colCoherence: {"yes, for local spinning", starts("yes"), "it works without"},
			colCluster:   {"no", text("no"), "it runs"},
		}, silent: []string{colAtomic, colSpin, colWrites, colPath, colCoherence, colCluster}},
		{entry: "barrier/tree", said: map[string]claim{
			colVerdict:   right,
			colAtomic:    {"N + nodes - 1 fetch-and-decrement", amount(cost.Gathering, "rmw", func(n int) int { return 2 * (n - 1) }), "it is otherwise"},
			colSpin:      {"dynamic", is(cost.SpinFound), "it is not"},
			colWrites:    {"O(log N) communication in total", logarithmic, "it is linear: each of N-1 nodes is counted down, set up and flipped"},
			colPath:      {"O(log N)", grows(cost.Episode, "rounds", "log₂N"), "it grows otherwise"},
			colCoherence: {"yes", starts("yes"), "it works without"},
			colCluster:   {"no", text("no"), "it runs"},
		}, silent: []string{colAtomic, colPath, colCluster}},
		{entry: "barrier/mcs", said: map[string]claim{
			colVerdict:   right,
			colAtomic:    noModify,
			colSpin:      {"static", is(cost.SpinOwn), "it is not"},
			colPath:      {"⌈log₄N⌉ + ⌈log₂N⌉", notAbove("rounds", func(n int) int { return log4(n) + log2(n) }), "it is longer"},
			colCoherence: {"no", starts("no"), "it fails"},
			colCluster:   {"no", text("no"), "it runs where each flag lies in the memory of its reader"},
		}, silent: []string{colPath, colCoherence, colCluster}},
		{entry: "barrier/tournament", said: map[string]claim{
			colVerdict:   right,
			colAtomic:    noModify,
			colSpin:      {"static", is(cost.SpinOwn), "it is not"},
			colWrites:    {"O(log N) communication in total", logarithmic, "each of N-1 losers tells one winner and is told: 2(N-1), and log N is the critical path alone"},
			colPath:      {"⌈log₂N⌉ rounds up, and as many down", notAbove("rounds", func(n int) int { return 2 * log2(n) }), "it is longer"},
			colCoherence: {"no", starts("no"), "it fails"},
			colCluster:   {"yes", text("yes"), "it does not"},
		}},
		{entry: "barrier/dissemination", said: map[string]claim{
			colVerdict:   right,
			colAtomic:    noModify,
			colSpin:      {"static", is(cost.SpinOwn), "it is not"},
			colWrites:    {"N ⌈log₂N⌉", amount(cost.Gathering, "writes", func(n int) int { return n * log2(n) }), "it is otherwise"},
			colPath:      {"⌈log₂N⌉ rounds", amount(cost.Episode, "rounds", log2), "it is otherwise"},
			colCoherence: {"no", starts("no"), "it fails"},
			colCluster:   {"yes", text("yes"), "it does not"},
		}},
	}
}

// What the lecture says of several barriers.
var (
	right    = claim{"right", text("verified"), "it fails"}
	noModify = claim{"reads and writes only", text("0"), "it takes others"}
)

func itself(n int) int { return n }

// log2 is ⌈log₂ n⌉.
func log2(n int) int { return bits.Len(uint(n - 1)) }

// log4 is ⌈log₄ n⌉.
func log4(n int) int { return (log2(n) + 1) / 2 }

// logarithmic reports whether a number of writes in all is at most 2⌈log₂N⌉, an arrival and a departure a level.
func logarithmic(f *facts, _ string) bool {
	list, ok := rows(f.columns, cost.Gathering, "writes")
	for i, r := range list {
		ok = ok && !r.Worst.Infinite && int(r.Worst.Amount) <= 2*log2(f.columns[i].Threads)
	}
	return ok
}

// notAbove reports whether a cost of an episode is never above a number for each number of threads.
func notAbove(metric string, most func(n int) int) func(*facts, string) bool {
	return func(f *facts, _ string) bool {
		list, ok := rows(f.columns, cost.Episode, metric)
		for i, r := range list {
			ok = ok && !r.Worst.Infinite && int(r.Worst.Amount) <= most(f.columns[i].Threads)
		}
		return ok
	}
}
