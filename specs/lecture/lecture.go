// Package lecture computes the tables in which the lecture compares locks, and barriers, and says where
// what it says is refuted, and where it was silent.
//
// Each cell is proved by complete searches, for the numbers of threads that head the table and the
// bounds that stand under it, and for no others; a growth is what those numbers show. The lecture's
// words are kept beside. It is one on advanced operating systems, of which there is a transcript.
package lecture

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"heddle/checker"
	"heddle/model/golang"
	"heddle/specs"
)

// Table is one of the lecture's tables.
type Table struct {
	Name    string
	Threads []int
	Columns []string
	Rows    []Row
	Bounds  string // within which it holds
	CPU     time.Duration
}

// Row is an algorithm.
type Row struct {
	Entry string
	Cells []Cell
}

// Cell is what was computed.
type Cell struct {
	Text string
	Mark Mark
	Said string // what the lecture says, or what follows from it; "" if it is silent
	Note string // if it is refuted: what is the case, or why
}

// Mark compares a cell with the lecture.
type Mark uint8

// The marks.
const (
	Silent  Mark = iota // the lecture says nothing there
	Agrees              // what it says is so, or is in words that say no more
	Refuted             // … is not so, or what follows from it
)

// Names lists the tables.
func Names() []string { return []string{"locks", "barriers"} }

// Options say for which numbers of threads, and within which limits of each search.
type Options struct {
	Threads  []int
	Limits   checker.Limits
	Progress func(what string, at checker.Progress) // if not nil, is called now and then
}

// Compute computes a table. The error is not nil if there is no such table, or a search meets a limit: then it is a *Limit.
func Compute(ctx context.Context, name string, opts Options) (*Table, error) {
	began := checker.CPU()
	t := &Table{Name: name, Threads: opts.Threads, Bounds: bounds(name)}
	columns, subjects := lockColumns(), lockRows()
	switch name {
	case "locks":
	case "barriers":
		columns, subjects = barrierColumns(), barrierRows()
	default:
		return nil, fmt.Errorf("lecture: table %q, want one of %s", name, strings.Join(Names(), ", "))
	}
	for _, col := range columns {
		t.Columns = append(t.Columns, col.name)
	}
	c := computer{ctx: ctx, opts: opts, loader: &golang.Loader{Library: specs.Sources()}}
	for _, s := range subjects {
		f, err := c.facts(s)
		if err != nil {
			return nil, fmt.Errorf("lecture: %s: %w", s.entry, err)
		}
		row := Row{Entry: s.entry}
		for _, col := range columns {
			row.Cells = append(row.Cells, s.cell(col, f))
		}
		t.Rows = append(t.Rows, row)
	}
	t.CPU = checker.CPU() - began
	return t, nil
}

// column is a column of a table.
type column struct {
	name string
	of   func(f *facts) string
}

// subject is a row of a table: how the algorithm is run, and what the lecture says of it.
type subject struct {
	entry string
	turns bounded          // what bypass is computed within; of a barrier nothing
	said  map[string]claim // by column
	// silent has the columns of those claims that the lecture does not say in words, but which follow from
	// them: its own tables are not in the transcript.
	silent []string
}

// bounded is bounds of a search other than the threads.
type bounded struct{ rounds, wordBits int }

// claim is what the lecture says of a cell.
type claim struct {
	words string                           // in its words, shortened
	holds func(f *facts, cell string) bool // nil: they say nothing that could be compared
	truth string                           // if it does not hold: what is the case, or why
}

// cell computes a cell and compares it.
func (s subject) cell(col column, f *facts) Cell {
	c := Cell{Text: col.of(f)}
	said, ok := s.said[col.name]
	switch {
	case !ok:
		return c
	case said.holds == nil || said.holds(f, c.Text):
		if c.Mark = Agrees; slices.Contains(s.silent, col.name) {
			c.Mark = Silent
		}
	default:
		c.Mark = Refuted
		c.Note = said.truth
	}
	c.Said = "the lecture says “" + said.words + "”"
	if slices.Contains(s.silent, col.name) {
		c.Said = "one deduces of the lecture “" + said.words + "”"
	}
	return c
}
