package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"heddle/checker"
	"heddle/checker/causality"
	"heddle/checker/report"
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
	sampled  bool          // … is of schedules that were sampled
	shown    bool          // a schedule of the present check was, of several ways to explore it
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
		if err := p.result(s, checker.Result{}, s.err); err != nil {
			return nil, err
		}
	}
	return others, nil
}

// result prints the answer to s; failed says that there is none, which standard error has.
func (p *printer) result(s subject, r checker.Result, failed error) error {
	c := s.Check
	if failed != nil {
		if p.writer == nil {
			return nil
		}
		return p.writer.Write(report.Outcome{Check: c, Err: failed})
	}
	p.exit(p.flags.exitOf(r))
	p.verified = p.verified || r.Verdict == checker.Verified
	p.bounded = p.bounded || r.Bounded != ""
	p.sampled = p.sampled || r.Sampled != nil && r.Verdict == checker.Incomplete
	file, picture := "", ""
	witness := r.Verdict == checker.Verified && r.Schedule != nil
	if r.Schedule != nil && p.saver != nil && !witness {
		var err error
		if file, err = p.saver.Save(r.Schedule); err != nil {
			return err
		}
		if picture, err = p.draw(s, r.Schedule); err != nil {
			return err
		}
	}
	if p.writer != nil {
		return p.writer.Write(report.Outcome{Check: c, Result: r, File: file, Peak: peakBytes(), Accepted: p.flags.accepts(r)})
	}
	fmt.Fprintln(p.stdout, report.Verdict(c, r, p.style))
	if r.Sampled != nil {
		if err := report.Sampled(p.stdout, r); err != nil {
			return err
		}
	}
	if r.Schedule == nil || p.shown {
		return nil
	}
	p.shown = len(p.flags.ways) > 1
	fmt.Fprintln(p.stdout)
	if err := p.schedule(r.Schedule); err != nil {
		return err
	}
	again := "\n"
	if !witness {
		again = fmt.Sprintf("\nreplay it: %s\n", p.replay(c, file))
		if picture != "" {
			again += fmt.Sprintf("its history, drawn by porcupine: %s\n", picture)
		}
		if onNetwork(r.Schedule) && !p.flags.diagram && (file != "" || !p.flags.samples() && !p.flags.auto) {
			again += fmt.Sprintf("diagram: %s\n", p.diagram(c, file))
		}
		again += "\n"
	}
	_, err := io.WriteString(p.stdout, again)
	return err
}

// draw writes a picture of the history of a schedule, if what it shows is wrong, beside its file, and gives its name.
func (p *printer) draw(s subject, schedule *checker.Schedule) (file string, err error) {
	if s.object == nil || schedule.Property != schedule.Criterion {
		return "", nil
	}
	var text strings.Builder
	if err := s.object.Automaton.Picture(&text, schedule.History); err != nil {
		return "", err
	}
	return p.saver.SavePicture(report.Of(schedule), text.String())
}

// schedule shows a schedule as it was asked for.
func (p *printer) schedule(s *checker.Schedule) error {
	if p.flags.diagram {
		return report.Spacetime(p.stdout, s, causality.Of(s), report.Beside{}, p.style)
	}
	return report.Table(p.stdout, s, p.style)
}

// diagram gives the command that draws the schedule of c, which is in file if that is not "".
func (p *printer) diagram(c report.Check, file string) string {
	again := p.flags.again(c)
	if file != "" {
		again = []string{quote(file)}
	}
	return commandName() + " diagram " + strings.Join(again, " ")
}

// replay gives the command that replays the schedule of c, which is in file; if it
// is not saved, the command that saves it first.
func (p *printer) replay(c report.Check, file string) string {
	self := commandName()
	if file != "" {
		return self + " replay " + quote(file)
	}
	again := append([]string{self, p.flags.command()}, p.flags.again(c)...)
	again = append(append(again, p.flags.sampling...), p.flags.autoAgain()...)
	return strings.Join(again, " ") + " --out schedules; " + self + " replay " + quote("schedules/"+report.FileName(c))
}

// compare prints how several strategies have fared.
func (p *printer) compare(all []checker.Result) error {
	p.shown = false
	if len(all) < 2 || p.writer != nil {
		return nil
	}
	fmt.Fprintln(p.stdout)
	if err := report.Strategies(p.stdout, all); err != nil {
		return err
	}
	_, err := fmt.Fprintln(p.stdout)
	return err
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
	if p.sampled {
		text += report.MeaningSampled + "\n"
	}
	if p.flags.wordBits.value != 0 {
		text += report.MeaningNarrow + "\n"
	}
	_, err := io.WriteString(p.stdout, text)
	return err
}
