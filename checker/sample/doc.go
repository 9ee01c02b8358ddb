// Package sample decides at random which of the steps that are possible comes next, in one of several ways: strategies.
// It knows nothing of programs: it is told what can be done, by whom, and what that would access.
//
// A process is what steps: a thread; its store buffer, which writes to memory by itself; the messages between caches of its
// processor; all that networks between nodes do wrong, and mend. What there is to choose beside who steps (model.Choose, which
// message is received or read, where a store goes, which case of a Select, which fault) are alternatives of one process. Strategies choose processes; of
// those that the process has, each alternative is equally likely.
//
// Random numbers come from a source that is seeded with the seed and the number of the run alone. What a strategy learns before
// the first run (Pilot) it learns from runs of a plain random walk whose seeds are as fixed; only the strategy
// coverage learns from all runs before.
package sample
