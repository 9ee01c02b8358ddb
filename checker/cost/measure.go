package cost

import (
	"heddle/checker/graph"
	"heddle/machine"
	"heddle/model/program"
)

// Value is what a window costs in the worst or the best case.
type Value struct {
	Amount   uint32
	Over     uint32 // of a share: for so many, in lowest terms; 0 is 1
	Infinite bool   // there is no bound
}

// Row is what the windows of one kind cost in one metric.
type Row struct {
	Window      Window
	Metric      Metric
	Worst, Best Value
	Opened      bool // some run comes to such a window: else there is no worst case
	Complete    bool // … and to its end: else there is no best case
	Unknown     bool // what it is of cannot be told: of lines on the heap, of none such a window
	// Of a worst case without bound: whether a run that treats all threads fairly can pay for ever.
	// If not it pays for as long as a schedule holds another thread back.
	Fair bool

	metric int // its place in the list
	worst  spot
}

// Measurement is what a program costs.
type Measurement struct {
	Rows    []Row
	space   *space
	metrics []Metric
}

// Measure computes what windows cost in metrics in the worst and the best case over all schedules:
// g is the state graph of a complete search, with labels. There are at most 32 metrics.
func Measure(g *graph.Graph, label func(uint32) *machine.Label, windows []Window, metrics []Metric) (*Measurement, error) {
	s, err := newSpace(g, label)
	if err != nil {
		return nil, err
	}
	m := &Measurement{space: s, metrics: metrics}
	for _, w := range windows {
		if e, ok := w.shares(); ok {
			m.share(w, e)
		} else {
			m.measure(w)
		}
	}
	return m, nil
}

// measure adds the rows of a window.
func (m *Measurement) measure(w Window) {
	rows := make([]Row, len(m.metrics))
	for i, metric := range m.metrics {
		rows[i] = Row{Window: w, Metric: metric, metric: i, Best: Value{Infinite: true}}
	}
	for _, v := range m.space.views(w) {
		x := newExtremes(v, m.metrics)
		x.find()
		for _, at := range v.begins {
			x.take(rows, at)
		}
		x.judge(rows)
	}
	for i := range rows {
		if f := rows[i].Metric.whole; f != nil && rows[i].Opened {
			rows[i].whole(f(m.space, w))
		}
	}
	m.Rows = append(m.Rows, rows...)
}

// share adds the rows of a window that is a share of whole runs.
func (m *Measurement) share(w Window, of program.Event) {
	for i, metric := range m.metrics {
		r := Row{Window: w, Metric: metric, metric: i, Best: Value{Infinite: true}}
		if f := newShare(m.space, of, metric); f != nil && metric.whole == nil {
			r.Worst, _, r.Opened = f.extreme(1)
			r.Best, _, r.Complete = f.extreme(-1)
			r.Fair = r.Worst.Infinite && f.fair()
		}
		m.Rows = append(m.Rows, r)
	}
}

// whole takes over what was computed of a row by itself.
func (r *Row) whole(worst, best uint32, ok bool) {
	r.Unknown = !ok
	r.Worst, r.Best, r.Complete = valueOf(worst), valueOf(best), true
}

// take takes the windows into account that begin at a place.
func (x *extremes) take(rows []Row, at spot) {
	paid, most, least := x.paid(at), x.mostOf(x.inside(at)), x.leastOf(x.inside(at))
	for i := range rows {
		r := &rows[i]
		if worst := valueOf(sum(paid[i], most[i])); !r.Opened || worst.exceeds(r.Worst) {
			r.Worst, r.worst, r.Opened = worst, at, true
		}
		if best := valueOf(sum(paid[i], least[i])); r.Best.exceeds(best) {
			r.Best, r.Complete = best, true
		}
	}
}

func valueOf(amount uint32) Value {
	if amount == infinite {
		return Value{Infinite: true}
	}
	return Value{Amount: amount}
}

// exceeds reports whether v is more than u.
func (v Value) exceeds(u Value) bool { return !u.Infinite && (v.Infinite || v.Amount > u.Amount) }

// over is by what the amount is divided.
func (v Value) over() int { return int(max(v.Over, 1)) }
