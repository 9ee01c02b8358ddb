// Package strategies compares ways to look for bugs on programs that have one: how many schedules each strategy of
// package sample draws until the first that violates something, and how often a test must be run natively.
package strategies

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"

	"heddle/checker"
	"heddle/checker/sample"
)

// Options say how much is drawn. The zero value is what the table in the README is of.
type Options struct {
	Seeds     int // repetitions, with the seeds 1, 2, …; 0 is 20
	Schedules int // after so many a repetition is given up; 0 is 2,000
	Native    int // if not 0, programs are run natively too, so often in each repetition: see native.go
	Limits    checker.Limits
	Progress  func(what string, at checker.Progress) // if not nil, is called now and then
}

// Table has a row for each program, and a column for each strategy.
type Table struct {
	Options
	Columns []string
	Rows    []Row
}

// Row is what was found of a program.
type Row struct {
	Program
	States int    // of the search of all schedules, until it has found the bug
	Cells  []Cell // one for each column
}

// Cell has, of each repetition, how many schedules were drawn until the first that violates something; 0: none was found.
type Cell []int

// ErrLimit says that a search or the sampling met a limit.
var ErrLimit = errors.New("not complete")

// column is a strategy.
type column struct {
	title, strategy string
	depth           int // of bugs that it looks for; 0: it has no such parameter
}

// maxDepth is the last of the depths that a strategy with this parameter has a column for.
const maxDepth = 3

func columns() (list []column) {
	for _, k := range sample.Kinds() {
		if !k.Depth {
			list = append(list, column{k.Name, k.Name, 0})
			continue
		}
		for d := 1; d <= maxDepth; d++ {
			list = append(list, column{fmt.Sprintf("%s d=%d", k.Name, d), k.Name, d})
		}
	}
	return list
}

// Compute draws. The same options give the same table, but for native runs.
func Compute(ctx context.Context, opts Options) (*Table, error) {
	if opts.Seeds == 0 {
		opts.Seeds = 20
	}
	if opts.Schedules == 0 {
		opts.Schedules = 2_000
	}
	t := &Table{Options: opts}
	for _, c := range columns() {
		t.Columns = append(t.Columns, c.title)
	}
	for _, p := range Programs() {
		row, err := t.row(ctx, p)
		if err != nil {
			return nil, fmt.Errorf("strategies: %s: %w", p.Name, err)
		}
		t.Rows = append(t.Rows, row)
	}
	if opts.Native > 0 {
		return t, t.natively(ctx)
	}
	return t, nil
}

func (t *Table) row(ctx context.Context, p Program) (Row, error) {
	row := Row{Program: p}
	prog, err := p.load()
	if err != nil {
		return row, err
	}
	how := checker.Options{Memory: p.Memory, Limits: t.Limits}
	all, err := checker.Check(ctx, prog, how)
	if err != nil {
		return row, err
	}
	switch {
	case all.Verdict == checker.Incomplete:
		return row, fmt.Errorf("%w: %s", ErrLimit, all.Message)
	case all.Property != p.Property:
		return row, fmt.Errorf("%s is violated, want %s", all.Property, p.Property)
	}
	row.States = all.States
	for _, c := range columns() {
		if t.Progress != nil {
			how.Progress = func(at checker.Progress) { t.Progress(p.Name+" "+c.title, at) }
		}
		var cell Cell
		for seed := range t.Seeds {
			r, s, err := checker.Sample(ctx, prog, how, checker.SampleOptions{
				Strategy: c.strategy, Depth: c.depth, Schedules: t.Schedules, Seed: uint64(seed + 1), PassPilots: true,
			})
			switch {
			case err != nil:
				return row, err
			case r.Verdict == checker.Violated:
				cell = append(cell, s.Schedules)
			case r.Message != "":
				return row, fmt.Errorf("%w: %s", ErrLimit, r.Message)
			default:
				cell = append(cell, 0)
			}
		}
		row.Cells = append(row.Cells, cell)
	}
	return row, nil
}

// Found counts the repetitions that have found the bug.
func (c Cell) Found() (n int) {
	for _, schedules := range c {
		if schedules > 0 {
			n++
		}
	}
	return n
}

// Median is that of the numbers of schedules, where none is more than any; ok is false if it is that.
func (c Cell) Median() (median float64, ok bool) {
	var sorted []float64
	for _, schedules := range c {
		if schedules == 0 {
			schedules = math.MaxInt
		}
		sorted = append(sorted, float64(schedules))
	}
	slices.Sort(sorted)
	n := len(sorted)
	median = (sorted[(n-1)/2] + sorted[n/2]) / 2
	return median, median < math.MaxInt/2
}
