package main

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"heddle/checker"
	"heddle/checker/report"
	"heddle/checker/result"
)

// terminal gives the file behind w if it is a terminal.
func terminal(w io.Writer) (*os.File, bool) {
	f, ok := w.(*os.File)
	return f, ok && term.IsTerminal(int(f.Fd()))
}

// styleOf is how text for w is laid out: in colour on a terminal only.
func styleOf(w io.Writer) report.Style {
	f, ok := terminal(w)
	if !ok {
		return report.Style{}
	}
	width, _, err := term.GetSize(int(f.Fd()))
	if err != nil {
		width = 80
	}
	return report.Style{Width: width, Color: os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"}
}

// patience is how long a check runs before it shows its progress.
const patience = time.Second

// progress is the line that a long check shows on a terminal.
type progress struct {
	label string
	width int
	bar   *progressbar.ProgressBar
}

// watch gives what shows the progress of a check, nil for nothing, and what to call after it.
func (a *app) watch(label string, heartbeat time.Duration) (update func(checker.Progress), done func()) {
	p := newProgress(a.stderr, label)
	switch {
	case p != nil:
		return p.update, p.done
	case heartbeat > 0:
		return (&pulse{w: a.stderr, label: label, every: heartbeat, next: heartbeat}).update, p.done
	}
	return nil, p.done
}

// newProgress gives the progress line of one check; nil if w is not a terminal.
func newProgress(w io.Writer, label string) *progress {
	f, ok := terminal(w)
	if !ok {
		return nil
	}
	width, _, err := term.GetSize(int(f.Fd()))
	if err != nil || width < 20 {
		width = 80
	}
	bar := progressbar.NewOptions(-1,
		progressbar.OptionSetWriter(w),
		progressbar.OptionSetElapsedTime(false),
		progressbar.OptionSpinnerType(14),
		progressbar.OptionSetSpinnerChangeInterval(0),
		progressbar.OptionUseANSICodes(true),
	)
	return &progress{label, width, bar}
}

func (p *progress) update(at checker.Progress) {
	if at.Elapsed < patience {
		return
	}
	p.say(progressText(p.label, at))
}

// say shows a text on the line.
func (p *progress) say(text string) {
	runes := []rune(text)
	p.bar.Describe(string(runes[:min(len(runes), p.width-4)]))
}

// pulse prints lines of progress where there is no terminal.
type pulse struct {
	w           io.Writer
	label       string
	every, next time.Duration // since the check began
}

func (p *pulse) update(at checker.Progress) {
	if at.Elapsed < p.next {
		return
	}
	p.next = at.Elapsed - at.Elapsed%p.every + p.every
	fmt.Fprintln(p.w, progressText(p.label, at))
}

// progressText is what is known during a check, the most telling first.
func progressText(label string, at checker.Progress) string {
	if at.Layer != "" {
		label += "  " + at.Layer
	}
	if at.Asked > 0 {
		rate := float64(at.Schedules) / max(at.Elapsed.Seconds(), 1e-9)
		return fmt.Sprintf("%s  %d of %d schedules (%.0f a second)  %s  %d s", label, at.Schedules, at.Asked, rate, result.Bytes(at.Bytes), int(at.Elapsed.Seconds()))
	}
	rate := float64(at.States) / max(at.Elapsed.Seconds(), 1e-9) / 1e6
	return fmt.Sprintf("%s  %d states (%.2f M/s)  %s  depth %d  frontier %d  %d s",
		label, at.States, rate, result.Bytes(at.Bytes), at.Depth, at.Frontier, int(at.Elapsed.Seconds()))
}

func (p *progress) done() {
	if p != nil {
		p.bar.Clear()
	}
}

// commandName is how this program can be called again from the same directory.
func commandName() string {
	self, err := os.Executable()
	if err != nil {
		return "heddle"
	}
	if strings.Contains(filepath.ToSlash(self), "/go-build") { // go run deletes it afterwards
		if _, err := os.Stat("cmd/heddle/main.go"); err == nil {
			return "go run ./cmd/heddle"
		}
		return "go run heddle/cmd/heddle"
	}
	if found, err := exec.LookPath("heddle"); err == nil {
		if abs, err := filepath.Abs(found); err == nil && abs == self {
			return "heddle"
		}
	}
	return quote(os.Args[0])
}

// quote makes arg one word of a shell command.
func quote(arg string) string {
	safe := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("_./:~=,-+@", r)
	}
	if arg != "" && arg[0] != '~' && strings.IndexFunc(arg, func(r rune) bool { return !safe(r) }) < 0 {
		return arg
	}
	return "'" + strings.ReplaceAll(arg, "'", `'\''`) + "'"
}
