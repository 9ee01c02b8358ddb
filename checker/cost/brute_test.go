package cost

import (
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"heddle/checker/graph"
	"heddle/machine"
	_ "heddle/model/drawn"
	"heddle/model/program"
)

// drawn is a graph written out, with labels.
type drawn struct {
	edges  [][]graph.Edge
	ended  []bool
	labels []machine.Label
}

const drawnThreads = 2

// event gives the bits of events.
func event(list ...program.Event) (bits uint16) {
	for _, e := range list {
		bits |= 1 << e
	}
	return bits
}

// someLabels has what steps of a thread may be: one of each kind of step, free, and one that pays.
func someLabels() (all []machine.Label) {
	kinds := []machine.Label{
		{},
		{Phase: machine.Trying, Events: event(program.EventWant)},
		{Phase: machine.Trying},
		{Phase: machine.Trying, Events: event(program.EventEnter)},
		{Phase: machine.Inside},
		{Phase: machine.Leaving, Events: event(program.EventLeave)},
		{Phase: machine.Leaving},
		{Phase: machine.Trying, Events: event(program.EventLeave, program.EventWant, program.EventEnter)},
		{Phase: machine.Meeting, Events: event(program.EventArrive)},
		{Phase: machine.Meeting, Events: event(program.EventDepart)},
	}
	for t := range drawnThreads {
		for _, k := range kinds {
			k.Thread = t
			all = append(all, k)
			k.Charges = []machine.Charge{charge(machine.BusRead, t, 1), charge(machine.Invalidations, 1-t, 2)}
			all = append(all, k)
			k.Charges = []machine.Charge{charge(machine.BusModify, t, 3)}
			all = append(all, k)
		}
	}
	return all
}

// draw draws a graph of at most n states; forward says that there are no cycles.
func draw(t *rapid.T, n int, forward bool) drawn {
	d := drawn{labels: someLabels()}
	common := []int{6, 6, 7, 8, 3 + 30} // steps of a thread that is trying, free and not; and of another that wants in
	d.edges = make([][]graph.Edge, rapid.IntRange(1, n).Draw(t, "states"))
	for i := range d.edges {
		for range rapid.IntRange(0, 3).Draw(t, "degree") {
			to := rapid.IntRange(0, len(d.edges)-1).Draw(t, "to")
			if forward && to <= i {
				continue
			}
			l := rapid.IntRange(0, len(d.labels)-1).Draw(t, "label")
			if plain := rapid.IntRange(0, 8).Draw(t, "plain"); plain < len(common) && i > 0 {
				l = common[plain]
			}
			d.edges[i] = append(d.edges[i], graph.Edge{To: uint32(to), Action: machine.StepOf(d.labels[l].Thread, 0), Label: uint32(l)})
		}
		d.ended = append(d.ended, len(d.edges[i]) == 0 && rapid.Bool().Draw(t, "ended"))
	}
	return d
}

func (d drawn) label(l uint32) *machine.Label { return &d.labels[l] }

func (d drawn) graph() *graph.Graph {
	g := graph.New(true)
	for i, list := range d.edges {
		for _, e := range list {
			g.Add(e)
		}
		g.End(d.ended[i])
	}
	return g
}

// config is a state with what matters of the way to it: the phases of the threads, and of a
// window of one kind, of one thread or all, whether it is open.
type config struct {
	state int
	phase [drawnThreads]machine.Phase
	open  bool
}

// move is a step between configurations.
type move struct {
	to    config
	paid  int
	opens bool
	shuts bool // the window that was open was over before the step
}

// moves gives the steps from a configuration, by a straightforward reading of what windows are.
func (d drawn) moves(c config, w Window, thread int, metric machine.Metric) (all []move) {
	for _, e := range d.edges[c.state] {
		l := d.labels[e.Label]
		m := move{to: c}
		m.to.state = int(e.To)
		during := c.phase
		during[l.Thread] = l.Phase
		leaves := l.Events&event(program.EventLeave) != 0
		switch w {
		case Acquire, Release, Episode:
			want := map[Window]machine.Phase{Acquire: machine.Trying, Release: machine.Leaving, Episode: machine.Meeting}[w]
			was, is := c.phase[thread] == want, during[thread] == want
			m.opens, m.shuts, m.to.open = !was && is, was && !is, is
		case Turn:
			m.opens, m.shuts, m.to.open = leaves, leaves && c.open, c.open || leaves
		case Passage:
			wants := l.Thread == thread && l.Events&event(program.EventWant) != 0
			m.opens, m.shuts, m.to.open = wants, wants && c.open, c.open || wants
		case Run, Gathering:
			m.to.open = true
		}
		if m.to.open {
			for _, charge := range l.Charges {
				p := during[charge.Thread]
				passes := p == machine.Trying || p == machine.Leaving
				own := int(charge.Thread) == thread
				counts := map[Window]bool{Run: true, Gathering: p == machine.Meeting, Turn: passes, Passage: passes && own}
				if _, stay := w.stay(); charge.Metric == metric && (counts[w] || stay && own) {
					m.paid += int(charge.Amount)
				}
			}
		}
		m.to.phase = during
		switch {
		case l.Events&event(program.EventEnter) != 0:
			m.to.phase[l.Thread] = machine.Inside
		case l.Events&event(program.EventDepart) != 0:
			m.to.phase[l.Thread] = machine.Parted
		}
		all = append(all, m)
	}
	return all
}

// extreme gives the worst and the best case of windows of one thread (-1: of all) in a metric, by
// following all ways step by step: the costliest way of at most so many steps, more and more of them.
func (d drawn) extreme(w Window, thread int, metric machine.Metric) (worst, best int, unbounded, opened, complete bool) {
	start := config{open: w.whole()}
	most := map[config]int{} // that an open window has paid, on a way to the configuration
	least := map[config]int{}
	known := map[config]bool{start: true}
	if w.whole() {
		most[start], least[start], opened = 0, 0, true
	}
	over := func(paid int) {
		if !complete || paid < best {
			best, complete = paid, true
		}
	}
	rounds := 300
	bound := 0
	for n := range rounds {
		next, nextMost, nextLeast := map[config]bool{}, map[config]int{}, map[config]int{}
		for c := range known {
			next[c] = true
			for _, m := range d.moves(c, w, thread, metric) {
				next[m.to] = true
				if m.opens {
					opened = true
					nextMost[m.to] = max(nextMost[m.to], m.paid)
					if old, ok := nextLeast[m.to]; !ok || m.paid < old {
						nextLeast[m.to] = m.paid
					}
				}
			}
		}
		for c, paid := range most {
			nextMost[c] = max(nextMost[c], paid)
			worst = max(worst, paid)
			for _, m := range d.moves(c, w, thread, metric) {
				if m.to.open && !m.opens {
					nextMost[m.to] = max(nextMost[m.to], paid+m.paid)
				}
			}
		}
		for c, paid := range least {
			if old, ok := nextLeast[c]; !ok || paid < old {
				nextLeast[c] = paid
			}
			if d.ended[c.state] && w != Turn {
				over(paid)
			}
			want, stay := w.stay()
			if stay && c.phase[thread] != want {
				over(paid)
				continue
			}
			for _, m := range d.moves(c, w, thread, metric) {
				if m.shuts {
					over(paid)
				} else if m.to.open && !m.opens {
					if old, ok := nextLeast[m.to]; !ok || paid+m.paid < old {
						nextLeast[m.to] = paid + m.paid
					}
				}
			}
		}
		known, most, least = next, nextMost, nextLeast
		if n == rounds/2 {
			bound = worst
		}
	}
	return worst, best, worst > bound, opened, complete
}

// TestAgainstAllWays compares with the following of all ways, in graphs with and without cycles.
func TestAgainstAllWays(t *testing.T) {
	metrics, err := FindMetrics([]string{"bus-read", "invalidations", "rmw", "bus-modify"})
	require.NoError(t, err)
	of := []machine.Metric{machine.BusRead, machine.Invalidations, machine.Modifies, machine.BusModify}
	rapid.Check(t, func(t *rapid.T) {
		d := draw(t, 7, rapid.Bool().Draw(t, "forward"))
		w := rapid.SampledFrom([]Window{Acquire, Release, Turn, Passage, Episode, Gathering, Run}).Draw(t, "window")
		m, err := Measure(d.graph(), d.label, []Window{w}, metrics)
		require.NoError(t, err)
		require.Len(t, m.Rows, len(metrics))
		for i, r := range m.Rows {
			want := Row{Best: Value{Infinite: true}}
			threads := []int{-1}
			if w.own() {
				threads = []int{0, 1}
			}
			for _, thread := range threads {
				worst, best, unbounded, opened, complete := d.extreme(w, thread, of[i])
				if unbounded || want.Worst.Infinite {
					want.Worst = Value{Infinite: true}
				} else {
					want.Worst.Amount = max(want.Worst.Amount, uint32(worst))
				}
				if complete && (!want.Complete || uint32(best) < want.Best.Amount) {
					want.Best = Value{Amount: uint32(best)}
				}
				want.Opened, want.Complete = want.Opened || opened, want.Complete || complete
			}
			got := Row{Worst: r.Worst, Best: r.Best, Opened: r.Opened, Complete: r.Complete}
			require.Equal(t, want, got, "%s %s", w, r.Metric.Name)
			if r.Opened {
				d.checkPath(t, m.Path(r), r)
			}
		}
	})
}

// checkPath walks a path and adds up what it pays.
func (d drawn) checkPath(t *rapid.T, p Path, r Row) {
	states := map[int]bool{0: true} // those that the actions and labels lead to: there may be several
	paid := uint32(0)
	for i, s := range p.Steps {
		after := map[int]bool{}
		for state := range states {
			for _, e := range d.edges[state] {
				if e.Action == s.Action && d.label(e.Label) == s.Label {
					after[int(e.To)] = true
				}
			}
		}
		require.NotEmpty(t, after, "step %d of %v", i, p)
		states = after
		paid += s.Paid
		if i < p.From || i >= p.To {
			require.Zero(t, s.Paid)
		}
	}
	if !r.Worst.Infinite {
		require.Equal(t, -1, p.Cycle)
		require.Equal(t, r.Worst.Amount, paid)
		return
	}
	loop := p.Steps[p.Cycle:]
	require.True(t, slices.ContainsFunc(loop, func(s Step) bool { return s.Paid > 0 }), fmt.Sprint(p))
}

func charge(m machine.Metric, thread, amount int) machine.Charge {
	return machine.Charge{Metric: m, Thread: uint8(thread), Amount: uint16(amount)}
}
