// Package result is what a check answers: the vocabulary that the search and the
// writers of reports share. It decides and prints nothing.
package result

import "time"

// Verdict is the answer to a check. The zero value is Incomplete.
type Verdict uint8

// The verdicts.
const (
	Incomplete Verdict = iota // a limit was met before an answer, or the search was bounded
	Verified                  // no reachable state violates anything, within the stated bounds
	Violated                  // a schedule shows the violation
)

func (v Verdict) String() string {
	return [...]string{"incomplete", "verified", "violated"}[v]
}

// The properties that a violation can be of.
const (
	PropertyAssert    = "assert"
	PropertyPanic     = "panic"
	PropertyRace      = "race"
	PropertyDeadlock  = "deadlock"
	PropertyStuck     = "stuck"
	PropertyLeak      = "leak"
	PropertyExclusion = "mutual-exclusion"
	PropertyCoherence = "coherence"
	PropertyBarrier   = "barrier"
	PropertyHistory   = "history"
	PropertyReachable = "reachability"

	// These are about runs that go on for ever, but the last.
	PropertyTermination = "termination"
	PropertyProgress    = "deadlock-freedom"
	PropertyStarvation  = "starvation"
	PropertyLeadsTo     = "leads-to"
	PropertyFirstCome   = "fcfs"

	PropertyObstructionFree = "obstruction-free"
	PropertyLockFree        = "lock-free"
	PropertyWaitFree        = "wait-free"

	// These are claimed by the automata of package history. A program may name others.
	PropertyIntegrity        = "integrity"
	PropertyValidity         = "validity"
	PropertyAgreement        = "agreement"
	PropertyUniformAgreement = "uniform-agreement"
	PropertyTotalOrder       = "total-order"
	PropertyFIFOOrder        = "fifo-order"
	PropertyCausalOrder      = "causal-order"
	PropertyDecision         = "decision"
	PropertyCommitment       = "commitment"
	PropertyClock            = "clock-condition"
	PropertyClockConverse    = "converse-clock-condition"
	PropertyTimestampOrder   = "timestamp-order"
)

// Result is the outcome of one check of one target under one memory model.
type Result struct {
	Verdict  Verdict
	Property string // of the violation, else ""
	Message  string // what is violated and why, or which limit was met: one sentence
	Schedule *Schedule

	Liveness []string // which properties of infinite runs were checked; none if that was not asked for
	Fairness string   // … assuming what: weak, strong or none
	Class    string   // "" if no class of progress was asked for, else that of the operations: "lock-free", or "wait-free in 3 steps"

	// Bounded is not "" if nothing violates anything up to the bound that was asked for,
	// "depth=20" or "preemptions=2", and what is beyond it was not explored: the verdict is Incomplete.
	Bounded string

	// Symmetry says for each class of interchangeable threads how many there are: of states that differ in their order
	// only one was explored. Asymmetry says why some threads, or all, are in no class, if that was asked for.
	Symmetry  []int
	Asymmetry string
	// Reduced says that not all steps of each state were taken, since those left out lead to nothing else. Unreduced says
	// why all were, if that was not asked for and the program sends messages.
	Reduced   bool
	Unreduced string

	Sampled *Sampled // not nil if schedules were sampled: the verdict is Incomplete or Violated

	States      int
	Transitions int
	Depth       int // transitions from the initial state to the furthest one
	Bytes       int // all that the search holds: visited states, hash slots, parents, frontier, tables
	Elapsed     time.Duration
	CPU         time.Duration // of the process, during the check
}

// Partial reports whether nothing violates anything among that part of the schedules that was asked for: up to a bound, or sampled.
func (r Result) Partial() bool {
	return r.Bounded != "" || r.Sampled != nil && r.Verdict == Incomplete && r.Sampled.Schedules == r.Sampled.Asked
}

// Properties lists all that a violation can be of.
func Properties() []string {
	return []string{
		PropertyAssert, PropertyPanic, PropertyRace, PropertyDeadlock, PropertyStuck,
		PropertyLeak, PropertyExclusion, PropertyBarrier, PropertyHistory, PropertyReachable,
		PropertyTermination, PropertyProgress, PropertyStarvation, PropertyLeadsTo, PropertyFirstCome, PropertyCoherence,
		PropertyObstructionFree, PropertyLockFree, PropertyWaitFree,
		PropertyIntegrity, PropertyValidity, PropertyAgreement, PropertyUniformAgreement, PropertyTotalOrder, PropertyFIFOOrder,
		PropertyCausalOrder, PropertyDecision, PropertyCommitment, PropertyClock, PropertyClockConverse, PropertyTimestampOrder,
	}
}

// Describe says in one sentence what it means that a property is violated.
func Describe(property string) string {
	return map[string]string{
		PropertyAssert:      "An assertion of the program fails.",
		PropertyPanic:       "A goroutine panics, or the program ends with an error.",
		PropertyRace:        "Two accesses to one variable conflict, and nothing orders them (The Go Memory Model, 2022).",
		PropertyDeadlock:    "Goroutines wait for each other for ever.",
		PropertyStuck:       "Goroutines run on, but no schedule lets them end any more.",
		PropertyLeak:        "A goroutine is left behind that can never end.",
		PropertyExclusion:   "Two threads are in a critical section at once.",
		PropertyBarrier:     "A thread leaves a barrier before all have arrived.",
		PropertyCoherence:   "Copies of a cell in caches are not as its last write left it, or a request for one is never answered.",
		PropertyReachable:   "No schedule ends as one should.",
		PropertyTermination: "The program can go on for ever on a fair schedule.",
		PropertyProgress:    "Threads want into a critical section and nobody gets in, for ever, on a fair schedule.",
		PropertyStarvation:  "A thread wants into a critical section and never gets in, on a fair schedule.",
		PropertyLeadsTo:     "What was asked for is never granted, on a fair schedule or one that ends.",
		PropertyFirstCome:   "A thread enters a critical section before one that came first.",

		PropertyObstructionFree: "A thread that steps alone does not complete its operation, or waits for another thread.",
		PropertyLockFree:        "Threads step in operations for ever, and none is completed.",
		PropertyWaitFree:        "A thread steps for ever in one operation.",

		PropertyHistory: "The calls and returns of a client are not one after the other.",

		PropertyIntegrity:        "A process delivers a message that was not broadcast, or again, or decides twice.",
		PropertyValidity:         "A process never delivers what it broadcast, or what is decided is not what was proposed.",
		PropertyAgreement:        "Of two processes that do not crash one delivers what the other never will, or two processes decide differently.",
		PropertyUniformAgreement: "A process delivers what others, which do not crash, never will.",
		PropertyTotalOrder:       "Two processes deliver two messages in different orders.",
		PropertyFIFOOrder:        "Messages of one process are delivered in another order than that in which it broadcast them.",
		PropertyCausalOrder:      "A message is delivered before one that was broadcast causally before it.",
		PropertyDecision:         "A process never decides, though it does not crash.",
		PropertyCommitment:       "A transaction is aborted, though all voted for it and nobody crashed.",
		PropertyClock:            "An event has no higher time stamp than one that happened before it.",
		PropertyClockConverse:    "An event has a lower time stamp than one that it did not happen before.",
		PropertyTimestampOrder:   "A request is granted while one with an earlier time stamp waits.",
	}[property]
}
