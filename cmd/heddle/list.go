package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"heddle"
	"heddle/checker/report"
	"heddle/specs"
)

// golden gives the expected verdicts.
func golden() ([]report.Cell, error) {
	return report.ParseMatrix(heddle.VerdictsPath, strings.NewReader(heddle.Verdicts()))
}

// selected gives the entries that args name or are a family of; all without args.
func selected(args []string) ([]specs.Entry, error) {
	if len(args) == 0 {
		return specs.All(), nil
	}
	var list []specs.Entry
	for _, arg := range args {
		found := false
		for _, e := range specs.All() {
			if e.Name == arg || strings.HasPrefix(e.Name, strings.TrimSuffix(arg, "/")+"/") {
				list = append(list, e)
				found = true
			}
		}
		if !found {
			_, err := specs.Find(arg)
			return nil, err
		}
	}
	return list, nil
}

func (a *app) listCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "list [NAME...]",
		Short: "Show the library: names, claims, expected verdicts",
		Long: `List shows the library. Without arguments it prints one line an entry with the
expected verdicts, by memory model where they differ; with the name of an entry
or of a family (such as lock or stack) it prints all that is known of each. A
verdict is for the entry's own threads and rounds, or for (threads×rounds) where
that is said: under that memory model the entry's own would take too long.`,
		Example:           "  heddle list\n  heddle list lock/mcs\n  heddle list barrier --json",
		ValidArgsFunction: completeTargets,
		RunE: func(_ *cobra.Command, args []string) error {
			return a.list(args, asJSON)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print one JSON object a line")
	return cmd
}

// listed is an entry as JSON.
type listed struct {
	Name     string            `json:"name"`
	Doc      string            `json:"doc"`
	Source   string            `json:"source"`
	Claims   []string          `json:"claims"`
	Threads  int               `json:"threads"`
	Rounds   int               `json:"rounds"`
	Expected map[string]string `json:"expected"` // by memory model: "verified" or the property violated

	Smaller map[string]smaller `json:"smaller,omitempty"` // by memory model: the bounds of what is expected, where they are not the entry's own
}

// smaller is bounds that are smaller than an entry's own.
type smaller struct {
	Threads int `json:"threads"`
	Rounds  int `json:"rounds"`
}

func (a *app) list(args []string, asJSON bool) error {
	entries, err := selected(args)
	if err != nil {
		return err
	}
	cells, err := golden()
	if err != nil {
		return err
	}
	expected := map[string]map[string]report.Cell{}
	for _, c := range cells {
		if expected[c.Target] == nil {
			expected[c.Target] = map[string]report.Cell{}
		}
		expected[c.Target][c.Memory] = c
	}
	switch {
	case asJSON:
		enc := json.NewEncoder(a.stdout)
		enc.SetEscapeHTML(false)
		for _, e := range entries {
			if err := enc.Encode(listedOf(e, expected[e.Name])); err != nil {
				return err
			}
		}
		return nil
	case len(args) > 0:
		for _, e := range entries {
			if err := describe(a.stdout, e, expected[e.Name]); err != nil {
				return err
			}
		}
		return nil
	}
	return a.listTable(entries, expected)
}

func listedOf(e specs.Entry, expected map[string]report.Cell) listed {
	l := listed{Name: e.Name, Doc: e.Doc, Source: e.Source, Claims: e.Claims, Threads: e.Threads, Rounds: e.Rounds, Expected: map[string]string{}}
	for memory, c := range expected {
		l.Expected[memory] = c.Short()
		if own(e, c) {
			continue
		}
		if l.Smaller == nil {
			l.Smaller = map[string]smaller{}
		}
		l.Smaller[memory] = smaller{c.Threads, c.Rounds}
	}
	return l
}

// own reports whether a verdict is for e's own threads and rounds.
func own(e specs.Entry, c report.Cell) bool { return c.Threads == e.Threads && c.Rounds == e.Rounds }

func (a *app) listTable(entries []specs.Entry, expected map[string]map[string]report.Cell) error {
	table := [][]string{{"name", "expected", "what it is"}}
	for _, e := range entries {
		table = append(table, []string{e.Name, summary(e, expected[e.Name]), e.Doc})
	}
	return report.Columns(a.stdout, table, styleOf(a.stdout))
}

// summary gives the verdicts on e with the memory models of each, and the bounds where they are not e's own:
// "verified", "go race, sc,tso verified, pso verified (2×1)".
func summary(e specs.Entry, expected map[string]report.Cell) string {
	models := map[string][]string{}
	var verdicts []string
	for _, m := range allMemories() {
		c, ok := expected[m]
		if !ok {
			continue
		}
		v := c.Short()
		if !own(e, c) {
			v += fmt.Sprintf(" (%d×%d)", c.Threads, c.Rounds)
		}
		if models[v] == nil {
			verdicts = append(verdicts, v)
		}
		models[v] = append(models[v], m)
	}
	if len(verdicts) == 1 {
		return verdicts[0]
	}
	var parts []string
	for _, v := range verdicts {
		parts = append(parts, strings.Join(models[v], ",")+" "+v)
	}
	return strings.Join(parts, ", ")
}

func describe(w io.Writer, e specs.Entry, expected map[string]report.Cell) error {
	check := e.Package + "." + e.Check
	if o := e.Object; o != nil {
		check = o.New + " does what " + o.Spec + " does"
	}
	_, err := fmt.Fprintf(w, "%s  threads=%d rounds=%d\n  %s\n  source:   %s\n  claims:   %s\n  expected: %s\n  check:    %s\n\n",
		e.Name, e.Threads, e.Rounds, e.Doc, e.Source, strings.Join(e.Claims, ", "), summary(e, expected), check)
	return err
}
