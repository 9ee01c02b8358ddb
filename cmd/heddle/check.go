package main

import (
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"heddle/checker"
	"heddle/checker/report"
)

const checkLong = `Check explores every schedule of each target under each memory model.

A target is
  lock/ticket              an entry of the library: see "heddle list"
  ./mylock                 a Go package: every func CheckXxx() in it
  ./...                    every Go package here and below with a check in it
  x.go                     a Go file: every func CheckXxx() in it
  ./mylock:CheckTicket     one of them

A check fails when it panics, fails an assertion, can race (memory model go), can
come to a deadlock, can get stuck (threads run on but none can end any more),
leaves a goroutine behind that can never end, or breaks a claim it states.
Otherwise it is verified, for exactly the bounds that are printed; or incomplete,
when a limit was met first.`

const checkExamples = `  heddle check lock/naive --threads 2
  heddle check lock/ticket --threads 4 --rounds 2 --memory go,sc,tso
  heddle check ./mylock --timeout 10m --max-memory 4GB
  heddle check x.go:CheckCounter --out schedules
  heddle check lock/mcs --threads 3 --json`

// checkFlags are the flags of check.
type checkFlags struct {
	searchFlags
	boundFlags
	json bool
	out  string
}

func (a *app) checkCommand() *cobra.Command {
	var f checkFlags
	cmd := &cobra.Command{
		Use:               "check TARGET...",
		Short:             "Explore every schedule of the targets",
		Long:              checkLong,
		Example:           checkExamples,
		Args:              want("target"),
		ValidArgsFunction: completeTargets,
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.check(cmd, args, &f)
		},
	}
	f.searchFlags.register(cmd, "go")
	f.boundFlags.register(cmd)
	cmd.Flags().BoolVar(&f.json, "json", false, "print one JSON object a line")
	cmd.Flags().StringVar(&f.out, "out", "", "write the schedule of each violation to a file in this `DIR`")
	return cmd
}

func (a *app) check(cmd *cobra.Command, args []string, f *checkFlags) error {
	opts, err := f.options(cmd)
	if err != nil {
		return err
	}
	if err := f.boundFlags.validate(cmd); err != nil {
		return err
	}
	if cmd.Flags().Changed("out") && f.out == "" {
		return fmt.Errorf("--out: an empty name, want a directory")
	}
	names, err := memories(f.memory)
	if err != nil {
		return err
	}
	all, err := subjects(args, f.bounds)
	if err != nil {
		return err
	}
	p := &printer{app: a, json: f.json, style: styleOf(a.stdout), flags: f}
	if f.out != "" {
		p.saver = &report.Saver{Dir: f.out}
	}
	left := len(all) * len(names)
	for _, s := range all {
		for _, memory := range names {
			if cmd.Context().Err() != nil {
				a.exit(exitIncomplete)
				fmt.Fprintf(a.stderr, "interrupted: %d not checked\n", left)
				return p.end()
			}
			left--
			s.Memory = memory
			result, err := a.explore(cmd.Context(), s, opts)
			if err != nil {
				fmt.Fprintf(a.stderr, "%s: %v\n", s.Target, err)
				a.exit(exitBadInput)
				continue
			}
			if err := p.result(s.Check, result); err != nil {
				return err
			}
		}
	}
	return p.end()
}

// explore checks one subject, with a progress line on a terminal.
func (a *app) explore(ctx context.Context, s subject, opts checker.Options) (checker.Result, error) {
	opts.Memory, opts.Threads, opts.Rounds = s.Memory, s.Threads, s.Rounds
	p := newProgress(a.stderr, s.Target+" "+s.Memory)
	if p != nil {
		opts.Progress = p.update
	}
	defer p.done()
	return checker.Check(ctx, s.prog, opts)
}

// exitOf gives the exit code of a verdict.
func exitOf(v checker.Verdict) int {
	return map[checker.Verdict]int{
		checker.Verified: exitVerified, checker.Violated: exitViolated, checker.Incomplete: exitIncomplete,
	}[v]
}

// printer prints results as they come.
type printer struct {
	*app
	json     bool
	style    report.Style
	flags    *checkFlags
	saver    *report.Saver // nil: schedules are not saved
	verified bool          // some result was
}

func (p *printer) result(c report.Check, r checker.Result) error {
	p.exit(exitOf(r.Verdict))
	p.verified = p.verified || r.Verdict == checker.Verified
	file := ""
	if r.Schedule != nil && p.saver != nil {
		var err error
		if file, err = p.saver.Save(r.Schedule); err != nil {
			return err
		}
	}
	if p.json {
		return report.JSON(p.stdout, c, r, file, peakBytes())
	}
	fmt.Fprintln(p.stdout, report.Verdict(c, r, p.style))
	if r.Schedule == nil {
		return nil
	}
	fmt.Fprintln(p.stdout)
	if err := report.Table(p.stdout, r.Schedule, p.style); err != nil {
		return err
	}
	_, err := fmt.Fprintf(p.stdout, "\nreplay it: %s\n\n", p.replay(c, file))
	return err
}

// replay gives the command that replays the schedule of c, which is in file; if it
// is not saved, the command that saves it first.
func (p *printer) replay(c report.Check, file string) string {
	self := commandName()
	if file != "" {
		return self + " replay " + quote(file)
	}
	again := []string{self, "check", quote(c.Target), "--memory", c.Memory}
	if c.Threads > 0 {
		again = append(again, "--threads", strconv.Itoa(c.Threads))
	}
	if c.Rounds > 0 {
		again = append(again, "--rounds", strconv.Itoa(c.Rounds))
	}
	if p.flags.search == "dfs" {
		again = append(again, "--search", "dfs")
	}
	if p.flags.allVisible {
		again = append(again, "--all-visible")
	}
	return strings.Join(again, " ") + " --out schedules; " + self + " replay " + quote("schedules/"+report.FileName(c))
}

func (p *printer) end() error {
	if p.json || !p.verified {
		return nil
	}
	_, err := io.WriteString(p.stdout, report.Meaning+"\n")
	return err
}
