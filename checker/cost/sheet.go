package cost

import (
	"context"
	"fmt"
	"slices"
	"time"

	"heddle/checker"
	"heddle/model/program"
)

// Options say how to measure.
type Options struct {
	checker.Options
	Windows   []Window
	Metrics   []Metric
	Schedules bool // give a schedule for each worst case
}

// Column is what a target costs with a number of threads.
type Column struct {
	Threads, Rounds int            // 0: the target says itself
	Result          checker.Result // of the search
	Measured        bool           // it is Verified
	Rows            []Row
	Spin            Spin                // where threads wait, if the metrics take that it is known what steps touch
	Schedules       []*checker.Schedule // of the rows that cost something, in their order, if they were asked for
	CPU             time.Duration       // with the search
}

// Of measures a program. It says nothing of one that is not verified: a search that
// met a limit bounds no cost, and a run that breaks a claim may stop anywhere.
func Of(ctx context.Context, prog *program.Program, opts Options) (Column, error) {
	began := checker.CPU()
	c := Column{Threads: opts.Threads, Rounds: opts.Rounds}
	opts.Touches = touches(opts.Metrics)
	if opts.Doorless = !slices.ContainsFunc(opts.Metrics, Metric.ordered); opts.Doorless || len(opts.Metrics) == 1 {
		err := c.search(ctx, prog, opts)
		c.CPU = checker.CPU() - began
		return c, err
	}
	err := c.twice(ctx, prog, opts)
	c.CPU = checker.CPU() - began
	return c, err
}

// twice measures what takes that it is kept who comes first by itself, and per acquire only: it is the larger search
// by far.
func (c *Column) twice(ctx context.Context, prog *program.Program, opts Options) error {
	rest, ordered := *c, *c
	with := opts
	opts.Doorless = true
	opts.Metrics = slices.DeleteFunc(slices.Clone(opts.Metrics), Metric.ordered)
	if err := rest.search(ctx, prog, opts); err != nil {
		return err
	}
	*c = rest
	if !rest.Measured || !slices.Contains(opts.Windows, Acquire) {
		return nil
	}
	with.Touches, with.Windows = false, []Window{Acquire}
	with.Metrics = slices.DeleteFunc(slices.Clone(with.Metrics), func(m Metric) bool { return !m.ordered() })
	if err := ordered.search(ctx, prog, with); err != nil {
		return err
	}
	if !ordered.Measured {
		c.Result, c.Rows, c.Measured = ordered.Result, nil, false
		return nil
	}
	c.Rows = merged(opts.Windows, rest.Rows, ordered.Rows)
	c.Schedules = append(c.Schedules, ordered.Schedules...)
	return nil
}

// merged gives rows, and others, window by window.
func merged(windows []Window, rows, others []Row) (all []Row) {
	for _, w := range windows {
		for _, r := range slices.Concat(rows, others) {
			if r.Window == w {
				all = append(all, r)
			}
		}
	}
	return all
}

// search measures in one search.
func (c *Column) search(ctx context.Context, prog *program.Program, opts Options) error {
	r, found, err := checker.Explore(ctx, prog, opts.Options)
	c.Result = r
	if err != nil || found == nil {
		return err
	}
	m, err := Measure(found.Graph, found.Machine.Label, opts.Windows, opts.Metrics)
	if err != nil {
		return err
	}
	c.Rows, c.Measured = m.Rows, true
	if opts.Touches {
		c.Spin, _ = m.space.spin()
	}
	if opts.Schedules {
		c.Schedules, err = m.attain(prog, found.Machine, opts.Options)
	}
	return err
}

// Line is a cost for several numbers of threads.
type Line struct {
	Window Window
	Metric Metric
	Rows   []Row // by column; nil if none has been measured there
	Growth string
}

// Lines puts measurements side by side. Lines in which nothing costs anything are left out, unless
// zeros asks for them.
func Lines(columns []Column, zeros bool) (lines []Line) {
	for i := range height(columns) {
		l := Line{}
		var points []Point
		var over []int
		pays, bounded := false, true
		for _, c := range columns {
			if !c.Measured {
				l.Rows = append(l.Rows, Row{})
				continue
			}
			r := c.Rows[i]
			l.Window, l.Metric = r.Window, r.Metric
			l.Rows = append(l.Rows, r)
			if r.Opened && !r.Unknown {
				points = append(points, Point{c.Threads, int(r.Worst.Amount)})
				over = append(over, r.Worst.over())
				pays = pays || r.Worst != Value{}
				bounded = bounded && !r.Worst.Infinite
			}
		}
		if !pays && (!zeros || len(points) == 0) {
			continue
		}
		if l.Growth = "∞"; bounded {
			l.Growth = Growth(multiplied(points, over))
		}
		lines = append(lines, l)
	}
	return lines
}

// multiplied multiplies costs, which are over something, by one number so that they are whole.
func multiplied(points []Point, over []int) (whole []Point) {
	common := 1
	for _, n := range over {
		a, b := common, n
		for b != 0 {
			a, b = b, a%b
		}
		common *= n / a
	}
	for i, p := range points {
		whole = append(whole, Point{p.N, p.Cost * (common / over[i])})
	}
	return whole
}

// height is the number of rows that measured columns have.
func height(columns []Column) int {
	for _, c := range columns {
		if c.Measured {
			return len(c.Rows)
		}
	}
	return 0
}

// Unopened gives those windows that no run of any column comes to.
func Unopened(columns []Column, of []Window) []Window {
	return slices.DeleteFunc(slices.Clone(of), func(w Window) bool {
		return slices.ContainsFunc(columns, func(c Column) bool {
			return !c.Measured || slices.ContainsFunc(c.Rows, func(r Row) bool { return r.Window == w && r.Opened })
		})
	})
}

// Windows lists all windows in the order in which they are printed.
func Windows() []Window {
	return []Window{Acquire, Release, Handover, Turn, Passage, Request, Episode, Gathering, Run}
}

// FindWindows gives the windows of those names, nil if there are none.
func FindWindows(names []string) (found []Window, err error) {
	for _, name := range names {
		i := slices.IndexFunc(Windows(), func(w Window) bool { return w.String() == name })
		if i < 0 {
			return nil, fmt.Errorf("cost: window %q, want some of acquire, release, handover, turn, passage, request, episode, gathering, run", name)
		}
		if w := Windows()[i]; !slices.Contains(found, w) {
			found = append(found, w)
			continue
		}
		return nil, fmt.Errorf("cost: window %s is named twice", name)
	}
	return found, nil
}
