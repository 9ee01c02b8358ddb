package checker

import "heddle/checker/result"

// The answer to a check is of package result, under these names too.
type (
	Verdict  = result.Verdict
	Result   = result.Result
	Schedule = result.Schedule
	Step     = result.Step
	Event    = result.Event
	Sampled  = result.Sampled

	HistoryEvent = result.HistoryEvent
)

// The verdicts.
const (
	Incomplete = result.Incomplete
	Verified   = result.Verified
	Violated   = result.Violated
)

// The properties that a violation can be of.
const (
	PropertyAssert    = result.PropertyAssert
	PropertyPanic     = result.PropertyPanic
	PropertyRace      = result.PropertyRace
	PropertyDeadlock  = result.PropertyDeadlock
	PropertyStuck     = result.PropertyStuck
	PropertyLeak      = result.PropertyLeak
	PropertyExclusion = result.PropertyExclusion
	PropertyCoherence = result.PropertyCoherence
	PropertyBarrier   = result.PropertyBarrier
	PropertyHistory   = result.PropertyHistory
	PropertyReachable = result.PropertyReachable

	PropertyTermination = result.PropertyTermination
	PropertyProgress    = result.PropertyProgress
	PropertyStarvation  = result.PropertyStarvation
	PropertyLeadsTo     = result.PropertyLeadsTo
	PropertyFirstCome   = result.PropertyFirstCome

	PropertyObstructionFree = result.PropertyObstructionFree
	PropertyLockFree        = result.PropertyLockFree
	PropertyWaitFree        = result.PropertyWaitFree
)
