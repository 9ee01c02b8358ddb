package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"heddle/checker"
	"heddle/checker/recorded"
	"heddle/checker/report"
	"heddle/checker/result"
	"heddle/specs"
)

const historyLong = `History judges histories that were recorded while a program really ran: whether
the operations can be put in an order that keeps those apart that do not
overlap, and in which a sequential specification returns what was recorded.

A file has JSON lines, an operation each, with times of one clock,

  {"client":0,"operation":"Enqueue","arguments":[3],"call":100,"return":145}
  {"client":1,"operation":"Dequeue","results":[3,true],"call":120,"return":150}

or an event each, in the order in which they happened (type ok, fail: it has not
happened, info: nobody knows), as package heddle/model/record writes them,

  {"client":0,"type":"invoke","operation":"Enqueue","arguments":[3]}
  {"client":0,"type":"ok"}

or it has a history of Jepsen in EDN. Without a return an operation may have
happened, or not. "key" names one of independent objects. Operations are the
methods of a Go type: --list shows them. "-" is standard input.

If a history is not linearizable the smallest part that is known not to be is
shown, and why; --out writes porcupine's picture of it.

Exit codes: 0 linearizable; 1 not; 2 bad use or bad input; 3 a limit was met.`

// historyFlags are the flags of history.
type historyFlags struct {
	limitFlags
	spec, format, initial, out string
	list, json                 bool
}

func (a *app) historyCommand() *cobra.Command {
	var f historyFlags
	cmd := &cobra.Command{
		Use:     "history FILE...",
		Short:   "Judge histories that were recorded natively",
		Long:    historyLong,
		Example: "  heddle history trace.jsonl --spec queue --out pictures\n  heddle history store/latest/history.edn --spec register --timeout 1m\n  heddle history --list\n  heddle history generate --spec register --seed 1 > trace.jsonl",
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.history(cmd, args, &f)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&f.spec, "spec", "", "the sequential specification; parameters follow it, as in semaphore:3")
	flags.StringVar(&f.format, "format", "", "format of the files: "+strings.Join(recorded.Formats(), ", ")+" (by their names if not given)")
	flags.StringVar(&f.initial, "initial", "", "what a register or a value of a map is before it is written (nil in EDN, an empty string or 0 in JSON, if not given)")
	flags.BoolVar(&f.list, "list", false, "show the specifications and their operations")
	flags.BoolVar(&f.json, "json", false, "print one JSON object a line for each file")
	flags.StringVar(&f.out, "out", "", "write pictures of what is not linearizable to files in this `DIR`")
	flags.DurationVar(&f.timeout, "timeout", 0, "limit of time for each file, such as 90s (no limit if not given)")
	flags.Var(&f.maxMemory, "max-memory", "limit of memory, such as 2GB (half of the machine's if not given)")
	complete(cmd, "format", recorded.Formats())
	complete(cmd, "spec", specificationNames())
	cmd.AddCommand(a.generateHistoryCommand())
	return cmd
}

func specificationNames() []string {
	var names []string
	for _, s := range specs.Specifications() {
		names = append(names, s.Name)
	}
	return names
}

func (a *app) history(cmd *cobra.Command, args []string, f *historyFlags) error {
	if f.list {
		if len(args) > 0 {
			return fmt.Errorf("history: --list with %d files, want none", len(args))
		}
		return a.listSpecifications(f.json)
	}
	if err := want("file")(cmd, args); err != nil {
		return err
	}
	spec, err := specification("history", f.spec)
	if err != nil {
		return err
	}
	if cmd.Flags().Changed("out") && f.out == "" {
		return errors.New("--out: an empty name, want a directory")
	}
	limits, err := f.limits(cmd)
	if err != nil {
		return err
	}
	pictures := &report.Saver{Dir: f.out}
	for _, file := range args {
		answer, err := f.judge(cmd, file, spec, limits)
		if err == nil {
			err = a.answer(answer, f, pictures)
		}
		if err != nil {
			fmt.Fprintln(a.stderr, err)
			a.exit(exitBadInput)
		}
	}
	return nil
}

// specification gives the one called name, for a command.
func specification(command, name string) (recorded.Specification, error) {
	if name == "" {
		return recorded.Specification{}, fmt.Errorf("%s: no specification, want --spec with one of %s", command, strings.Join(specificationNames(), ", "))
	}
	spec, err := recorded.FindSpecification(specs.Specifications(), name)
	if err != nil {
		err = fmt.Errorf("--spec: %w", err)
	}
	return spec, err
}

// judge reads a file and judges it.
func (f *historyFlags) judge(cmd *cobra.Command, file string, spec recorded.Specification, limits checker.Limits) (*recorded.Answer, error) {
	var in io.Reader = cmd.InOrStdin()
	if file != "-" {
		opened, err := os.Open(file)
		if err != nil {
			return nil, err
		}
		defer opened.Close()
		in = opened
	}
	h, err := recorded.Read(file, f.format, in)
	if err != nil {
		return nil, err
	}
	if cmd.Flags().Changed("initial") {
		initial, err := recorded.ParseValue(f.initial)
		if err == nil {
			err = h.StartWith(initial, spec)
		}
		if err != nil {
			return nil, fmt.Errorf("--initial: %w", err)
		}
	}
	ctx, cancel := recorded.Bounded(cmd.Context(), limits.Time, limits.Memory)
	defer cancel()
	began, cpu := time.Now(), checker.CPU()
	r, err := recorded.Check(ctx, h, spec)
	if err != nil {
		return nil, err
	}
	return &recorded.Answer{File: file, Specification: f.spec, Result: r, Wall: time.Since(began), CPU: checker.CPU() - cpu, Peak: peakBytes()}, nil
}

// answer prints an answer.
func (a *app) answer(r *recorded.Answer, f *historyFlags, pictures *report.Saver) error {
	a.exit(exitOf(r.Verdict))
	if f.out != "" && r.Verdict == result.Violated {
		var text strings.Builder
		if err := r.Violation.Picture(&text); err != nil {
			return err
		}
		name := strings.TrimSuffix(filepath.Base(r.File), filepath.Ext(r.File))
		var err error
		if r.Picture, err = pictures.SavePage(name, text.String()); err != nil {
			return err
		}
	}
	if f.json {
		return r.JSON(a.stdout)
	}
	return r.Text(a.stdout, styleOf(a.stdout))
}
