package fences

import (
	"encoding/json"
	"io"

	"heddle/checker"
	"heddle/checker/report"
)

// answerJSON is an answer as JSON; the order of fields is that of the keys.
type answerJSON struct {
	Target     string     `json:"target"`
	Memory     string     `json:"memory"`
	Threads    int        `json:"threads"`
	Rounds     int        `json:"rounds"`
	Bounds     string     `json:"bounds"`
	AsWritten  resultJSON `json:"as_written"`
	Parts      []partJSON `json:"parts"`
	Checks     int        `json:"checks"`
	Seconds    float64    `json:"seconds"`
	CPUSeconds float64    `json:"cpu_seconds"`
}

type partJSON struct {
	Means   string      `json:"means"` // weaken, strengthen, insert
	Holds   bool        `json:"holds"`
	Minimal bool        `json:"minimal"`
	Remains *resultJSON `json:"remains,omitempty"`
	Sites   []siteJSON  `json:"sites"`
}

type siteJSON struct {
	Source    string     `json:"source"` // file:line
	Column    int        `json:"column"`
	Operation string     `json:"operation"`
	Written   string     `json:"written"`
	Suffices  string     `json:"suffices"`
	Needed    []needJSON `json:"needed"`
}

type needJSON struct {
	Weaker string `json:"weaker"`
	resultJSON
}

type resultJSON struct {
	Verdict  string          `json:"verdict"`
	Property string          `json:"property"`
	Message  string          `json:"message"`
	States   int             `json:"states"`
	Schedule json.RawMessage `json:"schedule,omitempty"`
}

// JSON writes an answer about c as one line.
func JSON(w io.Writer, c report.Check, a Answer) error {
	asWritten, err := resultOf(a.AsWritten)
	if err != nil {
		return err
	}
	out := answerJSON{
		Target: c.Target, Memory: c.Memory, Threads: c.Threads, Rounds: c.Rounds, Bounds: c.Bounds(),
		AsWritten: asWritten, Parts: []partJSON{}, Checks: a.Checks, Seconds: a.Elapsed.Seconds(), CPUSeconds: a.CPU.Seconds(),
	}
	for _, p := range a.Parts {
		part, err := partOf(p)
		if err != nil {
			return err
		}
		out.Parts = append(out.Parts, part)
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(out)
}

func partOf(p Part) (partJSON, error) {
	out := partJSON{Means: p.Means.String(), Holds: p.Holds, Minimal: p.Minimal, Sites: []siteJSON{}}
	if !p.Holds {
		r, err := resultOf(p.Remains)
		if err != nil {
			return out, err
		}
		out.Remains = &r
	}
	for i := range p.Findings {
		f := &p.Findings[i]
		s := siteJSON{
			Source: f.Place(), Column: f.Column, Operation: f.Operation,
			Written: f.kind.name(f.Written), Suffices: f.kind.name(f.Suffices), Needed: []needJSON{},
		}
		for _, n := range f.Needed {
			r, err := resultOf(n.Result)
			if err != nil {
				return out, err
			}
			s.Needed = append(s.Needed, needJSON{f.kind.name(n.Weaker), r})
		}
		out.Sites = append(out.Sites, s)
	}
	return out, nil
}

func resultOf(r checker.Result) (resultJSON, error) {
	out := resultJSON{Verdict: r.Verdict.String(), Property: r.Property, Message: r.Message, States: r.States}
	if r.Schedule == nil {
		return out, nil
	}
	var err error
	out.Schedule, err = report.ScheduleJSON(r.Schedule)
	return out, err
}
