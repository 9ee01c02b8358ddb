package main

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"heddle/checker"
	"heddle/checker/report"
	"heddle/checker/sample"
	"heddle/model/program"
)

const sampleLong = `Sample runs schedules of each target that are drawn at random, under each memory
model, until one violates something: for programs with too many states to
explore. Targets, memory models and what a violation is are as those of heddle
check, but nothing is ever verified, and nothing is said of runs that go on for
ever; that threads get stuck is found in a schedule that was cut off, if little
can follow.

Where some step would violate something it is taken, whatever the strategy says.
A violation is shown by the shortest schedule, if a search of bounded effort
finds it, or else by one from which steps and switches were taken away.

The same --seed gives the same schedules, on any machine. Without a violation
it is estimated how likely it is that one more schedule behaves as none of
those sampled (Good and Turing), and pct says how likely it is that it has
missed a bug. --strategy all tries all strategies, and compares them.

Exit codes: 1 something is violated; 3 nothing is; 2 bad use or bad input. With
--accept-sampled it is 0, not 3, if as many schedules as were asked for violate
nothing.`

const sampleExamples = `  heddle sample lock/bakery --threads 4 --memory tso
  heddle sample ./mylock --strategy pct --depth 3 --schedules 100000
  heddle sample x.go:CheckCounter --strategy all --out schedules
  heddle sample mutex/lamport --loss 2 --seed 7 --json`

// sampleFlags are the flags of sample.
type sampleFlags struct {
	checkFlags
	strategy  string
	schedules number
	depth     number
	steps     number
	seed      uint64
}

func (a *app) sampleCommand() *cobra.Command {
	var f sampleFlags
	cmd := &cobra.Command{
		Use:               "sample TARGET...",
		Short:             "Run schedules of the targets that are drawn at random",
		Long:              sampleLong + "\n\n" + strategyTable(),
		Example:           sampleExamples,
		Args:              want("target"),
		ValidArgsFunction: completeTargets,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := f.complete(cmd); err != nil {
				return err
			}
			return a.check(cmd, args, &f.checkFlags)
		},
	}
	f.register(cmd)
	return cmd
}

func (f *sampleFlags) register(cmd *cobra.Command) {
	flags := cmd.Flags()
	f.searchFlags.registerProgram(cmd, "go")
	f.boundFlags.register(cmd)
	f.systemFlags.register(cmd)
	f.networkFlags.register(cmd)
	f.registerOutput(cmd)
	f.search, f.symmetry, f.reduce, f.fairness = "bfs", "auto", checker.ReduceOff, "weak" // nothing is searched for
	flags.StringVar(&f.strategy, "strategy", "walk", "how schedules are drawn: "+strings.Join(strategyNames(), ", ")+", or all: one after the other")
	complete(cmd, "strategy", append(strategyNames(), "all"))
	f.schedules, f.depth, f.steps = number{min: 1, max: 1e9}, number{min: 1, max: 100}, number{min: 1, max: 1e9}
	flags.Var(&f.schedules, "schedules", fmt.Sprintf("sample `N` schedules (%d if not given)", checker.DefaultSchedules))
	flags.Var(&f.depth, "depth", fmt.Sprintf("of pct: look for bugs that need `D` constraints on the order of steps (%d if not given)", checker.DefaultDepth))
	flags.Var(&f.steps, "steps", fmt.Sprintf("cut a schedule off after `K` steps (%d if not given)", checker.DefaultSteps))
	flags.Uint64Var(&f.seed, "seed", 1, "seed of the random numbers")
	flags.BoolVar(&f.acceptDrawn, "accept-sampled", false, "exit with 0, not 3, if as many schedules as were asked for violate nothing")
}

// complete makes the ways in which targets are explored of the flags.
func (f *sampleFlags) complete(cmd *cobra.Command) error {
	names := []string{f.strategy}
	if f.strategy == "all" {
		names = strategyNames()
	} else if _, err := sample.Find(f.strategy); err != nil || f.strategy == "" {
		return fmt.Errorf("--strategy: %q, want one of %s, or all", f.strategy, strings.Join(strategyNames(), ", "))
	}
	if kind, _ := sample.Find(names[0]); f.depth.given && len(names) == 1 && !kind.Depth {
		return fmt.Errorf("--depth: want --strategy pct with it, not %s", f.strategy)
	}
	for _, name := range names {
		asked := checker.SampleOptions{
			Strategy: name, Schedules: f.schedules.value, Depth: f.depth.value, Steps: f.steps.value, Seed: f.seed, PassPilots: len(names) > 1,
		}
		f.ways = append(f.ways, func(ctx context.Context, prog *program.Program, opts checker.Options) (checker.Result, error) {
			r, _, err := checker.Sample(ctx, prog, opts, asked)
			return r, err
		})
	}
	f.sampling = []string{"--strategy", f.strategy, "--seed", strconv.FormatUint(f.seed, 10)}
	for _, name := range []string{"schedules", "depth", "steps"} {
		if flag := cmd.Flags().Lookup(name); flag.Changed {
			f.sampling = append(f.sampling, "--"+name, flag.Value.String())
		}
	}
	return nil
}

// samples reports whether schedules are sampled.
func (f *checkFlags) samples() bool { return f.sampling != nil }

// command is the name of the command that the flags are of.
func (f *checkFlags) command() string {
	if f.samples() {
		return "sample"
	}
	return "check"
}

func strategyNames() (names []string) {
	for _, k := range sample.Kinds() {
		names = append(names, k.Name)
	}
	return names
}

// strategyTable lists the strategies, one a line and what it is below.
func strategyTable() string {
	var b strings.Builder
	b.WriteString("Strategies:\n")
	for _, k := range sample.Kinds() {
		fmt.Fprintf(&b, "  %s\n", k.Name)
		for _, line := range report.Wrap(k.Doc+" ("+k.Source+")", 74) {
			fmt.Fprintf(&b, "      %s\n", line)
		}
	}
	return strings.TrimRight(b.String(), "\n")
}
