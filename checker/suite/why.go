package suite

import (
	"fmt"

	"heddle/checker"
	"heddle/checker/candidate"
	"heddle/checker/outcome"
	"heddle/machine"
	"heddle/machine/axiom"
	"heddle/model/litmus"
)

// explain adds what the test's condition asks about to its answer: a schedule for each
// outcome that it is about, or if there is none why there is none.
func (r *runner) explain(a *outcome.Answer, code *litmus.Code, memory machine.Memory) error {
	asked := func(holds bool) bool { return holds != (a.Test.Final == litmus.Forall) }
	met := false
	for i, o := range a.Result.Outcomes {
		met = met || asked(o.Holds)
		if r.opts.Witness == WitnessCondition && !asked(o.Holds) {
			continue
		}
		m, actions := a.Result.Path(o)
		s, err := checker.Witness(code.Program, memory, m, actions, a.File, checker.Ending{
			Cells: code.Observed(), Words: o.Words, Says: a.Name + " under " + memory.Name + " ends with " + o.State,
		})
		if err != nil {
			return err
		}
		a.Witnesses = append(a.Witnesses, outcome.Witness{Outcome: i, Schedule: s})
	}
	if met || a.Result.Limit != "" {
		return nil
	}
	return forbid(a, code, memory, r.opts.System.IsFlat(), func(words []uint64) bool { return code.Admits(words) && asked(code.Holds(words)) })
}

// forbid says which axiom of the memory model, if we have them, forbids all
// executions that end in a state with holds. Axioms are of flat machines.
func forbid(a *outcome.Answer, code *litmus.Code, memory machine.Memory, flat bool, holds func([]uint64) bool) error {
	asked := a.Test.Prop.String()
	if a.Test.Final == litmus.Forall {
		asked = "~(" + asked + ")"
	}
	model, ok := axiom.Find(memory.Name)
	if !ok || !flat {
		a.Forbidden = append(a.Forbidden, outcome.Reason{Asked: asked, None: "it is defined by steps, without axioms; all states were searched"})
		return nil
	}
	why, err := candidate.Why(code.Program, code.Observed(), holds, model, candidate.Limits{})
	if err != nil { // it can do what executions are not made of, such as fail
		a.Forbidden = append(a.Forbidden, outcome.Reason{Asked: asked, None: err.Error()})
		return nil
	}
	if why.Allowed { // the machine and the axioms disagree
		return fmt.Errorf("suite: bug: %s under %s: no schedule ends with %s, but the axioms allow it", a.Name, memory.Name, asked)
	}
	reason := outcome.Reason{Asked: asked, Executions: why.Executions, Incomplete: why.Incomplete}
	if len(why.Candidates) > 0 {
		c := why.Candidates[0]
		reason.Axiom, reason.Doc = c.Axiom.Name, c.Axiom.Doc
		reason.Cycle, reason.Graph = c.Cycle.Text(c.Execution), c.Execution.DOT(a.Name+" "+memory.Name, c.Cycle)
		for _, other := range why.Candidates[1:] {
			reason.Others = append(reason.Others, other.Axiom.Name)
		}
	}
	a.Forbidden = append(a.Forbidden, reason)
	return nil
}
