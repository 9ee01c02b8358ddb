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
or of a family (lock, barrier, flag) it prints all that is known of each.`,
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
	expected := map[string]map[string]string{}
	for _, c := range cells {
		if expected[c.Target] == nil {
			expected[c.Target] = map[string]string{}
		}
		expected[c.Target][c.Memory] = c.Short()
	}
	switch {
	case asJSON:
		enc := json.NewEncoder(a.stdout)
		enc.SetEscapeHTML(false)
		for _, e := range entries {
			l := listed{e.Name, e.Doc, e.Source, e.Claims, e.Threads, e.Rounds, expected[e.Name]}
			if err := enc.Encode(l); err != nil {
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

func (a *app) listTable(entries []specs.Entry, expected map[string]map[string]string) error {
	table := [][]string{{"name", "expected", "what it is"}}
	for _, e := range entries {
		table = append(table, []string{e.Name, summary(expected[e.Name]), e.Doc})
	}
	return report.Columns(a.stdout, table, styleOf(a.stdout))
}

// summary gives verdicts with the memory models of each: "verified", "go race, sc,tso verified".
func summary(expected map[string]string) string {
	models := map[string][]string{}
	var verdicts []string
	for _, m := range allMemories() {
		v, ok := expected[m]
		if !ok {
			continue
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

func describe(w io.Writer, e specs.Entry, expected map[string]string) error {
	check := e.Package + "." + e.Check
	if o := e.Object; o != nil {
		check = o.New + " does what " + o.Spec + " does"
	}
	_, err := fmt.Fprintf(w, "%s  threads=%d rounds=%d\n  %s\n  source:   %s\n  claims:   %s\n  expected: %s\n  check:    %s\n\n",
		e.Name, e.Threads, e.Rounds, e.Doc, e.Source, strings.Join(e.Claims, ", "), summary(expected), check)
	return err
}
