package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"heddle/checker"
	"heddle/checker/report"
	"heddle/model/program"
)

const checkLong = `Check explores every schedule of each target under each memory model.

A target is
  lock/ticket              an entry of the library: see "heddle list"
  ./mylock                 a Go package: every func CheckXxx() in it
  ./...                    every Go package here and below with a check in it
  x.go                     a Go file: every func CheckXxx() in it
  ./mylock:CheckTicket     one of them
  SB.litmus                a litmus test: what it claims of its final states

A check calls what it checks, and says what must hold by panicking or by the
claims of package heddle/model.

A check fails when it panics, fails an assertion, can race (memory models go
and rc11), can come to a deadlock, can get stuck (threads run on but none can
end any more), leaves a goroutine behind that can never end, or breaks a claim
it states. Otherwise it is verified, for exactly the bounds that are printed; or
incomplete, when a limit was met first.

A litmus test is verified if what it claims is true: that its condition is true
at the end of all schedules (forall), of none (~exists), or of some (exists:
that one is shown). Without --memory it is checked under the models of its
architecture.

With --liveness runs that go on for ever are checked too, under fairness: that
every run ends (termination), that whenever threads want into a critical section
somebody gets in (deadlock-freedom), and everybody does (starvation), that what
is asked is granted (leads-to), and that who came first is served first (fcfs).
What is wanted and asked is said by model.Section.Want and model.Response.Ask. A
violation is shown as a lasso: steps, and then a cycle of steps that repeat for
ever. Library targets go on for ever with --rounds forever.

Three more properties, which must be named, are asked of all schedules, fair or
not: that a thread that steps alone completes its operation (obstruction-free),
that of threads that step some complete theirs (lock-free), and that every
thread that steps does (wait-free). An object of the library is called for ever
then, with --rounds forever: each thread makes all operations in turn, and
whether the object is linearizable is not judged. The answer names the class of
the object, and how many steps the longest operation takes if it is wait-free:
accesses to memory that other threads can see. A class is one for so many
threads, and for numbers of so many bits (--word-bits): where numbers are
compared by <, one that wraps makes another algorithm of it, and the class is
that of the other one.

A program with too many states, or infinitely many, can be verified up to a
bound: --preemptions N takes the schedules in which a goroutine that could go on
is interrupted never, then once, … then N times; --depth N takes those of at
most N steps. If that leaves nothing out the check is verified outright, else it
is incomplete. A violation found by --preemptions is shown with the fewest of
them possible, and then the fewest steps.

--auto tries all schedules first, up to a number of states; if there are more,
those with 0, 1, 2, … preemptions; and if not even 2 can be completed, schedules
that are drawn at random, as heddle sample does. The verdict says how far it
came: verified, or verified up to 2 preemptions, or sampled 1000 schedules, no
violation, and what that is worth. The last two are exit code 3, or 0 with
--accept-bounded and --accept-sampled.`

const checkExamples = `  heddle check lock/naive --threads 2
  heddle check lock/ticket --threads 4 --rounds 2 --memory go,sc,tso
  heddle check ./mylock --timeout 10m --max-memory 4GB
  heddle check x.go:CheckCounter --out schedules
  heddle check lock/mcs --threads 3 --json
  heddle check lock/ttas --threads 2 --rounds forever --memory sc --liveness
  heddle check ./mylock --preemptions 2 --accept-bounded --heartbeat
  heddle check ./mylock --auto --max-states 1000000
  heddle check stack/treiber --threads 2 --rounds forever --liveness=wait-free
  heddle check lock/ttas --machine numa --coherence none
  heddle check lock/ttas --machine numa --detail split --network unordered
  heddle check ./... --format sarif > heddle.sarif`

// checkFlags are the flags of check.
type checkFlags struct {
	exploreFlags
	autoFlags
	allSteps bool
	diagram  bool
	format   string
	json     bool
	out      string

	ways     []explorer // in which each target is explored; none: the one of heddle check
	sampling []string   // of heddle sample: the flags that say which schedules, to be typed
}

// explorer explores a program in one way.
type explorer = func(context.Context, *program.Program, checker.Options) (checker.Result, error)

func (a *app) checkCommand() *cobra.Command {
	var f checkFlags
	cmd := &cobra.Command{
		Use:               "check TARGET...",
		Short:             "Explore every schedule of the targets",
		Long:              checkLong + "\n\n" + faultsLong + faultTable(),
		Example:           checkExamples,
		Args:              want("target"),
		ValidArgsFunction: completeTargets,
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.check(cmd, args, &f)
		},
	}
	f.exploreFlags.register(cmd)
	f.registerAuto(cmd)
	f.registerOutput(cmd)
	return cmd
}

// registerOutput has the flags that say how results are shown.
func (f *checkFlags) registerOutput(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&f.allSteps, "all-steps", false, "show each step that is taken in library code")
	cmd.Flags().BoolVar(&f.diagram, "diagram", false, "show a violation as a space-time diagram, not as a table: see heddle diagram")
	cmd.Flags().StringVar(&f.format, "format", "text", "form of the output: text, "+strings.Join(report.Formats(), ", "))
	cmd.Flags().BoolVar(&f.json, "json", false, "the same as --format json: one JSON object a line")
	complete(cmd, "format", append([]string{"text"}, report.Formats()...))
	cmd.Flags().StringVar(&f.out, "out", "", "write the schedule of each violation to a file in this `DIR`")
}

func (a *app) check(cmd *cobra.Command, args []string, f *checkFlags) error {
	opts, err := f.exploreFlags.options(cmd)
	if err != nil {
		return err
	}
	if err := f.validateAuto(cmd, opts); err != nil {
		return err
	}
	if cmd.Flags().Changed("out") && f.out == "" {
		return fmt.Errorf("--out: an empty name, want a directory")
	}
	names, err := memories(f.memory)
	if err != nil {
		return err
	}
	p, err := a.printer(cmd, f)
	if err != nil {
		return err
	}
	all, err := subjects(cmd.Context(), args, f.bounds)
	if err != nil {
		return err
	}
	if all, err = p.refused(all); err != nil {
		return err
	}
	left := len(all) * len(names)
	for _, s := range all {
		own, err := s.memories(cmd, names)
		if err != nil {
			return err
		}
		left += len(own) - len(names)
		for _, memory := range own {
			if cmd.Context().Err() != nil {
				a.exit(exitIncomplete)
				fmt.Fprintf(a.stderr, "interrupted: %d not checked\n", left)
				return p.end()
			}
			left--
			s, err := s.under(cmd.Context(), memory)
			if err != nil {
				return err
			}
			s.Word, s.Endless, s.System, s.Network = opts.WordBits, opts.Endless, opts.System, opts.Network
			if err := p.explore(cmd.Context(), s, opts); err != nil {
				return err
			}
		}
	}
	return p.end()
}

// explore explores a subject in each way that is asked for, and prints the answers.
func (p *printer) explore(ctx context.Context, s subject, opts checker.Options) error {
	var all []checker.Result
	for _, with := range p.flags.explorers() {
		if len(all) > 0 && ctx.Err() != nil {
			break
		}
		result, err := p.search(ctx, s, opts, p.flags.heartbeat, with)
		result = s.judged(result)
		if err != nil {
			fmt.Fprintf(p.stderr, "%s: %v\n", s.Target, err)
			p.exit(exitBadInput)
		}
		if err := p.result(s, result, err); err != nil {
			return err
		}
		if all = append(all, result); err != nil {
			return nil
		}
	}
	return p.compare(all)
}

// explorers gives the ways in which schedules are explored.
func (f *checkFlags) explorers() []explorer {
	switch {
	case len(f.ways) > 0:
		return f.ways
	case f.auto:
		return []explorer{f.escalate}
	}
	return []explorer{checker.Check}
}

// explore checks one subject, with a progress line on a terminal, or else one
// every heartbeat if that is not 0.
func (a *app) explore(ctx context.Context, s subject, opts checker.Options, heartbeat time.Duration) (checker.Result, error) {
	return a.search(ctx, s, opts, heartbeat, checker.Check)
}

// end is explore, but looks for an end of the subject.
func (a *app) end(ctx context.Context, s subject, opts checker.Options, heartbeat time.Duration) (checker.Result, error) {
	return a.search(ctx, s, opts, heartbeat, checker.End)
}

func (a *app) search(
	ctx context.Context, s subject, opts checker.Options, heartbeat time.Duration, with explorer,
) (checker.Result, error) {
	if err := s.judgeable(opts); err != nil {
		return checker.Result{}, err
	}
	opts = s.asked(opts)
	update, done := a.watch(s.Target+" "+s.Memory, heartbeat)
	opts.Progress = update
	defer done()
	return with(ctx, s.prog, opts)
}
