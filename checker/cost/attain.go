package cost

import (
	"fmt"
	"strings"

	"heddle/checker"
	"heddle/machine"
	"heddle/model/program"
)

// attain gives a schedule for each worst case, which the reference interpreter has followed.
func (m *Measurement) attain(prog *program.Program, on *machine.Machine, opts checker.Options) (list []*checker.Schedule, err error) {
	type attained struct {
		Row
		Path
		says string
	}
	var all []attained
	for _, r := range m.Rows {
		if r.Opened && r.Worst != (Value{}) && r.Metric.whole == nil {
			p := m.Path(r)
			all = append(all, attained{r, p, p.says(r, on)})
		}
	}
	for _, a := range all { // which ends what on knows of the graph
		s, err := checker.Attain(prog, on, a.charged(), opts, prog.Target, a.says)
		if err != nil {
			return nil, err
		}
		if err := a.annotate(s, a.Row); err != nil {
			return nil, err
		}
		list = append(list, s)
	}
	return list, nil
}

func (p Path) charged() (list []checker.Charged) {
	for _, s := range p.Steps {
		list = append(list, checker.Charged{Action: s.Action, Charges: s.Label.Charges})
	}
	return list
}

// says tells in a sentence what the path shows.
func (p Path) says(r Row, on *machine.Machine) string {
	what := fmt.Sprintf("%s per %s", r.Metric.Name, r.Window)
	_, shared := r.Window.shares()
	switch {
	case r.Worst.Infinite:
		return fmt.Sprintf("%s has no bound: from step %d on, %s%s", what, p.From+1, p.repeats(), p.heldBack(on))
	case p.Cycle >= 0:
		return fmt.Sprintf("%s is %v at worst: %s, with %s", what, r.Worst, p.repeats(), p.times(r.Window))
	case shared:
		return fmt.Sprintf("%s is %v at worst: the run has %d, and %s", what, r.Worst, p.paid(p.From), p.times(r.Window))
	}
	return fmt.Sprintf("%s is %v at worst: from step %d to step %d", what, r.Worst, p.From+1, p.To)
}

// times says over what a share is.
func (p Path) times(w Window) string {
	if p.Over == 1 {
		return "1 " + w.String()
	}
	return fmt.Sprintf("%d %ss", p.Over, w)
}

// paid is what the steps from one on cost.
func (p Path) paid(from int) (sum uint32) {
	for _, s := range p.Steps[from:] {
		sum += s.Paid
	}
	return sum
}

// repeats tells which steps repeat and pay.
func (p Path) repeats() string {
	text := fmt.Sprintf("steps %d to %d repeat and pay", p.Cycle+1, len(p.Steps))
	if n := len(p.Steps); n == p.Cycle+1 {
		text = fmt.Sprintf("step %d repeats and pays", n)
	}
	return text + fmt.Sprintf(" %d each time", p.paid(p.Cycle))
}

// heldBack tells who must be held back for a cycle to go on.
func (p Path) heldBack(on *machine.Machine) string {
	var who []string
	for _, t := range p.HeldBack {
		who = append(who, program.ThreadName(t))
	}
	for _, t := range p.HeldBuffer {
		who = append(who, "the store buffer of "+program.ThreadName(t))
	}
	for _, n := range p.HeldLinks {
		who = append(who, on.Delivery(n))
	}
	if len(who) == 0 {
		return ", which is fair to all threads"
	}
	return ", for as long as the schedule holds back " + strings.Join(who, " and ")
}

// annotate notes at each step of a schedule what it pays.
func (p Path) annotate(s *checker.Schedule, r Row) error {
	if len(s.Steps) != len(p.Steps) {
		return fmt.Errorf("cost: bug: a schedule of %d steps for a path of %d", len(s.Steps), len(p.Steps))
	}
	for i, step := range p.Steps {
		if step.Paid == 0 || len(s.Steps[i].Events) == 0 {
			continue
		}
		e := &s.Steps[i].Events[0]
		if e.Note != "" {
			e.Note += "; "
		}
		e.Note += fmt.Sprintf("%s %d", r.Metric.Name, step.Paid)
	}
	return nil
}
