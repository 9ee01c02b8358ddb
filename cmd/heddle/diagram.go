package main

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"heddle/checker"
	"heddle/checker/causality"
	"heddle/checker/report"
)

const diagramLong = `Diagram draws a run as a space-time diagram: one column a thread, or node of a
network, time downwards, and messages by their numbers. The run is that of a
schedule in a file, as check --out writes it; or of a target: one that breaks
it, or if nothing does a shortest one that ends properly. Flags of check say
how the target is explored.

What is drawn in one order may have been in another, or at once: --relations
lists which events happened before which, by the order in each thread and by
messages, and which are concurrent (Lamport 1978). --clocks shows timestamps of
that order beside events, --order a total order that extends it. What threads
learn from each other through shared memory counts for nothing here.

Other forms: dot for Graphviz, mermaid for Mermaid (a sequence diagram), shiviz
for ShiViz (a log, with vector clocks).

Exit codes: 0 the run is drawn; 2 bad use or bad input; 3 there is no run to
draw, or a limit was met before one was found.`

const diagramExamples = `  heddle diagram clock/airline --relations
  heddle diagram mutex/lamport~no-tie-break --clocks lamport
  heddle diagram schedules/mutex-lamport.sc.schedule --format mermaid
  heddle diagram ./mypipeline:CheckPipeline --format shiviz --out pipeline.log`

// The forms of diagrams.
const (
	formText    = "text"
	formDOT     = "dot"
	formMermaid = "mermaid"
	formShiViz  = "shiviz"
)

var (
	diagramForms  = []string{formText, formDOT, formMermaid, formShiViz}
	diagramClocks = []string{"lamport", "vector"}
)

// byNumber is the value of --order that ranks processes as they come.
const byNumber = "number"

// diagramFlags are the flags of diagram.
type diagramFlags struct {
	exploreFlags
	format    string
	clocks    []string
	first     int
	order     []string
	relations bool
	messages  bool
	out       string
}

// diagramOwn are the flags that do not say how a target is explored.
var diagramOwn = []string{"format", "clocks", "first", "order", "relations", "messages", "out", "help"}

func (a *app) diagramCommand() *cobra.Command {
	var f diagramFlags
	cmd := &cobra.Command{
		Use:     "diagram FILE|TARGET",
		Short:   "Draw the messages of a schedule, and say what happened before what",
		Long:    diagramLong,
		Example: diagramExamples,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return fmt.Errorf("diagram: %d files or targets, want 1; see %s --help", len(args), cmd.CommandPath())
			}
			return nil
		},
		ValidArgsFunction: completeTargets,
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.diagram(cmd, args[0], &f)
		},
	}
	f.exploreFlags.register(cmd)
	flags := cmd.Flags()
	flags.StringVar(&f.format, "format", formText, "form of the output: "+strings.Join(diagramForms, ", "))
	flags.StringSliceVar(&f.clocks, "clocks", nil, "timestamps beside events, as a `LIST` of lamport, vector")
	flags.IntVar(&f.first, "first", 1, "Lamport's timestamp of an event before which there is none is `N`")
	flags.StringSliceVar(&f.order, "order", nil, "show a total order: by Lamport's timestamps, and of equal ones by thread, as --order=`LIST`, the first first")
	flags.Lookup("order").NoOptDefVal = byNumber
	flags.BoolVar(&f.relations, "relations", false, "list what happened before what, and what is concurrent")
	flags.BoolVar(&f.messages, "messages", false, "show only what is sent, received and marked, and crashes")
	flags.StringVar(&f.out, "out", "", "write to this `FILE`")
	complete(cmd, "format", diagramForms)
	complete(cmd, "clocks", diagramClocks)
	return cmd
}

func (f *diagramFlags) validate(cmd *cobra.Command) error {
	if !slices.Contains(diagramForms, f.format) {
		return fmt.Errorf("--format: %q, want one of %s", f.format, strings.Join(diagramForms, ", "))
	}
	for i, c := range f.clocks {
		if !slices.Contains(diagramClocks, c) || slices.Contains(f.clocks[:i], c) {
			return fmt.Errorf("--clocks: %q, want each of %s at most once", c, strings.Join(diagramClocks, ", "))
		}
	}
	if f.format != formText && (f.relations || len(f.order) > 0) {
		return fmt.Errorf("--relations and --order: they are for --format text, not %s", f.format)
	}
	if f.format == formShiViz && len(f.clocks) > 0 {
		return errors.New("--clocks: a log for ShiViz has vector clocks anyway")
	}
	if cmd.Flags().Changed("first") && !slices.Contains(f.clocks, "lamport") && len(f.order) == 0 {
		return errors.New("--first: want --clocks lamport or --order, which show such timestamps")
	}
	if cmd.Flags().Changed("out") && f.out == "" {
		return errors.New("--out: an empty name, want a file")
	}
	return nil
}

func (a *app) diagram(cmd *cobra.Command, arg string, f *diagramFlags) error {
	if err := f.validate(cmd); err != nil {
		return err
	}
	s, err := a.drawable(cmd, arg, f)
	if err != nil || s == nil {
		return err
	}
	r := causality.Of(s)
	if f.messages {
		r.OnlyMessages()
	}
	rank, err := f.ranks(r)
	if err != nil {
		return err
	}
	var text strings.Builder
	style := report.Style{}
	if f.out == "" {
		style = styleOf(a.stdout)
	}
	if err := f.draw(&text, s, r, rank, style); err != nil {
		return err
	}
	if f.out != "" {
		return report.WriteFile(f.out, text.String())
	}
	_, err = io.WriteString(a.stdout, text.String())
	return err
}

// ranks gives the place of each process in the list of --order; nil if none is given.
func (f *diagramFlags) ranks(r *causality.Run) ([]int, error) {
	if len(f.order) == 0 || slices.Equal(f.order, []string{byNumber}) {
		return nil, nil
	}
	var names []string
	rank := make([]int, len(r.Processes))
	for i, p := range r.Processes {
		names = append(names, p.Name)
		rank[i] = slices.Index(f.order, p.Name)
	}
	if len(f.order) != len(names) || slices.Contains(rank, -1) {
		return nil, fmt.Errorf("--order: %s, want each of %s once", strings.Join(f.order, ","), strings.Join(names, ","))
	}
	return rank, nil
}

// draw writes the run r of s in the form that is asked for.
func (f *diagramFlags) draw(b *strings.Builder, s *checker.Schedule, r *causality.Run, rank []int, style report.Style) error {
	beside := report.Beside{
		Lamport: slices.Contains(f.clocks, "lamport"), Vector: slices.Contains(f.clocks, "vector"), First: f.first,
		Labels: f.relations || len(f.order) > 0,
	}
	switch f.format {
	case formDOT:
		return report.DOT(b, s, r, beside)
	case formMermaid:
		return report.Mermaid(b, s, r, beside)
	case formShiViz:
		return report.ShiViz(b, r, beside)
	}
	if err := report.Spacetime(b, s, r, beside, style); err != nil {
		return err
	}
	if f.relations {
		b.WriteString("\n")
		report.Relations(b, r, style)
	}
	if len(f.order) > 0 {
		b.WriteString("\n")
		report.Total(b, r, r.Clocks(f.first).Lamport, rank, style)
	}
	return nil
}
