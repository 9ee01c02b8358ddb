package report

import (
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"slices"

	"github.com/zeebo/xxh3"

	"heddle/checker/result"
)

// sarifWriter writes a SARIF log at the end (OASIS, Static Analysis Results
// Interchange Format 2.1.0, 2020): one run, a rule for each property, a result for
// each violation with the schedule as a code flow of one thread flow a goroutine.
// What could not be answered is a notification of the run.
type sarifWriter struct {
	w   io.Writer
	run sarifRun
}

// The parts of the format that are written, named as it names them.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool        sarifTool         `json:"tool"`
		Invocations []sarifInvocation `json:"invocations"`
		Results     []sarifResult     `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name  string      `json:"name"`
		Rules []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID    string    `json:"id"`
		Short sarifText `json:"shortDescription"`
	}
	sarifText struct {
		Text string `json:"text"`
	}
	sarifInvocation struct {
		Successful    bool                `json:"executionSuccessful"`
		Notifications []sarifNotification `json:"toolExecutionNotifications,omitempty"`
	}
	sarifNotification struct {
		Level   string    `json:"level"`
		Message sarifText `json:"message"`
	}
	sarifResult struct {
		RuleID       string            `json:"ruleId"`
		RuleIndex    int               `json:"ruleIndex"`
		Level        string            `json:"level"`
		Message      sarifText         `json:"message"`
		Locations    []sarifLocation   `json:"locations,omitempty"`
		Related      []sarifLocation   `json:"relatedLocations,omitempty"`
		CodeFlows    []sarifFlow       `json:"codeFlows,omitempty"`
		Fingerprints map[string]string `json:"partialFingerprints"`
	}
	sarifLocation struct {
		ID       *int          `json:"id,omitempty"`
		Physical sarifPhysical `json:"physicalLocation"`
		Message  *sarifText    `json:"message,omitempty"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   sarifRegion   `json:"region"`
	}
	sarifArtifact struct {
		URI  string `json:"uri"`
		Base string `json:"uriBaseId,omitempty"`
	}
	sarifRegion struct {
		StartLine int `json:"startLine"`
	}
	sarifFlow struct {
		Message sarifText         `json:"message"`
		Threads []sarifThreadFlow `json:"threadFlows"`
	}
	sarifThreadFlow struct {
		ID        string      `json:"id"`
		Locations []sarifStep `json:"locations"`
	}
	sarifStep struct {
		Order    int           `json:"executionOrder"`
		Location sarifLocation `json:"location"`
	}
)

func newSARIF(w io.Writer) *sarifWriter {
	s := &sarifWriter{w: w}
	s.run.Tool.Driver.Name = "heddle"
	for _, p := range result.Properties() {
		s.run.Tool.Driver.Rules = append(s.run.Tool.Driver.Rules, sarifRule{p, sarifText{result.Describe(p)}})
	}
	s.run.Invocations = []sarifInvocation{{Successful: true}}
	s.run.Results = []sarifResult{}
	return s
}

func (s *sarifWriter) Write(o Outcome) error {
	switch {
	case o.Err != nil:
		s.run.Invocations[0].Successful = false
		s.notify("error", o.Check.title()+": "+o.Err.Error())
	case o.accepted():
		s.notify("note", o.Check.title()+": "+unsettled(o.Result))
	case o.Result.Verdict == result.Incomplete:
		s.notify("warning", o.Check.title()+": "+unsettled(o.Result))
	case o.Result.Verdict == result.Violated:
		s.run.Results = append(s.run.Results, sarifOf(o))
	}
	return nil
}

func (s *sarifWriter) notify(level, text string) {
	in := &s.run.Invocations[0]
	in.Notifications = append(in.Notifications, sarifNotification{level, sarifText{text}})
}

func (s *sarifWriter) Close() error {
	enc := json.NewEncoder(s.w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(sarifLog{
		Schema:  "https://json.schemastore.org/sarif-2.1.0.json",
		Version: "2.1.0", Runs: []sarifRun{s.run},
	})
}

// sarifOf gives the result of a violation. The first place is its location, since
// most readers show one; the others are related to it.
func sarifOf(o Outcome) sarifResult {
	sched := o.Result.Schedule
	r := sarifResult{
		RuleID: sched.Property, RuleIndex: slices.Index(result.Properties(), sched.Property), Level: "error",
		Message: sarifText{fmt.Sprintf("%s: %s", o.Check.title(), sentence(sched))},
	}
	print := o.Check.title() + sched.Property
	for i, at := range sites(sched) {
		l := sarifLocationOf(at)
		print += at.file + at.text
		if i == 0 {
			r.Locations = append(r.Locations, l)
			continue
		}
		l.ID = &i
		r.Related = append(r.Related, l)
	}
	r.Fingerprints = map[string]string{"heddle/v1": fmt.Sprintf("%016x", xxh3.HashString(print))}
	if flow := flowOf(sched); len(flow.Threads) > 0 {
		r.CodeFlows = []sarifFlow{flow}
	}
	return r
}

func sarifLocationOf(at site) sarifLocation {
	l := sarifLocation{
		Physical: sarifPhysical{sarifArtifact{URI: filepath.ToSlash(at.file)}, sarifRegion{at.line}},
		Message:  &sarifText{at.text},
	}
	if filepath.IsAbs(at.file) {
		l.Physical.Artifact.URI = "file://" + l.Physical.Artifact.URI
	} else {
		l.Physical.Artifact.Base = "%SRCROOT%"
	}
	return l
}

// flowOf gives the schedule: the order of execution of what each goroutine does.
func flowOf(s *result.Schedule) sarifFlow {
	flow := sarifFlow{Message: sarifText{fmt.Sprintf("%s, %s", result.Count(len(s.Steps), "step"), switches(s.Switches))}}
	for t := range s.Names {
		f := sarifThreadFlow{ID: name(s, t)}
		for i, step := range s.Steps {
			for _, e := range step.Events {
				if file, line, ok := splitPos(e.Pos); ok && e.Thread == t {
					f.Locations = append(f.Locations, sarifStep{i + 1, sarifLocationOf(site{file, line, e.Text})})
				}
			}
		}
		if len(f.Locations) > 0 {
			flow.Threads = append(flow.Threads, f)
		}
	}
	return flow
}
