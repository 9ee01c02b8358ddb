package main

import (
	"errors"
	"fmt"
	"runtime/debug"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"heddle/checker"
	"heddle/checker/linear"
	"heddle/model"
	"heddle/specs"
)

// searchFlags are the flags of the commands that search.
type searchFlags struct {
	memory     []string
	search     string
	allVisible bool
	limitFlags
	depth       number
	preempts    number
	accept      bool
	acceptDrawn bool // of sample and --auto
	auto        bool // of check alone
	allowLeaks  bool
	wordBits    number
	endless     bool
	heartbeat   time.Duration
}

func (f *searchFlags) register(cmd *cobra.Command, memory string) {
	flags := cmd.Flags()
	f.registerProgram(cmd, memory)
	flags.StringVar(&f.search, "search", "bfs", "order of the search: bfs (shortest schedule) or dfs (deep states early, any schedule)")
	complete(cmd, "search", []string{"bfs", "dfs"})
	f.limitFlags.registerStates(cmd)
	f.depth, f.preempts = number{min: 1, max: 1e9}, number{max: 1e6}
	flags.Var(&f.depth, "depth", "explore schedules of at most `N` steps only (no bound if not given)")
	flags.Var(&f.preempts, "preemptions", "explore schedules with at most `N` preemptions only, the fewest first; 0 is a bound too (no bound if not given)")
	flags.BoolVar(&f.accept, "accept-bounded", false, "exit with 0, not 3, if all up to a bound of depth or preemptions is verified")
}

// registerProgram has the flags that say what is checked, whatever is explored of it.
func (f *searchFlags) registerProgram(cmd *cobra.Command, memory string) {
	flags := cmd.Flags()
	flags.StringSliceVar(&f.memory, "memory", []string{memory}, "memory models, separated by commas, or all: "+strings.Join(allMemories(), ", "))
	complete(cmd, "memory", append(allMemories(), "all"))
	flags.BoolVar(&f.allVisible, "all-visible", false, "make every access to memory a step: the same verdicts from more states")
	f.limitFlags.registerBudget(cmd)
	f.wordBits = number{min: 1, max: 64}
	flags.Var(&f.wordBits, "word-bits", "atomic integers have `N` bits, without sign, and wrap: what counts on and on has finitely many states (as their type if not given)")
	flags.BoolVar(&f.endless, "endless", false, "the check need not end: that none of its schedules does is no violation (implied by --rounds forever)")
	flags.BoolVar(&f.allowLeaks, "allow-leaks", false, "let goroutines be left behind when main has returned")
	flags.DurationVar(&f.heartbeat, "heartbeat", 0, "print a line of progress to standard error every `INTERVAL` (1m if none is given); a terminal shows a live one")
	flags.Lookup("heartbeat").NoOptDefVal = "1m"
}

// complete offers the values of a flag to the shell.
func complete(cmd *cobra.Command, flag string, values []string) {
	err := cmd.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp))
	if err != nil {
		panic("heddle: bug: " + err.Error())
	}
}

// options gives the checker's options, without memory model and bounds.
func (f *searchFlags) options(cmd *cobra.Command) (checker.Options, error) {
	opts := checker.Options{DepthFirst: f.search == "dfs", AllVisible: f.allVisible, AllowLeaks: f.allowLeaks, WordBits: f.wordBits.value, Endless: f.endless}
	if f.search != "bfs" && f.search != "dfs" {
		return opts, fmt.Errorf("--search: %q, want bfs or dfs", f.search)
	}
	limits, err := f.limits(cmd)
	if err != nil {
		return opts, err
	}
	if cmd.Flags().Changed("heartbeat") && f.heartbeat <= 0 {
		return opts, fmt.Errorf("--heartbeat: %v, want more than 0", f.heartbeat)
	}
	if err := f.validateBounds(); err != nil {
		return opts, err
	}
	if limits.Depth = f.depth.value; f.auto && limits.States == 0 {
		limits.States = checker.AutoStates
	}
	opts.Limits = limits
	if f.preempts.given {
		opts.Preemptions = &f.preempts.value
	}
	return opts, nil
}

// limitFlags are the limits of each search.
type limitFlags struct {
	timeout   time.Duration
	maxStates int
	maxMemory size
}

func (f *limitFlags) register(cmd *cobra.Command) {
	f.registerBudget(cmd)
	f.registerStates(cmd)
}

func (f *limitFlags) registerStates(cmd *cobra.Command) {
	cmd.Flags().IntVar(&f.maxStates, "max-states", 0, "limit of states for each check (no limit if not given)")
}

func (f *limitFlags) registerBudget(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.DurationVar(&f.timeout, "timeout", 0, "limit of time for each check, such as 90s (no limit if not given)")
	flags.Var(&f.maxMemory, "max-memory", "limit of memory for each check, such as 2GB (half of the machine's if not given)")
}

// limits gives the limits, and bounds the memory of the process.
func (f *limitFlags) limits(cmd *cobra.Command) (checker.Limits, error) {
	if cmd.Flags().Changed("timeout") && f.timeout <= 0 {
		return checker.Limits{}, fmt.Errorf("--timeout: %v, want more than 0", f.timeout)
	}
	if cmd.Flags().Changed("max-states") && f.maxStates <= 0 {
		return checker.Limits{}, fmt.Errorf("--max-states: %d, want more than 0", f.maxStates)
	}
	l := checker.Limits{States: f.maxStates, Time: f.timeout, Memory: int(f.maxMemory)}
	if f.maxMemory == 0 {
		l.Memory = defaultLimit(readFile)
	}
	// The limit is on what the search holds; what it has let go of must not add much to that.
	if m := int64(l.Memory); m > 0 {
		debug.SetMemoryLimit(m + m/8)
	}
	return l, nil
}

// bounded reports whether only part of the schedules is asked for.
func (f *searchFlags) bounded() bool { return f.depth.given || f.preempts.given }

func (f *searchFlags) validateBounds() error {
	switch {
	case f.depth.given && f.preempts.given:
		return errors.New("--depth and --preemptions: want one of them")
	case f.bounded() && f.search == "dfs":
		return errors.New("--search dfs: want bfs with --depth or --preemptions")
	case f.auto && (f.bounded() || f.search == "dfs"):
		return errors.New("--auto: want it without --depth, --preemptions and --search dfs")
	case f.accept && !f.bounded() && !f.auto:
		return errors.New("--accept-bounded: want --depth, --preemptions or --auto with it")
	}
	return nil
}

// accepts reports whether an answer for part of the schedules is as good as verified.
func (f *searchFlags) accepts(r checker.Result) bool {
	return r.Partial() && (f.acceptDrawn || f.accept && r.Sampled == nil)
}

// exitOf gives the exit code of a result.
func (f *searchFlags) exitOf(r checker.Result) int {
	if f.accepts(r) {
		return exitVerified
	}
	return exitOf(r.Verdict)
}

// boundFlags are --threads, --rounds and --criterion.
type boundFlags struct {
	bounds
	criterion string
}

func (f *boundFlags) register(cmd *cobra.Command) {
	cmd.Flags().IntVar(&f.threads, "threads", 0, "threads of library targets (each entry's own default if not given)")
	cmd.Flags().Var((*rounds)(&f.rounds), "rounds", "rounds of library targets, or forever (each entry's own default if not given)")
	cmd.Flags().StringVar(&f.criterion, "criterion", linear.Linearizable.String(), "of objects with a sequential specification: "+strings.Join(linear.Criteria(), ", "))
	complete(cmd, "criterion", linear.Criteria())
}

// rounds is a flag: a number of rounds, or forever.
type rounds int

func (r *rounds) Set(text string) error {
	if text == "forever" {
		*r = model.Forever
		return nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 {
		return fmt.Errorf("want a whole number from 1 to %d, or forever", int(maxRounds))
	}
	*r = rounds(n)
	return nil
}

func (r *rounds) String() string { return strconv.Itoa(int(*r)) }

func (r *rounds) Type() string { return "K" }

func (f *boundFlags) validate(cmd *cobra.Command) error {
	for _, name := range []string{"threads", "rounds"} {
		flag := cmd.Flags().Lookup(name)
		if flag.Changed && flag.Value.String() == "0" {
			return fmt.Errorf("--%s: 0, want 1 or more", name)
		}
	}
	var err error
	if f.bounds.criterion, err = linear.ParseCriterion(f.criterion); err != nil {
		return fmt.Errorf("--criterion: %w", err)
	}
	return f.bounds.validate()
}

// want is the Args of a command that needs at least one argument.
func want(what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 {
			return fmt.Errorf("%s: no %s; see %s --help", cmd.Name(), what, cmd.CommandPath())
		}
		for _, a := range args {
			if a == "" {
				return errors.New(cmd.Name() + ": an empty " + what)
			}
		}
		return nil
	}
}

// completeTargets offers the library's names, and files.
func completeTargets(_ *cobra.Command, _ []string, prefix string) ([]string, cobra.ShellCompDirective) {
	var names []string
	for _, e := range specs.All() {
		if strings.HasPrefix(e.Name, prefix) {
			names = append(names, e.Name+"\t"+e.Doc)
		}
	}
	return names, cobra.ShellCompDirectiveDefault
}
