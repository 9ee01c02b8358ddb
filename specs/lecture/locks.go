package lecture

import (
	"fmt"
	"strings"

	"heddle/checker/cost"
	"heddle/model"
)

// lockRows are the locks that the lecture compares, and what it says of them.
func lockRows() []subject {
	endless := bounded{rounds: model.Forever}
	return []subject{
		{"lock/tas", endless, map[string]claim{
			colLatency:    {words: "low"},
			colContention: {"high", without, "it has a bound"},
			colFair:       unfair,
			colSpin:       {"shared, not cacheable", is(cost.SpinModify), "it is not"},
			colRMW:        {"high, grows with contention", without, "it has a bound"},
			colWords:      {"O(1)", is1, "it grows"},
			colWakes:      {"everybody", everybody, "waiters go to memory all the time and have no copies to lose"},
			colCoherence:  {"no", starts("no"), "it fails"},
		}, []string{colLatency, colWords, colWakes, colCoherence}},
		{"lock/ttas", endless, map[string]claim{
			colLatency:    {words: "low"},
			colContention: {"O(N²) bus transactions at a release", grows(cost.Handover, "bus", "N²"), "it grows otherwise"},
			colFair:       unfair,
			colSpin:       {"shared, cached", is(cost.SpinShared), "it is not"},
			colRMW:        {words: "medium, depends on contention"},
			colWords:      {"O(1)", is1, "it grows"},
			colWakes:      {"everybody", everybody, "not everybody"},
			colCoherence:  {"yes", starts("yes"), "it works without"},
		}, []string{colLatency, colWords}},
		{"lock/delay", endless, map[string]claim{
			colLatency:    {words: "low, can be worse by the delay"},
			colContention: {"low", constant, "that is a hope about times: on some schedule all delays end at once"},
			colFair:       unfair,
			colSpin:       {"shared", is(cost.SpinShared), "it is not"},
			colRMW:        {"low, depends on contention", constant, "in the worst case it grows, for the same reason"},
			colWords:      {"O(1)", is1, "it grows"},
			colWakes:      {"everybody", everybody, "not everybody"},
			colCoherence:  {"yes", starts("yes"), "it works without"},
		}, []string{colLatency, colContention, colSpin, colWords, colWakes}},
		{"lock/backoff", endless, map[string]claim{
			colLatency:    {words: "low"},
			colContention: {"low", constant, "that is a hope about times: on some schedule all try all the time"},
			colFair:       unfair,
			colSpin:       {"shared, no cached spin", is(cost.SpinModify), "it is not"},
			colRMW:        {"low, depends on contention", constant, "in the worst case it has no bound, for the same reason"},
			colWords:      {"O(1)", is1, "it grows"},
			colWakes:      {"everybody", everybody, "waiters go to memory and have no copies to lose"},
			colCoherence:  {"no", starts("no"), "it fails"},
		}, []string{colLatency, colContention, colSpin, colRMW, colWords, colWakes}},
		{"lock/ticket", bounded{model.Forever, 3}, map[string]claim{
			colLatency:    {words: "low"},
			colContention: {"low to medium, noisy", grows(cost.Handover, "bus", "N"), "it grows otherwise"},
			colFair:       fifo,
			colSpin:       {"shared", is(cost.SpinShared), "it is not"},
			colRMW:        {"1", is1, "it is not 1"},
			colWords:      {"2 words", text("2"), "it is not 2"},
			colWakes:      {"everybody", everybody, "not everybody"},
			colCoherence:  {words: "works without, with uncached reads"},
		}, []string{colLatency, colSpin, colRMW, colWords, colWakes, colCoherence}},
		{"lock/anderson", bounded{rounds: 2}, map[string]claim{
			colLatency:    {words: "low"},
			colContention: {"low", constant, "it grows"},
			colFair:       fifo,
			colSpin:       {"private slot, dynamic address", is(cost.SpinFound), "it is not"},
			colRMW:        {"1", is1, "it is not 1"},
			colWords:      {"O(N)", grows(cost.Run, "words", "N"), "it grows otherwise"},
			colWakes:      {"exactly one", is1, "it is not one"},
			colCoherence:  {words: "better with it"},
		}, []string{colLatency, colCoherence}},
		{"lock/mcs", endless, map[string]claim{
			colLatency:    {words: "low"},
			colContention: {"low", constant, "it grows"},
			colFair:       fifo,
			colSpin:       {"private node", is(cost.SpinOwn), "it is not"},
			colRMW:        {"1, or 2 if nobody is behind", text("2 (1)"), "it is otherwise"},
			colWords:      {"O(number of requesters)", grows(cost.Run, "words", "N"), "it grows otherwise"},
			colWakes:      {"exactly one", is1, "it is not one"},
			colCoherence:  {"no, local spin", starts("no"), "it fails"},
		}, []string{colLatency, colCoherence}},
	}
}

// What the lecture says of several locks.
var (
	unfair = claim{"no", starts("no"), "it is fair"}
	fifo   = claim{"yes", starts("yes"), "a thread can be overtaken"}
)

func text(want string) func(*facts, string) bool {
	return func(_ *facts, cell string) bool { return cell == want }
}

func starts(want string) func(*facts, string) bool {
	return func(_ *facts, cell string) bool { return strings.HasPrefix(cell, want) }
}

// is compares where threads spin.
func is(want cost.Spin) func(*facts, string) bool { return text(want.String()) }

func is1(_ *facts, cell string) bool { return cell == "1" || cell == "1 (0)" }

// without reports whether a cost has no bound.
func without(_ *facts, cell string) bool { return strings.Contains(cell, "∞") }

// constant reports whether it is the same for all numbers of threads.
func constant(_ *facts, cell string) bool { return !strings.ContainsAny(cell, ",∞–") }

// everybody reports whether a release disturbs all others at worst.
func everybody(f *facts, _ string) bool {
	list, ok := rows(f.columns, cost.Release, "disturbed")
	for i, r := range list {
		ok = ok && r.Worst == cost.Value{Amount: uint32(f.columns[i].Threads - 1)}
	}
	return ok
}

// grows reports whether a cost grows so, or, with too few numbers of threads to tell, that it may.
func grows(w cost.Window, metric, want string) func(*facts, string) bool {
	return func(f *facts, cell string) bool {
		got := growth(f.columns, w, metric)
		few := len(f.columns) < 3 && !without(f, cell)
		return strings.TrimSuffix(got, "?") == want || got == "" && (few || !constant(f, cell) && !without(f, cell))
	}
}

// amount compares a worst case with a number for each number of threads.
func amount(w cost.Window, metric string, want func(n int) int) func(*facts, string) bool {
	return func(f *facts, _ string) bool {
		list, ok := rows(f.columns, w, metric)
		for i, r := range list {
			ok = ok && fmt.Sprint(r.Worst) == fmt.Sprint(want(f.columns[i].Threads))
		}
		return ok
	}
}
