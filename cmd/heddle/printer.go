package main

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"heddle/checker"
	"heddle/checker/report"
	"heddle/model"
)

// exitOf gives the exit code of a verdict.
func exitOf(v checker.Verdict) int {
	return map[checker.Verdict]int{
		checker.Verified: exitVerified, checker.Violated: exitViolated, checker.Incomplete: exitIncomplete,
	}[v]
}

// printer prints results as they come.
type printer struct {
	*app
	writer   report.Writer // of results; nil: they are printed as text
	style    report.Style
	flags    *checkFlags
	saver    *report.Saver // nil: schedules are not saved
	verified bool          // some result was
	bounded  bool          // … was verified up to a bound
}

func (a *app) printer(cmd *cobra.Command, f *checkFlags) (*printer, error) {
	p := &printer{app: a, style: styleOf(a.stdout), flags: f}
	p.style.All = f.allSteps
	if f.out != "" {
		p.saver = &report.Saver{Dir: f.out}
	}
	format := f.format
	if f.json {
		if cmd.Flags().Changed("format") && format != "json" {
			return nil, fmt.Errorf("--json and --format %s: want one of them", format)
		}
		format = "json"
	}
	if format == "text" {
		return p, nil
	}
	var err error
	if p.writer, err = report.NewWriter(format, a.stdout); err != nil {
		return nil, fmt.Errorf("--format: %q, want one of text, %s", format, strings.Join(report.Formats(), ", "))
	}
	return p, nil
}

// refused says which of the subjects cannot be checked, and why, and gives the others.
func (p *printer) refused(all []subject) (others []subject, err error) {
	said := map[string]bool{}
	for _, s := range all {
		if s.err == nil {
			others = append(others, s)
			continue
		}
		p.exit(exitBadInput)
		if why := s.err.Error(); !said[why] {
			said[why] = true
			fmt.Fprintln(p.stderr, why)
		}
		if err := p.result(s.Check, checker.Result{}, s.err); err != nil {
			return nil, err
		}
	}
	return others, nil
}

// result prints the answer to c; failed says that there is none, which standard error has.
func (p *printer) result(c report.Check, r checker.Result, failed error) error {
	if failed != nil {
		if p.writer == nil {
			return nil
		}
		return p.writer.Write(report.Outcome{Check: c, Err: failed})
	}
	p.exit(p.flags.exitOf(r))
	p.verified = p.verified || r.Verdict == checker.Verified
	p.bounded = p.bounded || r.Bounded != ""
	file := ""
	witness := r.Verdict == checker.Verified && r.Schedule != nil
	if r.Schedule != nil && p.saver != nil && !witness {
		var err error
		if file, err = p.saver.Save(r.Schedule); err != nil {
			return err
		}
	}
	if p.writer != nil {
		return p.writer.Write(report.Outcome{Check: c, Result: r, File: file, Peak: peakBytes(), Accepted: p.flags.accept})
	}
	fmt.Fprintln(p.stdout, report.Verdict(c, r, p.style))
	if r.Schedule == nil {
		return nil
	}
	fmt.Fprintln(p.stdout)
	if err := report.Table(p.stdout, r.Schedule, p.style); err != nil {
		return err
	}
	again := "\n"
	if !witness {
		again = fmt.Sprintf("\nreplay it: %s\n\n", p.replay(c, file))
	}
	_, err := io.WriteString(p.stdout, again)
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
	if c.Rounds == model.Forever {
		again = append(again, "--rounds", "forever")
	}
	again = append(again, systemAgain(c.System)...)
	again = append(again, networkAgain(c.Network)...)
	if c.Endless {
		again = append(again, "--endless")
	}
	if c.Word > 0 {
		again = append(again, "--word-bits", strconv.Itoa(c.Word))
	}
	again = append(again, p.flags.livenessFlags.again()...)
	if p.flags.search == "dfs" {
		again = append(again, "--search", "dfs")
	}
	if p.flags.symmetry == "off" {
		again = append(again, "--symmetry", "off")
	}
	if p.flags.allVisible {
		again = append(again, "--all-visible")
	}
	if p.flags.allowLeaks {
		again = append(again, "--allow-leaks")
	}
	if p.flags.depth.given {
		again = append(again, "--depth", p.flags.depth.String())
	}
	if p.flags.preempts.given {
		again = append(again, "--preemptions", p.flags.preempts.String())
	}
	return strings.Join(again, " ") + " --out schedules; " + self + " replay " + quote("schedules/"+report.FileName(c))
}

func (p *printer) end() error {
	if p.writer != nil {
		return p.writer.Close()
	}
	text := ""
	if p.verified {
		text += report.Meaning + "\n"
	}
	if p.bounded {
		text += report.MeaningBounded + "\n"
	}
	_, err := io.WriteString(p.stdout, text)
	return err
}
