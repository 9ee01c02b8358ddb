package main

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"heddle/checker/outcome"
	"heddle/checker/report"
	"heddle/checker/suite"
	"heddle/machine"
)

const litmusLong = `Litmus finds all final states of litmus tests in herd's format under each memory
model, and says whether the condition of each is true in some of them.

An argument is a file, or a directory: every file in or below it whose name ends
in .litmus. Tests of X86 and X86_64 run under sc, tso and pso; tests of C under
sc, rc11 and rc. With --memory a model that is not meant for a test's
architecture is left out for it. Tests of other architectures are counted only.

The table has a line a test and a column a memory model. The condition is true
Sometimes, Always or Never; what the test claims (exists, ~exists, forall) is
Ok or No, as herd7 words it, or Undef if a data race can happen. Of one test
alone all outcomes are shown too. Numbers are of schedules: paths from the start
to an end, of steps that another thread could notice. herd7 has candidate
executions instead. If a loop waits there is no number.

With --machine tests run under sc on a machine with caches, or without shared
memory: where copies are kept alike nothing but sc is seen.

--compare LOG compares with what herd7 has printed, as sets of states over its
columns; --compare and --herd take tso for X86 and rc11 for C, if --memory does
not say otherwise.

Exit codes: 0 all tests were judged, whether Ok or No (as herd7 has it), and
with --compare nothing differs; 1 something differs from the log: a state, a
validation, or a test that only one side has; 2 bad use, or a file that was
refused (the others are run); 3 a limit was met, or it was interrupted.`

const litmusExamples = `  heddle litmus SB.litmus
  heddle litmus testdata/litmus --memory all
  heddle litmus SB.litmus --memory tso --witness
  heddle litmus tests --memory tso --compare herd.log
  heddle litmus tests --json > outcomes.json`

// litmusFlags are the flags of litmus.
type litmusFlags struct {
	limitFlags
	systemFlags
	memory   []string
	outcomes bool
	json     bool
	herd     bool
	compare  string
	workers  int
	witness  string
	out      string
}

func (a *app) litmusCommand() *cobra.Command {
	var f litmusFlags
	cmd := &cobra.Command{
		Use:     "litmus FILE|DIR...",
		Short:   "Find what litmus tests can end with under each memory model",
		Long:    litmusLong,
		Example: litmusExamples,
		Args:    want("litmus test"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.litmus(cmd, args, &f)
		},
	}
	flags := cmd.Flags()
	flags.StringSliceVar(&f.memory, "memory", nil, "memory models, separated by commas, or all: "+strings.Join(allMemories(), ", ")+" (those of the test's architecture if not given)")
	f.limitFlags.register(cmd)
	f.systemFlags.register(cmd)
	flags.BoolVar(&f.outcomes, "outcomes", false, "show the outcomes of every test, not only of one alone")
	flags.BoolVar(&f.json, "json", false, "print one JSON object a line for each test and memory model")
	flags.BoolVar(&f.herd, "herd", false, "print what herd7 would")
	flags.StringVar(&f.compare, "compare", "", "compare with this `LOG` of herd7")
	flags.IntVar(&f.workers, "workers", runtime.GOMAXPROCS(0), "tests that are run at once")
	flags.StringVar(&f.witness, "witness", "", "show a schedule for outcomes, `WHICH` are those that the condition asks about, or all; of a condition that is forbidden, the axiom that forbids it")
	flags.Lookup("witness").NoOptDefVal = suite.WitnessCondition
	flags.StringVar(&f.out, "out", "", "with --witness: write schedules, and executions as DOT, to files in this `DIR`")
	complete(cmd, "memory", append(allMemories(), "all"))
	complete(cmd, "witness", []string{suite.WitnessCondition, suite.WitnessAll})
	cmd.AddCommand(a.generateCommand())
	return cmd
}

// litmusRun is one run of the command litmus.
type litmusRun struct {
	*app
	flags   *litmusFlags
	style   report.Style
	system  machine.System
	log     []outcome.Logged
	answers []outcome.Answer
	saver   *report.Saver
}

func (a *app) litmus(cmd *cobra.Command, args []string, f *litmusFlags) error {
	r := &litmusRun{app: a, flags: f, style: styleOf(a.stdout)}
	if r.style.Width == 0 {
		r.style.Width = 80
	}
	opts, err := r.options(cmd)
	if err != nil {
		return err
	}
	if f.compare != "" {
		if r.log, err = readLog(f.compare); err != nil {
			return err
		}
	}
	p := newProgress(a.stderr, "")
	if started := time.Now(); p != nil {
		opts.Progress = func(done, all int) {
			if time.Since(started) > patience {
				p.say(fmt.Sprintf("%d of %d tests", done, all))
			}
		}
	}
	err = suite.Run(cmd.Context(), suite.Files(args), opts, r.answer)
	p.done()
	if err != nil {
		return err
	}
	return r.end()
}

// options checks the flags.
func (r *litmusRun) options(cmd *cobra.Command) (opts suite.Options, err error) {
	f := r.flags
	forms := 0
	for _, on := range []bool{f.json, f.herd, f.compare != "", f.outcomes} {
		if on {
			forms++
		}
	}
	switch {
	case forms > 1:
		return opts, errors.New("litmus: want at most one of --json, --herd, --compare and --outcomes")
	case f.workers < 1:
		return opts, fmt.Errorf("--workers: %d, want 1 or more", f.workers)
	case !slices.Contains([]string{"", suite.WitnessCondition, suite.WitnessAll}, f.witness):
		return opts, fmt.Errorf("--witness: %q, want condition or all", f.witness)
	case f.out != "" && f.witness == "":
		return opts, errors.New("--out: want --witness with it")
	case cmd.Flags().Changed("out") && f.out == "":
		return opts, errors.New("--out: an empty name, want a directory")
	case cmd.Flags().Changed("compare") && f.compare == "":
		return opts, errors.New("--compare: an empty name, want a log of herd7")
	}
	if f.out != "" {
		r.saver = &report.Saver{Dir: f.out}
	}
	limits, err := f.limits(cmd)
	if err != nil {
		return opts, err
	}
	opts = suite.Options{Workers: f.workers, Witness: f.witness}
	opts.Limits = outcome.Limits{States: limits.States, Memory: limits.Memory / f.workers, Time: limits.Time}
	opts.Herd = f.herd || f.compare != ""
	if opts.Memories, err = f.models(cmd); err != nil {
		return opts, err
	}
	if opts.System, err = f.system(); err != nil {
		return opts, err
	}
	for _, m := range opts.Memories {
		if err := opts.System.With(m); err != nil {
			return opts, err
		}
	}
	if opts.Herd && !opts.System.IsFlat() {
		return opts, errors.New("--machine: herd7 has none, want neither --herd nor --compare with it")
	}
	r.system = opts.System
	if n := suite.Most(opts.Memories); opts.Herd && n > 1 {
		return opts, fmt.Errorf("--memory: %d models for one architecture, want 1 with --herd or --compare", n)
	}
	return opts, nil
}

// models resolves --memory; nil stands for those of each test's architecture.
func (f *litmusFlags) models(cmd *cobra.Command) ([]machine.Memory, error) {
	if !cmd.Flags().Changed("memory") || len(f.memory) == 1 && f.memory[0] == "all" {
		return nil, nil
	}
	names, err := memories(f.memory)
	if err != nil {
		return nil, err
	}
	var list []machine.Memory
	for _, n := range names {
		m, err := machine.FindMemory(n)
		if err != nil {
			return nil, err
		}
		list = append(list, m)
	}
	return list, nil
}

func readLog(name string) ([]outcome.Logged, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("--compare: %w", err)
	}
	defer f.Close()
	return outcome.ParseLog(name, f)
}
