package main

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"heddle/checker"
	"heddle/checker/report"
	"heddle/checker/suite"
	"heddle/model/litmus"
)

// isLitmus reports whether a target is meant as a litmus test.
func isLitmus(pattern string) bool { return strings.HasSuffix(pattern, suite.Extension) }

// loadLitmus makes a subject of what a litmus test claims.
func loadLitmus(file string) (subject, error) {
	src, err := os.ReadFile(file)
	if err != nil {
		return subject{}, err
	}
	test, err := litmus.Parse(file, src)
	if err != nil {
		return subject{}, err
	}
	code, err := test.Compile()
	if err != nil {
		return subject{}, err
	}
	return subject{Check: report.Check{Target: file}, prog: code.Claim(), test: test}, nil
}

// memories gives the memory models to check s under, of those asked for: a litmus test
// has its own if none is named.
func (s subject) memories(cmd *cobra.Command, asked []string) ([]string, error) {
	if s.test == nil {
		return asked, nil
	}
	meant := suite.Models(s.test.Arch)
	if given := cmd.Flags().Lookup("memory"); !given.Changed || given.Value.String() == "[all]" {
		return meant, nil
	}
	for _, name := range asked {
		if !slices.Contains(meant, name) {
			return nil, fmt.Errorf("%s: memory model %s for a test of %s, want one of %s", s.Target, name, s.test.Arch.Name, strings.Join(meant, ", "))
		}
	}
	return asked, nil
}

// judged turns the answer about the claim of a litmus test with exists, whose program
// asserts the contrary: what violates that is a witness.
func (s subject) judged(r checker.Result) checker.Result {
	if s.test == nil || s.test.Final != litmus.Exists {
		return r
	}
	switch {
	case r.Verdict == checker.Verified:
		r.Verdict, r.Property = checker.Violated, checker.PropertyReachable
		r.Message = "no schedule ends with " + s.test.Prop.String()
	case r.Verdict == checker.Violated && r.Property == checker.PropertyAssert:
		r.Verdict, r.Property = checker.Verified, ""
		r.Message = "this schedule ends with " + s.test.Prop.String()
		r.Schedule.Property, r.Schedule.Message, r.Schedule.Stack = "", r.Message, nil
	}
	return r
}
