package report

import (
	"encoding/json"
	"io"

	"heddle/checker/outcome"
)

// litmusLine is the form of an answer in JSON.
type litmusLine struct {
	Name        string    `json:"name"`
	File        string    `json:"file"`
	Arch        string    `json:"arch,omitempty"`
	Memory      string    `json:"memory,omitempty"`
	System      string    `json:"system,omitempty"` // "machine=numa coherence=none"; not of a flat machine
	Claim       string    `json:"claim,omitempty"`
	Outcomes    *[]string `json:"outcomes,omitempty"`
	Schedules   []uint64  `json:"schedules,omitempty"` // by outcome; not if they were not counted
	Validation  string    `json:"validation,omitempty"`
	Observation string    `json:"observation,omitempty"`
	States      int       `json:"states,omitempty"`
	Seconds     *float64  `json:"seconds,omitempty"`
	Race        string    `json:"race,omitempty"`
	Stuck       int       `json:"stuck,omitempty"`
	Failure     string    `json:"failure,omitempty"`
	Incomplete  string    `json:"incomplete,omitempty"`
	Refused     string    `json:"refused,omitempty"`
}

// LitmusJSON writes an answer as one line of JSON.
func LitmusJSON(w io.Writer, a *outcome.Answer) error {
	line := litmusLine{Name: a.Name, File: a.File, Memory: a.Memory, System: a.System.String()}
	if a.Test != nil {
		line.Arch = a.Test.Arch.Name
	}
	switch r := a.Result; {
	case a.Refused != nil:
		line.Refused = a.Refused.Error()
	case a.Foreign:
		line.Refused = a.Test.Why()
	case a.Skipped:
		line.Refused = a.Memory + " is no memory model of " + a.Test.Arch.Name
	case r == nil:
		line.Incomplete = "it was interrupted"
	default:
		seconds := r.Elapsed.Seconds()
		line.Claim, line.Seconds, line.States = a.Test.Final.String(), &seconds, r.States
		line.Validation, line.Observation = r.Validation(), r.Observation()
		line.Race, line.Stuck, line.Failure, line.Incomplete = r.Race, r.Stuck, r.Failure, r.Limit
		states := []string{}
		line.Outcomes = &states
		for _, o := range r.Outcomes {
			states = append(states, o.State)
			if r.Counted {
				line.Schedules = append(line.Schedules, o.Schedules)
			}
		}
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(line)
}
