package outcome

import (
	"heddle/checker/result"
	"heddle/machine"
	"heddle/model/litmus"
)

// Answer is what there is to say of one test under one memory model.
type Answer struct {
	File   string
	Name   string
	Test   *litmus.Test // nil if the file was refused
	Memory string       // "" if it matters not: the file was refused, or is Foreign
	System machine.System

	Refused error // the file cannot be read, or is no litmus test that we can read
	Foreign bool  // a test of an architecture that is not modelled
	Skipped bool  // the memory model is not one for the test's architecture

	Result    *Result // nil if there is none
	Witnesses []Witness
	Forbidden []Reason
}

// Witness is a schedule that ends in an outcome.
type Witness struct {
	Outcome  int // index in Result.Outcomes
	Schedule *result.Schedule
}

// Reason says why no schedule ends as the condition asks.
type Reason struct {
	Asked      string   // what
	None       string   // why no axiom is named; "" if one is, or if there is no such execution
	Axiom      string   // the name of one that an execution with it violates
	Doc        string   // what that says
	Cycle      string   // as text
	Graph      string   // the execution, in the language of Graphviz
	Others     []string // axioms that forbid other executions with it
	Executions int      // that were looked at
	Incomplete string   // why some were left out; "" if none was
}

// Unfinished reports whether the test was not run, or not to its end.
func (a *Answer) Unfinished() bool {
	return a.Refused == nil && !a.Foreign && !a.Skipped && (a.Result == nil || a.Result.Limit != "")
}
