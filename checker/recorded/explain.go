package recorded

import (
	"fmt"
	"slices"
	"strings"
)

// What is explained in words at most.
const (
	mostOperations = 20 // of a part
	mostOrdered    = 8  // operations whose orders are tried
	mostOrders     = 5  // orders
)

// Row is an operation of a part in words.
type Row struct {
	Name   string // A, B, …
	Client string
	Call   string // Enqueue(3)
	After  string // the operations that returned before it was called, but those that these had to wait for
	Where  string
}

// Rows gives the operations of the part, the last ones if there are many.
func (v *Violation) Rows() (rows []Row, left int) {
	left = max(0, len(v.tasks)-mostOperations)
	for i := left; i < len(v.tasks); i++ {
		o := v.Part[i]
		row := Row{Name: v.name(i), Client: fmt.Sprintf("client %d", o.Client), Call: o.String(), Where: o.where()}
		var before []string
		for k := left; k < i; k++ {
			if v.directly(k, i) {
				before = append(before, v.name(k))
			}
		}
		if row.After = strings.Join(before, ", "); row.After != "" {
			row.After = "after " + row.After
		}
		rows = append(rows, row)
	}
	return rows, left
}

// name gives the name of an operation of the part: those that are shown are A, B, ….
func (v *Violation) name(i int) string {
	return string(rune('A' + i - max(0, len(v.tasks)-mostOperations)))
}

// precedes reports whether operation i of the part returned before k was called.
func (v *Violation) precedes(i, k int) bool { return v.tasks[i].Return < v.tasks[k].Call }

// directly is precedes, but not by way of a third.
func (v *Violation) directly(i, k int) bool {
	if !v.precedes(i, k) {
		return false
	}
	for m := range v.tasks {
		if v.precedes(i, m) && v.precedes(m, k) {
			return false
		}
	}
	return true
}

// orders shows of each order of the part how far the specification goes with it: "A, B, then C would be Dequeue() = 3, true".
// It gives nothing for a part that is too large.
func (v *Violation) orders() []string {
	if len(v.tasks) > mostOrdered {
		return nil
	}
	s, err := v.judge.stepper()
	if err != nil {
		return nil
	}
	defer s.close()
	w := &walk{Violation: v, stepper: s, seen: map[string]bool{}}
	w.from(s.start, nil)
	if v.judge.ctx.Err() != nil {
		return nil
	}
	return w.ends
}

// walk tries the orders of a part.
type walk struct {
	*Violation
	*stepper
	seen map[string]bool
	ends []string
}

// from goes on from a state that the operations in done lead to.
func (w *walk) from(n *node, done []int) {
	if w.judge.ctx.Err() != nil {
		return
	}
	stuck := true
	var would []string
	for i, t := range w.tasks {
		if !w.next(i, done) {
			continue
		}
		after := w.step(n, t)
		for _, to := range after {
			stuck = false
			w.from(to.(*node), append(slices.Clone(done), i))
		}
		if len(after) == 0 {
			would = append(would, w.instead(n, i))
		}
	}
	if !stuck || len(would) == 0 {
		return
	}
	line := strings.Join(would, "; ")
	if len(done) > 0 {
		line = w.names(done) + ", then " + line
	}
	if !w.seen[line] {
		w.seen[line] = true
		w.ends = append(w.ends, line)
	}
}

// next reports whether operation i of the part may come after those in done.
func (w *walk) next(i int, done []int) bool {
	for k := range w.tasks {
		if k != i && w.precedes(k, i) && !slices.Contains(done, k) {
			return false
		}
	}
	return !slices.Contains(done, i)
}

// instead says what operation i would be in state n.
func (w *walk) instead(n *node, i int) string {
	t := w.tasks[i]
	if len(t.calls) > 1 {
		return w.name(i) + " cannot return what it did"
	}
	e := w.after(n, &t.calls[0])
	var can []string
	for _, o := range e.outcomes {
		can = append(can, w.binder.returning(t, o.results))
	}
	if len(can) == 0 {
		return w.name(i) + " would have to wait"
	}
	return w.name(i) + " would be " + strings.Join(can, " or ")
}

func (w *walk) names(done []int) string {
	var names []string
	for _, i := range done {
		names = append(names, w.name(i))
	}
	return strings.Join(names, ", ")
}
