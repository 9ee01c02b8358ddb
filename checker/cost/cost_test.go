package cost

import (
	"testing"

	"github.com/stretchr/testify/require"

	"heddle/checker/graph"
	"heddle/machine"
	"heddle/model/program"
)

// by makes a label of a step of a thread.
func by(thread int, p machine.Phase, charges ...machine.Charge) machine.Label {
	return machine.Label{Thread: thread, Phase: p, Charges: charges}
}

// with adds events.
func with(l machine.Label, events ...program.Event) machine.Label {
	l.Events = event(events...)
	return l
}

// rmw is the charge of a read-modify-write by a thread.
func rmw(thread int) machine.Charge { return charge(machine.Modifies, thread, 1) }

// hand is a graph made by hand.
type hand struct{ drawn }

// step adds a step; the states are those that steps name.
func (h *hand) step(from, to int, l machine.Label) {
	for len(h.edges) <= max(from, to) {
		h.edges, h.ended = append(h.edges, nil), append(h.ended, false)
	}
	h.labels = append(h.labels, l)
	h.edges[from] = append(h.edges[from], graph.Edge{To: uint32(to), Action: machine.StepOf(l.Thread, 0), Label: uint32(len(h.labels) - 1)})
}

// measure measures read-modify-writes.
func (h *hand) measure(t *testing.T, w Window) (*Measurement, Row) {
	metrics, err := FindMetrics([]string{"rmw"})
	require.NoError(t, err)
	m, err := Measure(h.graph(), h.label, []Window{w}, metrics)
	require.NoError(t, err)
	require.Len(t, m.Rows, 1)
	return m, m.Rows[0]
}

// TestBestAroundALoop enters a loop of free steps right behind its way out: the best case goes all round it.
func TestBestAroundALoop(t *testing.T) {
	h := &hand{}
	want := with(by(0, machine.Trying), program.EventWant)
	dear := with(by(0, machine.Trying, rmw(0), rmw(0)), program.EventWant)
	h.step(0, 1, dear) // the loop is 1, 2, 3, its way out leaves 1
	h.step(0, 3, by(1, machine.Outside))
	h.step(3, 2, want)
	h.step(1, 2, by(1, machine.Outside))
	h.step(2, 4, by(1, machine.Outside))
	h.step(4, 1, by(1, machine.Outside))
	h.step(1, 5, with(by(0, machine.Trying), program.EventEnter))
	_, r := h.measure(t, Acquire)
	require.Equal(t, Value{Amount: 2}, r.Worst)
	require.Equal(t, Value{Amount: 0}, r.Best)
}

// spinner is thread 0 that pays for each turn of its spin until thread 1 has made a step, and enters then.
func spinner() *hand {
	h := &hand{}
	h.step(0, 1, with(by(0, machine.Trying, rmw(0)), program.EventWant))
	h.step(1, 1, by(0, machine.Trying, rmw(0)))
	h.step(1, 2, by(1, machine.Outside))
	h.step(2, 3, with(by(0, machine.Trying, rmw(0)), program.EventEnter))
	h.ended[3] = true
	return h
}

func TestUnboundedWhileAnotherIsHeldBack(t *testing.T) {
	m, r := spinner().measure(t, Acquire)
	require.True(t, r.Worst.Infinite)
	require.False(t, r.Fair)
	require.Equal(t, Value{Amount: 2}, r.Best)
	p := m.Path(r)
	require.Equal(t, 1, p.Cycle)
	require.Len(t, p.Steps, 2)
	require.Equal(t, []int{1}, p.HeldBack)
	require.Empty(t, p.HeldBuffer)
}

// TestUnboundedAndFair lets thread 1 go round, too.
func TestUnboundedAndFair(t *testing.T) {
	h := spinner()
	h.step(2, 1, by(1, machine.Outside))
	m, r := h.measure(t, Acquire)
	require.True(t, r.Worst.Infinite)
	require.True(t, r.Fair)
	p := m.Path(r) // the shortest cycle is that of before
	require.Len(t, p.Steps[p.Cycle:], 1)
	require.Equal(t, []int{1}, p.HeldBack)
}

// TestHandoverIsOfThoseWhoWait has a release by thread 0 at which thread 1 spins, and one at which it still
// comes: only the first is a handover, both are turns.
func TestHandoverIsOfThoseWhoWait(t *testing.T) {
	h := &hand{}
	h.step(0, 1, with(by(1, machine.Trying), program.EventWant)) // 1 wants in, and comes by a read-modify-write
	h.step(1, 2, by(1, machine.Trying, rmw(1)))
	h.step(2, 2, by(1, machine.Trying)) // it spins
	h.step(2, 3, with(by(0, machine.Leaving, rmw(0)), program.EventLeave))
	h.step(3, 4, with(by(1, machine.Trying), program.EventEnter))
	h.step(4, 5, with(by(1, machine.Leaving, rmw(1), rmw(1)), program.EventLeave))
	h.step(1, 6, with(by(0, machine.Leaving, rmw(0)), program.EventLeave))
	h.step(6, 3, by(1, machine.Trying, rmw(1)))
	_, handover := h.measure(t, Handover)
	require.Equal(t, Value{Amount: 1}, handover.Best)
	_, turn := h.measure(t, Turn)
	require.Equal(t, Value{Amount: 2}, turn.Worst)
	require.Equal(t, Value{Amount: 1}, turn.Best)
}

// TestNoWindow asks for what no run comes to.
func TestNoWindow(t *testing.T) {
	for _, w := range []Window{Release, Handover, Turn, Episode} {
		_, r := spinner().measure(t, w)
		require.False(t, r.Opened, w)
		require.False(t, r.Complete, w)
	}
}

func TestNamesOfMetrics(t *testing.T) {
	_, err := FindMetrics([]string{"buss"})
	require.ErrorContains(t, err, `cost: metric "buss", want some of bus, bus-read`)
	_, err = FindMetrics([]string{"bus", "bus"})
	require.ErrorContains(t, err, "named twice")
	all, err := FindMetrics(nil)
	require.NoError(t, err)
	require.LessOrEqual(t, len(all), maxMetrics)
}
