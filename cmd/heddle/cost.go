package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"heddle/checker/cost"
	"heddle/checker/cost/sheet"
	"heddle/machine"
)

const costLong = `Cost computes what targets cost on a machine with caches: the worst case over
all schedules, and in brackets the best. What is counted are the metrics
  %s
and what they are counted over are the windows
  acquire   a thread's way from wanting a lock (Section.Want) to entering
  release   … from leaving (Section.Leave) to wanting in again, or its end
  handover  what all bear from a release to the next one, when all who want in
            wait (spin) at the first, and nobody else comes until the second
  turn      the same, whoever comes
  passage   what a thread bears from wanting in to wanting in again, but inside
  episode   a thread's way through a barrier (Episode.Arrive to Depart)
  gathering what all bear in barriers, from start to end
  run       what all bear from start to end
  request   what all bear in a run, over the requests in it (Response.Ask)
Only accesses to lines that threads share cost anything.

Of a program with a network what is counted are the messages that it sends once
threads have started, on a machine without caches. Others send some of them on
behalf of who wants in: so there a passage is what all bear in a run, over the
passages in it (Section.Enter). Such a share is exact, as a fraction. The worst
case is that of all runs within the budgets of faults, and what is sent again
counts again.

A worst case without bound is shown as ∞, if a schedule that is fair to all
threads attains it, or ∞*, if it takes one that holds another thread back. The
growth beside several numbers of threads is an exact fit of what was computed,
no proof for all numbers.

Exit codes: 0 all costs were computed; 1 a target is violated; 2 bad use, or a
cost was asked for that no run comes to; 3 a limit was met, which gives no cost.`

const costExamples = `  heddle cost lock/ttas --threads 2,3,4,5,6
  heddle cost lock/mcs lock/anderson --per handover --metrics bus,rmw
  heddle cost lock/tas --threads 3 --per acquire --metrics bus --schedule
  heddle cost lock/anderson --line 2 --format markdown
  heddle cost lock/ticket --machine numa --json
  heddle cost mutex/lamport --threads 3
  heddle cost rpc/exactly-once --loss 1 --per request --schedule`

// costFlags are the flags of cost.
type costFlags struct {
	memory   string
	threads  []int
	bounds   bounds
	metrics  []string
	per      []string
	wordBits number
	schedule bool
	format   string
	json     bool
	out      string
	systemFlags
	networkFlags
	limitFlags
	heartbeat time.Duration
}

func (a *app) costCommand() *cobra.Command {
	var f costFlags
	var names []string
	for _, m := range cost.Metrics() {
		names = append(names, m.Name)
	}
	cmd := &cobra.Command{
		Use:               "cost TARGET...",
		Short:             "Compute what targets cost in the worst case, and in the best",
		Long:              fmt.Sprintf(costLong, folded(names, 76)),
		Example:           costExamples,
		Args:              want("target"),
		ValidArgsFunction: completeTargets,
		RunE:              func(cmd *cobra.Command, args []string) error { return a.cost(cmd, args, &f) },
	}
	flags := cmd.Flags()
	flags.StringVar(&f.memory, "memory", "sc", "memory model: "+strings.Join(allMemories(), ", "))
	flags.IntSliceVar(&f.threads, "threads", []int{2, 3, 4}, "numbers of threads of library targets, separated by commas")
	flags.Var((*rounds)(&f.bounds.rounds), "rounds", "rounds of library targets, or forever (1 if not given)")
	f.wordBits = number{min: 1, max: 64}
	flags.Var(&f.wordBits, "word-bits", "atomic integers have `N` bits, without sign, and wrap (as their type if not given)")
	flags.StringSliceVar(&f.metrics, "metrics", nil, "what is counted, separated by commas (if not given all, or messages of a program with a network)")
	flags.StringSliceVar(&f.per, "per", nil, "windows, separated by commas (if not given acquire,release,handover,episode,run, or passage,request,episode,gathering,run of a program with a network)")
	flags.BoolVar(&f.schedule, "schedule", false, "show a schedule that attains each worst case: with one metric only")
	flags.StringVar(&f.format, "format", "text", "form of the output: "+strings.Join(sheet.Formats(), ", "))
	flags.BoolVar(&f.json, "json", false, "print one JSON object a line, one for each cost")
	flags.StringVar(&f.out, "out", "", "write schedules that attain the worst cases to files in this `DIR`: with one metric only")
	f.systemFlags.register(cmd)
	f.networkFlags.register(cmd)
	structure := flags.Lookup("machine")
	structure.Usage = strings.Replace(structure.Usage, "(flat if not given)", "(smp if not given)", 1)
	f.limitFlags.register(cmd)
	flags.DurationVar(&f.heartbeat, "heartbeat", 0, "print a line of progress to standard error every `INTERVAL` (1m if none is given); a terminal shows a live one")
	flags.Lookup("heartbeat").NoOptDefVal = "1m"
	complete(cmd, "memory", allMemories())
	complete(cmd, "metrics", names)
	complete(cmd, "format", sheet.Formats())
	return cmd
}

// folded breaks a list of names into lines of at most width columns, indented by two.
func folded(names []string, width int) string {
	var lines []string
	line := ""
	for _, n := range names {
		if line != "" && len(line)+2+len(n) > width {
			lines, line = append(lines, line+","), ""
		}
		if line != "" {
			line += ", "
		}
		line += n
	}
	return strings.Join(append(lines, line), "\n  ")
}

// options gives what is to be measured.
func (f *costFlags) options(cmd *cobra.Command) (opts cost.Options, err error) {
	if f.json && cmd.Flags().Changed("format") {
		return opts, errors.New("--json and --format: want one of them")
	}
	if !slices.Contains(sheet.Formats(), f.format) {
		return opts, fmt.Errorf("--format: %q, want one of %s", f.format, strings.Join(sheet.Formats(), ", "))
	}
	if _, err := machine.FindMemory(f.memory); err != nil {
		return opts, fmt.Errorf("--memory: %w", err)
	}
	if err := increasing(f.threads); err != nil {
		return opts, err
	}
	if !cmd.Flags().Changed("machine") {
		f.Structure = machine.SMP
	}
	opts.Memory, opts.WordBits = f.memory, f.wordBits.value
	if opts.System, err = f.system(); err != nil {
		return opts, err
	}
	if opts.Network, err = f.network(f.order()); err != nil {
		return opts, err
	}
	if opts.System.Split {
		return opts, errors.New("--detail split: what is counted are atomic transactions, want --detail atomic")
	}
	if opts.Limits, err = f.limits(cmd); err != nil {
		return opts, err
	}
	if opts.Metrics, err = cost.FindMetrics(f.metrics); err != nil {
		return opts, fmt.Errorf("--metrics: %w", err)
	}
	if opts.Windows, err = cost.FindWindows(f.per); err != nil {
		return opts, fmt.Errorf("--per: %w", err)
	}
	if cmd.Flags().Changed("out") && f.out == "" {
		return opts, errors.New("--out: an empty name, want a directory")
	}
	if f.bounds.rounds == 0 {
		f.bounds.rounds = 1
	}
	opts.Schedules = f.schedule || f.out != ""
	return opts, nil
}

func (a *app) cost(cmd *cobra.Command, args []string, f *costFlags) error {
	opts, err := f.options(cmd)
	if err != nil {
		return err
	}
	all, err := f.measured(cmd, args)
	if err != nil {
		return err
	}
	var sheets []sheet.Sheet
	for _, target := range all {
		s, err := a.sheet(cmd, f, opts, target)
		if err != nil {
			return err
		}
		sheets = append(sheets, s)
		if f.json {
			if err := sheet.JSON(a.stdout, s); err != nil {
				return err
			}
		}
	}
	if !f.json {
		if err := sheet.Write(a.stdout, f.format, sheets, styleOf(a.stdout)); err != nil {
			return err
		}
	}
	for _, s := range sheets {
		if err := a.schedules(f, s); err != nil {
			return err
		}
	}
	cpu := time.Duration(0)
	for _, s := range sheets {
		for _, c := range s.Columns {
			cpu += c.CPU
		}
	}
	fmt.Fprintf(a.stderr, "%.2f CPU seconds\n", cpu.Seconds())
	return nil
}

// measured loads the targets, each with all numbers of threads.
func (f *costFlags) measured(cmd *cobra.Command, args []string) (all [][]subject, err error) {
	loader := newLoader()
	for _, pattern := range args {
		entry, isLibrary, err := libraryEntry(pattern)
		if err != nil {
			return nil, err
		}
		if !isLibrary {
			given := bounds{}
			if cmd.Flags().Changed("threads") || cmd.Flags().Changed("rounds") {
				given = bounds{threads: f.threads[0], rounds: f.bounds.rounds}
			}
			found, err := subjects(cmd.Context(), []string{pattern}, given)
			if err != nil {
				return nil, err
			}
			for _, s := range found {
				if s.err != nil {
					return nil, s.err
				}
				if s.test != nil {
					return nil, fmt.Errorf("%s: a litmus test, want Go: what it costs is not counted", pattern)
				}
				all = append(all, []subject{s})
			}
			continue
		}
		var columns []subject
		for _, n := range f.threads {
			if _, _, err := entry.Parameters(n, f.bounds.rounds); err != nil && !cmd.Flags().Changed("threads") {
				continue // of the numbers that nobody has asked for
			}
			s, err := loadEntry(cmd.Context(), loader, entry, bounds{threads: n, rounds: f.bounds.rounds})
			if err != nil {
				return nil, err
			}
			columns = append(columns, s)
		}
		if len(columns) == 0 {
			s, err := loadEntry(cmd.Context(), loader, entry, bounds{rounds: f.bounds.rounds})
			if err != nil {
				return nil, err
			}
			columns = append(columns, s)
		}
		all = append(all, columns)
	}
	return all, nil
}
